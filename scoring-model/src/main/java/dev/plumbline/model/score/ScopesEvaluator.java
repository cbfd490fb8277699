package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Form.Population.Scopes;
import dev.plumbline.model.obligation.Micros;
import java.util.HashMap;
import java.util.Map;

/// Share of the scanned scopes that are free of open concerns.
///
/// A scope that was ever scanned, or named by a concern, stays in the population and ages for
/// itself: leaving a dirty one out of the next scan does not help. How far the scanner is to be
/// trusted shows in the confidence; here it would let a new clean scope lower the share.
final class ScopesEvaluator implements Evaluator {
    private final Scopes population;
    private final Owing dirty;

    ScopesEvaluator(Scopes population, Owing dirty) {
        this.population = population;
        this.dirty = dirty;
    }

    @Override
    public void evaluate(Moment moment, Outcome outcome) {
        var looksByScope = moment.posture.looksByScope(population.kind());
        var left = left(moment, newest(moment));
        var items = 0;
        var credits = 0.0;
        var fresh = 0.0;
        var known = 0.0;
        var proven = 0.0;
        var open = 0;
        for (var scope : looksByScope.entrySet()) {
            if (!scope.getValue().ever(moment.t)) {
                continue;
            }
            items++;
            var worth = left.remove(scope.getKey());
            var clean = worth == null ? 1 : worth;
            proven += clean > 0 ? 1 : 0;
            var look = scope.getValue().newest(moment.t);
            if (look != null) {
                var now = moment.fresh(look.at(), population.freshness());
                fresh += now;
                known += now * look.trust();
                credits += now * clean;
            }
            if (look == null || clean <= 0) {
                open++;
            }
        }
        for (var unseen : left.values()) {
            items++;
            open++;
            proven += unseen > 0 ? 1 : 0;
        }
        outcome.settle(items, credits, fresh, known, proven);
        outcome.open = open;
    }

    private long newest(Moment moment) {
        var newest = Micros.NEVER;
        for (var looks : moment.posture.looksByScope(population.kind()).values()) {
            var look = looks.newest(moment.t);
            if (look != null) {
                newest = newest == Micros.NEVER ? look.at() : Math.max(newest, look.at());
            }
        }
        return newest;
    }

    /// Scope → what is left of it, for scopes with concerns.
    private Map<String, Double> left(Moment moment, long seen) {
        var left = new HashMap<String, Double>();
        var reading = moment.claim;
        for (var claim : dirty.claims(moment)) {
            if (!claim.read(moment.t, reading)) {
                dirty.excused(moment, claim);
                continue;
            }
            claim.creditPlain(dirty.recovery, seen, reading);
            left.merge(reading.attribute(population.attribute()), reading.credit(), Math::min);
            moment.changesAt(reading.closedUntil());
            dirty.state(moment, claim, null, reading.credit());
        }
        return left;
    }
}
