package dev.plumbline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Instant END = Instant.parse("2026-11-23T09:00:00Z");

    private static Timetable withChance(double chance) {
        return new Timetable(
                Duration.ofSeconds(30),
                new RandomGenerator() {
                    @Override
                    public long nextLong() {
                        return 0;
                    }

                    @Override
                    public double nextDouble() {
                        return chance;
                    }
                });
    }

    @Test
    void shouldFetchAgainAfterTheIntervalAndAtMostATenthLater() {
        assertThat(withChance(0).after(END, 60)).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(withChance(1).after(END, 60)).isEqualTo("2026-11-23T10:06:00Z");
    }

    @Test
    void shouldDoubleTheWaitWithEachFailureUpToAnHour() {
        Timetable timetable = withChance(0);

        assertThat(timetable.again(END, 1, null)).isEqualTo("2026-11-23T09:00:30Z");
        assertThat(timetable.again(END, 2, null)).isEqualTo("2026-11-23T09:01:00Z");
        assertThat(timetable.again(END, 7, null)).isEqualTo("2026-11-23T09:32:00Z");
        assertThat(timetable.again(END, 8, null)).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(timetable.again(END, 1_000_000, null)).isEqualTo("2026-11-23T10:00:00Z");
    }

    @Test
    void shouldLeavePublishersAloneForAsLongAsTheyAskUpToAnHour() {
        Timetable timetable = withChance(0);

        assertThat(timetable.again(END, 1, Duration.ofMinutes(5)))
                .isEqualTo("2026-11-23T09:05:00Z");
        assertThat(timetable.again(END, 4, Duration.ofSeconds(1)))
                .isEqualTo("2026-11-23T09:04:00Z");
        assertThat(timetable.again(END, 1, Duration.ofDays(300))).isEqualTo("2026-11-23T10:00:00Z");
    }
}
