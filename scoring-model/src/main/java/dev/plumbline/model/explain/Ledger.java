package dev.plumbline.model.explain;

import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.obligation.Posture;
import dev.plumbline.model.score.Figures;
import dev.plumbline.model.score.Methods;
import dev.plumbline.model.score.Scorer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The audit view: every piece of evidence with its exact effect on the score, oldest first.
///
/// Entries are replayed in the order of their instants, those of one instant by evidence. The
/// effect of a piece of evidence is the score after it minus the score before it; what time does
/// between them is a line of its own, at most one a day, and days on which it does next to nothing
/// join the next one. The effects of all lines sum to the whole change.
public final class Ledger {
    /// What time must do to a figure, in points, to be worth a line before the end.
    private static final double WORTH_A_LINE = 0.005;

    private final Methods methods;

    public Ledger(Scorer scorer) {
        this(Methods.of(scorer));
    }

    /// @param methods which catalogue counts when; what a change of it does is a line that says so,
    ///     and no line of evidence or of time has any of it (SCORING.md I20)
    public Ledger(Methods methods) {
        this.methods = methods;
    }

    /// @param from where the replay starts: all up to here is what was before
    /// @param to where it ends; entries after it do not count
    public Book replay(Collection<? extends Entry> entries, Instant from, Instant to) {
        var sorted = new ArrayList<Entry>(entries);
        sorted.sort(
                Comparator.comparing(Entry::at)
                        .thenComparing(Entry::evidence)
                        .thenComparing(Entry::id));
        var lines = new ArrayList<Line>();
        var history = new ArrayList<Point>();
        var start = from;
        for (var change : methods.between(from, to)) {
            new Replay(change.from(), sorted, start, change.at()).into(lines, history);
            lines.add(method(sorted, change));
            start = change.at();
        }
        new Replay(methods.at(to), sorted, start, to).into(lines, history);
        return new Book(lines, history);
    }

    private static Line method(List<Entry> entries, Methods.Change change) {
        var catalogue = change.to().catalogue();
        var effect =
                MethodChange.between(
                        change.from().catalogue(),
                        change.from().figures(change.from().posture(entries), change.at()),
                        catalogue,
                        change.to().figures(change.to().posture(entries), change.at()));
        return new Line(
                change.at(),
                null,
                catalogue.id() + " " + catalogue.version(),
                effect.shown(),
                effect.principles(),
                Map.of(),
                effect.principlesCapped(),
                effect.capped(),
                effect.set(),
                effect.lifted());
    }

    /// @param lines oldest first
    /// @param history the score at `from`, at each 00:00 UTC after it, and at `to`; at a change of
    ///     the catalogue first by the old one, then by the new one
    public record Book(List<Line> lines, List<Point> history) {
        public Book {
            lines = List.copyOf(lines);
            history = List.copyOf(history);
        }
    }

    /// @param evidence whose effect it is; `null` for time and for a change of method
    /// @param method the catalogue and version that counts from here on; `null` unless it is the
    ///     line of that change
    /// @param overall change of the overall shown score, in points
    /// @param principles principle → change of its shown score, in points
    /// @param measures measure → contribution to the raw score of its principle, in points
    /// @param capped principle → part of its change that caps made; `overallCapped` alike
    /// @param set gates that hold from then on, `lifted` those that no longer do
    public record Line(
            Instant at,
            @Nullable String evidence,
            @Nullable String method,
            double overall,
            Map<String, Double> principles,
            Map<String, Double> measures,
            Map<String, Double> capped,
            double overallCapped,
            List<String> set,
            List<String> lifted) {
        public Line {
            principles = Map.copyOf(principles);
            measures = Map.copyOf(measures);
            capped = Map.copyOf(capped);
            set = List.copyOf(set);
            lifted = List.copyOf(lifted);
        }

        public boolean time() {
            return evidence == null && method == null;
        }
    }

    /// @param principles principle → shown score
    public record Point(
            Instant at,
            double overall,
            Map<String, Double> principles,
            double headroom,
            double confidence) {
        public Point {
            principles = Map.copyOf(principles);
        }
    }

    private static final class Replay {
        private final Scorer scorer;
        private final List<Entry> entries;
        private final Instant from;
        private final Instant to;
        private final Posture posture;
        private final List<Line> lines = new ArrayList<>();
        private final List<Point> history = new ArrayList<>();
        private Figures figures;
        private Sum passing;
        private int next;

        Replay(Scorer scorer, List<Entry> entries, Instant from, Instant to) {
            this.scorer = scorer;
            this.entries = entries;
            this.from = from;
            this.to = to;
            this.posture = scorer.posture(List.of());
            while (next < entries.size() && !entries.get(next).at().isAfter(from)) {
                posture.add(entries.get(next++));
            }
            this.figures = scorer.figures(posture, from);
            this.passing = new Sum();
        }

        void into(List<Line> told, List<Point> points) {
            run();
            told.addAll(lines);
            points.addAll(history);
        }

        private void run() {
            history.add(point(from));
            var midnight = from.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
            while (midnight.isBefore(to)) {
                until(midnight);
                if (passing.worthALine()) {
                    flush(midnight);
                }
                history.add(point(midnight));
                midnight = midnight.plus(1, ChronoUnit.DAYS);
            }
            until(to);
            if (passing.anything) {
                flush(to);
            }
            if (to.isAfter(from)) {
                history.add(point(to));
            }
        }

        private void until(Instant end) {
            while (next < entries.size() && !entries.get(next).at().isAfter(end)) {
                instant(entries.get(next).at());
            }
            pass(end);
        }

        private void instant(Instant at) {
            pass(at);
            while (next < entries.size() && entries.get(next).at().equals(at)) {
                evidence(at, entries.get(next).evidence());
            }
        }

        private void evidence(Instant at, String evidence) {
            while (next < entries.size()
                    && entries.get(next).at().equals(at)
                    && entries.get(next).evidence().equals(evidence)) {
                posture.add(entries.get(next++));
            }
            var sum = new Sum();
            sum.step(at);
            lines.add(sum.line(at, evidence));
        }

        private void pass(Instant end) {
            passing.step(end);
        }

        private void flush(Instant at) {
            lines.add(passing.line(at, null));
            passing = new Sum();
        }

        private Point point(Instant at) {
            var principles = new LinkedHashMap<String, Double>();
            for (var p = 0; p < scorer.catalogue().principles().size(); p++) {
                principles.put(scorer.catalogue().principles().get(p).id(), 100 * figures.shown(p));
            }
            return new Point(
                    at,
                    100 * figures.overall(),
                    principles,
                    100 * figures.overallHeadroom(),
                    figures.overallConfidence());
        }

        /// What several steps did together.
        private final class Sum {
            private final Map<String, Double> principles = new LinkedHashMap<>();
            private final Map<String, Double> measures = new LinkedHashMap<>();
            private final Map<String, Double> capped = new LinkedHashMap<>();
            private final List<String> set = new ArrayList<>();
            private final List<String> lifted = new ArrayList<>();
            private double overall;
            private double overallCapped;
            private boolean anything;

            void step(Instant at) {
                var after = scorer.figures(posture, at);
                var change = Contributions.between(scorer.catalogue(), figures, after);
                overall += change.shown();
                overallCapped += change.capped();
                for (var each : change.principles()) {
                    principles.merge(each.principle(), each.shown(), Double::sum);
                    capped.merge(each.principle(), each.capped(), Double::sum);
                    anything |= each.shown() != 0 || each.raw() != 0;
                }
                change.measures().forEach((id, points) -> measures.merge(id, points, Double::sum));
                move(figures.gates(), after.gates());
                anything |= change.shown() != 0 || !set.isEmpty() || !lifted.isEmpty();
                figures = after;
            }

            private void move(List<String> before, List<String> after) {
                for (var gate : after) {
                    if (!before.contains(gate) && !lifted.remove(gate)) {
                        set.add(gate);
                    }
                }
                for (var gate : before) {
                    if (!after.contains(gate) && !set.remove(gate)) {
                        lifted.add(gate);
                    }
                }
            }

            boolean worthALine() {
                return Math.abs(overall) >= WORTH_A_LINE
                        || principles.values().stream().anyMatch(d -> Math.abs(d) >= WORTH_A_LINE)
                        || !set.isEmpty()
                        || !lifted.isEmpty();
            }

            Line line(Instant at, @Nullable String evidence) {
                return new Line(
                        at,
                        evidence,
                        null,
                        overall,
                        principles,
                        measures,
                        capped,
                        overallCapped,
                        set,
                        lifted);
            }
        }
    }
}
