/// The tables of this service: catalogue, read model, decisions, and the only SQL there is.
///
/// Writers take the [dev.plumbline.outbox.Transaction] of a use case. Readers open a session of
/// their own and fill the records of `view`, a page in one or two statements: lists inside a page
/// are built as JSON by PostgreSQL, so that a page is one answer of one snapshot. Every reader
/// takes the viewer and filters by [Scope] in SQL; what a viewer may not see is as if it did not
/// exist.
///
/// May import `view`, `events` and the outbox; knows no use case and no edge.
@NullMarked
package dev.plumbline.dashboard.store;

import org.jspecify.annotations.NullMarked;
