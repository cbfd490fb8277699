package dev.plumbline.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparklineTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final Instant FROM = NOW.minus(Duration.ofDays(90));

    @Test
    void shouldDrawNothingFromASinglePoint() {
        assertThat(Sparkline.of(List.of(dot(1, 50)), "1", FROM, NOW)).isNull();
    }

    @Test
    void shouldHoldAScoreUntilTheNextOneIsComputed() {
        // When
        Sparkline spark = Sparkline.of(List.of(dot(10, 40), dot(5, 60)), "1", FROM, NOW);

        // Then
        assertThat(spark).isNotNull();
        assertThat(spark.line()).isEqualTo("0.0,41.0 120.0,41.0 120.0,3.0 240.0,3.0");
        assertThat(spark.first()).isEqualTo(40);
        assertThat(spark.last()).isEqualTo(60);
    }

    @Test
    void shouldNotMakeAMountainOfATenthOfAPoint() {
        // When
        Sparkline spark = Sparkline.of(List.of(dot(10, 50), dot(5, 50.1)), "1", FROM, NOW);

        // Then
        assertThat(spark).isNotNull();
        assertThat(spark.line()).startsWith("0.0,22.5").endsWith("240.0,21.5");
    }

    @Test
    void shouldLeaveOutWhatLiesBeforeItsTime() {
        assertThat(Sparkline.of(List.of(dot(200, 40), dot(5, 60)), "1", FROM, NOW)).isNull();
    }

    private static HistoryDot dot(int daysAgo, double score) {
        return new HistoryDot(
                NOW.minus(Duration.ofDays(daysAgo)), score, Map.of("1", score), 0.5, 90);
    }
}
