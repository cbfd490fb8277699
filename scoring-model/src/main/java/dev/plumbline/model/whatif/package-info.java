/// What to do next, and what it would be worth: hypothetical entries, scored by the same model.
///
/// [NextActions] tries what the catalogue says can be done (remedies of open concerns, evidence
/// that is missing or stale, items without an answer) on the ledger as it is, one at a time, and
/// ranks it by the exact gain.
///
/// Imports the JDK, JSpecify, `evidence`, `catalogue`, `obligation` and `score`.
@NullMarked
package dev.plumbline.model.whatif;

import org.jspecify.annotations.NullMarked;
