/// The only place where scores are computed.
///
/// [AssessProducts][dev.plumbline.scoring.assess.AssessProducts] takes products out of the queue,
/// loads their facts, lets `obligation` turn them into ledgers and the model score these, and saves
/// and queues what follows, in one transaction.
/// [RequestAssessment][dev.plumbline.scoring.assess.RequestAssessment] is how everybody else asks
/// for it. Imports `obligation`, the model, `store`, `events` and `outbox`.
@NullMarked
package dev.plumbline.scoring.assess;

import org.jspecify.annotations.NullMarked;
