/// How people keep the organisation: units, teams, products and release lines.
///
/// A draft comes from the form or the API, is checked, saved with its next revision, and goes out
/// as a [dev.plumbline.events.CatalogChange] in the same transaction. Nothing is ever deleted: what
/// is no longer wanted is archived, so that its history keeps its name. May import `store`, `view`,
/// `events` and the outbox.
@NullMarked
package dev.plumbline.dashboard.catalog;

import org.jspecify.annotations.NullMarked;
