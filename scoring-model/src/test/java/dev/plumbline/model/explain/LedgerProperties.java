package dev.plumbline.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.model.RandomLedgers;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.explain.Ledger.Line;
import dev.plumbline.model.score.Methods;
import dev.plumbline.model.score.Methods.Era;
import dev.plumbline.model.score.Score;
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
    private final Scorer core = new Scorer(CatalogueReader.core());
    private final Scorer pledge = new Scorer(CatalogueReader.shipped("pledge"));
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
    void shouldShowEachNewCatalogueAsOneLineAndTouchNoOther(
            @ForAll("ledgers") List<Entry> entries,
            @ForAll("instants") Instant from,
            @ForAll @IntRange(min = 1, max = 70) int first,
            @ForAll @IntRange(min = 1, max = 70) int second,
            @ForAll @IntRange(max = 70) int after) {
        // Given
        var toCore = from.plus(Duration.ofDays(first));
        var toPledge = toCore.plus(Duration.ofDays(second));
        var to = toPledge.plus(Duration.ofDays(after));
        var changing =
                new Ledger(
                        Methods.of(
                                scorer, List.of(new Era(toCore, core), new Era(toPledge, pledge))));

        // When
        var book = changing.replay(entries, from, to);

        // Then
        var lines = book.lines();
        assertThat(lines.stream().filter(line -> line.method() != null))
                .extracting(Line::method, Line::at, Line::time)
                .containsExactly(
                        tuple("core 1.0", toCore, false), tuple("pledge 1.0", toPledge, false));
        var byFull = ledger.replay(entries, from, toCore).lines();
        var byCore = new Ledger(core).replay(entries, toCore, toPledge).lines();
        var byPledge = new Ledger(pledge).replay(entries, toPledge, to).lines();
        assertThat(lines.subList(0, byFull.size())).isEqualTo(byFull);
        assertThat(lines.subList(byFull.size() + 1, byFull.size() + 1 + byCore.size()))
                .isEqualTo(byCore);
        assertThat(lines.subList(byFull.size() + byCore.size() + 2, lines.size()))
                .isEqualTo(byPledge);
        assertThat(lines.stream().mapToDouble(Line::overall).sum())
                .isCloseTo(
                        pledge.score(entries, to).overall().shown()
                                - scorer.score(entries, from).overall().shown(),
                        within(1e-9));
        for (var principle : scorer.catalogue().principles()) {
            assertThat(
                            lines.stream()
                                    .mapToDouble(
                                            line ->
                                                    line.principles()
                                                            .getOrDefault(principle.id(), 0.0))
                                    .sum())
                    .isCloseTo(
                            shownIfKnown(pledge.score(entries, to), principle.id())
                                    - scorer.score(entries, from)
                                            .principle(principle.id())
                                            .figure()
                                            .shown(),
                            within(1e-9));
        }
    }

    private static double shownIfKnown(Score score, String principle) {
        return score.principles().stream()
                .filter(each -> each.id().equals(principle))
                .mapToDouble(each -> each.figure().shown())
                .findFirst()
                .orElse(0);
    }
}
