/// What gosec reports on Go code as JSON.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.gosec;

import org.jspecify.annotations.NullMarked;
