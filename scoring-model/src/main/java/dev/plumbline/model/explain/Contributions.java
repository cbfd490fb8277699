package dev.plumbline.model.explain;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.score.Figures;
import dev.plumbline.model.score.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each measure contributed to the change between two scores under one catalogue.
///
/// Exact for any two scores, of two dates or of two products (SCORING.md 6.3): the measures'
/// contributions sum to the change of the raw score, and what the caps did is the rest.
///
/// @param shown change of the overall shown score, in points; `raw` before caps; `capped` the
///     difference, which the caps made
public record Contributions(
        double shown, double raw, double capped, List<PrincipleChange> principles) {
    public Contributions {
        principles = List.copyOf(principles);
    }

    /// @param shown change of the principle's shown score, in points, with `raw` and `capped` alike
    /// @param overall contribution to the overall raw score, in points
    public record PrincipleChange(
            String principle,
            double shown,
            double raw,
            double capped,
            double overall,
            List<MeasureChange> measures) {
        public PrincipleChange {
            measures = List.copyOf(measures);
        }
    }

    /// @param points contribution to the principle's raw score
    /// @param overall contribution to the overall raw score
    /// @param byConduct part of `points` that better or worse conduct made; `byEvidence` the part
    ///     that more or less of it being known made
    public record MeasureChange(
            String measure, double points, double overall, double byConduct, double byEvidence) {}

    public static Contributions between(Catalogue catalogue, Score before, Score after) {
        return between(catalogue, Numbers.of(before), Numbers.of(after));
    }

    public static Contributions between(Catalogue catalogue, Figures before, Figures after) {
        return between(catalogue, Numbers.of(catalogue, before), Numbers.of(catalogue, after));
    }

    /// Measure → contribution to the raw score of its principle, in points; those that moved.
    public Map<String, Double> measures() {
        var points = new LinkedHashMap<String, Double>();
        for (var principle : principles) {
            for (var measure : principle.measures()) {
                if (measure.points() != 0) {
                    points.put(measure.measure(), measure.points());
                }
            }
        }
        return points;
    }

    private static Contributions between(Catalogue catalogue, Numbers before, Numbers after) {
        var shift = catalogue.model().shift();
        var whole =
                logarithmicMean(
                        shifted(shift, after.overallRaw), shifted(shift, before.overallRaw));
        var changes = new ArrayList<PrincipleChange>();
        var theme = 0;
        var measure = 0;
        for (var p = 0; p < catalogue.principles().size(); p++) {
            var principle = catalogue.principles().get(p);
            var mean = logarithmicMean(shifted(shift, after.raw[p]), shifted(shift, before.raw[p]));
            var toOverall = whole * principle.omega() / mean;
            var measures = new ArrayList<MeasureChange>();
            for (var of : principle.themes()) {
                var weights = 0.0;
                for (var each : of.measures()) {
                    weights += each.weight();
                }
                var factor =
                        100
                                * mean
                                * of.omega()
                                / weights
                                / logarithmicMean(
                                        shifted(shift, after.theme[theme]),
                                        shifted(shift, before.theme[theme]));
                for (var each : of.measures()) {
                    var m = measure++;
                    var perValue = factor * each.weight();
                    var points = perValue * (after.value[m] - before.value[m]);
                    var byConduct =
                            perValue
                                    * (after.coverage[m] + before.coverage[m])
                                    / 2
                                    * (after.conduct[m] - before.conduct[m]);
                    measures.add(
                            new MeasureChange(
                                    each.id(),
                                    points,
                                    points * toOverall,
                                    byConduct,
                                    points - byConduct));
                }
                theme++;
            }
            var raw = 100 * (after.raw[p] - before.raw[p]);
            var shown = 100 * (after.shown[p] - before.shown[p]);
            changes.add(
                    new PrincipleChange(
                            principle.id(), shown, raw, shown - raw, raw * toOverall, measures));
        }
        var raw = 100 * (after.overallRaw - before.overallRaw);
        var shown = 100 * (after.overall - before.overall);
        return new Contributions(shown, raw, shown - raw, changes);
    }

    private static double shifted(double shift, double value) {
        return shift + (1 - shift) * value;
    }

    /// The mean that makes a difference of products a sum: (a − b) / (ln a − ln b).
    private static double logarithmicMean(double a, double b) {
        return Math.abs(a - b) < 1e-15 ? a : (a - b) / (StrictMath.log(a) - StrictMath.log(b));
    }

    /// The numbers of one score, 0..1, in the order of the catalogue.
    private static final class Numbers {
        private final double[] value;
        private final double[] coverage;
        private final double[] conduct;
        private final double[] theme;
        private final double[] raw;
        private final double[] shown;
        private double overallRaw;
        private double overall;

        private Numbers(int measures, int themes, int principles) {
            value = new double[measures];
            coverage = new double[measures];
            conduct = new double[measures];
            theme = new double[themes];
            raw = new double[principles];
            shown = new double[principles];
        }

        private static Numbers of(Catalogue catalogue, Figures figures) {
            var numbers =
                    new Numbers(
                            (int) catalogue.measures().count(),
                            catalogue.principles().stream().mapToInt(p -> p.themes().size()).sum(),
                            catalogue.principles().size());
            for (var m = 0; m < numbers.value.length; m++) {
                numbers.value[m] = figures.value(m);
                numbers.coverage[m] = figures.coverage(m);
                numbers.conduct[m] = figures.conduct(m);
            }
            for (var t = 0; t < numbers.theme.length; t++) {
                numbers.theme[t] = figures.theme(t);
            }
            for (var p = 0; p < numbers.raw.length; p++) {
                numbers.raw[p] = figures.raw(p);
                numbers.shown[p] = figures.shown(p);
            }
            numbers.overallRaw = figures.overallRaw();
            numbers.overall = figures.overall();
            return numbers;
        }

        private static Numbers of(Score score) {
            var themes = score.principles().stream().flatMap(p -> p.themes().stream()).toList();
            var measures = themes.stream().flatMap(t -> t.measures().stream()).toList();
            var numbers = new Numbers(measures.size(), themes.size(), score.principles().size());
            for (var m = 0; m < measures.size(); m++) {
                numbers.value[m] = measures.get(m).value();
                numbers.coverage[m] = measures.get(m).coverage();
                numbers.conduct[m] = measures.get(m).conduct();
            }
            for (var t = 0; t < themes.size(); t++) {
                numbers.theme[t] = themes.get(t).value();
            }
            for (var p = 0; p < numbers.raw.length; p++) {
                numbers.raw[p] = score.principles().get(p).figure().raw() / 100;
                numbers.shown[p] = score.principles().get(p).figure().shown() / 100;
            }
            numbers.overallRaw = score.overall().raw() / 100;
            numbers.overall = score.overall().shown() / 100;
            return numbers;
        }
    }
}
