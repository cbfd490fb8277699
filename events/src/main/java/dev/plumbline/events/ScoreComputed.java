package dev.plumbline.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The score of one product at one instant, with every reason.
///
/// Topic `plumbline.score.v1`, key = product. Owned by scoring-service. `sequence` grows with each
/// score of the product; a reader drops what is not newer than what it has.
///
/// @param at the instant `t` of `S(E, t, k)`
/// @param catalogue which catalogue computed it, such as `core 1.0`, with its digest
/// @param submissions what the score takes in for the first time
/// @param changes what moved since the score before, oldest first; the deltas sum exactly
/// @param history recomputed past, oldest first, where back-dated evidence changed it; replaces all
///     points and changes from the first one on, `changes` too. Empty otherwise
/// @param actions what to do next, best first
public record ScoreComputed(
        String product,
        long sequence,
        Instant at,
        Catalogue catalogue,
        Figure overall,
        List<Principle> principles,
        List<Change> changes,
        List<HistoryPoint> history,
        List<Action> actions,
        List<UUID> submissions)
        implements Event {
    public ScoreComputed {
        principles = List.copyOf(principles);
        changes = List.copyOf(changes);
        history = List.copyOf(history);
        actions = List.copyOf(actions);
        submissions = List.copyOf(submissions);
    }

    @Override
    public String subject() {
        return product;
    }

    public record Catalogue(String id, String version, String sha256) {}

    /// @param shown 0..100, after caps
    /// @param raw 0..100, before caps
    /// @param headroom 0..100, if all that is unknown were proven
    /// @param confidence 0..1; under 0.25 the page says "not rated yet"
    /// @param caps what holds it back, lowest first
    public record Figure(
            double shown, double raw, double headroom, double confidence, List<Cap> caps) {
        public Figure {
            caps = List.copyOf(caps);
        }
    }

    /// @param gate such as `kev-overdue`
    /// @param at 0..100, the highest score that it lets show
    /// @param because what sets it, in words
    /// @param concerns the concerns behind it; empty where something is absent
    public record Cap(String gate, double at, String because, List<String> concerns) {
        public Cap {
            concerns = List.copyOf(concerns);
        }
    }

    /// @param id principle of the catalogue, such as `1`
    /// @param shortTitle a word or three for where room is short; `null` from before there was one
    public record Principle(
            String id,
            String title,
            @Nullable String shortTitle,
            Figure figure,
            List<Theme> themes) {
        public Principle {
            themes = List.copyOf(themes);
        }
    }

    /// @param value 0..1; `omega` its share of the principle
    public record Theme(
            String id,
            String title,
            double omega,
            double value,
            double headroom,
            List<Measure> measures) {
        public Theme {
            measures = List.copyOf(measures);
        }
    }

    /// @param value 0..1, after coverage; `headroom` what it would be if all were proven
    /// @param coverage 0..1, share of supported releases with fresh evidence
    /// @param conduct 0..1, 1 − loss/base before coverage
    /// @param owed obligations or items that count, `open` those not met, `late` those past due
    /// @param words the value in a sentence, such as `no scan since 41 days`
    /// @param exempt whether it does not concern the product, and so takes what the rest of its
    ///     theme is worth; `null` from before it was told
    public record Measure(
            String id,
            String title,
            double weight,
            double value,
            double headroom,
            double coverage,
            double conduct,
            double confidence,
            int owed,
            int open,
            int late,
            String words,
            Map<String, List<String>> maps,
            @Nullable Boolean exempt) {
        public Measure {
            maps = Map.copyOf(maps);
        }
    }

    /// What one cause did to the score.
    ///
    /// @param cause `evidence`, `decision`, `reference`, `time` or `method`
    /// @param submission which one, for all but time and method
    /// @param measures measure → contribution to the raw score of its principle, in points; sums
    ///     exactly
    /// @param principles principle → change of the shown score, in points
    /// @param overall change of the overall shown score, in points
    /// @param capped principle → part of the change that caps made
    public record Change(
            Instant at,
            String cause,
            String title,
            @Nullable UUID submission,
            double overall,
            Map<String, Double> principles,
            Map<String, Double> measures,
            Map<String, Double> capped) {
        public Change {
            principles = Map.copyOf(principles);
            measures = Map.copyOf(measures);
            capped = Map.copyOf(capped);
        }
    }

    /// @param principles principle → shown score
    public record HistoryPoint(
            Instant at,
            double overall,
            Map<String, Double> principles,
            double confidence,
            double headroom,
            @Nullable Change change) {
        public HistoryPoint {
            principles = Map.copyOf(principles);
        }
    }

    /// Something that can be done, and what it is worth.
    ///
    /// @param kind `fix`, `decide`, `rescan`, `connect`, `answer` or `renew`
    /// @param who role or team that can do it
    /// @param gain points of the overall shown score, now, exact
    /// @param principleGain points of the principle's shown score
    public record Action(
            String kind,
            String title,
            String how,
            String who,
            String principle,
            String measure,
            @Nullable String concern,
            double gain,
            double principleGain,
            boolean liftsCap) {}
}
