/// The ledger of one product: what was owed, met, covered and answered, in the few words that the
/// model needs.
///
/// An [Entry] is what a service makes of canonical evidence after matching: it names kinds and
/// keys, never formats or tools. The model folds entries up to an instant; their order of arrival
/// does not matter. What the words mean to the `core` catalogue (the file of the `full` one lists
/// its further words at its top):
///
/// - Owed `match`, keyed `CVE/line`: severity; tierDays if a tier is shorter than the severity's
///   days; attributes `component`, `vulnerability`, `fixed-in` for words.
/// - Owed `kev-match`, under the same key: statedDue, listedAt, tierDays.
/// - Owed `kev-at-release`, keyed by release, or by anything with `release` set: breaks that
///   release's unit of kev-free-release.
/// - Owed `finding`, keyed line/tool/scope/fingerprint: own, severity, attribute `cwe` (separated
///   by commas).
/// - Owed `secret`, keyed likewise: own, attribute `scope`.
/// - Owed `release`, keyed by release exactly as in Released: one unit of kev-free-release and of
///   release-gate-adherence.
/// - Owed `gate-failed`, keyed release/gate: `release`; attribute `critical` = `true` sets the cap.
/// - Owed `waiver`, keyed by waiver: statedDue = its expiry.
/// - Closed, under the kind and key of what was owed: how, trust, until.
/// - Covered `sbom`, on a release: attribute `binding` = `digest` or `name`; `artefact` tells
///   several artefacts of a release apart.
/// - Covered `advisory-match` or `kev-match`, on `*`: at = how current the feed was.
/// - Covered `sast`, `sca`, `secrets` or `dast`, on a release: attribute `scope`, for `sast` also
///   `code-lines`.
/// - Covered `gate`, on a release.
/// - Answered a measure, on an item, or on `release/field` for sbom-minimum-elements: value, trust,
///   until.
///
/// A `release` is closed by `passed` if every gate passed, or was excepted, before it went out; a
/// `gate-failed` is closed by `passed` when that gate passes, or by the next clean release of the
/// line. A concern that comes back after it was closed takes a new key (`CVE/line#2`).
///
/// Imports the JDK and JSpecify only.
@NullMarked
package dev.plumbline.model.evidence;

import org.jspecify.annotations.NullMarked;
