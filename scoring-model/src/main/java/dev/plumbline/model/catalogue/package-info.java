/// What is measured, as data: principles, themes, measures, gates and remedies, read from YAML.
///
/// A [Catalogue] is the `k` of `S(E, t, k)`. [CatalogueReader] loads it from a file, holds it
/// against the JSON Schema beside it and names file, line and key of whatever is wrong. No other
/// package knows a measure, a principle, a gate or a constant of the model by name: they all stand
/// in the file, with the reasons beside them.
///
/// A [DecisionTable] is a table of somebody else's, such as CISA's terms for known flaws, kept as
/// data in the same way.
///
/// Imports the JDK, JSpecify, `events` (severities) and, in the readers alone, the YAML and JSON
/// Schema libraries.
@NullMarked
package dev.plumbline.model.catalogue;

import org.jspecify.annotations.NullMarked;
