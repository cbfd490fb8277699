/// What people see and where they decide.
///
/// Scores, obligations and progress come in by `consume`, are projected by `project` into the
/// tables of `store`, and go out to people as pages (`web`, `live`) and JSON (`api`). What people
/// decide (`decide`) and how they keep the organisation (`catalog`) leaves through the outbox.
/// `access` says who sees what.
@NullMarked
package dev.plumbline.dashboard;

import org.jspecify.annotations.NullMarked;
