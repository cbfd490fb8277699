package dev.plumbline.scoring.obligation;

import static dev.plumbline.scoring.Samples.advisory;
import static dev.plumbline.scoring.Samples.bill;
import static dev.plumbline.scoring.Samples.checked;
import static dev.plumbline.scoring.Samples.ci;
import static dev.plumbline.scoring.Samples.day;
import static dev.plumbline.scoring.Samples.finding;
import static dev.plumbline.scoring.Samples.from;
import static dev.plumbline.scoring.Samples.kev;
import static dev.plumbline.scoring.Samples.notAffected;
import static dev.plumbline.scoring.Samples.rated;
import static dev.plumbline.scoring.Samples.release;
import static dev.plumbline.scoring.Samples.revised;
import static dev.plumbline.scoring.Samples.scan;
import static dev.plumbline.scoring.Samples.vex;
import static dev.plumbline.scoring.obligation.Ledgers.closed;
import static dev.plumbline.scoring.obligation.Ledgers.only;
import static dev.plumbline.scoring.obligation.Ledgers.owed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Decision.RiskAccepted;
import dev.plumbline.events.Decision.SubmissionErroneous;
import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Evidence.GateChecked;
import dev.plumbline.events.Evidence.GateException;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.events.Evidence.ReleasePublished;
import dev.plumbline.events.Evidence.Retracted;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.SupportEnded;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.events.Part;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.evidence.Entry.Closed;
import dev.plumbline.model.evidence.Entry.Covered;
import dev.plumbline.model.evidence.Entry.Owed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SCORING.md section 0, as far as evidence is concerned. Days are counted from 1 January 2026.
class DeriveLedgerTest {
    private static final String CVE = "CVE-2026-1000";
    private static final String KEY = CVE + "/1.x";
    private static final String BAD = "pkg:npm/lib@1.0.0";
    private static final String GOOD = "pkg:npm/lib@1.2.0";

    private static Event flaw(int published) {
        return advisory(
                "GHSA-aaaa-bbbb-cccc",
                List.of(CVE),
                day(published),
                "HIGH",
                "npm",
                "lib",
                "0",
                "1.2.0");
    }

    @Nested
    class Ratings {
        private static Severity ratedBy(Event... others) {
            List<Event> events = new ArrayList<>(List.of(others));
            events.add(
                    advisory(
                            "GHSA-aaaa-bbbb-cccc",
                            List.of(CVE),
                            day(0),
                            null,
                            "npm",
                            "lib",
                            "0",
                            "1.2.0"));
            events.add(bill("shop", "1.0.0", day(1), BAD));
            return owed(Facts.derive(events), "match").getFirst().severity();
        }

        @Test
        void shouldTakeTheRatingOfTheCveWhereTheMatchedAdvisoryHasNone() {
            assertThat(ratedBy()).isEqualTo(Severity.UNKNOWN);
            assertThat(ratedBy(rated("nvd", CVE, day(2), "LOW", null))).isEqualTo(Severity.LOW);
        }

        @Test
        void shouldTakeTheStrictestOfSeveral() {
            assertThat(
                            ratedBy(
                                    rated("nvd", CVE, day(2), "MEDIUM", null),
                                    rated("cve", CVE, day(2), "CRITICAL", null),
                                    rated("ghsa", "GHSA-aaaa-bbbb-cccc", day(2), "HIGH", null)))
                    .isEqualTo(Severity.CRITICAL);
        }

        @Test
        void shouldOweOnceMoreByAStricterRatingFromWhenItWasKnown() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            rated("nvd", CVE, day(5), "CRITICAL", null),
                            rated("cve", CVE, day(2), "MEDIUM", null),
                            bill("shop", "1.0.0", day(1), BAD));

            // Then
            assertThat(owed(derived, "match"))
                    .extracting(Owed::key, Owed::severity, Owed::at)
                    .containsExactlyInAnyOrder(
                            tuple(KEY, Severity.HIGH, day(1)),
                            tuple(KEY, Severity.CRITICAL, day(5)));
        }

        @Test
        void shouldNotBelieveWhatIsWithdrawn() {
            assertThat(
                            ratedBy(
                                    rated("nvd", CVE, day(2), "CRITICAL", day(3)),
                                    rated("cve", CVE, day(2), "MEDIUM", null)))
                    .isEqualTo(Severity.MEDIUM);
        }

        @Test
        void shouldNotRateAFlawByAnAdvisoryThatGathersSeveral() {
            // Given
            var gathering =
                    new AdvisoryPublished(
                            ci(day(2)),
                            Part.WHOLE,
                            "osv",
                            "ALSA-2026:1",
                            List.of(),
                            List.of(CVE, "CVE-2026-1001"),
                            day(2),
                            day(2),
                            null,
                            "two flaws",
                            List.of(),
                            "Critical",
                            List.of(),
                            List.of(),
                            null);

            // Then
            assertThat(ratedBy(gathering)).isEqualTo(Severity.UNKNOWN);
        }
    }

    @Nested
    class Freshness {
        @Test
        void shouldTakeTheAgeOfAMatchingFromTheFeedsAndNotFromTheSbom() {
            // When
            Derived derived =
                    Facts.derive(bill("shop", "1.0.0", day(1), BAD), checked("osv", day(90)));

            // Then
            assertThat(only(derived, Covered.class))
                    .extracting(Covered::kind, Covered::subject, Covered::at)
                    .containsExactlyInAnyOrder(
                            tuple("sbom", "1.0.0", day(1)), tuple("advisory-match", "*", day(90)));
        }

        @Test
        void shouldRefreshAScanWhenTheSameBytesComeAgain() {
            // Given
            var first = scan("shop", "1.0.0", day(1), finding("f1", Severity.HIGH, "CWE-89"));
            var again =
                    new ObservedAgain(
                            "shop", ci(day(30)), Part.WHOLE, first.provenance().submission());

            // When
            Derived derived = Facts.derive(first, again);

            // Then
            assertThat(only(derived, Covered.class))
                    .extracting(Covered::at)
                    .containsExactly(day(1), day(30));
            assertThat(closed(derived, "finding", "1.x/semgrep/src/f1")).isEmpty();
        }
    }

    @Nested
    class WorldsClock {
        @Test
        void shouldDeriveTheSameLedgerInWhateverOrderEvidenceArrives() {
            // Given
            List<Event> events =
                    new ArrayList<>(
                            List.of(
                                    bill("shop", "1.0.0", day(1), BAD),
                                    flaw(5),
                                    bill("shop", "1.1.0", day(20), GOOD),
                                    kev(
                                            CVE,
                                            LocalDate.of(2026, 1, 10),
                                            LocalDate.of(2026, 1, 24),
                                            day(12)),
                                    scan(
                                            "shop",
                                            "1.0.0",
                                            day(2),
                                            finding("f1", Severity.HIGH, "CWE-89")),
                                    scan("shop", "1.1.0", day(21)),
                                    notAffected("shop", day(8), CVE),
                                    release("shop", "1.x", "1.0.0", day(0)),
                                    checked("osv", day(9))));
            List<Entry> expected = Facts.derive(events).entries();
            Random random = new Random(7);

            for (int i = 0; i < 20; i++) {
                // When
                Collections.shuffle(events, random);

                // Then
                assertThat(Facts.derive(events).entries()).isEqualTo(expected);
            }
        }

        @Test
        void shouldNameAFlawAfterTheSameComponentInWhateverOrderRowsAreRead() {
            // Given
            ProductFacts facts =
                    Facts.of(
                            List.of(
                                    flaw(0),
                                    bill("shop", "1.0.0", day(1), BAD, "pkg:npm/lib@1.1.0"),
                                    scan("shop", "1.0.0", day(2)),
                                    checked("osv", day(9)),
                                    checked("kev", day(9))));

            // When
            Derived reversed =
                    DeriveLedger.from(
                            new ProductFacts(
                                    facts.product(),
                                    facts.statements(),
                                    facts.bills().reversed(),
                                    facts.matches().reversed(),
                                    facts.advisories(),
                                    facts.ratings(),
                                    facts.weaknesses(),
                                    facts.kev(),
                                    facts.judgements(),
                                    facts.epss(),
                                    facts.scans().reversed(),
                                    facts.findingSets(),
                                    facts.findings(),
                                    facts.checks().reversed()));

            // Then
            assertThat(facts.matches()).hasSize(2);
            assertThat(reversed).isEqualTo(DeriveLedger.from(facts));
        }

        @Test
        void shouldNotBelieveAReleaseDateAfterItsReceipt() {
            // Given
            var release =
                    new ReleasePublished(
                            "shop",
                            ci(day(3)),
                            Part.WHOLE,
                            "1.x",
                            "1.0.0",
                            day(9),
                            false,
                            List.of(),
                            null);

            // When
            Derived derived = Facts.derive(release);

            // Then
            assertThat(only(derived, Entry.Released.class))
                    .singleElement()
                    .extracting(Entry::at)
                    .isEqualTo(day(3));
        }

        @Test
        void shouldCountAFixFromWhenItsProofWasReceived() {
            // Given
            Event fixedEarlyProvenLate = bill("shop", "1.1.0", day(40), GOOD);

            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            release("shop", "1.x", "1.1.0", day(10)),
                            fixedEarlyProvenLate);

            // Then
            assertThat(closed(derived, "match", KEY))
                    .singleElement()
                    .satisfies(
                            closing -> {
                                assertThat(closing.how()).isEqualTo("release-fixed");
                                assertThat(closing.at()).isEqualTo(day(40));
                                assertThat(closing.trust()).isEqualTo(0.9);
                            });
        }
    }

    @Nested
    class FairOnboarding {
        @ParameterizedTest
        @CsvSource({"1,30,30", "30,1,30"})
        void shouldOweFromTheLaterOfObservationAndAdvisory(int observed, int published, int owed) {
            // When
            Derived derived =
                    Facts.derive(flaw(published), bill("shop", "1.0.0", day(observed), BAD));

            // Then
            assertThat(owed(derived, "match"))
                    .singleElement()
                    .satisfies(
                            match -> {
                                assertThat(match.key()).isEqualTo(KEY);
                                assertThat(match.at()).isEqualTo(day(owed));
                                assertThat(match.severity()).isEqualTo(Severity.HIGH);
                                assertThat(match.own()).isFalse();
                            });
        }

        @ParameterizedTest
        @CsvSource({"3,3", "4,14", "14,14", "21,14"})
        void shouldReadTheTierFromTheDatesOfTheKevEntry(int days, int tier) {
            // Given
            LocalDate added = LocalDate.of(2026, 1, 11);

            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            kev(CVE, added, added.plusDays(days), day(11)));

            // Then
            assertThat(owed(derived, "kev-match"))
                    .singleElement()
                    .satisfies(
                            listed -> {
                                assertThat(listed.tierDays()).isEqualTo(tier);
                                assertThat(listed.at()).isEqualTo(day(10));
                                assertThat(listed.listedAt()).isEqualTo(day(10));
                                assertThat(listed.statedDue())
                                        .isEqualTo(
                                                added.plusDays(days)
                                                        .atTime(23, 59, 59)
                                                        .toInstant(ZoneOffset.UTC));
                            });
        }

        @Test
        void shouldNotOweAKevThatWasListedAfterTheFix() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            bill("shop", "1.1.0", day(5), GOOD),
                            kev(
                                    CVE,
                                    LocalDate.of(2026, 1, 11),
                                    LocalDate.of(2026, 1, 25),
                                    day(11)));

            // Then
            assertThat(owed(derived, "kev-match")).isEmpty();
        }
    }

    @Nested
    class Lines {
        @ParameterizedTest
        @CsvSource({"4.2.1,4.x", "v10.0,10.x", "2026.1,2026.x", "nightly,main"})
        void shouldImplyTheLineOfAReleaseThatNobodyDeclared(String version, String line) {
            // When
            Derived derived = Facts.derive(bill("shop", version, day(1), BAD));

            // Then
            assertThat(only(derived, Entry.Released.class))
                    .singleElement()
                    .extracting(Entry.Released::line, Entry.Released::at)
                    .containsExactly(line, day(1));
        }

        @Test
        void shouldLetADeclarationWinOverTheImplication() {
            // When
            Derived derived =
                    Facts.derive(
                            bill("shop", "1.0.0", day(5), BAD),
                            release("shop", "stable", "1.0.0", day(2)));

            // Then
            assertThat(only(derived, Entry.Released.class))
                    .singleElement()
                    .extracting(Entry.Released::line, Entry.Released::at)
                    .containsExactly("stable", day(2));
        }

        @Test
        void shouldOweOnceForALineAndVulnerabilityHoweverManyReleasesAndComponentsHaveIt() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD, "pkg:npm/lib@1.1.0"),
                            bill("shop", "1.0.1", day(5), BAD),
                            bill("shop", "2.0.0", day(9), BAD));

            // Then
            assertThat(owed(derived, "match"))
                    .extracting(Owed::key, Owed::at)
                    .containsExactly(tuple(KEY, day(1)), tuple(CVE + "/2.x", day(9)));
            assertThat(only(derived, Closed.class)).isEmpty();
        }

        @Test
        void shouldOweAnewWhenAFlawComesBack() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            bill("shop", "1.1.0", day(10), GOOD),
                            bill("shop", "1.2.0", day(20), BAD));

            // Then
            assertThat(owed(derived, "match"))
                    .extracting(Owed::key, Owed::at)
                    .containsExactly(tuple(KEY, day(1)), tuple(KEY + "#2", day(20)));
            assertThat(closed(derived, "match", KEY))
                    .extracting(Closed::at)
                    .containsExactly(day(10));
            assertThat(closed(derived, "match", KEY + "#2")).isEmpty();
        }

        @Test
        void shouldNotCloseByAReleaseOfWhichNoSbomIsKnown() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            release("shop", "1.x", "1.1.0", day(10)));

            // Then
            assertThat(closed(derived, "match", KEY)).isEmpty();
        }

        @Test
        void shouldNotOweWhatIsOnlyInAReleaseThatWasSupersededBeforeTheFlawWasKnown() {
            // When
            Derived derived =
                    Facts.derive(
                            bill("shop", "1.0.0", day(1), BAD),
                            bill("shop", "1.1.0", day(10), GOOD),
                            flaw(30));

            // Then
            assertThat(owed(derived, "match")).isEmpty();
        }

        @Test
        void shouldNotCloseByAnOlderReleaseWhoseSbomComesLate() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            release("shop", "1.x", "1.0.0", day(1)),
                            release("shop", "1.x", "1.1.0", day(10)),
                            bill("shop", "1.1.0", day(11), BAD),
                            bill("shop", "1.0.0", day(20), GOOD));

            // Then
            assertThat(closed(derived, "match", KEY)).isEmpty();
        }

        @Test
        void shouldKeepOwedWhatASecondSbomOfTheSameReleaseHides() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            bill("shop", "1.0.0", day(5), GOOD));

            // Then
            assertThat(closed(derived, "match", KEY)).isEmpty();
        }

        @Test
        void shouldCloseWhenSupportEndsOnTheDayThatWasAnnounced() {
            // Given
            Event announced =
                    new ReleasePublished(
                            "shop",
                            ci(day(0)),
                            Part.WHOLE,
                            "1.x",
                            "1.0.0",
                            day(0),
                            false,
                            List.of(),
                            LocalDate.of(2026, 3, 1));

            // When
            Derived derived =
                    Facts.derive(
                            announced,
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            new SupportEnded("shop", ci(day(70)), Part.WHOLE, "1.x", day(60)));

            // Then
            assertThat(closed(derived, "match", KEY))
                    .singleElement()
                    .extracting(Closed::how, Closed::at)
                    .containsExactly("support-ended", day(60));
        }

        @Test
        void shouldStillOweWhenSupportEndsWithoutNotice() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            new SupportEnded("shop", ci(day(60)), Part.WHOLE, "1.x", day(60)));

            // Then
            assertThat(closed(derived, "match", KEY)).isEmpty();
            assertThat(only(derived, Entry.SupportEnded.class)).hasSize(1);
        }
    }

    @Nested
    class WordsOnFlaws {
        @Test
        void shouldCloseByAJustifiedVexStatementWithTheTrustOfItsSource() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            notAffected("shop", day(5), CVE));

            // Then
            assertThat(closed(derived, "match", KEY))
                    .extracting(Closed::how, Closed::at, Closed::trust, Closed::until)
                    .containsExactlyInAnyOrder(
                            tuple("vex-not-affected", day(5), 0.9, null),
                            tuple("vex-decided", day(5), 0.9, null));
        }

        @Test
        void shouldNotCloseByNotAffectedWithoutAReason() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            vex("shop", day(5), CVE, VexStatus.NOT_AFFECTED, null));

            // Then
            assertThat(closed(derived, "match", KEY)).isEmpty();
        }

        @Test
        void shouldDecideWithoutClosingWhenTheProductIsAffected() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            vex("shop", day(5), CVE, VexStatus.AFFECTED, null));

            // Then
            assertThat(closed(derived, "match", KEY))
                    .extracting(Closed::how)
                    .containsExactly("vex-decided");
        }

        @Test
        void shouldLetALaterStatementTakeAnEarlierOneBack() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            notAffected("shop", day(5), CVE),
                            vex("shop", day(9), CVE, VexStatus.AFFECTED, null));

            // Then
            assertThat(closed(derived, "match", KEY))
                    .filteredOn(c -> c.how().equals("vex-not-affected"))
                    .singleElement()
                    .extracting(Closed::at, Closed::until)
                    .containsExactly(day(5), day(9));
        }

        @Test
        void shouldNotCloseWhenAStatementCoversOnlyOneOfTwoComponents() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD, "pkg:npm/lib@1.1.0"),
                            notAffected("shop", day(5), CVE, BAD));

            // Then
            assertThat(closed(derived, "match", KEY)).isEmpty();
        }

        @Test
        void shouldCloseWhenTheAdvisoryIsWithdrawn() {
            // Given
            var published =
                    advisory(
                            "GHSA-aaaa-bbbb-cccc",
                            List.of(CVE),
                            day(0),
                            "HIGH",
                            "npm",
                            "lib",
                            "0",
                            "1.2.0");
            var withdrawn = revised(published, day(9), day(9), published.affected());

            // When
            Derived derived = Facts.derive(withdrawn, bill("shop", "1.0.0", day(1), BAD));

            // Then
            assertThat(owed(derived, "match")).hasSize(1);
            assertThat(closed(derived, "match", KEY))
                    .singleElement()
                    .extracting(Closed::how, Closed::at)
                    .containsExactly("withdrawn", day(9));
        }

        @Test
        void shouldOweOnceForAFlawThatTwoDatabasesWriteDown() {
            // Given
            Event other =
                    advisory(
                            "PYSEC-2026-1",
                            List.of("GHSA-aaaa-bbbb-cccc"),
                            day(3),
                            "CRITICAL",
                            "npm",
                            "lib",
                            "0",
                            "1.2.0");

            // When
            Derived derived = Facts.derive(flaw(0), other, bill("shop", "1.0.0", day(1), BAD));

            // Then
            assertThat(owed(derived, "match"))
                    .extracting(Owed::key, Owed::severity, Owed::at)
                    .containsExactlyInAnyOrder(
                            tuple(KEY, Severity.HIGH, day(1)),
                            tuple(KEY, Severity.CRITICAL, day(3)));
        }

        @Test
        void shouldBlameAReleaseForAKevThatStoodInTheCatalogueWhenItShipped() {
            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            kev(CVE, LocalDate.of(2026, 1, 11), LocalDate.of(2026, 1, 25), day(11)),
                            bill("shop", "1.0.0", day(5), BAD),
                            bill("shop", "1.0.1", day(20), BAD));

            // Then
            assertThat(owed(derived, "kev-at-release"))
                    .singleElement()
                    .extracting(Owed::key, Owed::release, Owed::at)
                    .containsExactly("1.0.1/" + CVE, "1.0.1", day(20));
        }
    }

    @Nested
    class OwnFindings {
        private static final String FINDING = "1.x/semgrep/src/f1";

        @Test
        void shouldOweAsOwnAndCloseByTheNextCompleteScanWithoutIt() {
            // When
            Derived derived =
                    Facts.derive(
                            scan("shop", "1.0.0", day(1), finding("f1", Severity.HIGH, "CWE-89")),
                            scan("shop", "1.0.1", day(9)));

            // Then
            assertThat(owed(derived, "finding"))
                    .singleElement()
                    .satisfies(
                            found -> {
                                assertThat(found.key()).isEqualTo(FINDING);
                                assertThat(found.own()).isTrue();
                                assertThat(found.attributes()).containsEntry("cwe", "CWE-89");
                            });
            assertThat(closed(derived, "finding", FINDING))
                    .singleElement()
                    .extracting(Closed::how, Closed::at)
                    .containsExactly("rescan", day(9));
        }

        @Test
        void shouldNotCloseByAnEmptyRun() {
            // Given
            var empty = scan("shop", "1.0.0", day(9));
            var run =
                    new FindingsObserved(
                            "shop",
                            empty.provenance(),
                            Part.WHOLE,
                            "1.0.0",
                            new Scan("semgrep", "1.0", empty.scan().kinds(), "src", 0, 0, null),
                            List.of());

            // When
            Derived derived =
                    Facts.derive(
                            scan("shop", "1.0.0", day(1), finding("f1", Severity.HIGH, "CWE-89")),
                            run);

            // Then
            assertThat(closed(derived, "finding", FINDING)).isEmpty();
            assertThat(only(derived, Covered.class)).hasSize(1);
        }

        @Test
        void shouldIgnoreAScanOfAReleaseThatWasSuperseded() {
            // When
            Derived derived =
                    Facts.derive(
                            scan("shop", "1.0.0", day(1)),
                            scan("shop", "1.1.0", day(5)),
                            scan("shop", "1.0.0", day(9), finding("f1", Severity.HIGH, "CWE-89")));

            // Then
            assertThat(owed(derived, "finding")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "  "})
        void shouldStillOweAFindingThatWasSuppressedWithoutAReason(String reason) {
            // When
            Derived derived =
                    Facts.derive(scan("shop", "1.0.0", day(1), suppressed(reason, false)));

            // Then
            assertThat(closed(derived, "finding", FINDING)).isEmpty();
        }

        @Test
        void shouldAcceptASuppressionWithAReasonForAYearAtLowTrust() {
            // When
            Derived derived =
                    Facts.derive(
                            scan(
                                    "shop",
                                    "1.0.0",
                                    day(1),
                                    suppressed("input is a constant", false)));

            // Then
            assertThat(closed(derived, "finding", FINDING))
                    .singleElement()
                    .extracting(Closed::how, Closed::trust, Closed::until)
                    .containsExactly("accepted", 0.4, day(366));
        }

        @Test
        void shouldNeverAcceptTheSuppressionOfACredential() {
            // When
            Derived derived =
                    Facts.derive(scan("shop", "1.0.0", day(1), suppressed("only for tests", true)));

            // Then
            assertThat(owed(derived, "secret")).hasSize(1);
            assertThat(only(derived, Closed.class)).isEmpty();
        }

        private static Finding suppressed(String reason, boolean secret) {
            return new Finding(
                    "f1",
                    "rule-1",
                    "a weakness",
                    Severity.HIGH,
                    List.of(),
                    "a.java",
                    7,
                    secret,
                    reason,
                    null);
        }
    }

    @Nested
    class Mistakes {
        @Test
        void shouldKeepWhatIsOwedWhenEvidenceIsRetracted() {
            // Given
            UUID submission = UUID.randomUUID();
            InventoryObserved sent =
                    bill("shop", "1.0.0", from(submission, day(1), 0.9), Part.WHOLE, BAD);

            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            sent,
                            new Retracted("shop", ci(day(5)), Part.WHOLE, submission, "oops"));

            // Then
            assertThat(owed(derived, "match")).hasSize(1);
            assertThat(only(derived, Entry.Retracted.class))
                    .singleElement()
                    .extracting(Entry.Retracted::of)
                    .isEqualTo(submission.toString());
        }

        @Test
        void shouldExcuseOnlyWhatAnErroneousSubmissionAloneCreated() {
            // Given
            UUID wrong = UUID.randomUUID();
            Event wronglyFiled =
                    bill(
                            "shop",
                            "1.0.0",
                            from(wrong, day(1), 0.9),
                            Part.WHOLE,
                            BAD,
                            "pkg:npm/other@1.0.0");
            Event honest = bill("shop", "1.0.0", day(3), BAD);
            Event other =
                    advisory(
                            "GHSA-dddd-eeee-ffff",
                            List.of(),
                            day(0),
                            "LOW",
                            "npm",
                            "other",
                            "0",
                            "2.0.0");
            Event decision =
                    new SubmissionErroneous(
                            UUID.randomUUID(),
                            "shop",
                            "ann",
                            day(6),
                            wrong,
                            "bob",
                            "wrong product");

            // When
            Derived derived = Facts.derive(flaw(0), other, wronglyFiled, honest, decision);

            // Then
            assertThat(owed(derived, "match"))
                    .extracting(Owed::key, o -> o.evidence().equals(wrong.toString()))
                    .containsExactlyInAnyOrder(
                            tuple(KEY, false), tuple("GHSA-dddd-eeee-ffff/1.x", true));
            assertThat(only(derived, Entry.Excused.class))
                    .singleElement()
                    .extracting(Entry.Excused::of)
                    .isEqualTo(wrong.toString());
        }
    }

    @Nested
    class Gates {
        private static GateChecked check(int day, boolean passed, GateException exception) {
            return new GateChecked(
                    "shop",
                    ci(day(day)),
                    Part.WHOLE,
                    "1.0.0",
                    "sast",
                    passed,
                    true,
                    day(day),
                    exception);
        }

        private static GateException exception(String role, int granted, int expires) {
            return new GateException(
                    "EX-1", "ann", "eve", role, "a reason", day(granted), day(expires));
        }

        @Test
        void shouldOweNothingForAGateThatFailedAndPassedBeforeTheRelease() {
            // When
            Derived derived =
                    Facts.derive(
                            check(1, false, null),
                            check(2, true, null),
                            release("shop", "1.x", "1.0.0", day(3)));

            // Then
            assertThat(owed(derived, "gate-failed")).isEmpty();
            assertThat(closed(derived, "release", "1.0.0"))
                    .singleElement()
                    .extracting(Closed::how, Closed::at)
                    .containsExactly("passed", day(3));
        }

        @Test
        void shouldOweAGateThatTheReleaseWentPastUntilALaterReleasePassesAll() {
            // Given
            Event next =
                    new GateChecked(
                            "shop",
                            ci(day(9)),
                            Part.WHOLE,
                            "1.1.0",
                            "sast",
                            true,
                            true,
                            day(9),
                            null);

            // When
            Derived derived =
                    Facts.derive(
                            check(1, false, null),
                            release("shop", "1.x", "1.0.0", day(3)),
                            next,
                            release("shop", "1.x", "1.1.0", day(10)));

            // Then
            assertThat(owed(derived, "gate-failed"))
                    .singleElement()
                    .satisfies(
                            bypassed -> {
                                assertThat(bypassed.at()).isEqualTo(day(3));
                                assertThat(bypassed.attributes()).containsEntry("critical", "true");
                            });
            assertThat(closed(derived, "gate-failed", "1.0.0/sast"))
                    .extracting(Closed::at)
                    .containsExactly(day(10));
            assertThat(closed(derived, "release", "1.0.0")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "executive,0,60,true",
            "engineer,0,60,false",
            "executive,4,60,false",
            "executive,0,2,false"
        })
        void shouldBelieveOnlyAnExceptionOfTheRightRoleThatStoodOnTheDayOfTheRelease(
                String role, int granted, int expires, boolean good) {
            // When
            Derived derived =
                    Facts.derive(
                            check(1, false, exception(role, granted, expires)),
                            release("shop", "1.x", "1.0.0", day(3)));

            // Then
            assertThat(owed(derived, "gate-failed")).hasSize(good ? 0 : 1);
            assertThat(owed(derived, "waiver")).hasSize(1);
        }
    }

    @Nested
    class AcceptedRisks {
        private static RiskAccepted risk(UUID id, int day, String role, UUID renewalOf) {
            return new RiskAccepted(
                    id,
                    "shop",
                    "ann",
                    day(day),
                    "match/" + KEY,
                    "needs time",
                    "ann",
                    "eve",
                    role,
                    day(day + 30),
                    renewalOf);
        }

        @Test
        void shouldCloseTheConcernUntilTheRiskExpiresAndOweItsEnd() {
            // Given
            UUID id = UUID.randomUUID();

            // When
            Derived derived =
                    Facts.derive(
                            flaw(0),
                            bill("shop", "1.0.0", day(1), BAD),
                            risk(id, 5, "executive", null));

            // Then
            assertThat(closed(derived, "match", KEY))
                    .singleElement()
                    .extracting(Closed::how, Closed::at, Closed::until)
                    .containsExactly("accepted", day(5), day(35));
            assertThat(owed(derived, "waiver"))
                    .singleElement()
                    .extracting(Owed::key, Owed::statedDue)
                    .containsExactly(id.toString(), day(35));
        }

        @Test
        void shouldStartLateWithoutTheApprovalOfALeader() {
            // When
            Derived derived = Facts.derive(risk(UUID.randomUUID(), 5, "engineer", null));

            // Then
            assertThat(owed(derived, "waiver"))
                    .singleElement()
                    .extracting(Owed::statedDue)
                    .isEqualTo(day(5));
        }

        @Test
        void shouldCountTheThirdRenewalAsLate() {
            // Given
            List<UUID> ids =
                    List.of(
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            UUID.randomUUID());

            // When
            Derived derived =
                    Facts.derive(
                            risk(ids.get(0), 0, "executive", null),
                            risk(ids.get(1), 20, "executive", ids.get(0)),
                            risk(ids.get(2), 40, "executive", ids.get(1)),
                            risk(ids.get(3), 60, "executive", ids.get(2)));

            // Then
            assertThat(owed(derived, "waiver"))
                    .extracting(Owed::statedDue)
                    .containsExactly(day(30), day(50), day(70), day(60));
            assertThat(closed(derived, "waiver", ids.get(0).toString()))
                    .extracting(Closed::at)
                    .containsExactly(day(20));
        }
    }

    @Test
    void shouldBindAnSbomToTheReleaseByTheDigestOfWhatShipped() {
        // Given
        String digest = "a".repeat(64);
        InventoryObserved plain = bill("shop", "1.0.0", day(1), BAD);
        InventoryObserved bound =
                new InventoryObserved(
                        "shop",
                        plain.provenance(),
                        Part.WHOLE,
                        "1.0.0",
                        plain.format(),
                        List.of(digest),
                        plain.quality(),
                        0,
                        plain.components());

        // When
        Derived derived = Facts.derive(bound, release("shop", "1.x", "1.0.0", day(0), digest));

        // Then
        assertThat(only(derived, Covered.class))
                .singleElement()
                .extracting(Covered::attributes)
                .isEqualTo(Map.of("binding", "digest", "artefact", digest));
    }

    @Test
    void shouldAnswerTheMinimumElementsOfEachSbom() {
        // When
        Derived derived = Facts.derive(bill("shop", "1.0.0", day(1), BAD));

        // Then
        assertThat(only(derived, Entry.Answered.class))
                .extracting(Entry.Answered::item, Entry.Answered::value)
                .containsExactlyInAnyOrder(
                        tuple("1.0.0/name", 1.0),
                        tuple("1.0.0/version", 1.0),
                        tuple("1.0.0/licence", 0.5));
    }

    @Test
    void shouldGiveEveryLineAnIdOfItsOwn() {
        // Given
        Instant same = day(1);

        // When
        Derived derived =
                Facts.derive(
                        flaw(0),
                        bill("shop", "1.0.0", same, BAD),
                        bill("shop", "2.0.0", same, BAD),
                        scan("shop", "1.0.0", same, finding("f1", Severity.LOW, "CWE-79")),
                        scan("shop", "2.0.0", same, finding("f1", Severity.LOW, "CWE-79")));

        // Then
        assertThat(derived.entries()).extracting(Entry::id).doesNotHaveDuplicates();
        assertThat(owed(derived, "match")).hasSize(2);
        assertThat(owed(derived, "finding")).hasSize(2);
    }
}
