/// What forges say one event at a time: the words that GitHub's and GitLab's webhooks have in
/// common, and the reports that many of them together make.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.forge;

import org.jspecify.annotations.NullMarked;
