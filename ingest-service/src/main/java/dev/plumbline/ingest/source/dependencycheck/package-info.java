/// OWASP Dependency-Check's reports in XML and JSON: known vulnerabilities of files.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package; reads purls.
@NullMarked
package dev.plumbline.ingest.source.dependencycheck;

import org.jspecify.annotations.NullMarked;
