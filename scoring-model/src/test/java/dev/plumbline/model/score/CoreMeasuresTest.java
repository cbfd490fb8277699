package dev.plumbline.model.score;

import static dev.plumbline.model.Ledgers.days;
import static dev.plumbline.model.Ledgers.ledger;
import static dev.plumbline.model.Ledgers.more;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Severity;
import dev.plumbline.model.Ledgers;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the core catalogue makes of small ledgers, worked out by hand.
class CoreMeasuresTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private final Scorer scorer = new Scorer(CatalogueReader.core());

    private static Ledgers matched() {
        return ledger().released(days(NOW, -300), "1.0", "1.x")
                .covered(days(NOW, -300), "sbom", "1.0", 0.9, Map.of("binding", "digest"))
                .covered(NOW, "advisory-match", "*", 1)
                .covered(NOW, "kev-match", "*", 1);
    }

    private double value(String measure, List<Entry> entries) {
        return scorer.score(entries, NOW).measure(measure).value();
    }

    private static double lateOpen(double days, double halfLife) {
        return 0.5 * Math.pow(2, -days / halfLife);
    }

    // obligations

    @Test
    void shouldGiveFullMarksToAProductThatIsMatchedAndOwesNothing() {
        assertThat(value("kev-fix-on-time", matched().entries())).isEqualTo(1);
    }

    @Test
    void shouldGiveNothingWhereNobodyLooked() {
        // Given a release without an SBOM
        var entries = ledger().released(days(NOW, -300), "1.0", "1.x").entries();

        // When, Then
        assertThat(value("kev-fix-on-time", entries)).isZero();
    }

    @Test
    void shouldTakeTheAgeOfTheOlderFeed() {
        // Given advisories of today, but a KEV catalogue of 21 days ago
        var entries =
                ledger().released(days(NOW, -300), "1.0", "1.x")
                        .covered(days(NOW, -300), "sbom", "1.0", 0.9)
                        .covered(NOW, "advisory-match", "*", 1)
                        .covered(days(NOW, -21), "kev-match", "*", 1)
                        .entries();

        // When
        var score = scorer.score(entries, NOW);

        // Then
        assertThat(score.measure("kev-fix-on-time").coverage()).isEqualTo(0.5);
        assertThat(score.measure("vex-decision-on-time").coverage()).isEqualTo(1);
    }

    @Test
    void shouldGiveAProductThatWasMetTodayTheTiersDays() {
        // Given a KEV entry that the world wanted fixed a year ago, matched two days ago
        var entries =
                matched()
                        .listed(
                                days(NOW, -2),
                                "kev-match",
                                "CVE/1.x",
                                days(NOW, -400),
                                days(NOW, -421),
                                14)
                        .entries();

        // When
        var score = scorer.score(entries, NOW);

        // Then
        assertThat(score.measure("kev-fix-on-time").value()).isEqualTo(1);
        assertThat(score.obligations())
                .filteredOn(state -> state.under().equals("kev-fix-on-time"))
                .singleElement()
                .satisfies(
                        state -> {
                            assertThat(state.dueAt()).isEqualTo(days(NOW, 12));
                            assertThat(state.worldDueAt()).isEqualTo(days(NOW, -400));
                            assertThat(state.weight()).isEqualTo(0.75);
                        });
    }

    @Test
    void shouldNeverWaitLongerThanThirtyDaysAfterTheListing() {
        // Given a listing of 40 days ago that states half a year
        var entries =
                matched()
                        .listed(
                                days(NOW, -40),
                                "kev-match",
                                "CVE/1.x",
                                days(NOW, 140),
                                days(NOW, -40),
                                14)
                        .entries();

        // When, Then it is ten days late: D = 1 + 0.75
        assertThat(value("kev-fix-on-time", entries))
                .isCloseTo(1 - 0.75 * (1 - lateOpen(10, 14)) / 1.75, within(1e-12));
    }

    @Test
    void shouldStartANewClockWhenTheSeverityIsRaised() {
        // Given low 200 days ago (due 20 days ago), critical since yesterday
        var entries =
                matched()
                        .owed(days(NOW, -100), "match", "CVE/1.x", Severity.LOW)
                        .owed(days(NOW, -1), "match", "CVE/1.x", Severity.CRITICAL)
                        .entries();

        // When
        var score = scorer.score(entries, NOW);

        // Then
        assertThat(score.measure("critical-fix-on-time").value()).isEqualTo(1);
        assertThat(score.obligations())
                .filteredOn(state -> state.under().equals("critical-fix-on-time"))
                .singleElement()
                .satisfies(
                        state -> {
                            assertThat(state.dueAt()).isEqualTo(days(NOW, 14));
                            assertThat(state.weight()).isEqualTo(1);
                        });
    }

    @Test
    void shouldTreatAnUnknownSeverityAsHighUntilItIsKnown() {
        // Given
        var unknown = matched().owed(days(NOW, -20), "match", "CVE/1.x", Severity.UNKNOWN);

        // When
        var before = state(unknown.entries());
        var after =
                state(
                        more("known")
                                .owed(days(NOW, -10), "match", "CVE/1.x", Severity.LOW)
                                .after(unknown.entries()));

        // Then
        assertThat(before.dueAt()).isEqualTo(days(NOW, 10));
        assertThat(before.weight()).isEqualTo(0.75);
        assertThat(after.weight()).isEqualTo(0.25);
        assertThat(after.dueAt()).isEqualTo(days(NOW, 160));
    }

    private Score.ObligationState state(List<Entry> entries) {
        return scorer.score(entries, NOW).obligations().stream()
                .filter(state -> state.under().equals("critical-fix-on-time"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldAskForAVexDecisionInThreeDaysOnceItIsExploited() {
        // Given a match of ten days ago, listed in KEV five days ago
        var entries =
                matched()
                        .owed(days(NOW, -10), "match", "CVE/1.x", Severity.HIGH)
                        .listed(
                                days(NOW, -5),
                                "kev-match",
                                "CVE/1.x",
                                days(NOW, 9),
                                days(NOW, -5),
                                14)
                        .entries();

        // When, Then one obligation, two days late: D = 1 + 1
        assertThat(value("vex-decision-on-time", entries))
                .isCloseTo(1 - (1 - lateOpen(2, 30)) / 2, within(1e-12));
    }

    @Test
    void shouldKeepTheNameOfAnObligationThatAKevListingJoins() {
        // Given a listing that is older than the match, told after it
        var match = matched().owed(days(NOW, -10), "match", "CVE/1.x", Severity.HIGH);
        var both =
                more("a")
                        .listed(
                                days(NOW, -10),
                                "kev-match",
                                "CVE/1.x",
                                days(NOW, 9),
                                days(NOW, -50),
                                14)
                        .after(match.entries());

        // When
        var state =
                scorer.score(both, NOW).obligations().stream()
                        .filter(each -> each.under().equals("vex-decision-on-time"))
                        .findFirst();

        // Then
        assertThat(state)
                .hasValueSatisfying(
                        each -> {
                            assertThat(each.kind()).isEqualTo("match");
                            assertThat(each.dueAt()).isEqualTo(days(NOW, -7));
                        });
    }

    @Test
    void shouldLetTheBestOfSeveralClosingsCount() {
        // Given one early and hardly trusted, one late and trusted
        var entries =
                matched()
                        .owed(days(NOW, -40), "match", "CVE/1.x", Severity.CRITICAL)
                        .closed(days(NOW, -30), "match", "CVE/1.x", "vex-not-affected", 0.4)
                        .closed(NOW, "match", "CVE/1.x", "release-fixed", 1.0)
                        .entries();

        // When, Then the late one: 25 days late, closed today; D = 1 + 1
        assertThat(value("critical-fix-on-time", entries))
                .isCloseTo(1 - (0.5 - lateOpen(25, 30)) / 2, within(1e-12));
    }

    @Test
    void shouldOpenAgainWhenAnAcceptedRiskExpires() {
        // Given
        var entries =
                matched()
                        .owed(days(NOW, -60), "match", "CVE/1.x", Severity.CRITICAL)
                        .closedUntil(
                                days(NOW, -50), "match", "CVE/1.x", "accepted", 1.0, days(NOW, -1))
                        .entries();

        // When
        var accepted = scorer.score(entries, days(NOW, -2));
        var expired = scorer.score(entries, NOW);

        // Then it was held by nothing but the cap, which paper does not lift
        assertThat(accepted.measure("critical-fix-on-time").conduct()).isEqualTo(1);
        assertThat(accepted.overall().caps())
                .extracting(Score.Cap::gate)
                .contains("critical-overdue");
        assertThat(expired.measure("critical-fix-on-time").open()).isEqualTo(1);
        assertThat(accepted.nextChangeAt()).isBeforeOrEqualTo(days(NOW, -1));
    }

    @Test
    void shouldForgetTheTrustGapOfAFixThatNewerLooksDoNotContradict() {
        // Given a fix from the maker's own CI, on time, 200 days ago
        var fixed =
                matched()
                        .owed(days(NOW, -210), "match", "CVE/1.x", Severity.CRITICAL)
                        .closed(days(NOW, -200), "match", "CVE/1.x", "release-fixed", 0.9)
                        .entries();
        var blind = fixed.stream().filter(entry -> !entry.at().equals(NOW)).toList();

        // When
        var corroborated = scorer.score(fixed, NOW).measure("critical-fix-on-time");
        var onItsOwn = scorer.score(blind, NOW).measure("critical-fix-on-time");

        // Then 200 of the 355 days until its obligation leaves D
        assertThat(corroborated.loss()).isCloseTo(0.1 * (1 - 200.0 / 355), within(1e-9));
        assertThat(onItsOwn.loss()).isCloseTo(0.1, within(1e-9));
    }

    // mistakes

    @Test
    void shouldKeepWhatARetractedSubmissionMadeOwed() {
        // Given
        var entries =
                matched()
                        .by("wrong")
                        .owed(days(NOW, -60), "match", "CVE/1.x", Severity.CRITICAL)
                        .by("")
                        .retracted(NOW, "wrong")
                        .entries();

        // When, Then
        assertThat(scorer.score(entries, NOW).measure("critical-fix-on-time").owed()).isEqualTo(1);
    }

    @Test
    void shouldTakeOutWhatAnErroneousSubmissionAloneCreated() {
        // Given
        var entries =
                matched()
                        .by("wrong")
                        .owed(days(NOW, -60), "match", "CVE-1/1.x", Severity.CRITICAL)
                        .owed(days(NOW, -60), "match", "CVE-2/1.x", Severity.CRITICAL)
                        .by("right")
                        .owed(days(NOW, -3), "match", "CVE-2/1.x", Severity.CRITICAL)
                        .by("")
                        .excused(NOW, "wrong")
                        .entries();

        // When
        var score = scorer.score(entries, NOW);

        // Then
        assertThat(score.measure("critical-fix-on-time").owed()).isEqualTo(1);
        assertThat(score.measure("critical-fix-on-time").value()).isEqualTo(1);
        assertThat(score.obligations())
                .filteredOn(state -> state.under().equals("critical-fix-on-time"))
                .extracting(Score.ObligationState::key, Score.ObligationState::excused)
                .containsExactlyInAnyOrder(tuple("CVE-1/1.x", true), tuple("CVE-2/1.x", false));
    }

    @Test
    void shouldNotBringBackAYesByWithdrawingTheNoAfterIt() {
        // Given
        var no =
                ledger().answered(days(NOW, -9), "vdp-complete", "channel", 1, 1.0)
                        .by("no")
                        .answered(days(NOW, -5), "vdp-complete", "channel", 0, 0.4)
                        .by("");

        // When
        var withdrawn = more("r").retracted(days(NOW, -1), "no").after(no.entries());
        var again = more("y").answered(NOW, "vdp-complete", "channel", 1, 0.7).after(withdrawn);

        // Then
        assertThat(value("vdp-complete", no.entries())).isZero();
        assertThat(value("vdp-complete", withdrawn)).isZero();
        assertThat(value("vdp-complete", again)).isCloseTo(0.7 / 5, within(1e-12));
    }

    // releases and lines

    @Test
    void shouldCountOnlyTheNewestGeneralReleaseOfASupportedLine() {
        // Given 1.1 supersedes 1.0; 2.0-rc is a prerelease; 3.x is out of support
        var entries =
                ledger().released(days(NOW, -90), "1.0", "1.x")
                        .released(days(NOW, -60), "1.1", "1.x")
                        .prereleased(days(NOW, -30), "2.0-rc", "2.x")
                        .released(days(NOW, -90), "3.0", "3.x")
                        .supportEnded(days(NOW, -10), "3.x")
                        .covered(days(NOW, -50), "sbom", "1.1", 1.0, Map.of("binding", "digest"))
                        .entries();

        // When, Then
        assertThat(value("sbom-release-coverage", entries)).isEqualTo(1);
        assertThat(scorer.score(entries, days(NOW, -20)).measure("sbom-release-coverage").value())
                .isEqualTo(0.5);
    }

    @Test
    void shouldBringALineBackWithANewerReleaseOnly() {
        // Given
        var ended =
                ledger().released(days(NOW, -90), "1.0", "1.x")
                        .covered(days(NOW, -90), "sbom", "1.0", 1.0, Map.of("binding", "digest"))
                        .by("end")
                        .supportEnded(days(NOW, -10), "1.x")
                        .by("")
                        .retracted(days(NOW, -5), "end");

        // When
        var back =
                more("new")
                        .released(days(NOW, -1), "1.1", "1.x")
                        .covered(NOW, "sbom", "1.1", 1.0, Map.of("binding", "digest"))
                        .after(ended.entries());

        // Then
        assertThat(value("sbom-release-coverage", ended.entries())).isZero();
        assertThat(value("sbom-release-coverage", back)).isEqualTo(1);
    }

    @Test
    void shouldCoverOneArtefactByOneSbom() {
        // Given three artefacts, one SBOM bound by digest and one by name
        var entries =
                ledger().shipped(days(NOW, -9), "1.0", "1.x", 3)
                        .covered(
                                NOW,
                                "sbom",
                                "1.0",
                                1.0,
                                Map.of("binding", "digest", "artefact", "a"))
                        .covered(NOW, "sbom", "1.0", 1.0, Map.of("binding", "name"))
                        .entries();

        // When, Then
        assertThat(value("sbom-release-coverage", entries)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void shouldCountAnSbomAsComponentAnalysisWhileItIsMatched() {
        // Given
        var sbom = matched().entries();
        var unmatched =
                sbom.stream()
                        .filter(
                                entry ->
                                        !(entry instanceof Entry.Covered covered)
                                                || covered.kind().equals("sbom"))
                        .toList();

        // When, Then one of four kinds of analysis, by the maker's own CI
        assertThat(value("code-analysis-coverage", sbom)).isCloseTo(0.9 / 4, within(1e-12));
        assertThat(value("code-analysis-coverage", unmatched)).isZero();
    }

    // other forms

    @Test
    void shouldWeighInjectionsByTheSizeOfTheCode() {
        // Given a high one in 200,000 lines: x = 0.75/2
        var entries =
                ledger().released(days(NOW, -9), "1.0", "1.x")
                        .covered(NOW, "sast", "1.0", 0.9, Map.of("code-lines", "200000"))
                        .owed(
                                NOW,
                                "finding",
                                "f1",
                                Severity.HIGH,
                                true,
                                Map.of("cwe", "CWE-20, CWE-89"))
                        .owed(
                                NOW,
                                "finding",
                                "f2",
                                Severity.CRITICAL,
                                true,
                                Map.of("cwe", "CWE-400"))
                        .entries();

        // When, Then
        assertThat(value("injection-weakness-free", entries))
                .isCloseTo(1 / (1 + 0.375 / 0.5), within(1e-12));
    }

    @Test
    void shouldNotPunishASmallProductForSayingSo() {
        // Given
        var finding =
                ledger().released(days(NOW, -9), "1.0", "1.x")
                        .covered(NOW, "sast", "1.0", 0.9)
                        .owed(NOW, "finding", "f", Severity.HIGH, true, Map.of("cwe", "CWE-79"));

        // When
        var sized =
                more("s")
                        .covered(NOW, "sast", "1.0", 0.9, Map.of("code-lines", "10000"))
                        .after(finding.entries());

        // Then
        assertThat(value("injection-weakness-free", sized))
                .isEqualTo(value("injection-weakness-free", finding.entries()));
    }

    @Test
    void shouldCountAScopeDirtyUntilItsSecretIsGone() {
        // Given two scopes, one with a live key
        var dirty =
                ledger().released(days(NOW, -9), "1.0", "1.x")
                        .covered(NOW, "secrets", "1.0", 0.9, Map.of("scope", "api"))
                        .covered(NOW, "secrets", "1.0", 0.9, Map.of("scope", "web"))
                        .owed(
                                NOW,
                                "secret",
                                "key",
                                Severity.CRITICAL,
                                true,
                                Map.of("scope", "api"));

        // When
        var score = scorer.score(dirty.entries(), NOW);
        var clean =
                scorer.score(
                        more("c")
                                .closed(NOW, "secret", "key", "rescan", 1.0)
                                .after(dirty.entries()),
                        NOW);

        // Then
        assertThat(score.measure("hardcoded-secret-free").value()).isEqualTo(0.5);
        assertThat(score.principle("1").figure().caps())
                .extracting(Score.Cap::gate)
                .containsExactly("live-secret");
        assertThat(clean.measure("hardcoded-secret-free").value()).isEqualTo(1);
        assertThat(clean.principle("1").figure().caps()).isEmpty();
    }

    @Test
    void shouldKeepABadReleaseUntilAYearOfNewerEvidenceHasCome() {
        // Given a release of 366 days ago that shipped with a KEV, and one of ten days ago
        var shipped =
                matched()
                        .ofRelease(days(NOW, -366), "release", "0.9", "0.9")
                        .covered(days(NOW, -366), "sbom", "0.9", 1.0)
                        .ofRelease(days(NOW, -366), "kev-at-release", "0.9", "0.9")
                        .ofRelease(days(NOW, -10), "release", "1.0", "1.0");

        // When
        var stale = shipped.entries().stream().filter(entry -> !entry.at().equals(NOW)).toList();
        var looked =
                more("l")
                        .covered(days(NOW, -5), "advisory-match", "*", 1)
                        .covered(days(NOW, -5), "kev-match", "*", 1)
                        .after(stale);

        // Then with newer evidence only the trust in the SBOM of 1.0 is missing
        assertThat(scorer.score(shipped.entries(), NOW).measure("kev-free-release").loss())
                .isCloseTo(0.1, within(1e-12));
        assertThat(scorer.score(looked, NOW).measure("kev-free-release").loss())
                .isCloseTo(1.1, within(1e-12));
    }

    @Test
    void shouldEarnExceptionDisciplineOnlyWhereGatesExist() {
        // Given
        var without = ledger().released(days(NOW, -9), "1.0", "1.x");
        var with = more("g").covered(NOW, "gate", "1.0", 0.9).after(without.entries());

        // When, Then
        assertThat(value("exception-discipline", without.entries())).isZero();
        assertThat(value("exception-discipline", with)).isEqualTo(1);
    }

    // gates

    @Test
    void shouldLiftACapOnlyOnTrustedEvidence() {
        // Given
        var answered = ledger().answered(NOW, "vdp-complete", "channel", 1, 0.4);
        var signed =
                more("s")
                        .answered(NOW, "vdp-complete", "channel", 1, 0.7)
                        .after(answered.entries());

        // When, Then
        assertThat(gates(answered.entries())).contains("no-vdp");
        assertThat(gates(signed)).doesNotContain("no-vdp");
    }

    @Test
    void shouldKeepACapForAKnownNoInTheHeadroom() {
        // Given
        var unknown = ledger().entries();
        var no = ledger().answered(NOW, "vdp-complete", "channel", 0, 1.0).entries();

        // When, Then
        assertThat(scorer.score(unknown, NOW).principle("2").figure().headroom()).isEqualTo(100);
        assertThat(scorer.score(no, NOW).principle("2").figure().headroom()).isEqualTo(60);
    }

    @Test
    void shouldHoldPrincipleThreeUntilTheBypassedGatePasses() {
        // Given
        var bypassed = ledger().ofRelease(days(NOW, -9), "gate-failed", "1.0/sast", "1.0");

        // When
        var mended =
                more("m")
                        .closed(NOW, "gate-failed", "1.0/sast", "passed", 0.9)
                        .after(bypassed.entries());

        // Then
        assertThat(gates(bypassed.entries())).contains("gate-bypassed");
        assertThat(gates(mended)).doesNotContain("gate-bypassed");
    }

    @Test
    void shouldCapACriticalFlawHarderTheLongerItIsOverdue() {
        // Given due 15 days after it was opened
        var entries = matched().owed(days(NOW, -46), "match", "CVE/1.x", Severity.CRITICAL);

        // When, Then
        assertThat(cap(entries.entries(), days(NOW, -2))).isEqualTo(100);
        assertThat(cap(entries.entries(), NOW)).isEqualTo(70);
        assertThat(cap(entries.entries(), days(NOW, 60))).isEqualTo(50);
    }

    private double cap(List<Entry> entries, Instant at) {
        return scorer.score(entries, at).principle("1").figure().caps().stream()
                .mapToDouble(Score.Cap::at)
                .min()
                .orElse(100);
    }

    private List<String> gates(List<Entry> entries) {
        return scorer.score(entries, NOW).overall().caps().stream().map(Score.Cap::gate).toList();
    }

    // confidence and time

    @Test
    void shouldRateACleanProductOnceItHasBeenLookedAtOften() {
        // Given a product that owes nothing, matched once or daily for a month
        var once = matched().entries();
        var daily = more("d");
        for (var day = 1; day < 30; day++) {
            daily.covered(days(NOW, -day), "advisory-match", "*", 1)
                    .covered(days(NOW, -day), "kev-match", "*", 1);
        }

        // When, Then n/(n+2) of trust 0.9
        assertThat(scorer.score(once, NOW).measure("kev-fix-on-time").confidence())
                .isCloseTo(0.9 / 3, within(1e-12));
        assertThat(scorer.score(daily.after(once), NOW).measure("kev-fix-on-time").confidence())
                .isCloseTo(0.9 * 30 / 32, within(1e-12));
    }

    @Test
    void shouldSayWhenTimeChangesTheScoreNext() {
        // Given feeds of today stay fresh for 7 days, the flaw is due in 5
        var entries = matched().owed(days(NOW, -10), "match", "CVE/1.x", Severity.CRITICAL);

        // When, Then the decision is due first, in 4 days
        assertThat(scorer.score(entries.entries(), NOW).nextChangeAt())
                .as("not late on the instant itself")
                .isEqualTo(days(NOW, 4).plusNanos(1_000));
        assertThat(scorer.score(matched().entries(), NOW).nextChangeAt()).isEqualTo(days(NOW, 7));
    }
}
