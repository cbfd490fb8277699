package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Gate;
import dev.plumbline.model.obligation.Release;
import dev.plumbline.model.score.GateKeeper.Holding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bare numbers of a score, for those who need many: the ledger, what-if, history.
///
/// Measures, themes and principles are numbered in the order of the catalogue.
public final class Figures {
    /// What each measure says for itself.
    final Outcome[] own;

    /// The same, with what is exempt as the rest of its theme.
    final Outcome[] outcomes;

    final List<Holding> holdings;

    /// Supported at the instant of the figures.
    final List<Release> releases;

    final double[] themes;
    final double[] themeHeadrooms;
    final double[] themeConfidences;
    final double[] raw;
    final double[] caps;
    final double[] headrooms;
    final double[] confidences;

    /// What each theme's value and headroom multiply their means by.
    private final double[] factors;

    private final double[] headroomFactors;

    double overallRaw;
    double overallCap = 1;
    double overallHeadroom;
    double confidence;

    /// @param before figures of the same catalogue, of which parts that did not move are taken
    ///     over; `null` for none
    Figures(
            Catalogue catalogue,
            Outcome[] own,
            Outcome[] outcomes,
            List<Holding> holdings,
            List<Release> releases,
            @Nullable Figures before) {
        this.own = own;
        this.outcomes = outcomes;
        this.holdings = holdings;
        this.releases = releases;
        var principles = catalogue.principles();
        var count = 0;
        for (var principle : principles) {
            count += principle.themes().size();
        }
        themes = new double[count];
        themeHeadrooms = new double[count];
        themeConfidences = new double[count];
        factors = new double[count];
        headroomFactors = new double[count];
        raw = new double[principles.size()];
        caps = new double[principles.size()];
        headrooms = new double[principles.size()];
        confidences = new double[principles.size()];
        settle(catalogue, before);
    }

    private void settle(Catalogue catalogue, @Nullable Figures before) {
        var shift = catalogue.model().shift();
        var whole = new ShiftedMean(shift);
        var wholeProven = new ShiftedMean(shift);
        var provenCap = 1.0;
        var measure = 0;
        var theme = 0;
        for (var p = 0; p < raw.length; p++) {
            var principle = catalogue.principles().get(p);
            var mean = new ShiftedMean(shift);
            var proven = new ShiftedMean(shift);
            for (var of : principle.themes()) {
                measure = settleTheme(theme, measure, of);
                if (before != null && before.themes[theme] == themes[theme]) {
                    factors[theme] = before.factors[theme];
                    mean.addFactor(factors[theme], themes[theme]);
                } else {
                    factors[theme] = mean.add(of.omega(), themes[theme]);
                }
                if (before != null && before.themeHeadrooms[theme] == themeHeadrooms[theme]) {
                    headroomFactors[theme] = before.headroomFactors[theme];
                    proven.addFactor(headroomFactors[theme], themeHeadrooms[theme]);
                } else {
                    headroomFactors[theme] = proven.add(of.omega(), themeHeadrooms[theme]);
                }
                confidences[p] += of.omega() * themeConfidences[theme];
                theme++;
            }
            raw[p] = mean.value();
            whole.add(principle.omega(), raw[p]);
            wholeProven.add(principle.omega(), proven.value());
            confidence += principle.omega() * confidences[p];
            caps[p] = 1;
            var cap = 1.0;
            for (var holding : holdings) {
                if (holding.gate().principle().equals(principle.id())) {
                    caps[p] = Math.min(caps[p], holding.cap());
                    cap = Math.min(cap, holding.proven());
                }
            }
            headrooms[p] = Math.min(proven.value(), cap);
            overallCap = Math.min(overallCap, caps[p]);
            provenCap = Math.min(provenCap, cap);
        }
        overallRaw = whole.value();
        overallHeadroom = Math.min(wholeProven.value(), provenCap);
    }

    private int settleTheme(int theme, int first, Catalogue.Theme of) {
        var weights = 0.0;
        var next = first;
        for (var measure : of.measures()) {
            var outcome = outcomes[next++];
            weights += measure.weight();
            themes[theme] += measure.weight() * outcome.value;
            themeHeadrooms[theme] += measure.weight() * outcome.headroom;
            themeConfidences[theme] += measure.weight() * outcome.confidence;
        }
        themes[theme] /= weights;
        themeHeadrooms[theme] /= weights;
        themeConfidences[theme] /= weights;
        return next;
    }

    /// `null` if the gate does not hold.
    @Nullable Holding holding(Gate gate) {
        for (var holding : holdings) {
            if (holding.gate() == gate) {
                return holding;
            }
        }
        return null;
    }

    /// Value of a measure, 0..1.
    public double value(int measure) {
        return outcomes[measure].value;
    }

    public double coverage(int measure) {
        return outcomes[measure].coverage;
    }

    public double conduct(int measure) {
        return outcomes[measure].conduct;
    }

    /// Value of a theme, 0..1, numbered over all principles.
    public double theme(int theme) {
        return themes[theme];
    }

    /// 0..1, before caps.
    public double raw(int principle) {
        return raw[principle];
    }

    /// 0..1, after caps.
    public double shown(int principle) {
        return Math.min(raw[principle], caps[principle]);
    }

    public double headroom(int principle) {
        return headrooms[principle];
    }

    public double confidence(int principle) {
        return confidences[principle];
    }

    public double overallRaw() {
        return overallRaw;
    }

    public double overall() {
        return Math.min(overallRaw, overallCap);
    }

    public double overallHeadroom() {
        return overallHeadroom;
    }

    public double overallConfidence() {
        return confidence;
    }

    /// Ids of the gates that hold.
    public List<String> gates() {
        return holdings.stream().map(holding -> holding.gate().id()).toList();
    }
}
