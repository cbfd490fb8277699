package dev.plumbline.scoring.obligation;

import static dev.plumbline.scoring.Samples.advisory;
import static dev.plumbline.scoring.Samples.bill;
import static dev.plumbline.scoring.Samples.componentScan;
import static dev.plumbline.scoring.Samples.day;
import static dev.plumbline.scoring.Samples.epss;
import static dev.plumbline.scoring.Samples.kev;
import static dev.plumbline.scoring.Samples.known;
import static dev.plumbline.scoring.Samples.notAffected;
import static dev.plumbline.scoring.Samples.release;
import static dev.plumbline.scoring.obligation.Ledgers.closed;
import static dev.plumbline.scoring.obligation.Ledgers.only;
import static dev.plumbline.scoring.obligation.Ledgers.owed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Reference.EpssScore;
import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry.Closed;
import dev.plumbline.model.evidence.Entry.Owed;
import dev.plumbline.model.score.Scorer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A flaw that an SBOM with an advisory shows, or a scanner that matches components itself, or
/// both: owed once. Days are counted from 1 January 2026.
class KnownFlawsTest {
    private static final String CVE = "CVE-2026-1000";
    private static final String GHSA = "GHSA-aaaa-bbbb-cccc";
    private static final String KEY = CVE + "/1.x";
    private static final String BAD = "pkg:npm/lib@1.0.0";
    private static final String GOOD = "pkg:npm/lib@1.2.0";

    private static Event flaw(int published) {
        return advisory(GHSA, List.of(CVE), day(published), "HIGH", "npm", "lib", "0", "1.2.0");
    }

    private static FindingsObserved reported(int day, String release) {
        return componentScan("shop", release, day(day), known(Severity.CRITICAL, BAD, CVE));
    }

    @Test
    void shouldOweOnceWhatAnAdvisoryMatchesAndAScannerReports() {
        // When
        Derived derived =
                Facts.derive(flaw(0), bill("shop", "1.0.0", day(1), BAD), reported(3, "1.0.0"));

        // Then
        assertThat(owed(derived, "finding")).isEmpty();
        assertThat(owed(derived, "match"))
                .extracting(Owed::key, Owed::at, Owed::severity, Owed::own)
                .containsExactlyInAnyOrder(
                        tuple(KEY, day(1), Severity.HIGH, false),
                        tuple(KEY, day(3), Severity.CRITICAL, true));
        assertThat(derived.subjects().get("match/" + KEY).reasons())
                .extracting(reason -> reason.text().split(" ", -1)[0])
                .contains("lib", "trivy");
    }

    @Test
    void shouldScoreBothAsOneObligation() {
        // Given
        Scorer scorer = new Scorer(CatalogueReader.core());
        Event bill = bill("shop", "1.0.0", day(1), BAD);

        // When
        var both =
                scorer.score(Facts.derive(flaw(0), bill, reported(1, "1.0.0")).entries(), day(5));

        // Then
        assertThat(both.obligations())
                .filteredOn(o -> o.under().equals("critical-fix-on-time"))
                .singleElement()
                .satisfies(
                        owed -> {
                            assertThat(owed.key()).isEqualTo(KEY);
                            assertThat(owed.own()).isFalse();
                            assertThat(owed.severity()).isEqualTo(Severity.CRITICAL);
                        });
    }

    @Test
    void shouldKnowAFlawByAnyOfItsNames() {
        // When
        Derived derived =
                Facts.derive(
                        flaw(0),
                        bill("shop", "1.0.0", day(1), BAD),
                        componentScan("shop", "1.0.0", day(2), known(Severity.HIGH, BAD, GHSA)),
                        componentScan(
                                "shop",
                                "2.0.0",
                                day(2),
                                known(Severity.HIGH, BAD, "SNYK-JS-LIB-1", GHSA)));

        // Then
        assertThat(owed(derived, "match")).extracting(Owed::key).containsOnly(KEY, CVE + "/2.x");
    }

    @Test
    void shouldOweAsOwnWhatOnlyAScannerKnows() {
        // When
        Derived derived = Facts.derive(reported(3, "1.0.0"));

        // Then
        assertThat(owed(derived, "match"))
                .singleElement()
                .satisfies(
                        match -> {
                            assertThat(match.key()).isEqualTo(KEY);
                            assertThat(match.own()).isTrue();
                            assertThat(match.severity()).isEqualTo(Severity.CRITICAL);
                            assertThat(match.attributes())
                                    .containsEntry("component", "npm/lib")
                                    .containsEntry("fixed-in", "1.2.0");
                        });
    }

    @Test
    void shouldCloseByTheNextCompleteScanWithoutIt() {
        // When
        Derived derived =
                Facts.derive(reported(3, "1.0.0"), componentScan("shop", "1.1.0", day(9)));

        // Then
        assertThat(closed(derived, "match", KEY))
                .extracting(Closed::how, Closed::at, Closed::trust)
                .containsExactly(tuple("release-fixed", day(9), 0.9));
    }

    @Test
    void shouldTakeItForWithdrawnWhenTheScannerChangesItsMindAboutTheSameRelease() {
        // When
        Derived derived =
                Facts.derive(reported(3, "1.0.0"), componentScan("shop", "1.0.0", day(9)));

        // Then
        assertThat(closed(derived, "match", KEY))
                .extracting(Closed::how)
                .containsExactly("withdrawn");
    }

    @Test
    void shouldStayOwedWhileOneOfTheTwoStillSaysSo() {
        // When
        Derived scannerStill =
                Facts.derive(
                        flaw(0),
                        bill("shop", "1.0.0", day(1), BAD),
                        reported(2, "1.0.0"),
                        bill("shop", "1.1.0", day(5), GOOD),
                        reported(6, "1.1.0"));
        Derived billStill =
                Facts.derive(
                        flaw(0),
                        bill("shop", "1.0.0", day(1), BAD),
                        reported(2, "1.0.0"),
                        componentScan("shop", "1.0.0", day(5)));

        // Then
        assertThat(owed(scannerStill, "match")).extracting(Owed::key).containsOnly(KEY);
        assertThat(closed(scannerStill, "match", KEY)).isEmpty();
        assertThat(closed(billStill, "match", KEY)).isEmpty();
    }

    @Test
    void shouldCloseByACleanSbomOfANewerReleaseThanTheScannerSaw() {
        // When
        Derived derived =
                Facts.derive(
                        flaw(0),
                        bill("shop", "1.0.0", day(1), BAD),
                        reported(2, "1.0.0"),
                        bill("shop", "1.1.0", day(5), GOOD));

        // Then
        assertThat(closed(derived, "match", KEY))
                .extracting(Closed::how, Closed::at)
                .containsExactly(tuple("release-fixed", day(5)));
    }

    @Test
    void shouldCloseByAJustifiedVexStatement() {
        // When
        Derived derived = Facts.derive(reported(3, "1.0.0"), notAffected("shop", day(5), CVE, BAD));

        // Then
        assertThat(closed(derived, "match", KEY))
                .extracting(Closed::how)
                .contains("vex-not-affected");
    }

    @Test
    void shouldDecideOnAnUnnamedComponentOnlyByAWordOnTheWholeProduct() {
        // Given
        Event unnamed = componentScan("shop", "1.0.0", day(3), known(Severity.HIGH, null, CVE));

        // When
        Derived ofAComponent = Facts.derive(unnamed, notAffected("shop", day(5), CVE, BAD));
        Derived ofTheProduct = Facts.derive(unnamed, notAffected("shop", day(5), CVE));

        // Then
        assertThat(owed(ofTheProduct, "match")).extracting(Owed::key).containsExactly(KEY);
        assertThat(closed(ofAComponent, "match", KEY)).isEmpty();
        assertThat(closed(ofTheProduct, "match", KEY))
                .extracting(Closed::how)
                .contains("vex-not-affected");
    }

    @Test
    void shouldOweTheListingOfAFlawThatOnlyAScannerKnows() {
        // When
        Derived derived =
                Facts.derive(
                        reported(3, "1.0.0"),
                        kev(CVE, LocalDate.of(2026, 1, 11), LocalDate.of(2026, 1, 25), day(11)),
                        componentScan("shop", "1.1.0", day(15)));

        // Then
        assertThat(owed(derived, "kev-match"))
                .singleElement()
                .extracting(Owed::key, Owed::at)
                .containsExactly(KEY, day(10));
        assertThat(closed(derived, "kev-match", KEY))
                .extracting(Closed::how, Closed::at)
                .containsExactly(tuple("release-fixed", day(15)));
    }

    @Test
    void shouldBlameAReleaseForAListedFlawThatOnlyAScannerFound() {
        // When
        Derived derived =
                Facts.derive(
                        release("shop", "1.x", "1.0.0", day(20)),
                        reported(21, "1.0.0"),
                        kev(CVE, LocalDate.of(2026, 1, 11), LocalDate.of(2026, 1, 25), day(11)));

        // Then
        assertThat(owed(derived, "kev-at-release"))
                .extracting(Owed::key)
                .containsExactly("1.0.0/" + CVE);
    }

    @Test
    void shouldAcceptWhatWasSetAsideOnlyUntilTheWorldSaysIt() {
        // Given
        Finding plain = known(Severity.HIGH, BAD, CVE);
        Finding setAside =
                new Finding(
                        plain.fingerprint(),
                        plain.rule(),
                        plain.title(),
                        plain.severity(),
                        plain.cwes(),
                        null,
                        null,
                        false,
                        "not reachable",
                        plain.known());
        Event scan = componentScan("shop", "1.0.0", day(1), setAside);

        // When
        Derived alone = Facts.derive(scan);
        Derived matched = Facts.derive(scan, bill("shop", "1.0.0", day(2), BAD), flaw(5));

        // Then
        assertThat(closed(alone, "match", KEY))
                .extracting(Closed::how, Closed::trust, Closed::until)
                .containsExactly(tuple("accepted", 0.4, day(366)));
        assertThat(closed(matched, "match", KEY))
                .extracting(Closed::how, Closed::until)
                .containsExactly(tuple("accepted", day(5)));
    }

    @Test
    void shouldOweEachFlawThatADistributionsAdvisoryGathers() {
        // When
        Derived derived =
                Facts.derive(
                        componentScan(
                                "shop",
                                "1.0.0",
                                day(1),
                                known(
                                        Severity.HIGH,
                                        "pkg:rpm/redhat/lib@1.0-1.el9?distro=rhel-9",
                                        "RHSA-2026:1",
                                        CVE,
                                        "CVE-2026-1001")));

        // Then
        assertThat(owed(derived, "match"))
                .extracting(Owed::key)
                .containsExactlyInAnyOrder(KEY, "CVE-2026-1001/1.x");
    }

    @Test
    void shouldRankAFlawByEpssAndScoreItAsBefore() {
        // Given
        Event bill = bill("shop", "1.0.0", day(1), BAD);
        Event likely = epss(LocalDate.of(2026, 1, 2), day(2), new EpssScore(CVE, 0.94, 0.99));

        // When
        Derived ranked = Facts.derive(flaw(0), bill, likely);

        // Then
        assertThat(ranked.epss()).containsEntry(CVE, 0.94);
        assertThat(ranked.entries()).hasSameSizeAs(Facts.derive(flaw(0), bill).entries());
    }

    @Test
    void shouldGiveTheSameLedgerInWhateverOrderEvidenceArrives() {
        // Given
        List<Event> events =
                new ArrayList<>(
                        List.of(
                                flaw(4),
                                bill("shop", "1.0.0", day(1), BAD),
                                reported(2, "1.0.0"),
                                reported(6, "1.1.0"),
                                bill("shop", "1.1.0", day(5), GOOD),
                                componentScan("shop", "1.2.0", day(9)),
                                kev(
                                        CVE,
                                        LocalDate.of(2026, 1, 4),
                                        LocalDate.of(2026, 1, 25),
                                        day(11))));
        var expected = Facts.derive(events).entries();
        Random random = new Random(11);

        for (int i = 0; i < 20; i++) {
            // When
            Collections.shuffle(events, random);

            // Then
            assertThat(Facts.derive(events).entries()).isEqualTo(expected);
        }
        assertThat(expected).extracting(entry -> entry.id()).doesNotHaveDuplicates();
        assertThat(only(Facts.derive(events), Owed.class)).hasSizeGreaterThan(3);
        assertThat(UUID.fromString(expected.getLast().evidence())).isNotNull();
    }
}
