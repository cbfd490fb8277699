/// npm's audit reports in JSON: those of npm 6, whose shape pnpm and yarn have, too, and of npm 7.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.npmaudit;

import org.jspecify.annotations.NullMarked;
