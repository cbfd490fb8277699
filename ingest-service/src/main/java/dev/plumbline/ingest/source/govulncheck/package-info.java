/// govulncheck's messages in JSON: known vulnerabilities that Go code calls.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.govulncheck;

import org.jspecify.annotations.NullMarked;
