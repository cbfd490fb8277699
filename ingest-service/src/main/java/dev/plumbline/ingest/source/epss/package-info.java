/// The daily table of the Exploit Prediction Scoring System, as FIRST publishes it in CSV.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.epss;

import org.jspecify.annotations.NullMarked;
