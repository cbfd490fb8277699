package dev.plumbline.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.dashboard.view.PledgeGoals.Asked;
import dev.plumbline.dashboard.view.PledgeGoals.Measured;
import dev.plumbline.dashboard.view.PledgeGoals.Named;
import dev.plumbline.dashboard.view.PledgeGoals.Product;
import dev.plumbline.dashboard.view.PledgePage.Goal;
import dev.plumbline.dashboard.view.PledgePage.Lacking;
import dev.plumbline.dashboard.view.PledgePage.Part;
import dev.plumbline.dashboard.view.PledgePage.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PledgeGoalsTest {
    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final Instant NOW = Instant.parse("2026-11-22T14:05:00Z");

    private final PledgeGoals goals =
            new PledgeGoals(
                    List.of(
                            new Asked(
                                    "1",
                                    "Multi-factor authentication",
                                    List.of(
                                            new Named("mfa", "MFA by default"),
                                            new Named("sso", "SSO at no charge"))),
                            new Asked("2", "Default passwords", List.of())));

    private static Measured measured(String id, double worth, double weight) {
        return new Measured(id, worth, weight, 1);
    }

    private static Product product(
            String key,
            int criticality,
            @Nullable List<Measured> today,
            @Nullable List<Measured> then) {
        return new Product(key, "Product " + key, criticality, today, then, "a", "a");
    }

    private Goal first(Product... products) {
        return goals.over(List.of(products)).getFirst();
    }

    @Test
    void shouldWeighMeasuresInAProductAndProductsByCriticality() {
        // When
        Goal goal =
                first(
                        product(
                                "a",
                                3,
                                List.of(measured("mfa", 0.9, 7.5), measured("sso", 0.3, 2.5)),
                                null),
                        product("b", 1, List.of(measured("mfa", 0.35, 7.5)), null));

        // Then
        assertThat(goal.worth().today()).isCloseTo(100 * (3 * 0.75 + 0.35) / 4, EXACTLY);
        assertThat(goal.concerned()).isEqualTo(2);
        assertThat(goal.measures())
                .extracting(Part::id, Part::concerned)
                .containsExactly(tuple("mfa", 2), tuple("sso", 1));
    }

    @Test
    void shouldCountAProductWithoutAnyEvidenceAsZeroAndNameIt() {
        // When
        Goal goal =
                first(
                        product("a", 1, List.of(measured("mfa", 0.8, 5)), null),
                        product("b", 3, null, null));

        // Then
        assertThat(goal.worth().today()).isCloseTo(20, EXACTLY);
        assertThat(goal.lacking()).containsExactly(new Lacking("b", "Product b", List.of()));
        assertThat(goal.measures()).extracting(Part::lacking).containsExactly(1, 1);
    }

    @Test
    void shouldNameTheMeasuresOfWhichNoFreshEvidenceShowsAnything() {
        // When
        Goal goal =
                first(
                        product(
                                "a",
                                1,
                                List.of(measured("mfa", 1, 5), new Measured("sso", 0, 5, 0)),
                                null));

        // Then
        assertThat(goal.lacking())
                .containsExactly(new Lacking("a", "Product a", List.of("SSO at no charge")));
        assertThat(goal.measures()).extracting(Part::lacking).containsExactly(0, 1);
    }

    @Test
    void shouldLeaveOutAProductThatTheGoalDoesNotConcern() {
        // When
        Goal goal =
                first(
                        product("a", 1, List.of(measured("mfa", 0.8, 5)), null),
                        product("b", 4, List.of(measured("other", 0, 5)), null));

        // Then
        assertThat(goal.worth().today()).isCloseTo(80, EXACTLY);
        assertThat(goal.concerned()).isEqualTo(1);
        assertThat(goal.lacking()).isEmpty();
    }

    @Test
    void shouldMakeNoProgressByNewProducts() {
        // Given
        Product old =
                product("a", 1, List.of(measured("mfa", 0.5, 5)), List.of(measured("mfa", 0.5, 5)));
        Product splendid = product("b", 4, List.of(measured("mfa", 1, 5)), null);

        // When
        Goal goal = first(old, splendid);

        // Then
        assertThat(goal.worth().today()).isCloseTo(90, EXACTLY);
        assertThat(goal.worth().baseline()).isCloseTo(50, EXACTLY);
        assertThat(goal.worth().compared()).isCloseTo(50, EXACTLY);
        assertThat(goal.worth().progress()).isCloseTo(0, EXACTLY);
    }

    @Test
    void shouldTellProgressFromTheBaselineDayOn() {
        // When
        Goal goal =
                first(
                        product(
                                "a",
                                1,
                                List.of(measured("mfa", 0.75, 5)),
                                List.of(measured("mfa", 0.25, 5))),
                        product(
                                "b",
                                1,
                                List.of(measured("mfa", 0.5, 5)),
                                List.of(measured("mfa", 0.75, 5))));

        // Then
        assertThat(goal.worth().progress()).isCloseTo(12.5, EXACTLY);
    }

    @Test
    void shouldNotCompareWhatTheGoalDidNotConcernThen() {
        // When
        Goal goal =
                first(
                        product(
                                "a",
                                1,
                                List.of(measured("mfa", 0.75, 5)),
                                List.of(measured("other", 1, 5))));

        // Then
        assertThat(goal.worth().baseline()).isNull();
        assertThat(goal.worth().progress()).isNull();
    }

    @Test
    void shouldSayNothingOfAGoalWithoutMeasures() {
        // When
        Goal goal = goals.over(List.of(product("a", 1, null, null))).getLast();

        // Then
        assertThat(goal.worth()).isEqualTo(PledgePage.Worth.NONE);
        assertThat(goal.lacking()).isEmpty();
    }

    @Test
    void shouldGiveAYearFromTheDayThatIsStatedElseFromTheFirstSnapshot() {
        // Given
        LocalDate stated = LocalDate.of(2026, 5, 8);
        LocalDate baseline = LocalDate.of(2026, 6, 1);

        // When
        Window window = Objects.requireNonNull(Window.of(stated, baseline, NOW));
        Window unstated = Objects.requireNonNull(Window.of(null, baseline, NOW));

        // Then
        assertThat(window).isEqualTo(new Window(stated, LocalDate.of(2027, 5, 8), 167));
        assertThat(unstated.since()).isEqualTo(baseline);
        assertThat(Window.of(null, null, NOW)).isNull();
    }

    @Test
    void shouldHaveNoDaysLeftOnceTheYearIsOver() {
        assertThat(
                        Objects.requireNonNull(Window.of(LocalDate.of(2024, 5, 8), null, NOW))
                                .daysLeft())
                .isZero();
    }
}
