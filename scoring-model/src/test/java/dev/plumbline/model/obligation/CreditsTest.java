package dev.plumbline.model.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.model.catalogue.Coverage.Freshness;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CreditsTest {
    @Test
    void shouldHalveAsExactlyAsTheLibrary() {
        // Given
        var random = new Random(3);

        for (var i = 0; i < 20_000; i++) {
            var halvings = random.nextDouble() * (i % 2 == 0 ? 3 : 60);

            // When
            var half = Credits.half(halvings);

            // Then
            var exact = StrictMath.pow(2, -halvings);
            assertThat(half).isCloseTo(exact, within(exact * 1e-15));
        }
    }

    @Test
    void shouldNeverGrowWithLateness() {
        for (var late = -1.0; late < 200; late += 0.01) {
            assertThat(Credits.open(late + 0.01, 14)).isLessThanOrEqualTo(Credits.open(late, 14));
            assertThat(Credits.closed(late, 14)).isGreaterThanOrEqualTo(Credits.open(late, 14));
        }
    }

    @Test
    void shouldCostHalfOnTheDueDayAndAQuarterMoreAfterAHalfLife() {
        assertThat(Credits.open(0, 14)).isEqualTo(1);
        assertThat(Credits.open(1e-9, 14)).isCloseTo(0.5, within(1e-6));
        assertThat(Credits.open(14, 14)).isEqualTo(0.25);
        assertThat(Credits.closed(14, 14)).isEqualTo(0.75);
        assertThat(Credits.open(1e9, 14)).isZero();
    }

    @Test
    void shouldKeepALookFreshThroughItsGraceAndHalveItAfterwards() {
        // Given
        var freshness = new Freshness(7, 14);

        // When, Then
        assertThat(Credits.freshness(7, freshness)).isEqualTo(1);
        assertThat(Credits.freshness(21, freshness)).isEqualTo(0.5);
        assertThat(Credits.freshness(20, freshness)).isCloseTo(0.525378, within(0.0000005));
        assertThat(Credits.freshness(1e6, Freshness.FOREVER)).isEqualTo(1);
    }
}
