package dev.plumbline.model.evidence;

import dev.plumbline.events.Severity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of a product's ledger.
///
/// Obligations are sticky: an [Owed] counts for ever, even if its evidence is retracted; only
/// [Excused] takes out what an erroneous submission alone created. Credits ([Closed], [Covered],
/// [Answered]) count while the evidence that brought them is not retracted (SCORING.md section 0,
/// rules 3 and 4; 6.2.1).
public sealed interface Entry {

    /// Unique and derived: the same line from the same evidence has the same id, so that a
    /// duplicate changes nothing.
    String id();

    /// The piece of evidence (submission, decision) that brought it; what [Retracted] and [Excused]
    /// name.
    String evidence();

    /// The world's instant from which it counts.
    Instant at();

    /// A release exists. `line` is the supported branch; a prerelease does not count in coverage.
    record Released(
            String id,
            String evidence,
            Instant at,
            String release,
            String line,
            boolean prerelease,
            int artefacts)
            implements Entry {}

    /// Support of a line ended as announced.
    record SupportEnded(String id, String evidence, Instant at, String line) implements Entry {}

    /// Something is owed.
    ///
    /// @param kind what the catalogue's `obligation.when` names, such as `match`, `kev-match`,
    ///     `finding`, `secret`
    /// @param key the concern: entries of one kind with the same key are one obligation; the
    ///     earliest opening, the earliest due date and the highest severity count
    /// @param line the release line that must mend it, if it is one line's
    /// @param statedDue a due date that the world states (KEV), or the expiry of a waiver
    /// @param listedAt when the world stated it (KEV `dateAdded`), for rules that add days to it
    /// @param tierDays days of the tier that the world's rule grants, for fair onboarding (rule 13)
    /// @param own only the maker's own tools say so; once the world says it too, it no longer is
    /// @param attributes what filters of the catalogue look at, such as `cwe` → `CWE-89` or `scope`
    ///     → a repository
    record Owed(
            String id,
            String evidence,
            Instant at,
            String kind,
            String key,
            @Nullable String line,
            @Nullable String release,
            Severity severity,
            @Nullable Instant statedDue,
            @Nullable Instant listedAt,
            @Nullable Integer tierDays,
            boolean own,
            Map<String, String> attributes)
            implements Entry {
        public Owed {
            attributes = Map.copyOf(attributes);
        }
    }

    /// Something owed was met.
    ///
    /// @param how what the catalogue's `closes` names: `release-fixed`, `vex`, `vex-not-affected`,
    ///     `accepted`, `support-ended`, `rescan`, `corrected`, `passed`
    /// @param until until when the closing holds (an accepted risk expires); `null` for ever
    record Closed(
            String id,
            String evidence,
            Instant at,
            String kind,
            String key,
            String how,
            double trust,
            @Nullable Instant until)
            implements Entry {}

    /// A subject was looked at: evidence of a kind exists for it.
    ///
    /// @param kind such as `sbom`, `sast`, `sca`, `secrets`, `dast`, `advisory-match`, `gate`
    /// @param subject release version, line, scope, or `*` for the product
    record Covered(
            String id,
            String evidence,
            Instant at,
            String kind,
            String subject,
            double trust,
            Map<String, String> attributes)
            implements Entry {
        public Covered {
            attributes = Map.copyOf(attributes);
        }
    }

    /// An item of a list was answered.
    ///
    /// @param list measure or list of the catalogue; `item` one of its items, or of a population
    ///     such as releases
    /// @param value 0..1 how far it is met
    /// @param until from when on it proves nothing any more
    record Answered(
            String id,
            String evidence,
            Instant at,
            String list,
            String item,
            double value,
            double trust,
            @Nullable Instant until)
            implements Entry {}

    /// The evidence `of` is withdrawn: its credits are gone, its obligations stay.
    record Retracted(String id, String evidence, Instant at, String of) implements Entry {}

    /// The evidence `of` was filed wrongly, and two people said so: what it alone created is taken
    /// out.
    record Excused(String id, String evidence, Instant at, String of) implements Entry {}
}
