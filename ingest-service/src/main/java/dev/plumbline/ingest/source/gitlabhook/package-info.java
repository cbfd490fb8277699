/// Payloads of GitLab's webhooks, as GitLab's documentation of webhook events shows them. (Its
/// security reports are in `source.gitlab`.)
///
/// Pure; may import the JDK, JSpecify, `events`, the parent package and `source.forge`.
@NullMarked
package dev.plumbline.ingest.source.gitlabhook;

import org.jspecify.annotations.NullMarked;
