/// From ledger lines to what is owed at an instant, and what credit it has.
///
/// A [Posture] folds entries once and can then be asked about any instant: it keeps every line with
/// its date and with the [Proof] that brought it, so that a retraction or a later entry needs no
/// second fold. A [Claim] is one obligation as one demand of the catalogue sees it. [Credits] holds
/// the two curves of the model.
///
/// Order of arrival never matters: all that is kept is folded by minimum, maximum or date.
///
/// Imports the JDK, JSpecify, `events`, `evidence` and `catalogue`.
@NullMarked
package dev.plumbline.model.obligation;

import org.jspecify.annotations.NullMarked;
