/// From the facts of one product to its ledger: what was owed, met, covered and answered.
///
/// [DeriveLedger][dev.plumbline.scoring.obligation.DeriveLedger] reads
/// [ProductFacts][dev.plumbline.scoring.obligation.ProductFacts], all of them each time, and writes
/// the [Entry][dev.plumbline.model.evidence.Entry] lines that the model folds. Since every line is
/// derived from all facts, the order in which evidence arrived never matters, and each line carries
/// the world's instant from which it counts, so that the score can be computed for any day.
///
/// The rules of SCORING.md section 0 that are about evidence live here: lines and releases (14),
/// the world's clock (12), fair onboarding (13), own findings (16), erroneous submissions (4).
///
/// Pure: the JDK, JSpecify, `events`, `match` and the model's `evidence`. No clock, no framework.
@NullMarked
package dev.plumbline.scoring.obligation;

import org.jspecify.annotations.NullMarked;
