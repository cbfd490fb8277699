/// What Hadolint reports on Dockerfiles as JSON.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.hadolint;

import org.jspecify.annotations.NullMarked;
