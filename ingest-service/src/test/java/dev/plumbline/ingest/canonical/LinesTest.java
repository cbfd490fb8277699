package dev.plumbline.ingest.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {
    @ParameterizedTest
    @CsvSource({
        "4.2.0,4.x",
        "v4.2.0,4.x",
        "2026.11,2026.x",
        "10,10.x",
        "nightly,main",
        "v,main",
        "release-4,main"
    })
    void shouldImplyTheLineByTheFirstNumber(String version, String line) {
        assertThat(Lines.implied(version)).isEqualTo(line);
    }
}
