package dev.plumbline.scoring.obligation;

import static dev.plumbline.scoring.Samples.advisory;
import static dev.plumbline.scoring.Samples.bill;
import static dev.plumbline.scoring.Samples.day;
import static dev.plumbline.scoring.Samples.kev;
import static dev.plumbline.scoring.Samples.record;
import static dev.plumbline.scoring.Samples.scan;
import static dev.plumbline.scoring.obligation.DutiesTest.met;
import static dev.plumbline.scoring.obligation.Ledgers.closed;
import static dev.plumbline.scoring.obligation.Ledgers.owed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Decision.RiskAccepted;
import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry.Closed;
import dev.plumbline.model.evidence.Entry.Owed;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What follows from mending, and from not mending. Days are counted from 1 January 2026.
class FixesTest {
    private static final String CVE = "CVE-2026-1000";
    private static final String KEY = CVE + "/1.x";
    private static final String BAD = "pkg:npm/lib@1.0.0";
    private static final String GOOD = "pkg:npm/lib@1.2.0";
    private static final String FINDING = "1.x/semgrep/src/f1";

    private static Finding finding(String fingerprint, Severity severity, String cwe, String path) {
        return new Finding(
                fingerprint,
                "rule-1",
                "a weakness",
                severity,
                List.of(cwe),
                path,
                7,
                false,
                null,
                null);
    }

    private static Finding injection(String fingerprint) {
        return finding(fingerprint, Severity.HIGH, "CWE-89", "src/db/Search.java");
    }

    private static Event flaw() {
        return advisory(
                "GHSA-aaaa-bbbb-cccc",
                List.of(CVE),
                day(0),
                "CRITICAL",
                "npm",
                "lib",
                "0",
                "1.2.0");
    }

    @Nested
    class Durability {
        @Test
        void shouldCountAFixThatHolds() {
            // When
            Derived derived =
                    Facts.derive(
                            scan("shop", "1.0.0", day(1), injection("f1")),
                            scan("shop", "1.0.1", day(9)));

            // Then
            assertThat(owed(derived, "fix"))
                    .extracting(Owed::key, Owed::at, Owed::own)
                    .containsExactly(tuple("finding/" + FINDING, day(9), true));
            assertThat(owed(derived, "fix-reopened")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"99,1", "100,0"})
        void shouldNotTakeAFixForOneThatHeldIfTheFlawIsBackWithinNinetyDays(
                int back, int reopened) {
            // When
            Derived derived =
                    Facts.derive(
                            scan("shop", "1.0.0", day(1), injection("f1")),
                            scan("shop", "1.0.1", day(9)),
                            scan("shop", "1.0.2", day(back), injection("f1")));

            // Then
            assertThat(owed(derived, "fix-reopened")).hasSize(reopened);
        }

        @ParameterizedTest
        @CsvSource({
            "CWE-89,src/db/Orders.java,189,1",
            "CWE-89,src/db/Orders.java,190,0",
            "CWE-79,src/db/Orders.java,50,0",
            "CWE-89,src/web/Page.java,50,0"
        })
        void shouldBlameAFixForASiblingOfTheSameClassInTheSameModule(
                String cwe, String path, int day, int reopened) {
            // When
            Derived derived =
                    Facts.derive(
                            scan("shop", "1.0.0", day(1), injection("f1")),
                            scan("shop", "1.0.1", day(9)),
                            scan(
                                    "shop",
                                    "1.0.2",
                                    day(day),
                                    finding("f2", Severity.HIGH, cwe, path)));

            // Then
            assertThat(owed(derived, "fix-reopened")).hasSize(reopened);
        }

        @Test
        void shouldTellAReleaseThatBringsAKnownFlawBack() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(),
                            bill("shop", "1.0.0", day(1), BAD),
                            bill("shop", "1.1.0", day(10), GOOD),
                            bill("shop", "1.2.0", day(20), BAD));

            // Then
            assertThat(owed(derived, "fix")).extracting(Owed::key).containsExactly("match/" + KEY);
            assertThat(owed(derived, "fix-reopened"))
                    .extracting(Owed::key, Owed::at)
                    .containsExactly(tuple("match/" + KEY, day(20)));
        }
    }

    @Nested
    class RootCauses {
        @Test
        void shouldOweOneRootCauseForAllGraveFindingsOfAClass() {
            // When
            Derived derived =
                    Facts.derive(
                            scan(
                                    "shop",
                                    "1.0.0",
                                    day(1),
                                    injection("f1"),
                                    injection("f2"),
                                    finding("f3", Severity.LOW, "CWE-79", "a.js")),
                            scan("shop", "1.0.1", day(9)));

            // Then
            assertThat(owed(derived, "root-cause"))
                    .extracting(Owed::key, Owed::at, Owed::own)
                    .containsExactly(tuple("CWE-89", day(9), true));
        }

        @Test
        void shouldOweTheNextOneForWhatIsFixedAfterItWasRecorded() {
            // When
            Derived derived =
                    Facts.derive(
                            scan("shop", "1.0.0", day(1), injection("f1")),
                            scan("shop", "1.0.1", day(9)),
                            met("root-cause", "CWE-89", "recorded", 20),
                            scan("shop", "1.0.2", day(40), injection("f2")),
                            scan("shop", "1.0.3", day(50)));

            // Then
            assertThat(owed(derived, "root-cause"))
                    .extracting(Owed::key, Owed::at)
                    .containsExactly(tuple("CWE-89", day(9)), tuple("CWE-89#2", day(50)));
            assertThat(closed(derived, "root-cause", "CWE-89"))
                    .extracting(Closed::how, Closed::at)
                    .containsExactly(tuple("recorded", day(20)));
            assertThat(closed(derived, "root-cause", "CWE-89#2")).isEmpty();
        }

        @Test
        void shouldOweTheRootCauseOfAnOwnCveFromItsFix() {
            assertThat(owed(Facts.derive(record("shop", CVE, day(5))), "root-cause"))
                    .extracting(Owed::key, Owed::at, Owed::own)
                    .containsExactly(tuple(CVE, day(5), false));
        }
    }

    @Nested
    class Escalations {
        private static RiskAccepted accepted(int day, String role) {
            return new RiskAccepted(
                    UUID.randomUUID(),
                    "shop",
                    "ann",
                    day(day),
                    "match/" + KEY,
                    "the fix needs a new database",
                    "ann",
                    "eve",
                    role,
                    day(day + 60),
                    null);
        }

        @Test
        void shouldOweADecisionFromTheDayOnWhichACriticalFlawWasDue() {
            // When
            Derived derived = Facts.derive(flaw(), bill("shop", "1.0.0", day(1), BAD));

            // Then
            assertThat(owed(derived, "escalation"))
                    .extracting(Owed::key, Owed::at)
                    .containsExactly(tuple(KEY, day(15)));
        }

        @Test
        void shouldOweNothingForWhatWasMendedInTime() {
            assertThat(
                            owed(
                                    Facts.derive(
                                            flaw(),
                                            bill("shop", "1.0.0", day(1), BAD),
                                            bill("shop", "1.1.0", day(14), GOOD)),
                                    "escalation"))
                    .isEmpty();
        }

        @Test
        void shouldSettleItByMendingHoweverLate() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(),
                            bill("shop", "1.0.0", day(1), BAD),
                            bill("shop", "1.1.0", day(40), GOOD));

            // Then
            assertThat(closed(derived, "escalation", KEY))
                    .extracting(Closed::how, Closed::at)
                    .containsExactly(tuple("withdrawn", day(40)));
        }

        @Test
        void shouldTakeTheDayOfTheKevEntryAndNeverLessThanTheTier() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(),
                            bill("shop", "1.0.0", day(60), BAD),
                            kev(
                                    CVE,
                                    LocalDate.of(2026, 1, 11),
                                    LocalDate.of(2026, 1, 25),
                                    day(11)));

            // Then
            assertThat(owed(derived, "escalation"))
                    .extracting(Owed::at)
                    .containsExactly(day(60).plus(Duration.ofDays(14)));
        }

        @Test
        void shouldBeDecidedByAnExecutive() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(),
                            bill("shop", "1.0.0", day(1), BAD),
                            met("escalation", KEY, "decided", 17));

            // Then
            assertThat(closed(derived, "escalation", KEY))
                    .extracting(Closed::how, Closed::at)
                    .containsExactly(tuple("decided", day(17)));
        }

        @ParameterizedTest
        @CsvSource({"executive,1", "unit-lead,0"})
        void shouldTakeAnAcceptedRiskForADecisionOnlyIfAnExecutiveApproved(
                String role, int decisions) {
            assertThat(
                            closed(
                                    Facts.derive(
                                            flaw(),
                                            bill("shop", "1.0.0", day(1), BAD),
                                            accepted(17, role)),
                                    "escalation",
                                    KEY))
                    .hasSize(decisions);
        }
    }
}
