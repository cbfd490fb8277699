/// cargo-audit's reports in JSON: known vulnerabilities of what a Cargo.lock lists.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.cargoaudit;

import org.jspecify.annotations.NullMarked;
