package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Form.Population.ReleaseLooks;

/// Mean over supported releases × kinds of look.
final class LooksEvaluator implements Evaluator {
    private final ReleaseLooks population;

    LooksEvaluator(ReleaseLooks population) {
        this.population = population;
    }

    @Override
    public void evaluate(Moment moment, Outcome outcome) {
        var credits = 0.0;
        var fresh = 0.0;
        var known = 0.0;
        var items = 0;
        for (var release : moment.releases) {
            for (var look : population.looks()) {
                items++;
                var seen = moment.worthiest(look.anyOf(), release.name());
                if (seen == null) {
                    outcome.open++;
                    continue;
                }
                credits += seen.fresh() * Math.min(1, seen.trust());
                known += seen.fresh() * seen.trust();
                fresh += seen.fresh();
            }
        }
        outcome.settle(items, credits, fresh, known, items);
    }
}
