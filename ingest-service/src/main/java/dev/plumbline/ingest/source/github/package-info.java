/// Payloads of GitHub's webhooks, as GitHub's documentation of events and payloads shows them.
///
/// Pure; may import the JDK, JSpecify, `events`, the parent package and `source.forge`.
@NullMarked
package dev.plumbline.ingest.source.github;

import org.jspecify.annotations.NullMarked;
