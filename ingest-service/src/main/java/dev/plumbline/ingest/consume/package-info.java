/// Hears what people keep in the dashboard (`plumbline.catalog.v1`), and is the door for documents
/// that come by event (`plumbline.submission.v1`).
///
/// Payload in, use case out. The offset moves only after what it brought is committed; what can't
/// ever be taken in goes to the dead letters of the topic with its reason. May import the messaging
/// API, `events`, `outbox`, `access`, `intake` and `store`.
@NullMarked
package dev.plumbline.ingest.consume;

import org.jspecify.annotations.NullMarked;
