package dev.plumbline.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.model.score.RollUp.Member;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollUpTest {
    private static Member product(double weight, double shown, String... gates) {
        return new Member(weight, shown, 100, 0.5, shown > 0, Map.of("1", shown), List.of(gates));
    }

    @Test
    void shouldNotLetANeglectedProductHideBehindTheOthers() {
        // When
        var even = RollUp.of(0.1, List.of(product(1, 50), product(1, 50)));
        var uneven = RollUp.of(0.1, List.of(product(1, 100), product(1, 0)));

        // Then as in the comparison of methods: (1, 0) gives 0.240
        assertThat(even.overall()).isCloseTo(50, within(1e-9));
        assertThat(uneven.overall()).isCloseTo(24.0, within(0.05));
        assertThat(uneven.principles()).containsEntry("1", uneven.overall());
        assertThat(uneven.unrated()).isEqualTo(1);
    }

    @Test
    void shouldWeighProductsByTheirCriticality() {
        // Given
        var vital = List.of(product(4, 90), product(1, 30));
        var minor = List.of(product(1, 90), product(4, 30));

        // When, Then
        assertThat(RollUp.of(0.1, vital).overall()).isGreaterThan(RollUp.of(0.1, minor).overall());
    }

    @Test
    void shouldCountTheCapsThatHold() {
        // When
        var unit =
                RollUp.of(
                        0.1,
                        List.of(
                                product(1, 60, "kev-overdue"),
                                product(1, 20, "kev-overdue", "no-vdp")));

        // Then
        assertThat(unit.caps())
                .containsExactlyInAnyOrderEntriesOf(Map.of("kev-overdue", 2, "no-vdp", 1));
    }

    @Test
    void shouldBeNothingOfNothing() {
        assertThat(RollUp.of(0.1, List.of()).overall()).isZero();
    }
}
