package dev.plumbline.scoring.obligation;

import static dev.plumbline.scoring.Samples.day;
import static dev.plumbline.scoring.Samples.from;
import static dev.plumbline.scoring.Samples.rated;
import static dev.plumbline.scoring.obligation.Ledgers.closed;
import static dev.plumbline.scoring.obligation.Ledgers.covered;
import static dev.plumbline.scoring.obligation.Ledgers.owed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Evidence.DutyOpened;
import dev.plumbline.events.Evidence.RecordKind;
import dev.plumbline.events.Evidence.RecordPublished;
import dev.plumbline.events.Evidence.RecordState;
import dev.plumbline.events.Part;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry.Closed;
import dev.plumbline.model.evidence.Entry.Owed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the maker publishes of flaws in its own product. Days are counted from 1 January 2026.
class RecordsTest {
    private static final String CVE = "CVE-2026-1000";
    private static final List<SeverityVector> GRAVE =
            List.of(new SeverityVector("CVSS_V3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"));

    /// A record of the maker's, sent on the day on which it came out, and later if it says so.
    private record Draft(
            RecordKind kind,
            String id,
            List<String> flaws,
            Instant published,
            Instant received,
            @Nullable Instant publicAt,
            RecordState state,
            List<String> cwes,
            boolean versions,
            boolean remedy,
            List<String> purls) {

        RecordPublished made() {
            return new RecordPublished(
                    "shop",
                    from(UUID.randomUUID(), received, 0.9),
                    Part.WHOLE,
                    null,
                    kind,
                    state,
                    "CVE JSON 5.1",
                    id,
                    List.of(),
                    flaws,
                    "meridian",
                    null,
                    published,
                    published,
                    publicAt,
                    cwes,
                    GRAVE,
                    versions,
                    remedy,
                    List.of(),
                    purls);
        }

        Draft received(int day) {
            return new Draft(
                    kind, id, flaws, published, day(day), publicAt, state, cwes, versions, remedy,
                    purls);
        }

        Draft lacking() {
            return new Draft(
                    kind,
                    id,
                    flaws,
                    published,
                    received,
                    publicAt,
                    state,
                    List.of("CWE-693"),
                    false,
                    remedy,
                    List.of());
        }

        Draft in(RecordState other) {
            return new Draft(
                    kind, id, flaws, published, received, publicAt, other, cwes, versions, remedy,
                    purls);
        }

        Draft about(List<String> others) {
            return new Draft(
                    kind, id, others, published, received, publicAt, state, cwes, versions, remedy,
                    purls);
        }

        Draft unfixed() {
            return new Draft(
                    kind, id, flaws, published, received, publicAt, state, cwes, versions, false,
                    purls);
        }
    }

    private static Draft cve(int day) {
        return new Draft(
                RecordKind.CVE_RECORD,
                CVE,
                List.of(CVE),
                day(day),
                day(day),
                null,
                RecordState.PUBLISHED,
                List.of("CWE-89"),
                true,
                true,
                List.of("pkg:generic/meridian/shop"));
    }

    private static Draft advisory(int day) {
        return new Draft(
                RecordKind.ADVISORY,
                "MS-1",
                List.of(CVE),
                day(day),
                day(day),
                null,
                RecordState.PUBLISHED,
                List.of("CWE-89"),
                true,
                true,
                List.of());
    }

    @Test
    void shouldOweNothingForACompleteRecordThatComesFirst() {
        // When
        Derived derived = Facts.derive(cve(5).made(), advisory(5).made());

        // Then
        assertThat(owed(derived, "own-cve")).extracting(Owed::key).containsExactly(CVE);
        assertThat(owed(derived, "cve-without-cwe")).isEmpty();
        assertThat(owed(derived, "cve-without-ranges")).isEmpty();
        assertThat(owed(derived, "cve-without-product-id")).isEmpty();
        assertThat(closed(derived, "own-cve-publication", CVE))
                .extracting(Closed::at)
                .containsExactly(day(5));
        assertThat(closed(derived, "own-advisory", CVE))
                .extracting(Closed::at)
                .containsExactly(day(5));
        assertThat(covered(derived, "cve-list")).hasSize(1);
        assertThat(covered(derived, "advisory-list")).hasSize(1);
    }

    @Test
    void shouldOweWhatARecordLacksUntilARevisionHasIt() {
        // When
        Derived derived = Facts.derive(cve(5).lacking().made(), cve(5).received(9).made());

        // Then
        for (String lack :
                List.of("cve-without-cwe", "cve-without-ranges", "cve-without-product-id")) {
            assertThat(owed(derived, lack)).extracting(Owed::at).containsExactly(day(5));
            assertThat(closed(derived, lack, CVE))
                    .extracting(Closed::how, Closed::at)
                    .containsExactly(tuple("corrected", day(9)));
        }
    }

    @Test
    void shouldHoldACorrectionOnlyUntilALaterRevisionLacksItAgain() {
        // When
        Derived derived =
                Facts.derive(
                        cve(5).lacking().made(),
                        cve(5).received(9).made(),
                        cve(5).lacking().received(12).made());

        // Then
        assertThat(closed(derived, "cve-without-cwe", CVE))
                .extracting(Closed::at, Closed::until)
                .containsExactly(tuple(day(9), day(12)));
    }

    @Test
    void shouldOweNothingMoreForARejectedRecord() {
        // When
        Derived derived =
                Facts.derive(
                        cve(5).lacking().made(),
                        cve(5).lacking().received(9).in(RecordState.REJECTED).made());

        // Then
        assertThat(closed(derived, "cve-without-cwe", CVE))
                .extracting(Closed::how)
                .containsExactly("withdrawn");
    }

    @ParameterizedTest
    @CsvSource({"CWE-89,0", "CWE-noinfo,1", "CWE-664,1", "CWE-20,1", "NVD-CWE-Other,1"})
    void shouldTakeOnlyASpecificWeaknessForOne(String cwe, int lacking) {
        // Given
        Draft good = cve(5);
        Draft record =
                new Draft(
                        good.kind(),
                        good.id(),
                        good.flaws(),
                        good.published(),
                        good.received(),
                        null,
                        good.state(),
                        List.of(cwe),
                        true,
                        true,
                        good.purls());

        // Then
        assertThat(owed(Facts.derive(record.made()), "cve-without-cwe")).hasSize(lacking);
    }

    @Test
    void shouldOweTheCveRecordFromTheFirstWordInPublicOn() {
        // When
        Derived derived = Facts.derive(advisory(5).made(), cve(9).made());

        // Then
        assertThat(owed(derived, "own-cve-publication"))
                .extracting(Owed::key, Owed::at, Owed::severity)
                .containsExactly(tuple(CVE, day(5), Severity.CRITICAL));
        assertThat(closed(derived, "own-cve-publication", CVE))
                .extracting(Closed::how, Closed::at)
                .containsExactly(tuple("cve-published", day(9)));
    }

    @Test
    void shouldCountARecordFromTheDayOnWhichTheWorldSaysItCameOut() {
        // When
        Derived derived =
                Facts.derive(
                        advisory(5).made(),
                        cve(6).received(30).made(),
                        rated("cve", CVE, day(6), "CRITICAL", null));

        // Then
        assertThat(closed(derived, "own-cve-publication", CVE))
                .extracting(Closed::at, Closed::trust)
                .containsExactlyInAnyOrder(tuple(day(30), 0.9), tuple(day(6), 1.0));
    }

    @Test
    void shouldAskForACveWhereAnAdvisoryNamesNone() {
        // When
        Derived without = Facts.derive(advisory(5).about(List.of()).made());
        Derived named =
                Facts.derive(advisory(5).about(List.of()).made(), advisory(5).received(8).made());

        // Then
        assertThat(owed(without, "own-cve-publication"))
                .extracting(Owed::key)
                .containsExactly("MS-1");
        assertThat(closed(without, "own-cve-publication", "MS-1")).isEmpty();
        assertThat(closed(named, "own-cve-publication", "MS-1"))
                .extracting(Closed::at)
                .containsExactly(day(8));
    }

    @Test
    void shouldOweAnAdvisoryOnlyOnceThereIsARemedy() {
        // When
        Derived unfixed = Facts.derive(cve(5).unfixed().made());
        Derived fixed = Facts.derive(cve(5).unfixed().made(), cve(5).received(8).made());

        // Then
        assertThat(owed(unfixed, "own-advisory")).isEmpty();
        assertThat(owed(fixed, "own-advisory")).extracting(Owed::key).containsExactly(CVE);
        assertThat(closed(fixed, "own-advisory", CVE)).isEmpty();
    }

    @Test
    void shouldTakeASecurityFixForNoSilentOneOnceAnAdvisorySpeaksOfIt() {
        // Given
        var fix =
                new DutyOpened(
                        "shop",
                        from(UUID.randomUUID(), day(4), 0.9),
                        Part.WHOLE,
                        "own-fix",
                        "4f2a",
                        "escape the search term",
                        day(4),
                        null,
                        Severity.HIGH,
                        Map.of("vulnerability", CVE));

        // When
        Derived derived = Facts.derive(fix, advisory(6).made());

        // Then
        assertThat(owed(derived, "own-fix")).extracting(Owed::key).containsExactly("4f2a");
        assertThat(closed(derived, "own-fix", "4f2a"))
                .extracting(Closed::how, Closed::at)
                .containsExactly(tuple("advisory-published", day(6)));
    }
}
