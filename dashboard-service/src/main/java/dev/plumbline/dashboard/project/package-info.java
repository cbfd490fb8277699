/// Turns what scoring-service says into what people see.
///
/// `consume` hands over events by the batch; each use case here writes a batch in one transaction:
/// inbox, tables of `store`, what is to be told (outbox), and the signal to open pages. A batch may
/// be a single event, which is how a consumer finds the one that can't be applied. May import
/// `store`, `events` and the outbox.
@NullMarked
package dev.plumbline.dashboard.project;

import org.jspecify.annotations.NullMarked;
