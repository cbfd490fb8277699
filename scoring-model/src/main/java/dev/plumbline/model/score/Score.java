package dev.plumbline.model.score;

import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.Measure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `S(E, t, k)`: what the evidence up to an instant is worth under a catalogue, with every reason.
///
/// @param at the instant `t`
/// @param catalogue id of the catalogue, with `version` and the digest of its file
/// @param rated whether enough is known for the figure to mean something; caps show even where it
///     is not
/// @param obligations all that was ever owed, of all measures and gates, with its state
/// @param nextChangeAt the next instant at which time alone changes the score by a step or starts
///     to: a due day, the end of a grace period, an expiry, a further step of a cap. `null` if none
///     lies ahead
public record Score(
        Instant at,
        String catalogue,
        String version,
        String sha256,
        Figure overall,
        boolean rated,
        List<PrincipleScore> principles,
        List<ObligationState> obligations,
        @Nullable Instant nextChangeAt) {
    public Score {
        principles = List.copyOf(principles);
        obligations = List.copyOf(obligations);
    }

    public PrincipleScore principle(String id) {
        return principles.stream()
                .filter(principle -> principle.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no principle " + id));
    }

    public MeasureScore measure(String id) {
        return principles.stream()
                .flatMap(principle -> principle.themes().stream())
                .flatMap(theme -> theme.measures().stream())
                .filter(each -> each.measure().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no measure " + id));
    }

    /// @param shown 0..100, after caps
    /// @param raw 0..100, before caps
    /// @param headroom 0..100, if all that is unknown were proven; never under `shown`
    /// @param confidence 0..1
    /// @param caps what holds it back, lowest first
    public record Figure(
            double shown, double raw, double headroom, double confidence, List<Cap> caps) {
        public Figure {
            caps = List.copyOf(caps);
        }
    }

    /// A gate that holds.
    ///
    /// @param at 0..100, the highest score that it lets show
    /// @param because why, in words
    /// @param concerns keys of the concerns behind it; empty where something is absent
    /// @param absence whether it stands only for what is missing, so that evidence alone lifts it
    public record Cap(
            String gate,
            String title,
            String principle,
            double at,
            String because,
            List<String> concerns,
            boolean absence) {
        public Cap {
            concerns = List.copyOf(concerns);
        }
    }

    /// @param omega share of the overall score
    public record PrincipleScore(
            String id,
            String title,
            String shortTitle,
            double omega,
            Figure figure,
            List<ThemeScore> themes) {
        public PrincipleScore {
            themes = List.copyOf(themes);
        }
    }

    /// @param omega share of the principle
    /// @param value 0..1, as are `headroom` and `confidence`
    public record ThemeScore(
            String id,
            String title,
            double omega,
            double value,
            double headroom,
            double confidence,
            List<MeasureScore> measures) {
        public ThemeScore {
            measures = List.copyOf(measures);
        }
    }

    /// What one measure is worth, and how sure we are of it.
    ///
    /// `value = coverage × conduct`. `loss` runs over every obligation ever opened; `base` is D
    /// (SCORING.md 6.2.3). For lists and shares, `coverage` is the share of items with fresh
    /// evidence, `base` their number and `loss` what is missing from it.
    ///
    /// @param value 0..1
    /// @param headroom 0..1, if all that is unknown were proven
    /// @param owed obligations or items that count; `open` of them not met, `late` past due
    /// @param words the value in a sentence
    /// @param exempt whether it does not concern the product: it takes what the rest of its theme
    ///     is worth, which is as if it were not there
    public record MeasureScore(
            Measure measure,
            double value,
            double headroom,
            double coverage,
            double conduct,
            double confidence,
            double loss,
            double base,
            int owed,
            int open,
            int late,
            String words,
            boolean exempt) {}

    /// One obligation under one measure or gate.
    ///
    /// @param under id of the measure or gate that makes it count
    /// @param kind kind of the first concern behind it; `key` what it is about
    /// @param dueAt when it must be met; `null` where it is not timed
    /// @param worldDueAt when the world asked for it, where that was earlier: shown, not scored
    ///     (SCORING.md rule 13)
    /// @param closedAt when it was met, and `closedBy` how; `null` while open
    /// @param credit 0..1
    /// @param excused declared erroneous: it counts no more
    /// @param own only the maker's own tools say so
    /// @param attributes what the newest statements say beside it
    /// @param evidence evidence that makes it owed
    public record ObligationState(
            String under,
            String kind,
            String key,
            @Nullable String line,
            @Nullable String release,
            Severity severity,
            double weight,
            Instant openedAt,
            @Nullable Instant dueAt,
            @Nullable Instant worldDueAt,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            double credit,
            boolean excused,
            boolean own,
            Map<String, String> attributes,
            List<String> evidence) {
        public ObligationState {
            attributes = Map.copyOf(attributes);
            evidence = List.copyOf(evidence);
        }

        public boolean open() {
            return closedAt == null && !excused;
        }
    }
}
