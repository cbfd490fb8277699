package dev.plumbline.model.explain;

import dev.plumbline.model.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How sure a ranking of products is: what becomes of it when one weight is moved by a quarter.
///
/// Weights are judgement (SCORING.md section 0, rule 10), so a ranking is only worth as much as
/// holds under other reasonable ones. The weight of each measure and the omega of each theme is
/// moved up and down, one at a time; caps stay as they hold. Nothing but the values of the measures
/// is needed, and nothing is drawn by chance.
public final class Sensitivity {
    /// By how much of itself a weight is moved.
    public static final double STEP = 0.25;

    /// Shares of a score that are the same: rounding must not make a rank.
    private static final double SAME = 1e-11;

    private final Catalogue catalogue;
    private final double shift;
    private final List<Subject> subjects;
    private final double[] principleOmegas;
    private final double[] themeOmegas;
    private final int[] principleOfTheme;
    private final int[] themeOfMeasure;
    private final double[] weights;

    /// By theme and subject: sums of weight × value and of weight, and the logarithm of the shifted
    /// mean.
    private final double[][] sums;

    private final double[][] totals;
    private final double[][] logs;

    /// By principle and subject, and of the whole: sums of omega × logarithm.
    private final double[][] principleLogs;

    private final double[] wholes;

    /// By measure and subject; NaN where the measure does not concern the subject.
    private final double[][] values;

    private final boolean[] nothing;

    /// A product to be ranked.
    ///
    /// @param values measure → value, 0..1; a measure that does not concern the product is missing
    ///     and leaves the mean of its theme
    /// @param cap 0..1, the most that its gates let show; 1 where none holds
    public record Subject(String key, Map<String, Double> values, double cap) {
        public Subject {
            values = Map.copyOf(values);
        }
    }

    public enum Kind {
        MEASURE,
        THEME
    }

    /// A weight of the catalogue.
    public record Weight(Kind kind, String id, String title, String principle) {}

    /// A weight, moved.
    ///
    /// @param by part of itself, [#STEP] or its negative
    public record Move(Weight weight, double by) {}

    /// Where one product stands, and where it could.
    ///
    /// @param rank from 1; products of one figure share a rank. `best` and `worst` over all moves
    /// @param overall 0..100, as shown; `least` and `most` over all moves
    /// @param mover the move that changes its figure most; `null` if none does
    /// @param points by how much it does, in points
    public record Standing(
            String key,
            int rank,
            int best,
            int worst,
            double overall,
            double least,
            double most,
            @Nullable Move mover,
            double points) {}

    /// What one weight does to the ranking, over both its moves.
    ///
    /// @param moved products of which the rank changes; `swapped` pairs of neighbours that change
    ///     places
    /// @param points the largest change of a figure
    public record Effect(Weight weight, int moved, int swapped, double points) {}

    /// @param products best first
    /// @param neighbours pairs of products that follow one another with different figures, of which
    ///     `swapped` change places under some move
    /// @param weights those that change any figure, the one that moves most products first
    public record Result(
            List<Standing> products, int neighbours, int swapped, List<Effect> weights) {
        public Result {
            products = List.copyOf(products);
            weights = List.copyOf(weights);
        }
    }

    private Sensitivity(Catalogue catalogue, List<Subject> subjects) {
        this.catalogue = catalogue;
        this.subjects = subjects;
        shift = catalogue.model().shift();
        var principles = catalogue.principles();
        var themes = principles.stream().flatMap(each -> each.themes().stream()).toList();
        var measures = catalogue.measures().toList();
        var n = subjects.size();
        principleOmegas = principles.stream().mapToDouble(Catalogue.Principle::omega).toArray();
        themeOmegas = themes.stream().mapToDouble(Catalogue.Theme::omega).toArray();
        weights = measures.stream().mapToDouble(each -> each.weight()).toArray();
        principleOfTheme =
                IntStream.range(0, principles.size())
                        .flatMap(
                                p ->
                                        IntStream.range(0, principles.get(p).themes().size())
                                                .map(t -> p))
                        .toArray();
        themeOfMeasure =
                IntStream.range(0, themes.size())
                        .flatMap(
                                t ->
                                        IntStream.range(0, themes.get(t).measures().size())
                                                .map(m -> t))
                        .toArray();
        values = new double[measures.size()][n];
        sums = new double[themes.size()][n];
        totals = new double[themes.size()][n];
        logs = new double[themes.size()][n];
        principleLogs = new double[principles.size()][n];
        wholes = new double[n];
        nothing = new boolean[n];
        Arrays.fill(nothing, true);
        for (var m = 0; m < weights.length; m++) {
            read(m, measures.get(m).id());
        }
        for (var t = 0; t < themeOmegas.length; t++) {
            var p = principleOfTheme[t];
            for (var i = 0; i < n; i++) {
                logs[t][i] = log(sums[t][i], totals[t][i]);
                principleLogs[p][i] += themeOmegas[t] * logs[t][i];
                wholes[i] += principleOmegas[p] * themeOmegas[t] * logs[t][i];
            }
        }
    }

    private void read(int measure, String id) {
        var theme = themeOfMeasure[measure];
        for (var i = 0; i < subjects.size(); i++) {
            var value = subjects.get(i).values().get(id);
            if (value == null) {
                values[measure][i] = Double.NaN;
            } else {
                values[measure][i] = value;
                sums[theme][i] += weights[measure] * value;
                totals[theme][i] += weights[measure];
                nothing[i] &= value == 0;
            }
        }
    }

    private double log(double sum, double total) {
        var mean = total == 0 ? 0 : sum / total;
        return StrictMath.log(shift + (1 - shift) * mean);
    }

    /// @param subjects in any order
    public static Result of(Catalogue catalogue, List<Subject> subjects) {
        return new Sensitivity(catalogue, List.copyOf(subjects)).result();
    }

    private Result result() {
        var n = subjects.size();
        var base = new double[n];
        for (var i = 0; i < n; i++) {
            base[i] = shown(i, wholes[i]);
        }
        var order =
                IntStream.range(0, n)
                        .boxed()
                        .sorted(
                                Comparator.comparingLong((Integer i) -> -rounded(base[i]))
                                        .thenComparing(i -> subjects.get(i).key()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        var seen = new Seen(base, order);
        var effects = new ArrayList<Effect>();
        for (var moved : moved()) {
            effects.add(seen.over(moved));
        }
        effects.removeIf(effect -> effect.points() == 0);
        effects.sort(
                Comparator.comparingInt(Effect::moved)
                        .thenComparingInt(Effect::swapped)
                        .thenComparingDouble(Effect::points)
                        .reversed());
        return new Result(seen.standings(), seen.neighbours(), seen.swapped(), effects);
    }

    /// A weight with its place in the arrays.
    private record Moved(Weight weight, int number) {}

    private List<Moved> moved() {
        var all = new ArrayList<Moved>();
        var measure = 0;
        var theme = 0;
        for (var principle : catalogue.principles()) {
            for (var of : principle.themes()) {
                all.add(
                        new Moved(
                                new Weight(Kind.THEME, of.id(), of.title(), principle.id()),
                                theme++));
                for (var each : of.measures()) {
                    all.add(
                            new Moved(
                                    new Weight(
                                            Kind.MEASURE, each.id(), each.title(), principle.id()),
                                    measure++));
                }
            }
        }
        return all;
    }

    /// What a subject would show if a weight were moved.
    private double shown(int subject, Moved moved, double by) {
        var whole =
                switch (moved.weight().kind()) {
                    case MEASURE -> byMeasure(subject, moved.number(), by);
                    case THEME -> byTheme(subject, moved.number(), by);
                };
        return shown(subject, whole);
    }

    private double byMeasure(int subject, int measure, double by) {
        var value = values[measure][subject];
        if (Double.isNaN(value)) {
            return wholes[subject];
        }
        var t = themeOfMeasure[measure];
        var more = by * weights[measure];
        var log = log(sums[t][subject] + more * value, totals[t][subject] + more);
        return wholes[subject]
                + principleOmegas[principleOfTheme[t]] * themeOmegas[t] * (log - logs[t][subject]);
    }

    /// The omegas of a principle sum to 1 again when one was moved.
    private double byTheme(int subject, int theme, double by) {
        var p = principleOfTheme[theme];
        var more = by * themeOmegas[theme];
        var before = principleLogs[p][subject];
        var after = (before + more * logs[theme][subject]) / (1 + more);
        return wholes[subject] + principleOmegas[p] * (after - before);
    }

    private double shown(int subject, double whole) {
        if (nothing[subject]) {
            return 0;
        }
        var raw = Math.clamp((StrictMath.exp(whole) - shift) / (1 - shift), 0, 1);
        return Math.min(raw, subjects.get(subject).cap());
    }

    private static long rounded(double share) {
        return Math.round(share / SAME);
    }

    /// What was seen of the ranking over the moves so far.
    private final class Seen {
        private final double[] base;
        private final int[] order;
        private final int[] rank;
        private final int[] best;
        private final int[] worst;
        private final double[] least;
        private final double[] most;
        private final @Nullable Move[] mover;
        private final double[] points;

        /// By position in `order`: whether it and the next one change places.
        private final boolean[] swapped;

        Seen(double[] base, int[] order) {
            this.base = base;
            this.order = order;
            rank = ranks(base);
            best = rank.clone();
            worst = rank.clone();
            least = base.clone();
            most = base.clone();
            mover = new @Nullable Move[base.length];
            points = new double[base.length];
            swapped = new boolean[Math.max(0, base.length - 1)];
        }

        Effect over(Moved moved) {
            var changed = new boolean[base.length];
            var turned = new boolean[swapped.length];
            var largest = 0.0;
            for (var by : new double[] {STEP, -STEP}) {
                var shown = new double[base.length];
                for (var i = 0; i < shown.length; i++) {
                    shown[i] = shown(i, moved, by);
                    largest = Math.max(largest, note(i, shown[i], moved.weight(), by));
                }
                var ranks = ranks(shown);
                for (var i = 0; i < ranks.length; i++) {
                    best[i] = Math.min(best[i], ranks[i]);
                    worst[i] = Math.max(worst[i], ranks[i]);
                    changed[i] |= ranks[i] != rank[i];
                }
                for (var k = 0; k < turned.length; k++) {
                    turned[k] |=
                            apart(k) && rounded(shown[order[k]]) < rounded(shown[order[k + 1]]);
                    swapped[k] |= turned[k];
                }
            }
            return new Effect(moved.weight(), count(changed), count(turned), 100 * largest);
        }

        /// @return by how much the figure changes
        private double note(int i, double shown, Weight weight, double by) {
            least[i] = Math.min(least[i], shown);
            most[i] = Math.max(most[i], shown);
            var change = shown - base[i];
            if (Math.abs(change) < SAME) {
                return 0;
            }
            if (Math.abs(change) > Math.abs(points[i])) {
                points[i] = change;
                mover[i] = new Move(weight, by);
            }
            return Math.abs(change);
        }

        private boolean apart(int k) {
            return rounded(base[order[k]]) != rounded(base[order[k + 1]]);
        }

        int neighbours() {
            return (int) IntStream.range(0, swapped.length).filter(this::apart).count();
        }

        int swapped() {
            return count(swapped);
        }

        List<Standing> standings() {
            return Arrays.stream(order)
                    .mapToObj(
                            i ->
                                    new Standing(
                                            subjects.get(i).key(),
                                            rank[i],
                                            best[i],
                                            worst[i],
                                            100 * base[i],
                                            100 * least[i],
                                            100 * most[i],
                                            mover[i],
                                            100 * points[i]))
                    .toList();
        }

        /// 1 and how many show strictly more.
        private static int[] ranks(double[] shown) {
            var sorted = new long[shown.length];
            for (var i = 0; i < shown.length; i++) {
                sorted[i] = rounded(shown[i]);
            }
            Arrays.sort(sorted);
            var ranks = new int[shown.length];
            for (var i = 0; i < shown.length; i++) {
                ranks[i] = 1 + above(sorted, rounded(shown[i]));
            }
            return ranks;
        }

        private static int above(long[] sorted, long figure) {
            var low = 0;
            var high = sorted.length;
            while (low < high) {
                var middle = (low + high) >>> 1;
                if (sorted[middle] > figure) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return sorted.length - low;
        }

        private static int count(boolean[] flags) {
            var count = 0;
            for (var flag : flags) {
                count += flag ? 1 : 0;
            }
            return count;
        }
    }
}
