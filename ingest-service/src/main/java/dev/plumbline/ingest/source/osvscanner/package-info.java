/// OSV-Scanner's reports in JSON: known vulnerabilities of what lock files and SBOMs list.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.osvscanner;

import org.jspecify.annotations.NullMarked;
