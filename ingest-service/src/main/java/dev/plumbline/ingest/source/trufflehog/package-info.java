/// What TruffleHog 3 prints with `--json`. The secrets that it prints are hashed, never kept.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.trufflehog;

import org.jspecify.annotations.NullMarked;
