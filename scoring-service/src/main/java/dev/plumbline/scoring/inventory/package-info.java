/// What is observed of a product, taken in.
///
/// [ApplyEvidence][dev.plumbline.scoring.inventory.ApplyEvidence] writes an evidence event to the
/// log, stores what it says as facts and queues the product; a submission in parts takes effect
/// when its last part is here. [ReadBill][dev.plumbline.scoring.inventory.ReadBill] is the pure
/// half: from purls to coordinates. Nothing here scores. Imports `match`, `advisory` (matching),
/// `store`, `events` and `outbox`; called by `consume` and by the replay of the log.
@NullMarked
package dev.plumbline.scoring.inventory;

import org.jspecify.annotations.NullMarked;
