/// The catalogue of known exploited vulnerabilities, as CISA publishes it in JSON.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.kev;

import org.jspecify.annotations.NullMarked;
