package dev.plumbline.dashboard.view;

import dev.plumbline.events.ScoreComputed.Figure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The same evidence of a product at the same instant under two catalogues, as scoring-service
/// worked it out.
///
/// @param counts by the catalogue that counts at the instant
/// @param other `null` if none was asked for, or there is none such
/// @param measures those that both have first
/// @param choices catalogues that can be asked for: all that ever counted, the newest first, and
///     those that come with the product
public record SideBySide(
        String product,
        Instant at,
        Measured counts,
        @Nullable Measured other,
        List<MeasureRow> measures,
        List<Choice> choices) {
    public SideBySide {
        measures = List.copyOf(measures);
        choices = List.copyOf(choices);
    }

    /// Measures that both catalogues have.
    public List<MeasureRow> shared() {
        return measures.stream()
                .filter(measure -> measure.counts() != null && measure.other() != null)
                .toList();
    }

    /// Measures that only the one has that counts.
    public List<MeasureRow> onlyCounts() {
        return measures.stream().filter(measure -> measure.other() == null).toList();
    }

    /// Measures that only the other one has.
    public List<MeasureRow> onlyOther() {
        return measures.stream().filter(measure -> measure.counts() == null).toList();
    }

    /// @param since when it began to count, the last time; `null` if it never did
    /// @param counts whether it counts at the instant
    public record Choice(
            String id,
            String version,
            String title,
            String sha256,
            @Nullable Instant since,
            boolean counts) {
        public String name() {
            return id + " " + version;
        }

        public String shortDigest() {
            return sha256.substring(0, Math.min(8, sha256.length()));
        }
    }

    public record Measured(
            Choice catalogue, Figure overall, boolean rated, List<Principle> principles) {
        public Measured {
            principles = List.copyOf(principles);
        }
    }

    public record Principle(String id, String title, String shortTitle, Figure figure) {}

    /// One measure under one catalogue.
    ///
    /// @param share of the overall score, 0..1
    /// @param value 0..1, like `headroom` and `confidence`
    public record Share(
            String principle,
            double share,
            double value,
            double headroom,
            double confidence,
            String words) {}

    /// @param counts under the catalogue that counts; `null` if it is not in there, like `other`
    public record MeasureRow(
            String id, String title, @Nullable Share counts, @Nullable Share other) {}
}
