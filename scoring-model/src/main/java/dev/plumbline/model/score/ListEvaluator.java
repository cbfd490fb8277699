package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.catalogue.Form.Item;
import java.util.List;

/// Mean over the items of a list, for the product or for each supported release.
final class ListEvaluator implements Evaluator {
    private final String list;
    private final List<Item> items;
    private final Freshness freshness;
    private final Per per;

    ListEvaluator(String list, List<Item> items, Freshness freshness, Per per) {
        this.list = list;
        this.items = items;
        this.freshness = freshness;
        this.per = per;
    }

    @Override
    public void evaluate(Moment moment, Outcome outcome) {
        var sum = new Sum();
        switch (per) {
            case PRODUCT -> items.forEach(item -> add(moment, item.id(), sum));
            case RELEASE -> {
                for (var release : moment.releases) {
                    for (var item : items) {
                        add(moment, release.name() + "/" + item.id(), sum);
                    }
                }
            }
        }
        outcome.settle(sum.items, sum.credits, sum.fresh, sum.known, sum.proven);
        outcome.open = sum.missing;
    }

    private void add(Moment moment, String item, Sum sum) {
        sum.items++;
        var answers = moment.posture.answers(list, item);
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

    enum Per {
        PRODUCT,
        RELEASE
    }

    private static final class Sum {
        private int items;
        private int missing;
        private double credits;
        private double fresh;
        private double known;
        private double proven;
    }
}
