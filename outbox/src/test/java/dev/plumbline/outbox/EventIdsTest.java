package dev.plumbline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void shouldGrowEvenWhenMoreAreMadeThanOneMillisecondHolds() {
        // Given
        EventIds ids = new EventIds(Clock.fixed(NOON, ZoneOffset.UTC), new Random(1));

        // When
        List<UUID> made = Stream.generate(ids::next).limit(10_000).toList();

        // Then
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldBeOfVersionSevenAndCarryTheMillisecond() {
        // Given
        EventIds ids = new EventIds(Clock.fixed(NOON, ZoneOffset.UTC), new Random(1));

        // When
        UUID id = ids.next();

        // Then
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }
}
