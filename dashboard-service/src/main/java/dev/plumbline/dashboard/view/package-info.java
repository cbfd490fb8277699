/// What each page shows, as records: the contract between the read model and the templates.
///
/// `store` fills these records by a query or two a page, `web` hands them to Qute. They hold
/// instants and numbers, not sentences; the words around them ("2 d 4 h left", "▲ 3.1") come from
/// the pure functions beside them, which take the instant as an argument. A page never counts or
/// filters again: what stands in its record is what the viewer may see.
///
/// Pure: imports the JDK, JSpecify and `events`. No clock, no randomness, no framework.
@NullMarked
package dev.plumbline.dashboard.view;

import org.jspecify.annotations.NullMarked;
