package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Form.Density;

/// `g / (1 + x/half)`, x = weighted open findings, perhaps per so many lines of code.
///
/// The size is at least one unit: a product that states no size is taken as one unit, so one that
/// states less may not fare worse for saying so (SCORING.md rule 1; a fresh scan never lowers a
/// score). Without a size, findings are counted as they are.
final class DensityEvaluator implements Evaluator {
    private final Density form;
    private final Owing owing;
    private final Moment.Cover coverage;

    DensityEvaluator(Density form, Owing owing, Moment.Cover coverage) {
        this.form = form;
        this.owing = owing;
        this.coverage = coverage;
    }

    @Override
    public void evaluate(Moment moment, Outcome outcome) {
        var covered = moment.covered(coverage);
        var reading = moment.claim;
        var weight = new ExactSum();
        var provenWeight = new ExactSum();
        for (var claim : owing.claims(moment)) {
            if (!claim.read(moment.t, reading)) {
                owing.excused(moment, claim);
                continue;
            }
            claim.creditPlain(owing.recovery, covered.newest(), reading);
            var full = owing.weight(reading);
            weight.add(full * (1 - reading.credit()));
            provenWeight.add(full * (1 - reading.proven()));
            moment.changesAt(reading.closedUntil());
            outcome.owed++;
            if (reading.open()) {
                outcome.open++;
            }
            owing.state(moment, claim, null, reading.credit());
        }
        var units = units(moment);
        outcome.loss = weight.value() / units;
        outcome.base = form.half();
        outcome.settle(
                covered,
                1 / (1 + outcome.loss / form.half()),
                1 / (1 + provenWeight.value() / units / form.half()));
    }

    private double units(Moment moment) {
        var counted = form.size();
        if (counted == null) {
            return 1;
        }
        var size = 0.0;
        for (var scope : moment.posture.looksByScope(counted.kind()).values()) {
            size += scope.size(moment.t);
        }
        return Math.max(1, size / counted.units());
    }
}
