package dev.plumbline.model.whatif;

import static dev.plumbline.model.Ledgers.days;
import static dev.plumbline.model.Ledgers.ledger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Severity;
import dev.plumbline.model.bench.LargeProduct;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.score.Scorer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class NextActionsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private final Scorer scorer = new Scorer(CatalogueReader.core());
    private final NextActions actions = new NextActions(scorer);

    @Test
    void shouldPutTheUpgradeThatLiftsTheCapFirst() {
        // Given a healthy product but for one KEV that is overdue, in a component with two flaws
        var entries = overdue();

        // When
        var best = actions.best(entries, NOW, 12).getFirst();

        // Then
        assertThat(best.title()).isEqualTo("Release 3.x with jquery 3.5.0 or newer");
        assertThat(best.kind()).isEqualTo("fix");
        assertThat(best.who()).isEqualTo("engineer");
        assertThat(best.liftsCap()).isTrue();
        assertThat(best.lifts()).containsExactly("kev-overdue");
        assertThat(best.principle()).isEqualTo("1");
        assertThat(best.entries())
                .extracting(entry -> ((Entry.Closed) entry).key())
                .contains("CVE-2020-11022/3.x", "CVE-2020-11023/3.x");
    }

    @Test
    void shouldGainExactlyWhatItPromises() {
        // Given
        var entries = overdue();
        var posture = scorer.posture(entries);
        var before = scorer.figures(posture, NOW);

        // When
        var best = actions.best(entries, NOW, 12);

        // Then
        assertThat(best).isNotEmpty();
        for (var action : best) {
            var after = actions.after(posture, NOW, List.of(action));
            var principle = Integer.parseInt(action.principle()) - 1;
            assertThat(100 * (after.overall() - before.overall()))
                    .isCloseTo(action.gain(), within(1e-9));
            assertThat(100 * (after.shown(principle) - before.shown(principle)))
                    .isCloseTo(action.principleGain(), within(1e-9));
        }
    }

    @Test
    void shouldTryAnySetTogetherAndTakeItBack() {
        // Given
        var entries = overdue();
        var posture = scorer.posture(entries);
        var before = scorer.figures(posture, NOW);
        var all = actions.best(entries, NOW, 60);

        // When
        var after = actions.after(posture, NOW, all);

        // Then all done are what a ledger is worth in which all of them stand
        var done = new ArrayList<>(entries);
        all.forEach(action -> done.addAll(action.entries()));
        assertThat(after.overall()).isEqualTo(scorer.figures(scorer.posture(done), NOW).overall());
        assertThat(after.overall()).isGreaterThan(before.overall());
        assertThat(scorer.figures(posture, NOW).overall()).isEqualTo(before.overall());
    }

    @Test
    void shouldDoTheSameThingOnceWhenTwoActionsDoIt() {
        // Given a product without a release, for which each look supposes the next one
        var posture = scorer.posture(List.of());
        var looks =
                actions.best(List.of(), NOW, 60).stream()
                        .filter(action -> action.kind().equals("connect"))
                        .toList();

        // When
        var together = actions.after(posture, NOW, looks);

        // Then the looks are at one release and not at one of several
        assertThat(looks).hasSizeGreaterThan(3);
        for (var look : looks) {
            assertThat(together.overall())
                    .isGreaterThanOrEqualTo(actions.after(posture, NOW, List.of(look)).overall());
        }
        var analysis =
                scorer.measures().stream()
                        .map(m -> m.id())
                        .toList()
                        .indexOf("code-analysis-coverage");
        assertThat(together.value(analysis)).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void shouldNameAnActionTheSameTomorrow() {
        // Given
        var today = actions.best(overdue(), NOW, 60).stream().map(Action::id).toList();
        var tomorrow = actions.best(overdue(), days(NOW, 1), 60).stream().map(Action::id).toList();

        // Then
        assertThat(today).doesNotHaveDuplicates();
        assertThat(tomorrow).containsAll(today.subList(0, 3));
    }

    @Test
    void shouldLookAheadToWhatIsLostByWaiting() {
        // Given
        var posture = scorer.posture(overdue());
        var best = actions.best(overdue(), NOW, 1);

        // Then ninety days on an upgrade made today is worth more than the cap that it lifted
        var later = days(NOW, 90);
        assertThat(actions.after(posture, later, best).overall())
                .isGreaterThan(actions.after(posture, later, List.of()).overall());
    }

    @Test
    void shouldRankByWhatLeadersSeeAndNeverOfferALoss() {
        // When
        var best = actions.best(overdue(), NOW, 12);

        // Then
        assertThat(best).isSortedAccordingTo(Action.BEST_FIRST);
        assertThat(best).allSatisfy(action -> assertThat(action.gain()).isNotNegative());
        assertThat(best).extracting(Action::title).doesNotHaveDuplicates();
    }

    @Test
    void shouldSayWhatToConnectToAProductOfWhichNothingIsKnown() {
        // When
        var best = actions.best(List.of(), NOW, 12);

        // Then
        assertThat(best)
                .extracting(Action::kind)
                .allSatisfy(kind -> assertThat(kind).isIn("connect", "answer"));
        assertThat(best)
                .extracting(Action::title)
                .contains(
                        "Send an SBOM of the next release from CI",
                        "Disclosure policy: a clear channel to report");
    }

    @Test
    void shouldNameTheReleasesThatMissEvidence() {
        // Given
        var entries =
                ledger().released(days(NOW, -40), "3.9", "3.x")
                        .released(days(NOW, -30), "4.2", "4.x")
                        .covered(days(NOW, -30), "sast", "4.2", 0.9)
                        .entries();

        // When
        var titles = actions.best(entries, NOW, 30).stream().map(Action::title).toList();

        // Then
        assertThat(titles)
                .contains(
                        "Send an SBOM of 3.9 and 4.2 from CI",
                        "Send a static analysis (SARIF) of 3.9");
    }

    @Test
    void shouldAskForARescanOfWhatIsStale() {
        // Given
        var entries =
                ledger().released(days(NOW, -200), "4.2", "4.x")
                        .covered(days(NOW, -100), "sast", "4.2", 0.9)
                        .entries();

        // When
        var rescan =
                actions.best(entries, NOW, 30).stream()
                        .filter(action -> action.title().contains("static analysis"))
                        .findFirst();

        // Then
        assertThat(rescan)
                .hasValueSatisfying(
                        action -> {
                            assertThat(action.kind()).isEqualTo("rescan");
                            assertThat(action.measure()).isEqualTo("injection-weakness-free");
                        });
    }

    @Test
    void shouldAskForTheDecisionThatLeadersWaitFor() {
        // When
        var decide =
                actions.best(overdue(), NOW, 30).stream()
                        .filter(action -> action.kind().equals("decide"))
                        .findFirst();

        // Then
        assertThat(decide)
                .hasValueSatisfying(
                        action -> {
                            assertThat(action.title())
                                    .isEqualTo("Decide whether CVE-2020-11022 concerns line 3.x");
                            assertThat(action.who()).isEqualTo("analyst");
                            assertThat(action.measure()).isEqualTo("vex-decision-on-time");
                        });
    }

    @Test
    void shouldLetTheTitleDecideBetweenGainsThatDifferByTheLastBits() {
        // Given
        var actions =
                List.of(
                        worth("Upgrade logback-core", 1.0000000000001),
                        worth("Upgrade jackson-core", 1),
                        worth("Upgrade jquery", 1.001));

        // When
        var best = actions.stream().sorted(Action.BEST_FIRST).map(Action::title).toList();

        // Then
        assertThat(best)
                .containsExactly("Upgrade jquery", "Upgrade jackson-core", "Upgrade logback-core");
    }

    @RepeatedTest(5)
    void shouldOfferTheSameInWhicheverOrderTheEvidenceIsRead(RepetitionInfo repetition) {
        // Given
        var entries = new ArrayList<>(LargeProduct.entries(200, 360));
        var inOrder = actions.best(entries, LargeProduct.now(), 12);

        // When
        Collections.shuffle(entries, new Random(repetition.getCurrentRepetition()));
        var shuffled = actions.best(entries, LargeProduct.now(), 12);

        // Then
        assertThat(shuffled)
                .extracting(Action::title, Action::measure, Action::concern)
                .isEqualTo(
                        inOrder.stream()
                                .map(
                                        action ->
                                                tuple(
                                                        action.title(),
                                                        action.measure(),
                                                        action.concern()))
                                .toList());
    }

    private static Action worth(String title, double gain) {
        return new Action(
                "fix",
                title,
                "Release it.",
                "engineer",
                "1",
                "critical-fix-on-time",
                null,
                gain,
                0,
                0,
                0,
                List.of(),
                List.of());
    }

    @Test
    void shouldStayBoundedForALargeProduct() {
        // Given
        var entries = LargeProduct.entries(1_000, 360);

        // When
        var best = actions.best(entries, LargeProduct.now(), 12);

        // Then
        assertThat(best).hasSize(12);
    }

    private static List<Entry> overdue() {
        var jquery = Map.of("component", "jquery", "fixed-in", "3.5.0");
        var ledger =
                ledger().released(days(NOW, -40), "3.9", "3.x")
                        .covered(days(NOW, -40), "sbom", "3.9", 0.9, Map.of("binding", "digest"))
                        .covered(NOW, "advisory-match", "*", 1)
                        .covered(NOW, "kev-match", "*", 1);
        for (var kind : List.of("sast", "secrets", "dast", "gate")) {
            ledger.covered(NOW, kind, "3.9", 1.0);
        }
        for (var item :
                List.of(
                        "authorises-testing",
                        "safe-harbour",
                        "channel",
                        "public-disclosure",
                        "security-txt")) {
            ledger.answered(NOW, "vdp-complete", item, 1, 1.0);
        }
        for (var item : List.of("named-executive", "investment-power", "public-report")) {
            ledger.answered(NOW, "executive-accountability-public", item, 1, 1.0);
        }
        for (var cve : List.of("CVE-2020-11022", "CVE-2020-11023")) {
            var attributes = new TreeMap<>(jquery);
            attributes.put("vulnerability", cve);
            ledger.concern(
                    days(NOW, -40), "match", cve + "/3.x", "3.x", Severity.MEDIUM, attributes);
        }
        ledger.stated(days(NOW, -30), "kev-match", "CVE-2020-11023/3.x", days(NOW, -6), 14);
        ledger.closed(days(NOW, -25), "match", "CVE-2020-11023/3.x", "vex-decided", 0.7);
        return ledger.entries();
    }
}
