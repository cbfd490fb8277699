/// pip-audit's reports in JSON: known vulnerabilities of a Python environment.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.pipaudit;

import org.jspecify.annotations.NullMarked;
