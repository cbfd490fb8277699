package dev.plumbline.model.explain;

import static dev.plumbline.model.Ledgers.days;
import static dev.plumbline.model.Ledgers.ledger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Severity;
import dev.plumbline.model.bench.LargeProduct;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.explain.Ledger.Line;
import dev.plumbline.model.score.Scorer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant DAY_ZERO = Instant.parse("2026-05-01T00:00:00Z");

    private final Scorer scorer = new Scorer(CatalogueReader.core());
    private final Ledger ledger = new Ledger(scorer);

    @Test
    void shouldGiveEachPieceOfEvidenceItsOwnEffect() {
        // Given an SBOM on day 10 and a KEV listing on day 20, due ten days later
        var entries = story();

        // When
        var lines = ledger.replay(entries, DAY_ZERO, days(DAY_ZERO, 40)).lines();

        // Then
        var sbom = line(lines, "sbom");
        assertThat(sbom.at()).isEqualTo(days(DAY_ZERO, 10));
        assertThat(sbom.overall()).isPositive();
        assertThat(sbom.lifted()).containsExactly("sbom-none");
        assertThat(sbom.measures()).containsKeys("kev-fix-on-time", "sbom-release-coverage");
        assertThat(line(lines, "kev").overall()).isZero();
    }

    @Test
    void shouldShowTheDueDayAsTimeSettingACap() {
        // When
        var lines = ledger.replay(story(), DAY_ZERO, days(DAY_ZERO, 40)).lines();

        // Then
        assertThat(lines.stream().filter(line -> line.set().contains("kev-overdue")))
                .singleElement()
                .satisfies(
                        line -> {
                            assertThat(line.time()).isTrue();
                            assertThat(line.at()).isEqualTo(days(DAY_ZERO, 31));
                            assertThat(line.measures().get("kev-fix-on-time")).isNegative();
                        });
    }

    @Test
    void shouldTelescopeToTheWholeChange() {
        // Given
        var entries = LargeProduct.entries(120, 180);
        var from = days(LargeProduct.now(), -170);

        // When
        var book = ledger.replay(entries, from, LargeProduct.now());

        // Then
        var before = scorer.score(entries, from);
        var after = scorer.score(entries, LargeProduct.now());
        assertThat(book.lines().stream().mapToDouble(Line::overall).sum())
                .isCloseTo(after.overall().shown() - before.overall().shown(), within(1e-9));
        for (var principle : after.principles()) {
            var shown =
                    principle.figure().shown() - before.principle(principle.id()).figure().shown();
            var raw = principle.figure().raw() - before.principle(principle.id()).figure().raw();
            assertThat(sum(book.lines(), principle.id(), Line::principles))
                    .isCloseTo(shown, within(1e-9));
            assertThat(sum(book.lines(), principle.id(), Line::capped))
                    .isCloseTo(shown - raw, within(1e-9));
            var measures =
                    principle.themes().stream()
                            .flatMap(theme -> theme.measures().stream())
                            .mapToDouble(
                                    each -> sum(book.lines(), each.measure().id(), Line::measures))
                            .sum();
            assertThat(measures).isCloseTo(raw, within(1e-9));
        }
    }

    @Test
    void shouldKeepAPointForEachDayThatAgreesWithTheScorer() {
        // Given
        var entries = LargeProduct.entries(40, 60);
        var from = days(LargeProduct.now(), -30.5);

        // When
        var history = ledger.replay(entries, from, LargeProduct.now()).history();

        // Then
        assertThat(history).hasSize(32);
        assertThat(history.getFirst().at()).isEqualTo(from);
        assertThat(history.getLast().at()).isEqualTo(LargeProduct.now());
        assertThat(history)
                .allSatisfy(
                        point -> {
                            var score = scorer.score(entries, point.at());
                            assertThat(point.overall()).isEqualTo(score.overall().shown());
                            assertThat(point.headroom()).isEqualTo(score.overall().headroom());
                            assertThat(point.principles())
                                    .containsEntry("1", score.principle("1").figure().shown());
                        });
    }

    @Test
    void shouldMergeDaysOnWhichTimeDoesNextToNothing() {
        // Given nothing but a decaying SBOM
        var entries =
                ledger().released(DAY_ZERO, "1.0", "1.x")
                        .by("sbom")
                        .covered(days(DAY_ZERO, 1), "sbom", "1.0", 0.9, Map.of("binding", "digest"))
                        .by("feed")
                        .covered(days(DAY_ZERO, 1), "advisory-match", "*", 1)
                        .covered(days(DAY_ZERO, 1), "kev-match", "*", 1)
                        .entries();

        // When
        var lines = ledger.replay(entries, DAY_ZERO, days(DAY_ZERO, 400)).lines();

        // Then
        var time = lines.stream().filter(Line::time).toList();
        assertThat(time).hasSizeBetween(10, 399);
        assertThat(time).extracting(Line::at).doesNotHaveDuplicates();
        assertThat(time).allSatisfy(line -> assertThat(line.overall()).isLessThanOrEqualTo(0));
    }

    @Test
    void shouldPutARetractionOnItsOwnDay() {
        // Given
        var entries =
                ledger().released(DAY_ZERO, "1.0", "1.x")
                        .by("policy")
                        .answered(days(DAY_ZERO, 2), "vdp-complete", "channel", 1, 0.7)
                        .by("withdrawal")
                        .retracted(days(DAY_ZERO, 5), "policy")
                        .entries();

        // When
        var lines = ledger.replay(entries, DAY_ZERO, days(DAY_ZERO, 6)).lines();

        // Then
        assertThat(line(lines, "policy").principles().get("2")).isPositive();
        assertThat(line(lines, "withdrawal").principles().get("2")).isNegative();
        assertThat(line(lines, "withdrawal").set()).containsExactly("no-vdp");
    }

    private static List<Entry> story() {
        return ledger().by("release")
                .released(DAY_ZERO, "1.0", "1.x")
                .by("sbom")
                .covered(days(DAY_ZERO, 10), "sbom", "1.0", 0.9, Map.of("binding", "digest"))
                .by("feed")
                .covered(days(DAY_ZERO, 9), "advisory-match", "*", 1)
                .covered(days(DAY_ZERO, 9), "kev-match", "*", 1)
                .covered(days(DAY_ZERO, 35), "advisory-match", "*", 1)
                .covered(days(DAY_ZERO, 35), "kev-match", "*", 1)
                .by("policy")
                .answered(days(DAY_ZERO, 3), "vdp-complete", "channel", 1, 0.7)
                .by("kev")
                .stated(days(DAY_ZERO, 20), "kev-match", "CVE-2026-1/1.x", days(DAY_ZERO, 30), 3)
                .by("finding")
                .owed(days(DAY_ZERO, 12), "match", "CVE-2026-2/1.x", Severity.LOW)
                .entries();
    }

    private static Line line(List<Line> lines, String evidence) {
        return lines.stream()
                .filter(line -> evidence.equals(line.evidence()))
                .findFirst()
                .orElseThrow();
    }

    private static double sum(List<Line> lines, String id, Function<Line, Map<String, Double>> of) {
        return lines.stream().mapToDouble(line -> of.apply(line).getOrDefault(id, 0.0)).sum();
    }
}
