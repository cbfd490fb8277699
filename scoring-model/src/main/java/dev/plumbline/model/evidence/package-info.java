/// The ledger of one product: what was owed, met, covered and answered, in the few words that the
/// model needs.
///
/// An [Entry] is what a service makes of canonical evidence after matching: it names kinds and
/// keys, never formats or tools. The model folds entries up to an instant; their order of arrival
/// does not matter. What the words mean to the `core` catalogue:
///
/// | entry | kind | subject or key | what else it looks at |
/// |---|---|---|---|
/// | Owed | `match` | `CVE/line` | severity; tierDays if a tier is shorter than the severity's
// days; attributes `component`, `vulnerability`, `fixed-in` for words |
/// | Owed | `kev-match` | the same key | statedDue, listedAt, tierDays |
/// | Owed | `kev-at-release` | release; or any key with `release` set | breaks that release's unit
// of kev-free-release |
/// | Owed | `finding` | line/tool/scope/fingerprint | own, severity, attribute `cwe`
// (comma-separated) |
/// | Owed | `secret` | likewise | own, attribute `scope` |
/// | Owed | `release` | release, exactly as in Released | one unit of kev-free-release and
// release-gate-adherence |
/// | Owed | `gate-failed` | release/gate | `release`; attribute `critical` = `true` sets the cap |
/// | Owed | `waiver` | waiver | statedDue = its expiry |
/// | Closed | the Owed's kind, its key | | how, trust, until |
/// | Covered | `sbom` | release | attributes `binding` = `digest` or `name`; `artefact` tells
// several artefacts of a release apart |
/// | Covered | `advisory-match`, `kev-match` | `*` | at = how current the feed was |
/// | Covered | `sast`, `sca`, `secrets`, `dast` | release | attributes `scope`, for `sast` also
// `code-lines` |
/// | Covered | `gate` | release | |
/// | Answered | measure | item, or `release/field` for sbom-minimum-elements | value, trust, until
// |
///
/// A `release` is closed by `passed` if every gate passed, or was excepted, before it went out; a
/// `gate-failed` is closed by `passed` when that gate passes, or by the next clean release of the
/// line. A concern that comes back after it was closed takes a new key (`CVE/line#2`).
///
/// Imports the JDK and JSpecify only.
@NullMarked
package dev.plumbline.model.evidence;

import org.jspecify.annotations.NullMarked;
