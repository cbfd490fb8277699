package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Form.Opened;
import dev.plumbline.model.catalogue.Form.Timed;
import dev.plumbline.model.obligation.Claim;
import dev.plumbline.model.obligation.Deadline;
import dev.plumbline.model.obligation.Micros;

/// `g · max(0, 1 − Loss/D)` over obligations with a due day (SCORING.md 6.2.3).
final class TimedEvaluator implements Evaluator {
    private final Timed form;
    private final Owing owing;
    private final Deadline deadline;
    private final Moment.Cover coverage;
    private final Moment.Cover recovery;
    private final long window;

    TimedEvaluator(
            Timed form,
            Owing owing,
            Moment.Cover coverage,
            Moment.Cover recovery,
            double windowDays) {
        this.form = form;
        this.owing = owing;
        this.deadline = new Deadline(form.due());
        this.coverage = coverage;
        this.recovery = recovery;
        this.window = Micros.ofDays(windowDays);
    }

    @Override
    public void evaluate(Moment moment, Outcome outcome) {
        var t = moment.t;
        var reading = moment.claim;
        var seen = moment.covered(recovery).newest();
        var lost = new ExactSum();
        var provenLost = new ExactSum();
        var imposed = new ExactSum();
        var ownLost = new ExactSum();
        var provenOwnLost = new ExactSum();
        var opensWhenDue = owing.demand.opened() == Opened.DUE;
        for (var claim : owing.claims(moment)) {
            if (!claim.read(t, reading)) {
                owing.excused(moment, claim);
                continue;
            }
            claim.decide(deadline, reading);
            claim.creditTimed(halfLife(claim, reading), owing.recovery, seen, reading);
            var weight = owing.weight(reading);
            var loss = weight * (1 - reading.credit());
            var provenLoss = weight * (1 - reading.proven());
            lost.add(loss);
            provenLost.add(provenLoss);
            if (reading.own()) {
                ownLost.add(loss);
                provenOwnLost.add(provenLoss);
            } else {
                var leaves = Micros.plus(opensWhenDue ? reading.due() : reading.opened(), window);
                if (t <= leaves) {
                    imposed.add(weight);
                    moment.changesAt(Micros.plus(leaves, 1));
                }
            }
            outcome.owed++;
            if (reading.open()) {
                outcome.open++;
                if (t > reading.due()) {
                    outcome.late++;
                }
            }
            // not late on the instant itself, so one grain after it
            moment.changesAt(Micros.plus(reading.due(), 1));
            moment.changesAt(reading.closedUntil());
            owing.state(
                    moment,
                    claim,
                    reading.due() == Micros.NEVER ? null : Micros.instant(reading.due()),
                    reading.credit());
        }
        var base = form.kappa() + imposed.value();
        outcome.loss = lost.value();
        outcome.base = base + ownLost.value();
        outcome.settle(
                moment.covered(coverage),
                conduct(outcome.loss, outcome.base, 0),
                conduct(provenLost.value(), base + provenOwnLost.value(), 1));
    }

    private double halfLife(Claim claim, Claim.Reading reading) {
        var byKind = form.halfLifeDaysByKind();
        return byKind.isEmpty()
                ? form.halfLifeDays()
                : byKind.getOrDefault(claim.kind(reading), form.halfLifeDays());
    }

    /// @param ofNothing what it is if nothing is owed and nothing has to be
    static double conduct(double loss, double base, double ofNothing) {
        return base > 0 ? Math.max(0, 1 - loss / base) : ofNothing;
    }
}
