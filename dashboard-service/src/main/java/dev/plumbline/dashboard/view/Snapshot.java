package dev.plumbline.dashboard.view;

import dev.plumbline.events.ScoreComputed.Catalogue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// What counted of a product at 00:00 UTC of a day, as it was shown then and never changed since.
///
/// @param takenAt when it was written
/// @param filledIn whether it was written later than an hour into the day, by what was known then:
///     nobody was shown it when the day began
/// @param scoredAt the instant of the score
/// @param overall 0..100, after caps, as `headroom` and the principles are
/// @param confidence 0..1
/// @param caps what held it back
/// @param measures those that concerned the product, in the order of the catalogue
public record Snapshot(
        LocalDate day,
        Instant takenAt,
        boolean filledIn,
        Instant scoredAt,
        Catalogue catalogue,
        double overall,
        double headroom,
        double confidence,
        Map<String, Double> principles,
        List<HeldBy> caps,
        List<Worth> measures) {
    public Snapshot {
        principles = Map.copyOf(principles);
        caps = List.copyOf(caps);
        measures = List.copyOf(measures);
    }

    /// @param figure which figure it held: `overall`, or the id of a principle
    /// @param at 0..100, the highest that it let show
    public record HeldBy(
            String figure, String gate, double at, String because, List<String> concerns) {
        public HeldBy {
            concerns = List.copyOf(concerns);
        }
    }

    /// @param value 0..1, after coverage
    /// @param weight in its theme
    public record Worth(String id, double value, double weight) {}
}
