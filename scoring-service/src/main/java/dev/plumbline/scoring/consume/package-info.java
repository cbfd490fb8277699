/// The topics that this service reads, one small consumer each.
///
/// A record becomes a [LoggedEvent][dev.plumbline.scoring.store.LoggedEvent], a use case applies it
/// in one transaction, and only then the offset moves. While the database is away a consumer tries
/// again without limit and its partition waits; what can never be applied goes to the topic's dead
/// letters with the cause in its headers. Consumers import use cases and `outbox`, and hold no
/// logic of their own.
@NullMarked
package dev.plumbline.scoring.consume;

import org.jspecify.annotations.NullMarked;
