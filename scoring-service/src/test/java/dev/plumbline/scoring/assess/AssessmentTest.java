package dev.plumbline.scoring.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.ScoreComputed.Change;
import dev.plumbline.events.ScoreComputed.HistoryPoint;
import dev.plumbline.model.evidence.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssessmentTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void shouldSumTheOldestChangesBeyondWhatIsTold() {
        // Given
        List<HistoryPoint> points = IntStream.rangeClosed(1, 5).mapToObj(this::point).toList();

        // When
        List<HistoryPoint> bounded = Assessment.boundedTo(3, points);

        // Then
        assertThat(bounded).hasSize(3);
        assertThat(bounded.subList(1, 3)).isEqualTo(points.subList(3, 5));
        Change joined = Objects.requireNonNull(bounded.getFirst().change());
        assertThat(joined.at()).isEqualTo(START.plusSeconds(3));
        assertThat(joined.overall()).isEqualTo(1 + 2 + 3);
        assertThat(joined.principles()).isEqualTo(Map.of("1", 6.0));
        assertThat(joined.measures()).isEqualTo(Map.of("odd", 4.0, "even", 2.0));
        assertThat(joined.submission()).isNull();
        assertThat(bounded.getFirst().overall()).isEqualTo(points.get(2).overall());
    }

    @Test
    void shouldLeaveFewChangesAlone() {
        // Given
        List<HistoryPoint> points = List.of(point(1), point(2));

        // Then
        assertThat(Assessment.boundedTo(2, points)).isSameAs(points);
    }

    @Test
    void shouldTellNothingFromBeforeTheProductWasKnown() {
        // Given
        Entry feed = look("feed", START.minusSeconds(90), "*");
        Entry bill = look("bill", START, "1.0.0");
        Entry later = look("later", START.plusSeconds(60), "1.1.0");

        // Then
        assertThat(Assessment.earliestNew(List.of(feed, bill, later), id -> false)).contains(START);
        assertThat(Assessment.earliestNew(List.of(feed, bill, later), "bill"::equals))
                .contains(START);
        assertThat(Assessment.earliestNew(List.of(bill, later), "bill"::equals))
                .contains(START.plusSeconds(60));
        assertThat(Assessment.earliestNew(List.of(feed), id -> false)).isEmpty();
        assertThat(Assessment.earliestNew(List.of(feed, bill), id -> true)).isEmpty();
    }

    private static Entry look(String id, Instant at, String subject) {
        return new Entry.Covered(id, "evidence", at, "sbom", subject, 1, Map.of());
    }

    private HistoryPoint point(int by) {
        Instant at = START.plusSeconds(by);
        return new HistoryPoint(
                at,
                10 * by,
                Map.of("1", 10.0 * by),
                0.5,
                90,
                new Change(
                        at,
                        "evidence",
                        "change " + by,
                        UUID.randomUUID(),
                        by,
                        Map.of("1", (double) by),
                        Map.of(by % 2 == 0 ? "even" : "odd", (double) by),
                        Map.of()));
    }
}
