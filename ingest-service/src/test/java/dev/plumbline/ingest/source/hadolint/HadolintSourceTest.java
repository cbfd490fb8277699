package dev.plumbline.ingest.source.hadolint;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.Scanned;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HadolintSourceTest {
    private final HadolintSource source = new HadolintSource();

    private static String violation(String code, String level, int line) {
        return """
        {"code":"%s","column":1,"file":".\\\\docker\\\\Dockerfile","level":"%s","line":%d,"message":"Says %s"}"""
                .formatted(code, level, line, code);
    }

    @Test
    void shouldTellSecurityFromStyle() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        "["
                                + violation("DL3002", "warning", 14)
                                + ","
                                + violation("DL3059", "info", 6)
                                + ","
                                + violation("SC2086", "info", 6)
                                + "]");

        // Then
        assertThat(scanned.scan())
                .isEqualTo(
                        new Scan("Hadolint", null, List.of(ScanKind.CONFIG), "", null, null, null));
        assertThat(scanned.finding())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "DL3002",
                                "Says DL3002",
                                Severity.MEDIUM,
                                List.of(),
                                "docker/Dockerfile",
                                14,
                                false,
                                null,
                                null));
        assertThat(scanned.report().other()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"error,HIGH", "warning,MEDIUM", "info,LOW", "style,LOW", "odd,UNKNOWN"})
    void shouldTakeTheLevelForTheSeverity(String level, Severity expected) {
        // When
        Finding finding = Scanned.by(source, "[" + violation("DL3007", level, 1) + "]").finding();

        // Then
        assertThat(finding.severity()).isEqualTo(expected);
    }

    @Test
    void shouldCountTheSameViolationTwiceWhateverItsLines() {
        // When
        List<String> before =
                Scanned.by(
                                source,
                                "["
                                        + violation("DL3008", "warning", 3)
                                        + ","
                                        + violation("DL3008", "warning", 8)
                                        + "]")
                        .prints();
        List<String> after =
                Scanned.by(
                                source,
                                "["
                                        + violation("DL3008", "warning", 5)
                                        + ","
                                        + violation("DL3008", "warning", 9)
                                        + "]")
                        .prints();

        // Then
        assertThat(before).hasSize(2).doesNotHaveDuplicates();
        assertThat(after).isEqualTo(before);
    }

    @Test
    void shouldTakeAnEmptyListForACleanScan() {
        // When
        Scanned scanned = Scanned.by(source, "[]");

        // Then
        assertThat(scanned.findings()).isEmpty();
        assertThat(scanned.scan().rules()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\n{\"line\":1}]", "[\n\"DL3002\"]"})
    void shouldRefuseWhatIsNoViolation(String document) {
        // When
        Malformed refused = malformed(source, document);

        // Then
        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused.reason()).startsWith("a violation ");
    }
}
