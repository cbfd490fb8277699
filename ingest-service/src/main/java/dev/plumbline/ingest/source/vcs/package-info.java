/// Statistics of code review from a version control system, in a form of Plumbline's own.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.vcs;

import org.jspecify.annotations.NullMarked;
