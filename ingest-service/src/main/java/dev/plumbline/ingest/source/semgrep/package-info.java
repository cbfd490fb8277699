/// What Semgrep and Opengrep print with `--json`, and what Semgrep's platform lists as findings.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.semgrep;

import org.jspecify.annotations.NullMarked;
