package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.catalogue.Form.Per;
import dev.plumbline.model.obligation.Answers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Mean over the items of a list, for the product or for each supported release or line.
///
/// An item that does not concern the product leaves the mean, unless what is known of it is better
/// than the rest: proof that something does not matter must not cost.
final class ListEvaluator implements Evaluator {
    private final String list;
    private final List<Listed> items;
    private final Freshness freshness;
    private final Per per;

    /// @param unless what exempts a product from the item; `null` if nothing does
    record Listed(String id, Moment.@Nullable Exempting unless) {}

    ListEvaluator(String list, List<Listed> items, Freshness freshness, Per per) {
        this.list = list;
        this.items = List.copyOf(items);
        this.freshness = freshness;
        this.per = per;
    }

    @Override
    public void evaluate(Moment moment, Outcome outcome) {
        var answers = moment.posture.answers(list);
        var sum = new Sum();
        for (var item : items) {
            if (!moment.exempts(item.unless())) {
                add(moment, answers, item.id(), sum);
            }
        }
        var rest = sum.mean();
        for (var item : items) {
            if (moment.exempts(item.unless())) {
                var own = new Sum();
                add(moment, answers, item.id(), own);
                if (own.mean() > rest) {
                    sum.add(own);
                }
            }
        }
        outcome.settle(sum.items, sum.credits, sum.fresh, sum.known, sum.proven);
        outcome.open = sum.missing;
    }

    private void add(Moment moment, Map<String, Answers> answers, String item, Sum sum) {
        if (per == Per.PRODUCT) {
            read(moment, answers.get(item), sum);
            return;
        }
        for (var release : moment.releases) {
            var of = per == Per.LINE ? release.line() : release.name();
            read(moment, answers.isEmpty() ? null : answers.get(of + "/" + item), sum);
        }
    }

    private void read(Moment moment, @Nullable Answers answers, Sum sum) {
        sum.items++;
        if (answers == null) {
            sum.missing++;
            sum.proven++;
            return;
        }
        var reading = moment.answer;
        answers.read(moment.t, freshness, reading);
        sum.proven += reading.proven();
        if (!reading.answered()) {
            sum.missing++;
            return;
        }
        sum.credits += reading.credit();
        sum.known += reading.known();
        sum.fresh += moment.fresh(reading.at(), freshness);
        moment.changesAt(reading.until());
        if (reading.credit() <= 0) {
            sum.missing++;
        }
    }

    private static final class Sum {
        private int items;
        private int missing;
        private double credits;
        private double fresh;
        private double known;
        private double proven;

        private double mean() {
            return items == 0 ? 0 : credits / items;
        }

        private void add(Sum other) {
            items += other.items;
            missing += other.missing;
            credits += other.credits;
            fresh += other.fresh;
            known += other.known;
            proven += other.proven;
        }
    }
}
