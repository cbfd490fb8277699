/// The promise that everything shown follows from the log, kept.
///
/// [VerifyScores][dev.plumbline.scoring.verify.VerifyScores] replays the evidence log from its
/// first event through the same use cases into empty tables, and compares every fact and every
/// product's last score, bit for bit.
@NullMarked
package dev.plumbline.scoring.verify;

import org.jspecify.annotations.NullMarked;
