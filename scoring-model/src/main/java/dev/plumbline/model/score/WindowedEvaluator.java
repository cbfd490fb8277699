package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Form.Unmet;
import dev.plumbline.model.catalogue.Form.Windowed;
import dev.plumbline.model.obligation.Claim;
import dev.plumbline.model.obligation.Micros;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `g · max(0, 1 − Loss/D)` over units that are good or not, such as releases.
///
/// A bad unit stays a loss until it is corrected or until evidence newer by the whole window has
/// come; a plain moving average would forgive by waiting (SCORING.md 5.1). Units that only the
/// maker's own tools name add to D what they lose and no more (rule 16).
final class WindowedEvaluator implements Evaluator {
    private static final Left WHOLE = new Left();

    private final Windowed form;
    private final Owing owing;
    private final List<Owing> breaking;
    private final Moment.Cover coverage;
    private final Moment.Cover recovery;
    private final long window;

    WindowedEvaluator(
            Windowed form,
            Owing owing,
            List<Owing> breaking,
            Moment.Cover coverage,
            Moment.Cover recovery) {
        this.form = form;
        this.owing = owing;
        this.breaking = List.copyOf(breaking);
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
        var ownLost = new ExactSum();
        var provenOwnLost = new ExactSum();
        for (var claim : owing.claims(moment)) {
            if (!claim.read(t, reading)) {
                owing.excused(moment, claim);
                continue;
            }
            claim.creditPlain(owing.recovery, seen, reading);
            var good =
                    form.unmet() == Unmet.GOOD ? 1 : Math.max(reading.credit(), met(moment, claim));
            var left = broken.getOrDefault(claim.key(), WHOLE);
            var credit = forgiven(seen, reading) ? 1 : Math.min(good, left.credit);
            var proven = forgiven(t, reading) ? 1 : Math.min(proven(reading, good), left.proven);
            var weight = owing.weight(reading);
            lost.add(weight * (1 - credit));
            provenLost.add(weight * (1 - proven));
            if (reading.own()) {
                ownLost.add(weight * (1 - credit));
                provenOwnLost.add(weight * (1 - proven));
            } else {
                var leaves = Micros.plus(reading.opened(), window);
                if (t <= leaves) {
                    imposed.add(weight);
                    moment.changesAt(Micros.plus(leaves, 1));
                }
            }
            moment.changesAt(reading.closedUntil());
            outcome.owed++;
            if (credit <= 0 || proven < 1) {
                outcome.open++;
            }
            owing.state(moment, claim, null, credit);
        }
        var base = form.kappa() + imposed.value();
        outcome.loss = lost.value();
        outcome.base = base + ownLost.value();
        outcome.settle(
                moment.covered(coverage),
                TimedEvaluator.conduct(outcome.loss, outcome.base, 0),
                TimedEvaluator.conduct(provenLost.value(), base + provenOwnLost.value(), 1));
    }

    private double proven(Claim.Reading reading, double good) {
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

    /// Unit → what is left of it, for units that something breaks. What several demands take adds
    /// up; of one demand's concerns the worst counts.
    private Map<String, Left> broken(Moment moment, long seen) {
        Map<String, Left> left = new HashMap<>();
        for (var demand : breaking) {
            takenBy(demand, moment, seen)
                    .forEach((unit, taken) -> left.merge(unit, taken, Left::and));
        }
        return left;
    }

    private static Map<String, Left> takenBy(Owing demand, Moment moment, long seen) {
        Map<String, Left> left = new HashMap<>();
        var reading = moment.claim;
        for (var claim : demand.claims(moment)) {
            if (!claim.read(moment.t, reading)) {
                demand.excused(moment, claim);
                continue;
            }
            claim.creditPlain(demand.recovery, seen, reading);
            var release = reading.release();
            left.computeIfAbsent(release == null ? claim.key() : release, any -> new Left())
                    .atMost(demand.weight(reading), reading);
            moment.changesAt(reading.closedUntil());
            demand.state(moment, claim, null, reading.credit());
        }
        return left;
    }

    /// What is left of a unit, 0..1: as far as known, and if every closing were trusted.
    private static final class Left {
        private double credit = 1;
        private double proven = 1;

        void atMost(double taken, Claim.Reading breaking) {
            credit = Math.min(credit, 1 - taken * (1 - breaking.credit()));
            proven = Math.min(proven, 1 - taken * (1 - breaking.proven()));
        }

        Left and(Left other) {
            var both = new Left();
            both.credit = Math.max(0, credit + other.credit - 1);
            both.proven = Math.max(0, proven + other.proven - 1);
            return both;
        }
    }
}
