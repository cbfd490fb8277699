package dev.plumbline.model.score;

import static dev.plumbline.model.Ledgers.days;
import static dev.plumbline.model.Ledgers.ledger;
import static dev.plumbline.model.Ledgers.more;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Severity;
import dev.plumbline.model.Ledgers;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.explain.Contributions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The worked example of the design (6.6), every figure from entries alone.
class WorkedExampleTest {
    private static final Instant TODAY = Instant.parse("2026-11-22T00:00:00Z");
    private static final Offset<Double> FOUR_DECIMALS = within(0.00005);
    private static final Offset<Double> SIX_DECIMALS = within(0.0000005);

    private final Catalogue catalogue = catalogue();
    private final Scorer scorer = new Scorer(catalogue);

    @Test
    void shouldScoreTheExampleToFourDecimals() {
        // When
        var score = scorer.score(example(TODAY, days(TODAY, 2)), TODAY);

        // Then
        assertThat(score.measure("kev-fix-on-time").value()).isCloseTo(0.909091, SIX_DECIMALS);
        assertThat(score.measure("critical-fix-on-time").conduct()).isCloseTo(0.8, SIX_DECIMALS);
        assertThat(score.measure("critical-fix-on-time").coverage())
                .isCloseTo(0.525378, SIX_DECIMALS);
        assertThat(score.measure("critical-fix-on-time").value()).isCloseTo(0.420303, SIX_DECIMALS);
        assertThat(score.measure("default-credential-free").value()).isCloseTo(0.85, SIX_DECIMALS);
        assertThat(score.measure("audit-log-default").value()).isCloseTo(0.5, SIX_DECIMALS);
        assertThat(score.measure("vdp-complete").value()).isCloseTo(0.8, SIX_DECIMALS);
        assertThat(score.measure("cve-cwe-complete").value()).isCloseTo(0.833333, SIX_DECIMALS);
        assertThat(score.measure("sbom-release-coverage").value()).isCloseTo(0.5, SIX_DECIMALS);
        assertThat(score.measure("vex-decision-on-time").value()).isCloseTo(0.85, SIX_DECIMALS);
        assertThat(score.measure("executive-accountability-public").value())
                .isCloseTo(0.566667, SIX_DECIMALS);
        assertThat(score.measure("release-gate-adherence").value())
                .isCloseTo(0.909091, SIX_DECIMALS);
        assertThat(score.measure("exception-discipline").value()).isCloseTo(0.825, SIX_DECIMALS);
        assertThat(themes(score, "1")).containsExactly(0.699610, 0.733333);
        assertThat(themes(score, "2")).containsExactly(0.813333, 0.64);
        assertThat(themes(score, "3")).containsExactly(0.566667, 0.875455);
        assertThat(score.principle("1").figure().shown()).isCloseTo(71.6300, FOUR_DECIMALS);
        assertThat(score.principle("2").figure().shown()).isCloseTo(72.2172, FOUR_DECIMALS);
        assertThat(score.principle("3").figure().shown()).isCloseTo(70.6613, FOUR_DECIMALS);
        assertThat(score.overall().shown()).isCloseTo(71.5003, FOUR_DECIMALS);
        assertThat(score.overall().caps()).isEmpty();
    }

    @Test
    void shouldSayHowSureItIsAndHowFarItCouldGo() {
        // When
        var score = scorer.score(example(TODAY, days(TODAY, 2)), TODAY);

        // Then
        assertThat(score.principle("1").figure().confidence()).isCloseTo(0.577, within(0.0005));
        assertThat(score.principle("1").figure().headroom()).isCloseTo(92.9, within(0.05));
        assertThat(score.rated()).isTrue();
    }

    @Test
    void shouldRewardTheLateFixLessThanTheScanThatShowsIt() {
        // Given
        var example = example(TODAY, days(TODAY, 2));

        // When
        var fixed = scorer.score(fixB("fix").after(example), TODAY);
        var scanned = scorer.score(rescan("scan").after(example), TODAY);
        var both = scorer.score(rescan("scan").after(fixB("fix").after(example)), TODAY);

        // Then
        assertThat(fixed.principle("1").figure().shown()).isCloseTo(73.1481, FOUR_DECIMALS);
        assertThat(scanned.principle("1").figure().shown()).isCloseTo(79.5544, FOUR_DECIMALS);
        assertThat(both.principle("1").figure().shown()).isCloseTo(82.1775, FOUR_DECIMALS);
    }

    @Test
    void shouldExplainTheWholeChangeExactly() {
        // Given
        var before = example(TODAY, days(TODAY, 2));
        var probed =
                more("probe")
                        .answered(TODAY, "default-credential-free", "4.2/fresh-install", 1, 1.0)
                        .after(rescan("scan").after(fixB("fix").after(before)));

        // When
        var from = scorer.score(before, TODAY);
        var to = scorer.score(probed, TODAY);
        var change = Contributions.between(catalogue, from, to).principles().getFirst();

        // Then
        assertThat(to.principle("1").figure().shown()).isCloseTo(87.5467, FOUR_DECIMALS);
        assertThat(points(change, "critical-fix-on-time")).isCloseTo(10.8543, FOUR_DECIMALS);
        assertThat(points(change, "default-credential-free")).isCloseTo(5.0624, FOUR_DECIMALS);
        assertThat(points(change, "kev-fix-on-time")).isZero();
        assertThat(change.measures().stream().mapToDouble(m -> m.points()).sum())
                .isCloseTo(15.9167, FOUR_DECIMALS)
                .isCloseTo(change.raw(), within(1e-9));
    }

    @Test
    void shouldHoldPrincipleOneAtSixtyOnceTheKevIsOverdue() {
        // Given all other figures as they were, three days later
        var later = days(TODAY, 3);

        // When
        var score = scorer.score(example(later, days(later, -1)), later);

        // Then
        assertThat(score.principle("1").figure().raw()).isCloseTo(67.3510, FOUR_DECIMALS);
        assertThat(score.principle("1").figure().shown()).isEqualTo(60);
        assertThat(score.overall().shown()).isEqualTo(60);
        assertThat(score.overall().caps())
                .singleElement()
                .satisfies(
                        cap -> {
                            assertThat(cap.because()).isEqualTo("K2 is 1 day past its KEV day");
                            assertThat(cap.concerns()).containsExactly("K2");
                        });
    }

    private static List<Double> themes(Score score, String principle) {
        return score.principle(principle).themes().stream()
                .map(theme -> Math.round(theme.value() * 1e6) / 1e6)
                .toList();
    }

    private static double points(Contributions.PrincipleChange change, String measure) {
        return change.measures().stream()
                .filter(each -> each.measure().equals(measure))
                .findFirst()
                .orElseThrow()
                .points();
    }

    private static Ledgers fixB(String ids) {
        return more(ids).closed(TODAY, "finding", "B", "release-fixed", 1.0);
    }

    private static Ledgers rescan(String ids) {
        return more(ids).covered(TODAY, "scan", "4.2", 1.0).covered(TODAY, "scan", "3.9", 1.0);
    }

    /// @param today the day of all its figures
    /// @param k2Due the KEV day of K2
    private static List<Entry> example(Instant today, Instant k2Due) {
        var ledger = ledger();
        for (var i = 0; i < 8; i++) {
            ledger.released(days(today, -300 + 10 * i), "4.1." + i, "4.x");
        }
        ledger.released(days(today, -60), "3.9", "3.x").released(days(today, -50), "4.2", "4.x");

        ledger.covered(today, "matching", "3.9", 1.0).covered(today, "matching", "4.2", 1.0);
        ledger.covered(days(today, -20), "scan", "3.9", 1.0)
                .covered(days(today, -20), "scan", "4.2", 1.0);
        ledger.stated(days(today, -17), "kev-match", "K1", days(today, -14), 3)
                .closed(today, "kev-match", "K1", "release-fixed", 1.0);
        ledger.stated(days(today, -12), "kev-match", "K2", k2Due, 14);
        ledger.owed(days(today, -52), "finding", "A", Severity.CRITICAL)
                .closed(days(today, -43), "finding", "A", "release-fixed", 1.0);
        ledger.owed(days(today, -45), "finding", "B", Severity.CRITICAL);
        ledger.owed(days(today, -38), "finding", "C", Severity.HIGH)
                .closed(days(today, -33), "finding", "C", "release-fixed", 1.0);
        ledger.answered(today, "default-credential-free", "3.9/fresh-install", 1, 1.0)
                .answered(today, "default-credential-free", "4.2/fresh-install", 1, 0.7);
        ledger.answered(today, "audit-log-default", "configuration", 1, 1.0)
                .answered(today, "audit-log-default", "identity", 1, 1.0);

        for (var item :
                List.of("authorises-testing", "safe-harbour", "channel", "public-disclosure")) {
            ledger.answered(today, "vdp-complete", item, 1, 1.0);
        }
        ledger.covered(today, "cve-list", "*", 1.0);
        for (var i = 0; i < 6; i++) {
            ledger.owed(days(today, -90), "cve", "own-" + i, Severity.HIGH);
        }
        for (var i = 0; i < 5; i++) {
            ledger.closed(days(today, -80), "cve", "own-" + i, "cwe", 1.0);
        }
        ledger.covered(days(today, -50), "sbom", "4.2", 1.0, Map.of("binding", "digest"));
        for (var i = 0; i < 3; i++) {
            ledger.owed(days(today, -100), "match", "v-" + i, Severity.HIGH)
                    .closed(days(today, -90), "match", "v-" + i, "vex-decided", 1.0);
        }
        ledger.owed(days(today, -44), "match", "v-open", Severity.HIGH);

        ledger.answered(today, "executive-accountability-public", "named", 1, 0.7)
                .answered(today, "executive-accountability-public", "power", 1, 1.0);
        for (var i = 0; i < 10; i++) {
            ledger.owed(days(today, -200 + i), "release", "r-" + i, Severity.HIGH);
        }
        for (var i = 0; i < 9; i++) {
            ledger.closed(days(today, -200 + i), "release", "r-" + i, "passed", 1.0);
        }
        ledger.covered(days(today, -60), "gate", "3.9", 1.0)
                .covered(days(today, -50), "gate", "4.2", 1.0);
        for (var i = 0; i < 3; i++) {
            ledger.stated(days(today, -30), "waiver", "w-" + i, days(today, 30), 0);
        }
        ledger.stated(days(today, -90), "waiver", "w-late", days(today, -60), 0);
        return ledger.entries();
    }

    private static Catalogue catalogue() {
        try (var stream = WorkedExampleTest.class.getResourceAsStream("worked-example.yaml")) {
            return CatalogueReader.read("worked-example.yaml", stream.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
