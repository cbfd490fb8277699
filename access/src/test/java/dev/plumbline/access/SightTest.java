package dev.plumbline.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SightTest {
    private static final String UNIT = "/units/commerce";
    private static final String TEAM = "/units/commerce/teams/portal";

    @ParameterizedTest
    @ValueSource(strings = {"executive", "analyst", "auditor", "admin", "backfill"})
    void shouldShowEverythingToThoseWhoAnswerForAll(String role) {
        assertThat(Sight.of(Set.of(role), List.of()).sees("any", "other")).isTrue();
    }

    @Test
    void shouldShowALeadTheWholeUnit() {
        // When
        Sight sight = Sight.of(Set.of("unit-lead"), List.of(UNIT));

        // Then
        assertThat(sight.sees("commerce", "portal")).isTrue();
        assertThat(sight.sees("payments", "portal")).isFalse();
    }

    @Test
    void shouldShowALeadInATeamsGroupAloneThatTeam() {
        // When
        Sight sight = Sight.of(Set.of("unit-lead"), List.of(TEAM));

        // Then
        assertThat(sight.sees("commerce", "portal")).isTrue();
        assertThat(sight.sees("commerce", "checkout")).isFalse();
    }

    @Test
    void shouldShowAnEngineerTheTeamAndNotTheUnit() {
        // When
        Sight sight = Sight.of(Set.of("engineer"), List.of(UNIT, TEAM));

        // Then
        assertThat(sight).isEqualTo(new Sight(false, List.of(), List.of("portal")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"units/commerce", "/units/", "/units//teams/portal", "/other/commerce", ""})
    void shouldShowNothingForAPathThatIsNone(String group) {
        assertThat(Sight.of(Set.of("unit-lead", "engineer"), List.of(group)))
                .isEqualTo(new Sight(false, List.of(), List.of()));
    }

    @Test
    void shouldShowNothingToAServiceThatOnlySends() {
        assertThat(Sight.of(Set.of("ingest", "reference"), List.of(UNIT, TEAM)))
                .isEqualTo(new Sight(false, List.of(), List.of()));
    }
}
