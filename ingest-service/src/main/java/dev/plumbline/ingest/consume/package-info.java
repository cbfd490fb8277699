/// Hears what people keep in the dashboard: `plumbline.catalog.v1`.
///
/// Payload in, use case out. The offset moves only after the change is committed. May import the
/// messaging API, `events`, `outbox` and `store`.
@NullMarked
package dev.plumbline.ingest.consume;

import org.jspecify.annotations.NullMarked;
