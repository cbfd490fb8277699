/// The ledger of one product: what was owed, met, covered and answered, in the few words that the model needs.
///
/// An [Entry] is what a service makes of canonical evidence after matching: it names kinds and keys, never
/// formats or tools. The model folds entries up to an instant; their order of arrival does not matter.
///
/// Imports the JDK and JSpecify only.
@NullMarked
package dev.plumbline.model.evidence;

import org.jspecify.annotations.NullMarked;
