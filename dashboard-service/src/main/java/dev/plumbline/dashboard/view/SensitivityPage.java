package dev.plumbline.dashboard.view;

import dev.plumbline.events.ScoreComputed.Catalogue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/sensitivity`: how sure the ranking of the viewer's products is, when the weight of each
/// measure and of each theme is moved up and down, one at a time.
///
/// @param step by which part of itself a weight is moved, such as 0.25
/// @param unrated active products that have no place in the ranking, because too little is known of
///     them
/// @param elsewhere rated products that were scored by another catalogue and wait for a new score
/// @param neighbours pairs of products that follow one another with different figures, of which
///     `swapped` change places under some move
/// @param rows best first
/// @param weights those that change any figure, the one that moves most products first
public record SensitivityPage(
        Instant at,
        Catalogue catalogue,
        double step,
        int unrated,
        int elsewhere,
        int neighbours,
        int swapped,
        List<Row> rows,
        List<Weight> weights) {
    private static final int ROWS = 50;

    public SensitivityPage {
        rows = List.copyOf(rows);
        weights = List.copyOf(weights);
    }

    /// Products whose rank holds whatever is moved.
    public long firm() {
        return rows.stream().filter(row -> row.best() == row.worst()).count();
    }

    /// The widest span of ranks that a product has.
    public int widest() {
        return rows.stream().mapToInt(Row::span).max().orElse(0);
    }

    /// Where a product stands, and where it could.
    ///
    /// @param rank from 1; products of one figure share a rank. `best` and `worst` over all moves
    /// @param overall 0..100, shown; `least` and `most` over all moves
    /// @param mover the move that changes its figure most; `null` if none does
    public record Row(
            ProductHeader product,
            int rank,
            int best,
            int worst,
            double overall,
            double least,
            double most,
            @Nullable Mover mover) {
        public int span() {
            return worst - best;
        }
    }

    /// A weight that was moved.
    ///
    /// @param kind `measure` or `theme`
    /// @param by part of itself; negative for less
    /// @param points change of the overall shown score
    public record Mover(
            String kind, String id, String title, String principle, double by, double points) {
        public boolean more() {
            return by > 0;
        }
    }

    /// What one weight does, over both its moves.
    ///
    /// @param moved products of which the rank changes; `swapped` pairs of neighbours that change
    ///     places
    /// @param points the largest change of a figure
    public record Weight(
            String kind,
            String id,
            String title,
            String principle,
            int moved,
            int swapped,
            double points) {}

    public enum Sort {
        RANK,
        SPAN
    }

    /// Some of the rows in an order.
    ///
    /// @param from how many come before them; `next` how many with them, `null` at the end
    public record Part(Sort sort, int from, @Nullable Integer next, List<Row> rows) {
        public Part {
            rows = List.copyOf(rows);
        }

        public boolean bySpan() {
            return sort == Sort.SPAN;
        }
    }

    /// @param from below 0 or beyond the end counts as 0
    public Part part(Sort sort, long from) {
        List<Row> ordered =
                sort == Sort.RANK
                        ? rows
                        : rows.stream()
                                .sorted(
                                        Comparator.comparingInt(Row::span)
                                                .reversed()
                                                .thenComparingInt(Row::rank))
                                .toList();
        int first = from < 0 || from >= ordered.size() ? 0 : (int) from;
        int end = Math.min(ordered.size(), first + ROWS);
        return new Part(
                sort,
                first,
                end < ordered.size() ? (Integer) end : null,
                ordered.subList(first, end));
    }
}
