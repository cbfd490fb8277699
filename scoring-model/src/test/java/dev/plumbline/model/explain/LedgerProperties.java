package dev.plumbline.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.model.RandomLedgers;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.explain.Ledger.Line;
import dev.plumbline.model.score.Scorer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LedgerProperties {
    private final Scorer scorer = new Scorer(CatalogueReader.shipped("full"));
    private final Ledger ledger = new Ledger(scorer);

    @Provide
    Arbitrary<List<Entry>> ledgers() {
        return RandomLedgers.of(scorer.catalogue()).ledgers();
    }

    @Provide
    Arbitrary<Instant> instants() {
        return RandomLedgers.instants();
    }

    @Property(tries = 200)
    void shouldTelescopeWhateverHappens(
            @ForAll("ledgers") List<Entry> entries,
            @ForAll("instants") Instant from,
            @ForAll @IntRange(max = 200) int days) {
        // Given
        var to = from.plus(Duration.ofDays(days));

        // When
        var book = ledger.replay(entries, from, to);

        // Then
        var before = scorer.score(entries, from);
        var after = scorer.score(entries, to);
        assertThat(book.lines().stream().mapToDouble(Line::overall).sum())
                .isCloseTo(after.overall().shown() - before.overall().shown(), within(1e-9));
        for (var principle : after.principles()) {
            assertThat(
                            book.lines().stream()
                                    .mapToDouble(
                                            line ->
                                                    line.principles()
                                                            .getOrDefault(principle.id(), 0.0))
                                    .sum())
                    .isCloseTo(
                            principle.figure().shown()
                                    - before.principle(principle.id()).figure().shown(),
                            within(1e-9));
        }
        assertThat(book.history().getLast().overall()).isEqualTo(after.overall().shown());
    }

    // I20

    @Property(tries = 200)
    void shouldShowANewCatalogueAsOneLineAndTouchNoOther(
            @ForAll("ledgers") List<Entry> entries,
            @ForAll("instants") Instant from,
            @ForAll @IntRange(max = 100) int before,
            @ForAll @IntRange(max = 100) int after) {
        // Given
        var changedAt = from.plus(Duration.ofDays(before));
        var to = changedAt.plus(Duration.ofDays(after));
        var other = new Ledger(new Scorer(CatalogueReader.core()));

        // When
        var book = ledger.replay(entries, from, to, changedAt, other);

        // Then
        assertThat(book.lines().stream().filter(line -> line.method() != null))
                .singleElement()
                .satisfies(
                        line -> {
                            assertThat(line.method()).isEqualTo("core 1.0");
                            assertThat(line.at()).isEqualTo(changedAt);
                            assertThat(line.time()).isFalse();
                        });
        var old = ledger.replay(entries, from, changedAt).lines();
        assertThat(book.lines().subList(0, old.size())).isEqualTo(old);
        assertThat(book.lines().subList(old.size() + 1, book.lines().size()))
                .isEqualTo(other.replay(entries, changedAt, to).lines());
        assertThat(book.lines().stream().mapToDouble(Line::overall).sum())
                .isCloseTo(
                        new Scorer(CatalogueReader.core()).score(entries, to).overall().shown()
                                - scorer.score(entries, from).overall().shown(),
                        within(1e-9));
    }
}
