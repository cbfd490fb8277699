package dev.plumbline.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), Set.of("--port", "--data"), Set.of("--demo"));
    }

    @Test
    void shouldTakeOptionsInAnyOrderAndEitherSpelling() {
        // When
        Options options =
                parse("bom.json", "--port", "9000", "--demo", "--data=/tmp/a=b", "second");

        // Then
        assertThat(options.value("--port")).contains("9000");
        assertThat(options.value("--data")).contains("/tmp/a=b");
        assertThat(options.has("--demo")).isTrue();
        assertThat(options.rest()).containsExactly("bom.json", "second");
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThatThrownBy(() -> parse("--porto", "1"))
                .isInstanceOf(UsageError.class)
                .hasMessage("Unknown option --porto");
        assertThatThrownBy(() -> parse("--demo=yes")).hasMessage("Unknown option --demo=yes");
    }

    @Test
    void shouldMissAValue() {
        assertThatThrownBy(() -> parse("--port")).hasMessage("--port needs a value");
    }

    @Test
    void shouldSayHowACommandIsUsed() {
        assertThatThrownBy(() -> parse("a", "b").expectRest(1, "backup FILE"))
                .isInstanceOf(UsageError.class)
                .hasMessage("Usage: plumbline backup FILE");
    }
}
