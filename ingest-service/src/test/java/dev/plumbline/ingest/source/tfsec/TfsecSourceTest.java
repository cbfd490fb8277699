package dev.plumbline.ingest.source.tfsec;

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
import org.junit.jupiter.params.provider.ValueSource;

class TfsecSourceTest {
    private final TfsecSource source = new TfsecSource();

    private static String result(String resource, int line, String rest) {
        return """
        {"rule_id":"AVD-AWS-0086","rule_provider":"aws","rule_description":"Block public ACLs","severity":"HIGH",
         "description":"No block at %d","resource":"%s","location":{"filename":"/src/a.tf","start_line":%d}%s}"""
                .formatted(line, resource, line, rest);
    }

    @Test
    void shouldReadWhatFailedAndWhatIsIgnored() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        "{\"results\":["
                                + result("aws_s3_bucket.a", 4, ",\"status\":0")
                                + ","
                                + result("aws_s3_bucket.b", 9, ",\"status\":1")
                                + ","
                                + result("aws_s3_bucket.c", 14, ",\"status\":2")
                                + ","
                                + result("aws_s3_bucket.d", 19, ",\"passed\":true")
                                + "]}");

        // Then
        assertThat(scanned.scan())
                .isEqualTo(new Scan("tfsec", null, List.of(ScanKind.CONFIG), "", null, null, null));
        assertThat(scanned.findings().getFirst())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "AVD-AWS-0086",
                                "Block public ACLs",
                                Severity.HIGH,
                                List.of(),
                                "/src/a.tf",
                                4,
                                false,
                                null,
                                null));
        assertThat(scanned.findings())
                .extracting(Finding::suppressed)
                .containsExactly(null, "ignored in the code");
        assertThat(scanned.report().other()).isEqualTo(2);
    }

    @Test
    void shouldKnowAResultByItsResource() {
        // When
        List<String> before =
                Scanned.by(source, "{\"results\":[" + result("aws_s3_bucket.a1", 4, "") + "]}")
                        .prints();
        List<String> moved =
                Scanned.by(source, "{\"results\":[" + result("aws_s3_bucket.a1", 40, "") + "]}")
                        .prints();
        List<String> other =
                Scanned.by(source, "{\"results\":[" + result("aws_s3_bucket.a2", 4, "") + "]}")
                        .prints();
        List<String> legacy =
                Scanned.by(source, "{\"results\":[" + result("", 4, "") + "]}").prints();
        List<String> legacyMoved =
                Scanned.by(source, "{\"results\":[" + result("", 40, "") + "]}").prints();

        // Then
        assertThat(moved).isEqualTo(before);
        assertThat(other).isNotEqualTo(before);
        assertThat(legacyMoved).isEqualTo(legacy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"results\":null}", "{\"results\":[]}"})
    void shouldTakeAnEmptyReportForACleanScan(String document) {
        // When
        Scanned scanned = Scanned.by(source, document);

        // Then
        assertThat(scanned.findings()).isEmpty();
        assertThat(scanned.scan().rules()).isNull();
    }

    @Test
    void shouldRefuseAReportWithoutResults() {
        // When
        Malformed none = malformed(source, "{}");
        Malformed odd = malformed(source, "{\"results\":[\n[]]}");

        // Then
        assertThat(none.reason()).isEqualTo("results are missing");
        assertThat(odd).isEqualTo(new Malformed(2, 1, "a result must be an object"));
    }
}
