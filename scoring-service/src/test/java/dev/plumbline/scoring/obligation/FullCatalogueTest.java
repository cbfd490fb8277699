package dev.plumbline.scoring.obligation;

import static dev.plumbline.scoring.Samples.advisory;
import static dev.plumbline.scoring.Samples.bill;
import static dev.plumbline.scoring.Samples.checked;
import static dev.plumbline.scoring.Samples.ci;
import static dev.plumbline.scoring.Samples.day;
import static dev.plumbline.scoring.Samples.fact;
import static dev.plumbline.scoring.Samples.finding;
import static dev.plumbline.scoring.Samples.from;
import static dev.plumbline.scoring.Samples.judged;
import static dev.plumbline.scoring.Samples.kev;
import static dev.plumbline.scoring.Samples.record;
import static dev.plumbline.scoring.Samples.release;
import static dev.plumbline.scoring.Samples.scan;
import static dev.plumbline.scoring.obligation.DutiesTest.met;
import static dev.plumbline.scoring.obligation.DutiesTest.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence.LookTaken;
import dev.plumbline.events.Evidence.Matter;
import dev.plumbline.events.Evidence.ReportingAdvanced;
import dev.plumbline.events.Evidence.ReportingStep;
import dev.plumbline.events.Part;
import dev.plumbline.events.Reference.TechnicalImpact;
import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.evidence.Entry.Owed;
import dev.plumbline.model.score.Score;
import dev.plumbline.model.score.Scorer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// From evidence to figures and words by all measures. Days are counted from 1 January 2026.
class FullCatalogueTest {
    private static final Scorer SCORER = new Scorer(CatalogueReader.shipped("full"));
    private static final String CVE = "CVE-2026-1000";

    private static Score.MeasureScore measure(String id, int day, Event... events) {
        Score score = SCORER.score(Facts.derive(Arrays.asList(events)).entries(), day(day));
        return score.principles().stream()
                .flatMap(principle -> principle.themes().stream())
                .flatMap(theme -> theme.measures().stream())
                .filter(each -> each.measure().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> caps(int day, Event... events) {
        Score score = SCORER.score(Facts.derive(Arrays.asList(events)).entries(), day(day));
        return score.principles().stream()
                .flatMap(principle -> principle.figure().caps().stream())
                .map(cap -> cap.gate() + " " + Math.round(cap.at()))
                .toList();
    }

    private static LookTaken look(String kind, int day, double trust) {
        return new LookTaken(
                "shop",
                from(UUID.randomUUID(), day(day), trust),
                Part.WHOLE,
                kind,
                day(day),
                null,
                null,
                "looked");
    }

    private static ReportingAdvanced step(ReportingStep step, Instant at) {
        return new ReportingAdvanced(
                "shop",
                from(UUID.randomUUID(), at, 0.9),
                Part.WHOLE,
                "IR-1",
                Matter.VULNERABILITY,
                step,
                at,
                CVE,
                "because",
                null,
                false,
                null,
                null);
    }

    @Test
    void shouldEarnAnEmptyInboxOnlyByLookingIntoIt() {
        assertThat(measure("report-response-time", 10).value()).isZero();
        assertThat(measure("report-response-time", 10, look("report-intake", 9, 1)).value())
                .isEqualTo(1);
    }

    @Test
    void shouldLoseByAReportThatNobodyDecides() {
        // Given
        Event look = look("report-intake", 20, 1);
        Event report = opened("outside-report", "VR-1", 1, null);

        // When
        double inTime =
                measure(
                                "report-response-time",
                                20,
                                look,
                                report,
                                met("outside-report", "VR-1", "answered", 2),
                                met("outside-report", "VR-1", "triaged", 6))
                        .value();
        var late = measure("report-response-time", 20, look, report);

        // Then
        assertThat(inTime).isGreaterThan(0.75);
        assertThat(late.value()).isLessThan(0.5);
        assertThat(late.late()).isEqualTo(2);
    }

    @Test
    void shouldKeepReviewsOfTheBoardComing() {
        assertThat(
                        measure(
                                        "board-review-cadence",
                                        50,
                                        met("board-review", "BR-1", "reviewed", 10))
                                .value())
                .isEqualTo(1);
        assertThat(
                        measure(
                                        "board-review-cadence",
                                        200,
                                        met("board-review", "BR-1", "reviewed", 10))
                                .value())
                .isLessThan(0.5);
        assertThat(measure("board-review-cadence", 50).value()).isZero();
    }

    @Test
    void shouldCreditACommitmentThatWasKept() {
        // Given
        Event promise = opened("commitment", "roadmap", 1, day(80));

        // Then
        assertThat(measure("roadmap-delivery", 100).value()).isZero();
        assertThat(
                        measure(
                                        "roadmap-delivery",
                                        100,
                                        promise,
                                        met("commitment", "roadmap", "delivered", 79))
                                .value())
                .isGreaterThan(measure("roadmap-delivery", 100, promise).value())
                .isGreaterThan(0.5);
    }

    @Test
    void shouldCapTransparencyWhileAWarningIsMissing() {
        // Given
        Event aware = step(ReportingStep.AWARENESS_DECLARED, day(10));
        Event notified = step(ReportingStep.NOTIFICATION_SUBMITTED, day(10).plusSeconds(3_600));

        // Then
        assertThat(caps(12, aware)).contains("cra-warning-missed 40");
        assertThat(caps(12, aware, notified)).noneMatch(cap -> cap.startsWith("cra-warning"));
        assertThat(measure("cra-reporting-on-time", 12, aware, notified).value())
                .isGreaterThan(measure("cra-reporting-on-time", 12, aware).value());
    }

    @Test
    void shouldCostNothingToPublishACompleteCveInTime() {
        // Given
        Event complete = record("shop", CVE, day(5));

        // Then
        assertThat(measure("cve-cwe-complete", 6, complete).value()).isEqualTo(1);
        assertThat(measure("cve-product-id-complete", 6, complete).owed()).isEqualTo(1);
        assertThat(measure("cve-publication-timely", 6, complete).late()).isZero();
    }

    @Test
    void shouldCapOwnershipWhileAProbeGetsIn() {
        // Given
        Event open =
                fact(
                        "shop",
                        from(UUID.randomUUID(), day(2), 0.9),
                        "default-credential-free",
                        "1.0.0/no-shared-credential",
                        0,
                        null);

        // Then
        assertThat(caps(3, release("shop", "1.x", "1.0.0", day(1)), open))
                .contains("default-credential 50");
    }

    @Test
    void shouldCapTransparencyWhileAMachineDeniesASignedClaim() {
        // Given
        Event signed =
                fact(
                        "shop",
                        from(UUID.randomUUID(), day(1), 0.7),
                        "threat-model-current",
                        "model",
                        1,
                        null);
        Event found =
                fact(
                        "shop",
                        from(UUID.randomUUID(), day(2), 0.9),
                        "threat-model-current",
                        "model",
                        0,
                        null);

        // Then
        assertThat(caps(3, signed)).noneMatch(cap -> cap.startsWith("false-attestation"));
        assertThat(caps(3, signed, found)).contains("false-attestation 50");
    }

    @Test
    void shouldCountAnArtefactWithVerifiedProvenance() {
        // Given
        String digest = "a".repeat(64);
        Event provenance =
                fact(
                        "shop",
                        from(UUID.randomUUID(), day(2), 1),
                        "release-provenance",
                        "sha256:" + digest,
                        1,
                        null);

        // Then
        assertThat(
                        measure(
                                        "release-provenance",
                                        3,
                                        release("shop", "1.x", "1.0.0", day(1), digest),
                                        provenance)
                                .value())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldOweAKindOfEachMeasureThatIsTimedOrWindowed() {
        // When
        List<String> derived =
                Facts.derive(everything()).entries().stream()
                        .filter(Owed.class::isInstance)
                        .map(entry -> ((Owed) entry).kind())
                        .distinct()
                        .toList();

        // Then
        assertThat(derived)
                .contains(
                        "match",
                        "kev-match",
                        "finding",
                        "release",
                        "fix",
                        "fix-reopened",
                        "root-cause",
                        "outside-report",
                        "outside-report-triage",
                        "own-cve",
                        "own-cve-publication",
                        "own-advisory",
                        "own-fix",
                        "contradiction",
                        "board-review",
                        "escalation",
                        "commitment",
                        "cra-awareness",
                        "cra-early-warning",
                        "cra-notification",
                        "cra-user-notice",
                        "cra-final-report");
    }

    @Test
    void shouldDeriveAndScoreTheSameInWhateverOrderEvidenceArrives() {
        // Given
        List<Event> events = everything();
        Derived expected = Facts.derive(events);
        Score score = SCORER.score(expected.entries(), day(100));
        Random random = new Random(5);

        for (int i = 0; i < 20; i++) {
            // When
            Collections.shuffle(events, random);
            Derived shuffled = Facts.derive(events);

            // Then
            assertThat(shuffled.entries()).isEqualTo(expected.entries());
            assertThat(SCORER.score(shuffled.entries(), day(100)).overall())
                    .isEqualTo(score.overall());
        }
        assertThat(expected.entries().stream().map(Entry::id).collect(Collectors.toSet()))
                .hasSameSizeAs(expected.entries());
    }

    private static List<Event> everything() {
        return new ArrayList<>(
                List.of(
                        advisory(
                                "GHSA-aaaa-bbbb-cccc",
                                List.of(CVE),
                                day(0),
                                "CRITICAL",
                                "npm",
                                "lib",
                                "0",
                                "1.2.0"),
                        release("shop", "1.x", "1.0.0", day(0)),
                        bill("shop", "1.0.0", day(1), "pkg:npm/lib@1.0.0"),
                        bill("shop", "1.1.0", day(40), "pkg:npm/lib@1.2.0"),
                        bill("shop", "1.2.0", day(60), "pkg:npm/lib@1.0.0"),
                        judged(CVE, true, TechnicalImpact.TOTAL, day(3)),
                        kev(CVE, LocalDate.of(2026, 1, 10), LocalDate.of(2026, 1, 24), day(9)),
                        scan("shop", "1.0.0", day(2), finding("f1", Severity.HIGH, "CWE-89")),
                        scan("shop", "1.1.0", day(41)),
                        checked("osv", day(90)),
                        opened("outside-report", "VR-1", 1, null),
                        met("outside-report", "VR-1", "answered", 2),
                        opened("commitment", "roadmap", 1, day(80)),
                        opened("own-fix", "4f2a", 6, null),
                        met("board-review", "BR-1", "reviewed", 10),
                        met("escalation", CVE + "/1.x", "decided", 27),
                        record("shop", "CVE-2026-2000", day(5)),
                        step(ReportingStep.SIGNAL_RECEIVED, day(7)),
                        step(ReportingStep.AWARENESS_DECLARED, day(8)),
                        step(ReportingStep.FIX_AVAILABLE, day(20)),
                        step(ReportingStep.USERS_INFORMED, day(9)),
                        fact(
                                "shop",
                                from(UUID.randomUUID(), day(1), 0.7),
                                "vdp-complete",
                                "channel",
                                1,
                                null),
                        fact("shop", ci(day(2)), "vdp-complete", "channel", 0, null)));
    }
}
