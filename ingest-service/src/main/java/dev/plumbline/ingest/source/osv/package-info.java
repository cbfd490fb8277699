/// Advisories in the Open Source Vulnerability format: one record, a list, JSON Lines, or a zip of
/// records.
///
/// A feed is walked twice, once to check and count, once to send on; neither walk holds more than
/// one record. Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.osv;

import org.jspecify.annotations.NullMarked;
