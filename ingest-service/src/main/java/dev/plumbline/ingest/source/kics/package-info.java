/// What KICS reports on infrastructure code as JSON.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.kics;

import org.jspecify.annotations.NullMarked;
