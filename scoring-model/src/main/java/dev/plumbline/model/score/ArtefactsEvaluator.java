package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Form.Population.ReleaseArtefacts;
import dev.plumbline.model.obligation.Release;
import java.util.Arrays;
import java.util.HashMap;

/// Mean over supported releases × artefacts: each piece of evidence covers one artefact, the best
/// ones first, so that one document cannot stand for all.
final class ArtefactsEvaluator implements Evaluator {
    private final ReleaseArtefacts population;

    ArtefactsEvaluator(ReleaseArtefacts population) {
        this.population = population;
    }

    @Override
    public void evaluate(Moment moment, Outcome outcome) {
        var sum = new double[3];
        var items = 0;
        for (var release : moment.releases) {
            items += release.artefacts();
            add(moment, release, outcome, sum);
        }
        outcome.settle(items, sum[0], sum[1], sum[2], items);
    }

    private void add(Moment moment, Release release, Outcome outcome, double[] sum) {
        var looks = moment.posture.looks(population.kind()).get(release.name());
        if (looks == null) {
            outcome.open += release.artefacts();
            return;
        }
        // artefact → best credit, and best trust
        var credits = new HashMap<String, double[]>();
        for (var look : looks.all()) {
            if (look.live(moment.t)) {
                var bound =
                        population
                                .credits()
                                .getOrDefault(look.attribute(population.attribute()), 0.0);
                var best =
                        credits.computeIfAbsent(look.attribute("artefact"), any -> new double[2]);
                best[0] = Math.max(best[0], Math.min(bound, look.trust()));
                best[1] = Math.max(best[1], look.trust());
            }
        }
        var sorted =
                credits.values().stream()
                        .sorted((a, b) -> Arrays.compare(b, a))
                        .limit(release.artefacts())
                        .toList();
        for (var each : sorted) {
            sum[0] += each[0];
            sum[1]++;
            sum[2] += each[1];
        }
        outcome.open += release.artefacts() - sorted.size();
    }
}
