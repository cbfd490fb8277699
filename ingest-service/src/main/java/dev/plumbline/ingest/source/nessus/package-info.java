/// Reports of Nessus and its siblings of Tenable, as `.nessus` XML and as CSV.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.nessus;

import org.jspecify.annotations.NullMarked;
