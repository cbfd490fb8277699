package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.catalogue.Form.Saturating;
import org.jspecify.annotations.Nullable;

/// `Z(x; floor, target)` of a reported figure, at most its trust and as fresh as its report
/// (SCORING.md 5.1).
final class SaturatingEvaluator implements Evaluator {
    private final String list;
    private final Saturating form;
    private final @Nullable Freshness freshnessOfOther;

    /// @param freshnessOfOther of the list that [Saturating#atLeast()] names; `null` if it names
    ///     none
    SaturatingEvaluator(String list, Saturating form, @Nullable Freshness freshnessOfOther) {
        this.list = list;
        this.form = form;
        this.freshnessOfOther = freshnessOfOther;
    }

    @Override
    public void evaluate(Moment moment, Outcome outcome) {
        var credit = 0.0;
        var fresh = 0.0;
        var known = 0.0;
        var proven = 1.0;
        var reading = moment.answer;
        var answers = moment.posture.answers(list, form.figure().id());
        if (answers != null) {
            answers.read(moment.t, form.freshness(), form::of, reading);
            outcome.figure = reading.value();
            proven = reading.proven();
            if (reading.answered()) {
                credit = reading.credit();
                known = reading.known();
                fresh = moment.fresh(reading.at(), form.freshness());
                moment.changesAt(reading.until());
            }
        }
        var atLeast = form.atLeast();
        if (atLeast != null && freshnessOfOther != null) {
            var other = moment.posture.answers(atLeast.list(), atLeast.item());
            var liftedIfProven = atLeast.credit();
            if (other != null) {
                other.read(moment.t, freshnessOfOther, reading);
                liftedIfProven = Math.min(atLeast.credit(), reading.proven());
                var lifted = Math.min(atLeast.credit(), reading.credit());
                if (reading.answered() && lifted > credit) {
                    credit = lifted;
                    fresh = Math.max(fresh, moment.fresh(reading.at(), freshnessOfOther));
                    known = Math.max(known, reading.known());
                    moment.changesAt(reading.until());
                }
            }
            proven = Math.max(proven, liftedIfProven);
        }
        outcome.settle(1, credit, fresh, known, proven);
        outcome.open = credit <= 0 ? 1 : 0;
    }
}
