/// What no consumer could apply, for administrators to look at and to send once more.
///
/// Reads the dead-letter topics themselves, for they are the truth; writes a letter back to the
/// topic that it came from, as it was. Blocks, and so runs on worker threads. May import the Kafka
/// client, `view`, `store` and `events`.
@NullMarked
package dev.plumbline.dashboard.deadletter;

import org.jspecify.annotations.NullMarked;
