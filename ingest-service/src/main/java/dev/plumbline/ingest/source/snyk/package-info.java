/// Snyk's reports in JSON: open source projects and containers. `snyk code` and `snyk iac` speak
/// SARIF.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.snyk;

import org.jspecify.annotations.NullMarked;
