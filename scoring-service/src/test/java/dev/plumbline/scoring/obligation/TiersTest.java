package dev.plumbline.scoring.obligation;

import static dev.plumbline.scoring.Samples.advisory;
import static dev.plumbline.scoring.Samples.bill;
import static dev.plumbline.scoring.Samples.ci;
import static dev.plumbline.scoring.Samples.day;
import static dev.plumbline.scoring.Samples.fact;
import static dev.plumbline.scoring.Samples.from;
import static dev.plumbline.scoring.Samples.judged;
import static dev.plumbline.scoring.Samples.kev;
import static dev.plumbline.scoring.Samples.ssvc;
import static dev.plumbline.scoring.obligation.Ledgers.owed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.Retracted;
import dev.plumbline.events.Part;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Reference.TechnicalImpact;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.catalogue.DecisionTableReader;
import dev.plumbline.model.evidence.Entry.Owed;
import dev.plumbline.model.score.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SCORING.md 4.5. Days are counted from 1 January 2026.
class TiersTest {
    private static final String CVE = "CVE-2026-1000";
    private static final int MATCHED = 10;

    private static Event sbom() {
        return bill("shop", "1.0.0", day(MATCHED), "pkg:npm/lib@1.0.0");
    }

    private static Event flaw() {
        return advisory(
                "GHSA-aaaa-bbbb-cccc", List.of(CVE), day(0), "LOW", "npm", "lib", "0", "1.2.0");
    }

    private static FactReported exposed(int day, int value, double trust, Instant until) {
        return fact(
                "shop",
                from(UUID.randomUUID(), day(day), trust),
                "profile",
                "exposed",
                value,
                until);
    }

    private static FactReported notExposed(int day) {
        return exposed(day, 0, 0.9, null);
    }

    private static List<Owed> matches(Event... others) {
        List<Event> events = new ArrayList<>(List.of(sbom(), flaw()));
        events.addAll(Arrays.asList(others));
        return owed(Facts.derive(events), "match");
    }

    @Nested
    class WorstCase {
        @Test
        void shouldLeaveFourteenDaysForWhatNobodyJudgedInAProductThatMayBeExposed() {
            assertThat(matches())
                    .extracting(Owed::at, Owed::tierDays)
                    .containsExactly(tuple(day(MATCHED), 14));
        }

        @Test
        void shouldSetNoDateOnceTheProductIsProvenNotToBeExposed() {
            assertThat(matches(notExposed(2))).extracting(Owed::tierDays).containsOnlyNulls();
        }

        @Test
        void shouldNotBelieveAnUnsignedAnswer() {
            assertThat(matches(exposed(2, 0, 0.4, null)))
                    .extracting(Owed::tierDays)
                    .containsExactly(14);
        }

        @Test
        void shouldSayWhichRowOfTheTableHolds() {
            // When
            Derived derived = Facts.derive(sbom(), flaw(), judged(CVE, true, null, day(1)));

            // Then
            assertThat(derived.subjects().get("match/" + CVE + "/1.x").reasons())
                    .extracting(reason -> reason.text())
                    .contains(
                            "not in KEV, exposed unless proven otherwise, automatable, impact not judged, so total:"
                                    + " 3 days (CISA BOD 26-04, remediation timelines)");
        }

        @Test
        void shouldMakeTheSeveritysDaysShorterInTheScore() {
            // Given
            Scorer scorer = new Scorer(CatalogueReader.core());

            // When
            var score = scorer.score(Facts.derive(sbom(), flaw()).entries(), day(MATCHED + 1));

            // Then
            assertThat(score.obligations())
                    .filteredOn(o -> o.under().equals("critical-fix-on-time"))
                    .singleElement()
                    .extracting(o -> o.dueAt())
                    .isEqualTo(day(MATCHED + 14));
        }
    }

    @Nested
    class Priorities {
        private static List<String> words(Event... others) {
            List<Event> events = new ArrayList<>(List.of(sbom(), flaw()));
            events.addAll(Arrays.asList(others));
            return Facts.derive(events).subjects().get("match/" + CVE + "/1.x").reasons().stream()
                    .map(reason -> reason.text())
                    .toList();
        }

        @Test
        void shouldTellWhatSsvcSaysToThoseWhoDeployIt() {
            assertThat(words())
                    .anyMatch(
                            text ->
                                    text.startsWith(
                                            "for who deploys it: with the next maintenance"));
            assertThat(words(ssvc(CVE, Exploitation.POC, day(1))))
                    .anyMatch(text -> text.startsWith("for who deploys it: sooner"));
            assertThat(words(ssvc(CVE, Exploitation.ACTIVE, day(1))))
                    .anyMatch(text -> text.startsWith("for who deploys it: at once"));
        }

        @Test
        void shouldTellLessOfAProductOfLittleImpactThatIsProvenNotToBeExposed() {
            assertThat(
                            words(
                                    notExposed(1),
                                    fact(
                                            "shop",
                                            from(UUID.randomUUID(), day(1), 0.7),
                                            "profile",
                                            "human-impact",
                                            0,
                                            null)))
                    .anyMatch(text -> text.startsWith("for who deploys it: defer"));
        }
    }

    @Nested
    class Clocks {
        @Test
        void shouldStartAShorterClockWhenAJudgementMakesItWorse() {
            assertThat(matches(judged(CVE, true, TechnicalImpact.TOTAL, day(MATCHED + 2))))
                    .extracting(Owed::at, Owed::tierDays)
                    .containsExactlyInAnyOrder(tuple(day(MATCHED), 14), tuple(day(MATCHED + 2), 3));
        }

        @Test
        void shouldTakeTheLongerClockWhenAJudgementInTimeMakesItMilder() {
            assertThat(matches(judged(CVE, false, TechnicalImpact.PARTIAL, day(MATCHED + 13))))
                    .extracting(Owed::at, Owed::tierDays)
                    .containsExactly(tuple(day(MATCHED), 60));
        }

        @ParameterizedTest
        @CsvSource({"13,", "14,14", "20,14"})
        void shouldNotUndoAMissedDayByAProofThatComesLater(int after, Integer tier) {
            assertThat(matches(notExposed(MATCHED + after)))
                    .extracting(Owed::at, Owed::tierDays)
                    .containsExactly(tuple(day(MATCHED), tier));
        }

        @Test
        void shouldStartAClockWhenTheProofRunsOut() {
            assertThat(matches(exposed(2, 0, 0.9, day(40))))
                    .extracting(Owed::at, Owed::tierDays)
                    .containsExactlyInAnyOrder(tuple(day(MATCHED), null), tuple(day(40), 14));
        }

        @Test
        void shouldStartAClockWhenTheProofIsWithdrawn() {
            // Given
            FactReported proof = notExposed(2);
            var withdrawn =
                    new Retracted(
                            "shop",
                            ci(day(30)),
                            Part.WHOLE,
                            proof.provenance().submission(),
                            "wrong");

            // Then
            assertThat(matches(proof, withdrawn))
                    .extracting(Owed::at, Owed::tierDays)
                    .containsExactlyInAnyOrder(tuple(day(MATCHED), null), tuple(day(30), 14));
        }

        @Test
        void shouldStartNoClockAfterTheFix() {
            assertThat(
                            matches(
                                    bill("shop", "1.1.0", day(20), "pkg:npm/lib@1.2.0"),
                                    judged(CVE, true, TechnicalImpact.TOTAL, day(30))))
                    .extracting(Owed::at, Owed::tierDays)
                    .containsExactly(tuple(day(MATCHED), 14));
        }
    }

    @Nested
    class Kev {
        @Test
        void shouldTakeTheTierOfAListedFlawFromTheTableOnceItIsJudged() {
            // When
            Derived derived =
                    Facts.derive(
                            sbom(),
                            flaw(),
                            judged(CVE, true, TechnicalImpact.TOTAL, day(1)),
                            kev(CVE, LocalDate.of(2026, 1, 16), LocalDate.of(2026, 2, 6), day(15)));

            // Then
            assertThat(owed(derived, "kev-match"))
                    .extracting(Owed::at, Owed::tierDays)
                    .containsExactly(tuple(day(15), 3));
        }

        @Test
        void shouldLeaveTheTermOfTheFlawItselfAloneWhenKevListsIt() {
            assertThat(
                            matches(
                                    notExposed(2),
                                    kev(
                                            CVE,
                                            LocalDate.of(2026, 1, 31),
                                            LocalDate.of(2026, 2, 14),
                                            day(31))))
                    .extracting(Owed::tierDays)
                    .containsOnlyNulls();
        }

        @Test
        void shouldOweAListedFlawOnceMoreWhenAJudgementShortensItsTier() {
            // When
            Derived derived =
                    Facts.derive(
                            sbom(),
                            flaw(),
                            judged(CVE, true, TechnicalImpact.TOTAL, day(17)),
                            kev(CVE, LocalDate.of(2026, 1, 16), LocalDate.of(2026, 2, 6), day(15)));

            // Then
            assertThat(owed(derived, "kev-match"))
                    .extracting(Owed::at, Owed::tierDays, owed -> owed.statedDue() != null)
                    .containsExactly(tuple(day(15), 14, true), tuple(day(17), 3, true));
        }
    }

    /// The tables themselves, row by row, as CERT/CC publishes them.
    @Nested
    @EnabledIf("dev.plumbline.scoring.obligation.TiersTest#hasTables")
    class Published {
        @Test
        void shouldFollowTheTableOfTheDirectiveRowByRow() throws IOException {
            List<String[]> rows = rows("cisa/cisa_bod_26_04_1_0_0.csv");
            assertThat(rows).hasSize(16);
            for (String[] row : rows) {
                // Given
                boolean listed = row[1].equals("yes");
                List<Event> events = new ArrayList<>(List.of(sbom(), flaw()));
                events.add(exposed(1, row[2].equals("yes") ? 1 : 0, 0.9, null));
                events.add(
                        judged(
                                CVE,
                                row[3].equals("yes"),
                                row[4].equals("total")
                                        ? TechnicalImpact.TOTAL
                                        : TechnicalImpact.PARTIAL,
                                day(1)));
                if (listed) {
                    events.add(
                            kev(
                                    CVE,
                                    LocalDate.of(2025, 12, 1),
                                    LocalDate.of(2025, 12, 22),
                                    day(1)));
                }

                // When
                List<Owed> owed = owed(Facts.derive(events), listed ? "kev-match" : "match");

                // Then
                assertThat(owed)
                        .as(String.join(",", row))
                        .extracting(Owed::tierDays)
                        .containsExactly(days(row[5]));
            }
        }

        private static Integer days(String outcome) {
            return outcome.startsWith("fix on")
                    ? null
                    : Integer.valueOf(outcome.substring(0, outcome.indexOf(' ')));
        }

        @Test
        void shouldFollowTheDeployersTreeRowByRow() throws IOException {
            List<String[]> rows = rows("ssvc/deployer_patch_application_priority_1_0_0.csv");
            assertThat(rows).hasSize(72);
            for (String[] row : rows) {
                // Given
                String[] asked =
                        Arrays.stream(row, 1, 5)
                                .map(value -> value.replace(' ', '-'))
                                .toArray(String[]::new);

                // Then
                assertThat(DecisionTableReader.ssvcDeployer().decide(asked).id())
                        .as(String.join(",", row))
                        .isEqualTo(row[5]);
            }
        }

        private static List<String[]> rows(String file) throws IOException {
            return Files.readAllLines(TABLES.resolve(file)).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        }
    }

    private static final Path TABLES =
            Path.of(System.getProperty("plumbline.root", ".."))
                    .resolve("../shared/corpus/advisories/ssvc/certcc")
                    .normalize();

    static boolean hasTables() {
        return Files.isDirectory(TABLES);
    }
}
