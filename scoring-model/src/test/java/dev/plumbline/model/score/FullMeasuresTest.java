package dev.plumbline.model.score;

import static dev.plumbline.model.Ledgers.days;
import static dev.plumbline.model.Ledgers.ledger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Severity;
import dev.plumbline.model.Ledgers;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.score.Score.Cap;
import dev.plumbline.model.score.Score.MeasureScore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the measures that only the full catalogue has come to, each by hand.
class FullMeasuresTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private final Scorer scorer = new Scorer(CatalogueReader.shipped("full"));

    private Score score(Ledgers ledger) {
        return score(ledger, NOW);
    }

    private Score score(Ledgers ledger, Instant at) {
        return scorer.score(ledger.entries(), at);
    }

    private MeasureScore measure(Ledgers ledger, String id) {
        return score(ledger).measure(id);
    }

    // figures

    private static final String ADOPTION = "update-adoption";

    @Test
    void shouldGrowFromTheFloorToTheTargetAndNoFurtherThanItsTrust() {
        assertThat(adopted(0.2).value()).isZero();
        assertThat(adopted(0.55).value()).isCloseTo(0.5, within(1e-12));
        assertThat(adopted(0.9).value()).isCloseTo(0.9, within(1e-12));
        assertThat(adopted(1).value()).isCloseTo(0.9, within(1e-12));
    }

    private MeasureScore adopted(double share) {
        return measure(ledger().answered(NOW, ADOPTION, "fixed-installs", share, 0.9), ADOPTION);
    }

    @Test
    void shouldSayTheFigureItselfBesideItsAim() {
        assertThat(adopted(0.55).words())
                .isEqualTo(
                        "share of installs on a fixed version 30 days after the release: 55 %, aim 90 %");
    }

    @Test
    void shouldGrowStaleLikeAnyOtherEvidence() {
        // When it is 60 days older than its grace
        var old =
                measure(
                        ledger().answered(days(NOW, -90), ADOPTION, "fixed-installs", 0.55, 1),
                        ADOPTION);

        // Then
        assertThat(old.value()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void shouldNotForgetALowerFigureThatWasWithdrawn() {
        // Given
        var entries =
                ledger().answered(days(NOW, -2), ADOPTION, "fixed-installs", 0.9, 1)
                        .by("low")
                        .answered(days(NOW, -1), ADOPTION, "fixed-installs", 0.2, 1)
                        .by("")
                        .retracted(NOW, "low");

        // When, Then
        assertThat(measure(entries, ADOPTION).value()).isZero();
    }

    @Test
    void shouldCountAPublishedRoadmapForALittleBeforeTheCodeIsThere() {
        // Given
        var roadmap = ledger().answered(NOW, "roadmap-published", "memory-safety", 1, 0.7);
        var both =
                ledger().answered(NOW, "roadmap-published", "memory-safety", 1, 0.7)
                        .answered(NOW, "memory-safe-code-share", "share", 0.83, 0.9);

        // When, Then
        assertThat(measure(roadmap, "memory-safe-code-share").value())
                .isCloseTo(0.4, within(1e-12));
        assertThat(measure(both, "memory-safe-code-share").value()).isCloseTo(0.9, within(1e-12));
    }

    // the profile

    private static final String MITIGATIONS = "exploit-mitigation-coverage";

    private Ledgers withoutSecrets() {
        return ledger().released(days(NOW, -10), "1.0", "1.x")
                .covered(NOW, "secrets", "1.0", 1, Map.of("scope", ""));
    }

    @Test
    void shouldLeaveOutOfItsThemeWhatDoesNotConcernTheProduct() {
        // Given
        var unknown = score(withoutSecrets());
        var native0 = score(withoutSecrets().answered(NOW, "profile", "native-code", 0, 0.7));

        // Then the theme is worth what its other five measures are
        assertThat(theme(unknown, "classes")).isCloseTo(10 / 42.5, within(1e-12));
        assertThat(theme(native0, "classes")).isCloseTo(10 / 37.5, within(1e-12));
        assertThat(native0.measure(MITIGATIONS).words()).isEqualTo("does not concern this product");
    }

    private static double theme(Score score, String id) {
        return score.principles().stream()
                .flatMap(principle -> principle.themes().stream())
                .filter(theme -> theme.id().equals(id))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void shouldTakeNoUnsignedWordForIt() {
        assertThat(
                        measure(
                                        withoutSecrets()
                                                .answered(NOW, "profile", "native-code", 0, 0.4),
                                        MITIGATIONS)
                                .value())
                .isZero();
    }

    @Test
    void shouldBelieveNoWordThatWasContradictedSince() {
        // Given
        var contradicted =
                withoutSecrets()
                        .answered(days(NOW, -5), "profile", "native-code", 0, 0.7)
                        .by("scan")
                        .answered(days(NOW, -4), "profile", "native-code", 1, 0.9)
                        .by("")
                        .retracted(days(NOW, -3), "scan");

        // When, Then withdrawing the contradiction proves nothing
        assertThat(measure(contradicted, MITIGATIONS).value()).isZero();
        assertThat(
                        measure(
                                        contradicted.answered(
                                                NOW, "profile", "native-code", 0, 0.7),
                                        MITIGATIONS)
                                .words())
                .isEqualTo("does not concern this product");
    }

    @Test
    void shouldLeaveOutOfAListWhatDoesNotConcernTheProduct() {
        // Given
        var logs = ledger().released(days(NOW, -10), "1.0", "1.x");
        for (var item :
                List.of("configuration-change", "identity", "network-flow", "data-access")) {
            logs.answered(NOW, "audit-log-default", "1.0/" + item, 1, 1);
        }

        // When, Then
        assertThat(measure(logs, "audit-log-default").value()).isCloseTo(0.8, within(1e-12));
        assertThat(
                        measure(logs.answered(NOW, "profile", "saas", 0, 0.7), "audit-log-default")
                                .value())
                .isCloseTo(1, within(1e-12));
    }

    // units

    private Ledgers looked() {
        return ledger().released(days(NOW, -10), "1.0", "1.x")
                .covered(NOW, "sast", "1.0", 1, Map.of("scope", ""));
    }

    @Test
    void shouldCountAFixAsGoodUntilItComesBack() {
        // Given
        var entries = looked();
        for (var i = 0; i < 4; i++) {
            entries.owed(days(NOW, -30), "fix", "f" + i, Severity.HIGH);
        }

        // When
        var kept = measure(entries, "fix-durability");
        var broken =
                measure(entries.owed(NOW, "fix-reopened", "f2", Severity.HIGH), "fix-durability");

        // Then
        assertThat(kept.value()).isEqualTo(1);
        assertThat(broken.value()).isCloseTo(1 - 1 / 5.0, within(1e-12));
        assertThat(broken.words()).isEqualTo("3 of 4 fixes");
        assertThat(broken.headroom()).isCloseTo(broken.value(), within(1e-12));
    }

    @Test
    void shouldNotLetOwnFixesPadABrokenOne() {
        // Given
        var entries =
                looked().owed(NOW, "fix", "f", Severity.HIGH)
                        .owed(NOW, "fix-reopened", "f", Severity.HIGH);
        var before = measure(entries, "fix-durability").value();

        // When
        for (var i = 0; i < 20; i++) {
            entries.owed(NOW, "fix", "own" + i, Severity.LOW, true, Map.of());
        }

        // Then
        assertThat(measure(entries, "fix-durability").value()).isEqualTo(before);
    }

    @Test
    void shouldTakePartOfARecordForEachPartThatItLacks() {
        // Given
        var entries =
                ledger().covered(NOW, "cve-list", "*", 1)
                        .owed(NOW, "own-cve", "CVE-2026-1", Severity.HIGH)
                        .owed(NOW, "cve-without-ranges", "CVE-2026-1", Severity.HIGH);

        // When, Then
        assertThat(measure(entries, "cve-product-id-complete").value())
                .isCloseTo(1 - 0.6 / 2, within(1e-12));
        entries.owed(NOW, "cve-without-product-id", "CVE-2026-1", Severity.HIGH);
        assertThat(measure(entries, "cve-product-id-complete").value())
                .isCloseTo(1 - 1 / 2.0, within(1e-12));
        entries.closed(NOW, "cve-without-ranges", "CVE-2026-1", "corrected", 1);
        assertThat(measure(entries, "cve-product-id-complete").value())
                .isCloseTo(1 - 0.4 / 2, within(1e-12));
    }

    @Test
    void shouldCallNoRecordsAnAchievementOnlyIfSomebodyLooked() {
        assertThat(measure(ledger(), "cve-cwe-complete").value()).isZero();
        assertThat(measure(ledger().covered(NOW, "cve-list", "*", 1), "cve-cwe-complete").value())
                .isEqualTo(1);
    }

    @Test
    void shouldAskALineOnceAndNotAgainForEachOfItsReleases() {
        // Given
        var entries =
                ledger().released(days(NOW, -20), "1.0", "1.x")
                        .answered(days(NOW, -15), "support-period-kept", "1.x/end-date", 1, 1)
                        .released(days(NOW, -10), "1.1", "1.x");

        // When, Then
        assertThat(measure(entries, "support-period-kept").value()).isCloseTo(0.25, within(1e-12));
    }

    // duties

    @Test
    void shouldGiveEachKindOfDutyItsOwnDays() {
        // Given a report that came in five days ago
        var entries =
                ledger().covered(NOW, "report-intake", "*", 1)
                        .owed(days(NOW, -5), "outside-report", "r1/answer", Severity.MEDIUM)
                        .owed(days(NOW, -5), "outside-report-triage", "r1/triage", Severity.MEDIUM);

        // When
        var late = measure(entries, "report-response-time");

        // Then the answer is two days late, the decision has five left
        assertThat(late.late()).isEqualTo(1);
        assertThat(late.value())
                .isCloseTo(1 - (1 - 0.5 * Math.pow(2, -2 / 7.0)) / 3, within(1e-12));
    }

    @Test
    void shouldForgiveAWarningFasterOrSlowerByItsKind() {
        // Given
        var warning = late("cra-early-warning", 2);
        var last = late("cra-final-report", 21);

        // When, Then a day of the warning weighs as much as a week of the last report
        assertThat(warning.value()).isCloseTo(1 - 0.75 / 2, within(1e-12));
        assertThat(last.value()).isCloseTo(1 - 0.75 / 2, within(1e-12));
    }

    private MeasureScore late(String kind, int daysAgo) {
        return measure(
                ledger().covered(NOW, "cra-drill", "*", 1)
                        .owed(days(NOW, -daysAgo), kind, "event", Severity.CRITICAL),
                "cra-reporting-on-time");
    }

    @Test
    void shouldCallNothingToReportAnAchievementOnlyAfterADrill() {
        assertThat(measure(ledger(), "cra-reporting-on-time").value()).isZero();
        assertThat(
                        measure(
                                        ledger().covered(days(NOW, -364), "cra-drill", "*", 0.7),
                                        "cra-reporting-on-time")
                                .value())
                .isEqualTo(1);
    }

    @Test
    void shouldCountTheDaysSinceTheLastReviewOfTheBoard() {
        // Given
        var reviewed =
                ledger().covered(days(NOW, -150), "board-review", "*", 0.7)
                        .owed(days(NOW, -150), "board-review", "next", Severity.MEDIUM);

        // When, Then 60 days late, and nothing at all without a review
        assertThat(measure(reviewed, "board-review-cadence").value())
                .isCloseTo(0.25, within(1e-12));
        assertThat(measure(ledger(), "board-review-cadence").value()).isZero();
    }

    @Test
    void shouldKeepTheFirstDateOfACommitment() {
        // Given
        var first = days(NOW, -60);
        var moved =
                ledger().stated(days(NOW, -200), "commitment", "passkeys", first, 3)
                        .stated(days(NOW, -90), "commitment", "passkeys", days(NOW, 300), 3);

        // When, Then
        assertThat(measure(moved, "roadmap-delivery").value()).isCloseTo(0.25, within(1e-12));
        assertThat(measure(ledger(), "roadmap-delivery").value()).isZero();
    }

    // gates

    private List<String> gates(Ledgers ledger, Instant at) {
        return score(ledger, at).overall().caps().stream()
                .filter(cap -> !cap.absence())
                .map(cap -> cap.gate() + " " + Math.round(cap.at()))
                .toList();
    }

    private Ledgers aware() {
        return ledger().owed(days(NOW, -10), "cra-early-warning", "event/warning", Severity.HIGH);
    }

    @Test
    void shouldHoldPrincipleTwoAtFortyWhileAWarningIsMissing() {
        // When
        var score = score(aware());

        // Then
        assertThat(gates(aware(), NOW)).containsExactly("cra-warning-missed 40");
        assertThat(score.principle("2").figure().caps())
                .extracting(Cap::gate)
                .contains("cra-warning-missed");
        assertThat(gates(aware(), days(NOW, -9.5))).as("still in its day").isEmpty();
    }

    @Test
    void shouldHoldALateWarningUntilNewerEvidenceHasCome() {
        // Given
        var late =
                aware().closed(
                                days(NOW, -7),
                                "cra-early-warning",
                                "event/warning",
                                "submitted",
                                0.9);

        // When, Then neither sending it nor a year of silence is enough
        assertThat(gates(late, NOW)).containsExactly("cra-warning-missed 70");
        assertThat(gates(late, days(NOW, 365))).containsExactly("cra-warning-missed 70");
        late.covered(days(NOW, 84), "cra-drill", "*", 0.7);
        assertThat(gates(late, days(NOW, 84))).isEmpty();
    }

    @Test
    void shouldNotHoldAWarningThatWentOutInTime() {
        // Given
        var prompt =
                aware().closed(
                                days(NOW, -9.1),
                                "cra-early-warning",
                                "event/warning",
                                "submitted",
                                0.9);

        // When, Then
        assertThat(gates(prompt, NOW)).isEmpty();
    }

    @Test
    void shouldNotMindOtherReportsOfTheSameMeasure() {
        // Given
        var overdue =
                ledger().owed(days(NOW, -60), "cra-final-report", "event/final", Severity.HIGH);

        // When, Then
        assertThat(gates(overdue, NOW)).isEmpty();
    }

    @Test
    void shouldHoldWhatStandsOpenUntilItsCauseIsClosed() {
        // Given
        var open =
                ledger().owed(NOW, "default-credential", "1.0/probe", Severity.CRITICAL)
                        .owed(NOW, "sold-unsupported", "1.x", Severity.HIGH)
                        .owed(NOW, "contradiction", "claim", Severity.HIGH);

        // When, Then
        assertThat(gates(open, NOW))
                .containsExactly(
                        "default-credential 50", "false-attestation 50", "unsupported-shipped 70");
        open.closed(NOW, "default-credential", "1.0/probe", "rescan", 0.9)
                .closed(NOW, "sold-unsupported", "1.x", "sale-ended", 0.7)
                .closed(NOW, "contradiction", "claim", "corrected", 0.4);
        assertThat(gates(open, NOW))
                .as("an unsigned word lifts nothing")
                .containsExactly("false-attestation 50");
    }
}
