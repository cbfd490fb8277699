/// Results of OpenSSF Scorecard in its JSON, which answer items of measures.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.scorecard;

import org.jspecify.annotations.NullMarked;
