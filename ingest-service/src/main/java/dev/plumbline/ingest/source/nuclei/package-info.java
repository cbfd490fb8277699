/// Reports of Nuclei, in its JSON and JSON Lines exports.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.nuclei;

import org.jspecify.annotations.NullMarked;
