package dev.plumbline.scoring.obligation;

import static dev.plumbline.scoring.Samples.ci;
import static dev.plumbline.scoring.Samples.day;
import static dev.plumbline.scoring.Samples.from;
import static dev.plumbline.scoring.obligation.Ledgers.closed;
import static dev.plumbline.scoring.obligation.Ledgers.covered;
import static dev.plumbline.scoring.obligation.Ledgers.owed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence.Matter;
import dev.plumbline.events.Evidence.RecordKind;
import dev.plumbline.events.Evidence.RecordPublished;
import dev.plumbline.events.Evidence.RecordState;
import dev.plumbline.events.Evidence.ReportingAdvanced;
import dev.plumbline.events.Evidence.ReportingStep;
import dev.plumbline.events.Part;
import dev.plumbline.events.Provenance;
import dev.plumbline.model.evidence.Entry.Closed;
import dev.plumbline.model.evidence.Entry.Owed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// SCORING.md 4.8. Days are counted from 1 January 2026.
class ReportingTest {
    private static final String CVE = "CVE-2026-1000";
    private static final String CASE = "IR-1";
    private static final Instant AWARE = day(10);

    private static ReportingAdvanced step(ReportingStep step, Instant at) {
        return step(Matter.VULNERABILITY, step, at, false, null);
    }

    private static ReportingAdvanced step(
            Matter matter, ReportingStep step, Instant at, boolean complete, Instant due) {
        return step(matter, step, from(UUID.randomUUID(), at, 0.7), at, complete, due, false);
    }

    private static ReportingAdvanced step(
            Matter matter,
            ReportingStep step,
            Provenance provenance,
            Instant at,
            boolean complete,
            Instant due,
            boolean receipt) {
        return new ReportingAdvanced(
                "shop",
                provenance,
                Part.WHOLE,
                CASE,
                matter,
                step,
                at,
                CVE,
                "because",
                due,
                complete,
                receipt ? "https://meridian.example/receipt" : null,
                receipt ? "ab".repeat(32) : null);
    }

    private static final Event AWARENESS = step(ReportingStep.AWARENESS_DECLARED, AWARE);

    private static RecordPublished advisory(Instant published, boolean remedy) {
        return new RecordPublished(
                "shop",
                ci(published),
                Part.WHOLE,
                null,
                RecordKind.ADVISORY,
                RecordState.PUBLISHED,
                "CSAF 2.0",
                "MS-1",
                List.of(),
                List.of(CVE),
                "meridian",
                null,
                published,
                published,
                null,
                List.of(),
                List.of(),
                true,
                remedy,
                List.of(),
                List.of());
    }

    @Test
    void shouldStartBothClocksWithAwarenessAndNotWithTheSignal() {
        // When
        Derived derived =
                Facts.derive(
                        step(ReportingStep.SIGNAL_RECEIVED, day(7)),
                        step(ReportingStep.TRIAGE_STARTED, day(8)),
                        AWARENESS);

        // Then
        assertThat(owed(derived, "cra-early-warning"))
                .extracting(Owed::key, Owed::at, Owed::statedDue)
                .containsExactly(tuple(CASE + "/warning", AWARE, AWARE.plus(Duration.ofHours(24))));
        assertThat(owed(derived, "cra-notification"))
                .extracting(Owed::statedDue)
                .containsExactly(AWARE.plus(Duration.ofHours(72)));
        assertThat(owed(derived, "cra-user-notice")).extracting(Owed::at).containsExactly(AWARE);
        assertThat(owed(derived, "cra-awareness")).extracting(Owed::at).containsExactly(day(7));
        assertThat(closed(derived, "cra-awareness", CASE + "/awareness"))
                .extracting(Closed::how, Closed::at)
                .containsExactly(tuple("declared", AWARE));
        assertThat(derived.subjects().get("cra-awareness/" + CASE + "/awareness").reasons())
                .extracting(reason -> reason.text())
                .anyMatch(text -> text.contains("72 hours after the signal: because"));
    }

    @Test
    void shouldOweNothingToTheAuthoritiesBeforeAnybodyDeclaredAwareness() {
        // When
        Derived derived =
                Facts.derive(
                        step(ReportingStep.SIGNAL_RECEIVED, day(7)),
                        step(ReportingStep.DISMISSED, day(8)));

        // Then
        assertThat(owed(derived, "cra-early-warning")).isEmpty();
        assertThat(closed(derived, "cra-awareness", CASE + "/awareness"))
                .extracting(Closed::how)
                .containsExactly("dismissed");
    }

    @Test
    void shouldOweNoFinalReportWhileThereIsNoFix() {
        assertThat(owed(Facts.derive(AWARENESS), "cra-final-report")).isEmpty();
        assertThat(owed(Facts.derive(AWARENESS, advisory(day(20), false)), "cra-final-report"))
                .isEmpty();
    }

    @Test
    void shouldOweTheFinalReportFourteenDaysAfterAFixAndNotBeforeAwareness() {
        // When
        Derived late = Facts.derive(AWARENESS, step(ReportingStep.FIX_AVAILABLE, day(30)));
        Derived early = Facts.derive(AWARENESS, step(ReportingStep.FIX_AVAILABLE, day(3)));
        Derived published = Facts.derive(AWARENESS, advisory(day(20), true));

        // Then
        assertThat(owed(late, "cra-final-report"))
                .extracting(Owed::at, Owed::statedDue)
                .containsExactly(tuple(day(30), day(44)));
        assertThat(owed(early, "cra-final-report"))
                .extracting(Owed::at, Owed::statedDue)
                .containsExactly(tuple(AWARE, day(24)));
        assertThat(owed(published, "cra-final-report"))
                .extracting(Owed::statedDue)
                .containsExactly(day(34));
    }

    @Test
    void shouldOweTheFinalReportOnAnIncidentACalendarMonthAfterTheNotification() {
        // Given
        Instant notified = Instant.parse("2026-01-31T10:00:00Z");

        // When
        Derived derived =
                Facts.derive(
                        step(
                                Matter.INCIDENT,
                                ReportingStep.AWARENESS_DECLARED,
                                day(28),
                                false,
                                null),
                        step(
                                Matter.INCIDENT,
                                ReportingStep.NOTIFICATION_SUBMITTED,
                                notified,
                                false,
                                null));

        // Then
        assertThat(owed(derived, "cra-incident-report"))
                .extracting(Owed::at, Owed::statedDue)
                .containsExactly(tuple(notified, Instant.parse("2026-02-28T10:00:00Z")));
        assertThat(owed(derived, "cra-final-report")).isEmpty();
    }

    @Test
    void shouldLetALaterReportStandForAnEarlierOne() {
        // When
        Derived derived =
                Facts.derive(
                        AWARENESS,
                        step(ReportingStep.NOTIFICATION_SUBMITTED, AWARE.plusSeconds(3_600)));

        // Then
        assertThat(closed(derived, "cra-early-warning", CASE + "/warning"))
                .extracting(Closed::how, Closed::at)
                .containsExactly(tuple("submitted", AWARE.plusSeconds(3_600)));
        assertThat(closed(derived, "cra-notification", CASE + "/notification")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"EARLY_WARNING_SUBMITTED", "NOTIFICATION_SUBMITTED"})
    void shouldLetAnEarlyCompleteReportStandForThoseAfterIt(ReportingStep report) {
        // Given
        Event complete = step(Matter.VULNERABILITY, report, AWARE.plusSeconds(60), true, null);

        // When
        Derived derived =
                Facts.derive(AWARENESS, complete, step(ReportingStep.FIX_AVAILABLE, day(30)));

        // Then
        assertThat(closed(derived, "cra-notification", CASE + "/notification")).hasSize(1);
        assertThat(closed(derived, "cra-final-report", CASE + "/final")).hasSize(1);
    }

    @Test
    void shouldNotLetAnIncompleteWarningStandForTheNotification() {
        // When
        Derived derived =
                Facts.derive(AWARENESS, step(ReportingStep.EARLY_WARNING_SUBMITTED, day(11)));

        // Then
        assertThat(closed(derived, "cra-notification", CASE + "/notification")).isEmpty();
        assertThat(covered(derived, "cra-report")).hasSize(1);
    }

    @Test
    void shouldBelieveTheDayOfAReportOnlyWithItsReceipt() {
        // Given
        Provenance recordedLater = from(UUID.randomUUID(), day(15), 0.9);

        // When
        Derived proven =
                Facts.derive(
                        AWARENESS,
                        step(
                                Matter.VULNERABILITY,
                                ReportingStep.EARLY_WARNING_SUBMITTED,
                                recordedLater,
                                AWARE.plusSeconds(60),
                                false,
                                null,
                                true));
        Derived unproven =
                Facts.derive(
                        AWARENESS,
                        step(
                                Matter.VULNERABILITY,
                                ReportingStep.EARLY_WARNING_SUBMITTED,
                                recordedLater,
                                AWARE.plusSeconds(60),
                                false,
                                null,
                                false));

        // Then
        assertThat(closed(proven, "cra-early-warning", CASE + "/warning"))
                .extracting(Closed::at)
                .containsExactly(AWARE.plusSeconds(60));
        assertThat(closed(unproven, "cra-early-warning", CASE + "/warning"))
                .extracting(Closed::at)
                .containsExactly(day(15));
    }

    @Test
    void shouldOweEachIntermediateReportThatTheAuthorityAsksFor() {
        // When
        Derived derived =
                Facts.derive(
                        AWARENESS,
                        step(
                                Matter.VULNERABILITY,
                                ReportingStep.INTERMEDIATE_REPORT_REQUESTED,
                                day(12),
                                false,
                                day(16)),
                        step(ReportingStep.INTERMEDIATE_REPORT_SUBMITTED, day(14)),
                        step(
                                Matter.VULNERABILITY,
                                ReportingStep.INTERMEDIATE_REPORT_REQUESTED,
                                day(20),
                                false,
                                day(25)));

        // Then
        assertThat(owed(derived, "cra-intermediate-report"))
                .extracting(Owed::key, Owed::statedDue)
                .containsExactly(
                        tuple(CASE + "/interim-1", day(16)), tuple(CASE + "/interim-2", day(25)));
        assertThat(closed(derived, "cra-intermediate-report", CASE + "/interim-1")).hasSize(1);
        assertThat(closed(derived, "cra-intermediate-report", CASE + "/interim-2")).isEmpty();
    }

    @Test
    void shouldCountTheEarliestDeclarationOfAwareness() {
        // When
        Derived derived = Facts.derive(AWARENESS, step(ReportingStep.AWARENESS_DECLARED, day(14)));

        // Then
        assertThat(owed(derived, "cra-early-warning")).extracting(Owed::at).containsExactly(AWARE);
    }
}
