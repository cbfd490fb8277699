/// How people keep the connections that bring evidence in by themselves: webhooks that others call,
/// and feeds that are fetched.
///
/// A draft comes from the form or the API, is checked, saved with its next revision, and goes out
/// as a [dev.plumbline.events.CatalogChange] in the same transaction. A secret is shown to whoever
/// made it, once, and sealed from then on. May import `store`, `view`, `events` and the outbox.
@NullMarked
package dev.plumbline.dashboard.connect;

import org.jspecify.annotations.NullMarked;
