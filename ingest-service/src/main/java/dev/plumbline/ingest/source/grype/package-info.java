/// Grype's reports in JSON: known vulnerabilities of images, folders and SBOMs.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.grype;

import org.jspecify.annotations.NullMarked;
