package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Form.Unmet;
import dev.plumbline.model.catalogue.Form.Windowed;
import dev.plumbline.model.obligation.Claim;
import dev.plumbline.model.obligation.Micros;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `g · max(0, 1 − Loss/D)` over units that are good or not, such as releases.
///
/// A bad unit stays a loss until it is corrected or until evidence newer by the whole window has
/// come; a plain moving average would forgive by waiting (SCORING.md 5.1).
final class WindowedEvaluator implements Evaluator {
    private final Windowed form;
    private final Owing owing;
    private final @Nullable Owing breaking;
    private final Moment.Cover coverage;
    private final Moment.Cover recovery;
    private final long window;

    WindowedEvaluator(
            Windowed form,
            Owing owing,
            @Nullable Owing breaking,
            Moment.Cover coverage,
            Moment.Cover recovery) {
        this.form = form;
        this.owing = owing;
        this.breaking = breaking;
        this.coverage = coverage;
        this.recovery = recovery;
        this.window = Micros.ofDays(form.windowDays());
    }

    @Override
    public void evaluate(Moment moment, Outcome outcome) {
        var t = moment.t;
        var reading = moment.claim;
        var seen = moment.covered(recovery).newest();
        var broken = broken(moment, seen);
        var lost = new ExactSum();
        var provenLost = new ExactSum();
        var imposed = new ExactSum();
        for (var claim : owing.claims(moment)) {
            if (!claim.read(t, reading)) {
                owing.excused(moment, claim);
                continue;
            }
            claim.creditPlain(owing.recovery, seen, reading);
            var good = Math.max(reading.credit(), met(moment, claim));
            var intact = broken.getOrDefault(claim.key(), 1.0);
            var credit = forgiven(seen, reading) ? 1 : Math.min(good, intact);
            var proven = forgiven(t, reading) ? 1 : proven(reading, good, intact);
            var weight = owing.weight(reading);
            lost.add(weight * (1 - credit));
            provenLost.add(weight * (1 - proven));
            var leaves = Micros.plus(reading.opened(), window);
            if (t <= leaves) {
                imposed.add(weight);
                moment.changesAt(Micros.plus(leaves, 1));
            }
            moment.changesAt(reading.closedUntil());
            outcome.owed++;
            if (credit <= 0) {
                outcome.open++;
            }
            owing.state(moment, claim, null, credit);
        }
        outcome.loss = lost.value();
        outcome.base = form.kappa() + imposed.value();
        outcome.settle(
                moment.covered(coverage),
                TimedEvaluator.conduct(outcome.loss, outcome.base, 0),
                TimedEvaluator.conduct(provenLost.value(), outcome.base, 1));
    }

    private double proven(Claim.Reading reading, double good, double intact) {
        if (intact <= 0) {
            return 0;
        }
        return good > 0 || reading.proven() > 0 || form.unmet() == Unmet.UNKNOWN ? 1 : 0;
    }

    private boolean forgiven(long newest, Claim.Reading reading) {
        return window != Micros.NEVER
                && newest != Micros.NEVER
                && newest - reading.opened() >= window;
    }

    private double met(Moment moment, Claim unit) {
        var best = 0.0;
        for (var kind : form.metBy()) {
            var looks = moment.posture.looks(kind).get(unit.key());
            if (looks != null) {
                for (var look : looks.all()) {
                    if (look.live(moment.t)) {
                        best = Math.max(best, Math.min(1, look.trust()));
                    }
                }
            }
        }
        return best;
    }

    /// Unit → what is left of it, for units that something breaks.
    private Map<String, Double> broken(Moment moment, long seen) {
        if (breaking == null) {
            return Map.of();
        }
        Map<String, Double> left = new HashMap<>();
        var reading = moment.claim;
        for (var claim : breaking.claims(moment)) {
            if (!claim.read(moment.t, reading)) {
                breaking.excused(moment, claim);
                continue;
            }
            claim.creditPlain(breaking.recovery, seen, reading);
            var release = reading.release();
            left.merge(release == null ? claim.key() : release, reading.credit(), Math::min);
            moment.changesAt(reading.closedUntil());
            breaking.state(moment, claim, null, reading.credit());
        }
        return left;
    }
}
