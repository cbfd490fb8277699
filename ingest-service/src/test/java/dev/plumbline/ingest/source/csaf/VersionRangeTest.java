package dev.plumbline.ingest.source.csaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "vers:npm/<4.9.2; INTRODUCED 0, FIXED 4.9.2",
                "vers:npm/>=1.2|<1.4|>=2|<=2.1; INTRODUCED 1.2, FIXED 1.4, INTRODUCED 2, LAST_AFFECTED 2.1",
                "vers:pypi/1.0|1.1; 1.0, 1.1",
                "vers:deb/<1%3A2.3; INTRODUCED 0, FIXED 1:2.3",
                "vers:generic/*; INTRODUCED 0",
                "<= 5.0.190; INTRODUCED 0, LAST_AFFECTED 5.0.190",
                "All versions < V3.14-P021; INTRODUCED 0, FIXED V3.14-P021",
                ">= 1.0 and < 1.5; INTRODUCED 1.0, FIXED 1.5",
                "< 15.3(3) JC1; INTRODUCED 0, FIXED 15.3(3) JC1",
                "all; INTRODUCED 0"
            })
    void shouldReadRanges(String text, String expected) {
        // When
        VersionRange range = VersionRange.of(text);

        // Then
        assertThat(range).isNotNull();
        assertThat(
                        Stream.concat(
                                        range.versions().stream(),
                                        range.events().stream()
                                                .map(e -> e.kind() + " " + e.version()))
                                .collect(Collectors.joining(", ")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prior to 4.2",
                "4.1 and earlier",
                "3.0 through 3.4",
                "vers:npm",
                "vers:npm/",
                "<",
                "",
                "4.2"
            })
    void shouldLeaveProseAlone(String text) {
        assertThat(VersionRange.of(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "prior to 4.2,true",
        "<4.2,true",
        "4.1 and earlier,true",
        "4.2.1,false",
        "install-all-1.0,false"
    })
    void shouldTellARangeFromAVersion(String text, boolean range) {
        assertThat(VersionRange.isRange(text)).isEqualTo(range);
    }
}
