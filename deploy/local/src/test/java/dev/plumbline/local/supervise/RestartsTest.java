package dev.plumbline.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Restarts restarts = new Restarts();

    @Test
    void shouldAllowTheFirstRestartAtOnce() {
        assertThat(restarts.isDue(NOON)).isTrue();
    }

    @Test
    void shouldWaitEverLongerButNeverMoreThanAMinute() {
        // When
        var waits =
                IntStream.rangeClosed(1, 9).mapToObj(Restarts::waitAfter).map(Duration::toSeconds);

        // Then
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void shouldHoldBackUntilTheWaitIsOver() {
        // Given
        restarts.add(NOON);
        restarts.add(NOON.plusSeconds(10));

        // When
        boolean early = restarts.isDue(NOON.plusMillis(11_999));
        boolean inTime = restarts.isDue(NOON.plusSeconds(12));

        // Then
        assertThat(early).isFalse();
        assertThat(inTime).isTrue();
    }

    @Test
    void shouldForgetOldDeathsOfAPartThatHeldForFiveMinutes() {
        // Given
        IntStream.range(0, 8).forEach(second -> restarts.add(NOON.plusSeconds(second)));
        Instant muchLater = NOON.plusSeconds(7).plus(Duration.ofMinutes(6));

        // When
        restarts.add(muchLater);

        // Then
        assertThat(restarts.isDue(muchLater.plusSeconds(1))).isTrue();
    }
}
