/// Findings in a form that anything can write: Plumbline's own, whose schema is
/// `docs/findings.schema.json`, and the generic findings of DefectDojo; both as JSON and as CSV.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.generic;

import org.jspecify.annotations.NullMarked;
