package dev.plumbline.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.access.Sender.Kind;
import dev.plumbline.ingest.access.Viewer.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SenderTest {

    @Test
    void shouldTrustByHowItCameIn() {
        // Given
        Sender ci = new Sender("plumbline-ci", Kind.SERVICE_ACCOUNT, Set.of(Role.INGEST));
        Sender scanner =
                new Sender(
                        "plumbline-scanner",
                        Kind.SERVICE_ACCOUNT,
                        Set.of(Role.INGEST, Role.INDEPENDENT));
        Sender executive = new Sender("eve", Kind.PERSON, Set.of(Role.EXECUTIVE));

        // Then
        assertThat(ci.evidenceTrust()).isEqualTo(0.9);
        assertThat(ci.answerTrust(false)).isEqualTo(0.4);
        assertThat(ci.answerTrust(true)).isEqualTo(0.9);
        assertThat(scanner.evidenceTrust()).isEqualTo(1.0);
        assertThat(scanner.answerTrust(false)).isEqualTo(1.0);
        assertThat(executive.answerTrust(true)).isEqualTo(0.7);
    }

    @Test
    void shouldShowUnitsToLeadsAndTeamsToEngineers() {
        // Given
        List<String> groups =
                List.of(
                        "/units/commerce",
                        "/units/devices/teams/firmware",
                        "/staff",
                        "units/odd",
                        "/units/");

        // When
        Viewer lead = Viewer.of(Set.of(Role.UNIT_LEAD), groups);
        Viewer engineer = Viewer.of(Set.of(Role.ENGINEER), groups);

        // Then
        assertThat(lead)
                .isEqualTo(
                        new Viewer(
                                Scope.OWN_UNITS_AND_TEAMS,
                                List.of("commerce", "devices"),
                                List.of()));
        assertThat(engineer)
                .isEqualTo(new Viewer(Scope.OWN_UNITS_AND_TEAMS, List.of(), List.of("firmware")));
    }

    @Test
    void shouldShowEverythingToThoseWhoAnswerForAll() {
        assertThat(Viewer.of(Set.of(Role.AUDITOR), List.of()).scope()).isEqualTo(Scope.EVERYTHING);
        assertThat(Viewer.of(Set.of(), List.of("/units/commerce")).units()).isEmpty();
    }
}
