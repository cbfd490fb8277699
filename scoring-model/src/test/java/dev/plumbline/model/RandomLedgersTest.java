package dev.plumbline.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.catalogue.Gate;
import dev.plumbline.model.catalogue.Measure;
import dev.plumbline.model.score.Score;
import dev.plumbline.model.score.Scorer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Invariants say nothing where the ledgers never come.
class RandomLedgersTest {
    private static final int LEDGERS = 4_000;

    @Test
    void shouldBringEveryMeasureToGoodToBadAndBetweenAndHoldEveryGate() {
        // Given
        var scorer = new Scorer(CatalogueReader.shipped("full"));
        var ledgers = RandomLedgers.of(scorer.catalogue());
        var random = new Random(4);
        var good = new HashSet<String>();
        var partly = new HashSet<String>();
        var exempt = new HashSet<String>();
        var held = new HashSet<String>();

        // When
        for (var i = 0; i < LEDGERS; i++) {
            var entries = ledgers.ledger(random.nextLong(), RandomLedgers.LONGEST);
            var at = RandomLedgers.START.plus(Duration.ofHours(random.nextInt(900 * 24)));
            var score = scorer.score(entries, at);
            score.overall().caps().stream().map(Score.Cap::gate).forEach(held::add);
            for (var principle : score.principles()) {
                for (var theme : principle.themes()) {
                    for (var measure : theme.measures()) {
                        if (measure.words().startsWith("does not concern")) {
                            exempt.add(measure.measure().id());
                        } else if (measure.conduct() >= 0.4 && measure.value() > 0) {
                            good.add(measure.measure().id());
                        }
                        if (measure.conduct() > 0 && measure.conduct() < 1) {
                            partly.add(measure.measure().id());
                        }
                    }
                }
            }
        }

        // Then
        assertThat(good).containsAll(scorer.measures().stream().map(Measure::id).toList());
        assertThat(partly).containsAll(scorer.measures().stream().map(Measure::id).toList());
        assertThat(exempt)
                .containsAll(
                        scorer.measures().stream()
                                .filter(measure -> measure.unless() != null)
                                .map(Measure::id)
                                .toList());
        assertThat(held).containsAll(scorer.catalogue().gates().stream().map(Gate::id).toList());
    }
}
