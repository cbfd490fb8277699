package dev.plumbline.dashboard.view;

import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Action;
import dev.plumbline.events.ScoreComputed.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/products/{key}`: one product, from its score down to the evidence.
///
/// @param score newest score; `null` until there is one
/// @param directions change of the shown score in 90 days by principle id, and `overall`
/// @param obligations measure → the obligations worth seeing first: late, then soonest due, then
///     newest closed; at most five a measure
/// @param history oldest first, up to 180 days
/// @param hindsight where the history tells another past than was shown; `null` where it does not
/// @param submissions newest first, at most ten
/// @param waiting decisions of this product that wait for an approval
public record ProductPage(
        Instant at,
        ProductHeader product,
        @Nullable ScoreComputed score,
        Map<String, Direction> directions,
        Map<String, List<ObligationChanged>> obligations,
        List<Line> lines,
        List<HistoryDot> history,
        List<Marker> markers,
        @Nullable Hindsight hindsight,
        ChangeLog changes,
        List<SubmissionRow> submissions,
        List<DecisionRow> waiting) {
    /// what is less shows as 0.0
    private static final double LEAST_GAIN = 0.05;

    private static final int MOST_OF_A_MEASURE = 5;

    public ProductPage {
        directions = Map.copyOf(directions);
        obligations = Map.copyOf(obligations);
        lines = List.copyOf(lines);
        history = List.copyOf(history);
        markers = List.copyOf(markers);
        submissions = List.copyOf(submissions);
        waiting = List.copyOf(waiting);
    }

    /// The way of a principle, or of `overall`, over the last 180 days.
    public @Nullable Sparkline sparkline(String principle) {
        return Sparkline.of(history, principle, at.minus(Duration.ofDays(180)), at);
    }

    /// Under a quarter of confidence a score says more about what is missing than about the
    /// product.
    public boolean rated() {
        return score != null && score.overall().confidence() >= Standing.LEAST_CONFIDENCE;
    }

    /// What lifts the overall score now, best first.
    public List<Action> actionsNow() {
        return actions().filter(action -> !waitsForTheCap(action)).toList();
    }

    /// What gains nothing overall while a cap holds, by what it gains in its principle.
    public List<Action> actionsOnceUncapped() {
        return actions()
                .filter(this::waitsForTheCap)
                .sorted(Comparator.comparingDouble(Action::principleGain).reversed())
                .toList();
    }

    private Stream<Action> actions() {
        return score == null ? Stream.empty() : score.actions().stream();
    }

    private boolean waitsForTheCap(Action action) {
        return score != null
                && !score.overall().caps().isEmpty()
                && Math.abs(action.gain()) < LEAST_GAIN;
    }

    /// Whether there may be more under a measure than is listed.
    public boolean mayOweMore(String measure) {
        return obligations.getOrDefault(measure, List.of()).size() >= MOST_OF_A_MEASURE;
    }

    /// What to call a principle where room is short.
    public String inShort(String principle) {
        return score == null
                ? principle
                : score.principles().stream()
                        .filter(each -> each.id().equals(principle))
                        .map(each -> each.shortTitle() == null ? each.title() : each.shortTitle())
                        .findFirst()
                        .orElse(principle);
    }

    /// What a cap names, where it is among the obligations at hand.
    public @Nullable ObligationChanged owedFor(String concern) {
        return obligations.values().stream()
                .flatMap(List::stream)
                .filter(obligation -> obligation.concern().equals(concern))
                .findFirst()
                .orElse(null);
    }

    /// A supported branch and its releases, newest first.
    ///
    /// @param revision of the catalogue entry; 0 where the line is only implied by evidence
    public record Line(
            String key,
            @Nullable String note,
            boolean archived,
            long revision,
            @Nullable Instant supportEndsAt,
            List<Release> releases) {
        public Line {
            releases = List.copyOf(releases);
        }

        public @Nullable Release newest() {
            return releases.isEmpty() ? null : releases.getFirst();
        }
    }

    /// @param publishedAt as declared, or the first observation
    /// @param evidence newest submission of each format that speaks of it, by format
    public record Release(
            String version, Instant publishedAt, Map<String, SubmissionRow> evidence) {
        public Release {
            evidence = Map.copyOf(evidence);
        }
    }

    /// What changed since an instant; `overall` is exactly the sum over all rows, shown or not.
    ///
    /// @param small how many rows round to nothing and are not in `rows`; 0 where all are shown
    /// @param smallSum what those move together
    /// @param rest sum of the rows that are neither, which lie before the oldest shown
    public record ChangeLog(
            Instant since,
            double overall,
            Slice<Change> rows,
            long small,
            double smallSum,
            double rest,
            long total) {
        /// How many rows are neither shown nor small.
        public long older() {
            return total - rows.rows().size() - small;
        }
    }
}
