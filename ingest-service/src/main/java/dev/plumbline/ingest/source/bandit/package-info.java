/// What Bandit reports on Python code as JSON.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.bandit;

import org.jspecify.annotations.NullMarked;
