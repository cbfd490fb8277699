package dev.plumbline.ingest.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.access.Role;
import dev.plumbline.ingest.access.Sender.Kind;
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
}
