package dev.plumbline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final String OLD = "an-old-passphrase-of-the-install";
    private static final String NEW = "a-new-passphrase-of-the-install";

    @Test
    void shouldOpenWhatItSealed() throws Exception {
        // Given
        Seal seal = Seal.with(List.of(NEW));

        // When
        String sealed = seal.close("whsec_geheim", "hook/acme");

        // Then
        assertThat(sealed).doesNotContain("geheim");
        assertThat(seal.open(sealed, "hook/acme")).isEqualTo("whsec_geheim");
    }

    @Test
    void shouldSealTheSameSecretDifferentlyEachTime() {
        // Given
        Seal seal = Seal.with(List.of(NEW));

        // When
        String first = seal.close("secret", "hook/acme");
        String second = seal.close("secret", "hook/acme");

        // Then
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void shouldOpenOldSealsWhileThePassphraseIsChanged() throws Exception {
        // Given
        String sealed = Seal.with(List.of(OLD)).close("secret", "hook/acme");

        // When
        String opened = Seal.with(List.of(NEW, OLD)).open(sealed, "hook/acme");

        // Then
        assertThat(opened).isEqualTo("secret");
    }

    @Test
    void shouldNotOpenASealOfSomethingElse() {
        // Given
        Seal seal = Seal.with(List.of(NEW));
        String sealed = seal.close("secret", "hook/acme");

        // Then
        assertThatThrownBy(() -> seal.open(sealed, "hook/other")).isInstanceOf(Seal.Broken.class);
    }

    @Test
    void shouldNotOpenAChangedSealOrNone() {
        // Given
        Seal seal = Seal.with(List.of(NEW));
        String sealed = seal.close("secret", "hook/acme");
        char last = sealed.charAt(sealed.length() - 2);
        String changed =
                sealed.substring(0, sealed.length() - 2)
                        + (last == 'A' ? 'B' : 'A')
                        + sealed.charAt(sealed.length() - 1);

        // Then
        for (String broken : List.of(changed, "secret", "v1.x.y", "v1.00000000.!!.??", "")) {
            assertThatThrownBy(() -> seal.open(broken, "hook/acme"))
                    .isInstanceOf(Seal.Broken.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void shouldRefuseShortPassphrasesAndNone() {
        assertThatThrownBy(() -> Seal.with(List.of("short")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("short ");
        assertThatThrownBy(() -> Seal.with(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
