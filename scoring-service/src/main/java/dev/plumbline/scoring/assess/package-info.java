/// The only place where scores are computed.
///
/// [AssessProduct][dev.plumbline.scoring.assess.AssessProduct] takes a product out of the queue,
/// loads its facts, lets `obligation` turn them into the ledger and the model score it, and saves
/// and queues what follows, in one transaction.
/// [RequestAssessment][dev.plumbline.scoring.assess.RequestAssessment] is how everybody else asks
/// for it. Imports `obligation`, the model, `store`, `events` and `outbox`.
@NullMarked
package dev.plumbline.scoring.assess;

import org.jspecify.annotations.NullMarked;
