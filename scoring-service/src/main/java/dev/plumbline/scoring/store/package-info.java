/// The tables of this service, and the only place where SQL is written.
///
/// Every method takes the [Transaction][dev.plumbline.outbox.Transaction] of its use case and runs
/// set-based SQL in it; none opens one of its own. Names are unqualified, so that the same code
/// replays the log into a scratch schema ([Scratch][dev.plumbline.scoring.store.Scratch]). Two
/// things keep concurrent transactions honest: matching takes the lock of
/// [MatchingLock][dev.plumbline.scoring.store.MatchingLock] (a new inventory and a new advisory
/// can't miss each other), and whoever changes what is known of a product touches its row in
/// [AssessQueue][dev.plumbline.scoring.store.AssessQueue] in the same transaction.
///
/// May import the pure packages, `events`, `outbox` and Hibernate Reactive.
@NullMarked
package dev.plumbline.scoring.store;

import org.jspecify.annotations.NullMarked;
