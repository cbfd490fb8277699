/// The score of one product at one instant, and of several products together.
///
/// [Scorer] asks a folded ledger ([dev.plumbline.model.obligation.Posture]) what every measure is
/// worth, and puts the measures together: themes by weighted mean, principles by the shifted
/// geometric mean, caps last. Beside each figure stand its confidence and its headroom. [RollUp]
/// puts products together to a team, a unit or the organisation.
///
/// Imports the JDK, JSpecify, `events`, `evidence`, `catalogue` and `obligation`.
@NullMarked
package dev.plumbline.model.score;

import org.jspecify.annotations.NullMarked;
