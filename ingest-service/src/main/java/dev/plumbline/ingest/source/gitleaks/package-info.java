/// What Gitleaks reports as JSON, versions 7 and 8. The secrets that it prints are hashed, never
/// kept.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.gitleaks;

import org.jspecify.annotations.NullMarked;
