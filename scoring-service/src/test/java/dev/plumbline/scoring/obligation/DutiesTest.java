package dev.plumbline.scoring.obligation;

import static dev.plumbline.scoring.Samples.ci;
import static dev.plumbline.scoring.Samples.day;
import static dev.plumbline.scoring.Samples.from;
import static dev.plumbline.scoring.obligation.Ledgers.closed;
import static dev.plumbline.scoring.obligation.Ledgers.covered;
import static dev.plumbline.scoring.obligation.Ledgers.owed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Evidence.DutyMet;
import dev.plumbline.events.Evidence.DutyOpened;
import dev.plumbline.events.Evidence.LookTaken;
import dev.plumbline.events.Part;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry.Closed;
import dev.plumbline.model.evidence.Entry.Covered;
import dev.plumbline.model.evidence.Entry.Owed;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Duties that people and tools report. Days are counted from 1 January 2026.
class DutiesTest {
    static DutyOpened opened(String kind, String key, int day, Instant due) {
        return opened(kind, key, ci(day(day)), day(day), due);
    }

    private static DutyOpened opened(
            String kind, String key, Provenance provenance, Instant at, Instant due) {
        return new DutyOpened(
                "shop",
                provenance,
                Part.WHOLE,
                kind,
                key,
                "title of " + key,
                at,
                due,
                Severity.HIGH,
                Map.of());
    }

    static DutyMet met(String kind, String key, String how, int day) {
        return met(kind, key, how, from(UUID.randomUUID(), day(day), 0.7), day(day));
    }

    private static DutyMet met(
            String kind, String key, String how, Provenance provenance, Instant at) {
        return new DutyMet(
                "shop", provenance, Part.WHOLE, kind, key, how, at, null, null, "a word on it");
    }

    @Test
    void shouldOweAnAnswerAndADecisionToWhoReportsFromOutside() {
        // When
        Derived derived =
                Facts.derive(
                        opened("outside-report", "VR-1", 1, null),
                        met("outside-report", "VR-1", "answered", 2),
                        met("outside-report", "VR-1", "triaged", 6));

        // Then
        assertThat(owed(derived, "outside-report"))
                .extracting(Owed::key, Owed::at)
                .containsExactly(tuple("VR-1/answer", day(1)));
        assertThat(owed(derived, "outside-report-triage"))
                .extracting(Owed::key)
                .containsExactly("VR-1/triage");
        assertThat(closed(derived, "outside-report", "VR-1/answer"))
                .extracting(Closed::how, Closed::at)
                .containsExactly(tuple("answered", day(2)));
        assertThat(closed(derived, "outside-report-triage", "VR-1/triage"))
                .extracting(Closed::how, Closed::at)
                .containsExactly(tuple("triaged", day(6)));
    }

    @Test
    void shouldNotTakeAnAnswerForADecision() {
        // When
        Derived derived =
                Facts.derive(
                        opened("outside-report", "VR-1", 1, null),
                        met("outside-report", "VR-1", "answered", 2));

        // Then
        assertThat(closed(derived, "outside-report-triage", "VR-1/triage")).isEmpty();
    }

    @Test
    void shouldKeepTheFirstDateOfACommitmentBesideALaterOne() {
        // When
        Derived derived =
                Facts.derive(
                        opened("commitment", "sbd-roadmap", 1, day(90)),
                        opened("commitment", "sbd-roadmap", 80, day(180)),
                        met("commitment", "sbd-roadmap", "delivered", 100));

        // Then
        assertThat(owed(derived, "commitment"))
                .extracting(Owed::at, Owed::statedDue)
                .containsExactly(tuple(day(1), day(90)), tuple(day(80), day(180)));
        assertThat(closed(derived, "commitment", "sbd-roadmap"))
                .extracting(Closed::how, Closed::at, Closed::trust)
                .containsExactly(tuple("delivered", day(100), 0.7));
    }

    @Test
    void shouldBelieveAnEarlierDateOnlyOfAnIndependentSource() {
        // When
        Derived derived =
                Facts.derive(
                        opened("commitment", "a", ci(day(9)), day(3), null),
                        met(
                                "commitment",
                                "a",
                                "delivered",
                                from(UUID.randomUUID(), day(9), 0.9),
                                day(4)),
                        met(
                                "commitment",
                                "a",
                                "delivered",
                                from(UUID.randomUUID(), day(9), 1),
                                day(5)));

        // Then
        assertThat(owed(derived, "commitment")).extracting(Owed::at).containsExactly(day(3));
        assertThat(closed(derived, "commitment", "a"))
                .extracting(Closed::trust, Closed::at)
                .containsExactlyInAnyOrder(tuple(0.9, day(9)), tuple(1.0, day(5)));
    }

    @Test
    void shouldTakeFixesThatOnlyTheMakerTellsOfForItsOwnButNothingPromisedToOthers() {
        // When
        Derived derived =
                Facts.derive(
                        opened("own-fix", "4f2a", 1, null),
                        opened("own-fix", "77c0", from(UUID.randomUUID(), day(1), 1), day(1), null),
                        opened("outside-report", "VR-1", 1, null),
                        opened("commitment", "roadmap", 1, null));

        // Then
        assertThat(owed(derived, "own-fix"))
                .extracting(Owed::key, Owed::own)
                .containsExactlyInAnyOrder(tuple("4f2a", true), tuple("77c0", false));
        assertThat(owed(derived, "outside-report")).extracting(Owed::own).containsExactly(false);
        assertThat(owed(derived, "commitment")).extracting(Owed::own).containsExactly(false);
    }

    @Test
    void shouldOweTheNextReviewFromTheLastOne() {
        // When
        Derived derived =
                Facts.derive(
                        met("board-review", "BR-1", "reviewed", 10),
                        met("board-review", "BR-2", "reviewed", 80));

        // Then
        assertThat(owed(derived, "board-review"))
                .extracting(Owed::key, Owed::at)
                .containsExactly(tuple("after BR-1", day(10)), tuple("after BR-2", day(80)));
        assertThat(closed(derived, "board-review", "after BR-1"))
                .extracting(Closed::how, Closed::at)
                .containsExactly(tuple("reviewed", day(80)));
        assertThat(closed(derived, "board-review", "after BR-2")).isEmpty();
        assertThat(covered(derived, "board-review")).hasSize(2);
    }

    @Test
    void shouldNoteThatSomebodyLookedWhereNothingWasFound() {
        // When
        Derived derived =
                Facts.derive(
                        new LookTaken(
                                "shop",
                                ci(day(9)),
                                Part.WHOLE,
                                "report-intake",
                                day(7),
                                null,
                                null,
                                "no report"));

        // Then
        assertThat(covered(derived, "report-intake"))
                .extracting(Covered::subject, Covered::at)
                .containsExactly(tuple("*", day(7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "match",
                "kev-match",
                "finding",
                "secret",
                "gate-failed",
                "waiver",
                "release"
            })
    void shouldNeverTakeAWordForWhatIsDerivedFromEvidence(String kind) {
        assertThatThrownBy(() -> opened(kind, "CVE-2026-1/1.x", 1, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> met(kind, "CVE-2026-1/1.x", "release-fixed", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
