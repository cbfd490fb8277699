/// A real Kafka of one node, broker and KRaft controller in one, and the topics that Plumbline
/// needs.
///
/// Used by the supervisor, which runs it in a process of its own, and by service tests, which run
/// it in theirs. The topics come from `deploy/topics.yaml`, which is packed into this module.
@NullMarked
package dev.plumbline.local.kafka;

import org.jspecify.annotations.NullMarked;
