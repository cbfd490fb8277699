/// SARIF 2.1.0: what static, dynamic, component and secret scanners report.
///
/// Runs of the same tool over the same scope are one scan. Only security findings are kept: what a
/// tool is for stands in the table `scan-tools.tsv` beside this package, what else it reports must
/// be marked (CWE, `security-severity`, a security tag). Fingerprints do not move when lines are
/// inserted above a finding. Snippets and messages of secrets are hashed, never kept.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.sarif;

import org.jspecify.annotations.NullMarked;
