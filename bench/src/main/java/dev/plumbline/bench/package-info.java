/// Drives load over the whole road of a real install, from outside, and prints what came of it.
///
/// A round is prepared, sent and waited for; only the time between the first request and the last
/// score shown is measured. What is shown is then checked against a replay of the same evidence, so
/// that a fast wrong answer is no result. Uses HTTP and Kafka as any customer would, and the
/// contract in `events` to read progress.
@NullMarked
package dev.plumbline.bench;

import org.jspecify.annotations.NullMarked;
