/// Why a score moved, to the last digit.
///
/// [Contributions] splits the difference of two scores among their measures (logarithmic mean
/// Divisia: exact, no residue) and shows caps as lines of their own. [Ledger] replays the entries
/// in order and gives each piece of evidence, and the passing of time, its exact effect; the
/// effects telescope to the whole change. Where another catalogue begins to count, a [MethodChange]
/// is a line of its own.
///
/// Imports the JDK, JSpecify, `evidence`, `catalogue`, `obligation` and `score`.
@NullMarked
package dev.plumbline.model.explain;

import org.jspecify.annotations.NullMarked;
