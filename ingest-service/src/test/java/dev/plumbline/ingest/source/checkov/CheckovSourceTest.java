package dev.plumbline.ingest.source.checkov;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.Scanned;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckovSourceTest {
    private final CheckovSource source = new CheckovSource();

    private static String report(
            String framework, String passed, String failed, String skipped, String summary) {
        return """
        {"check_type":"%s","results":{"passed_checks":[%s],"failed_checks":[%s],"skipped_checks":[%s],
         "parsing_errors":[]},"summary":{%s,"checkov_version":"3.2.4"}}"""
                .formatted(framework, passed, failed, skipped, summary);
    }

    private static String check(String id, String rest) {
        return """
        {"check_id":"%s","check_name":"Name of %s","file_path":"/a.tf","file_line_range":[4,9],
         "resource":"aws_s3_bucket.a","severity":null%s}"""
                .formatted(id, id, rest);
    }

    @Test
    void shouldReadFailedAndSkippedChecks() {
        // Given
        String counts = "\"passed\":2,\"failed\":1,\"skipped\":1";
        String comment =
                ",\"check_result\":{\"result\":\"SKIPPED\",\"suppress_comment\":\"not needed\"}";

        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        report(
                                "terraform",
                                check("C1", "") + "," + check("C2", ""),
                                check("C1", ",\"repo_file_path\":\"/infra/a.tf\""),
                                check("C3", comment),
                                counts));

        // Then
        assertThat(scanned.scan())
                .isEqualTo(
                        new Scan(
                                "Checkov",
                                "3.2.4",
                                List.of(ScanKind.CONFIG),
                                "terraform",
                                3,
                                null,
                                null));
        assertThat(scanned.findings().getFirst())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "C1",
                                "Name of C1",
                                Severity.UNKNOWN,
                                List.of(),
                                "/infra/a.tf",
                                4,
                                false,
                                null,
                                null));
        assertThat(scanned.findings().get(1).suppressed()).isEqualTo("not needed");
    }

    @Test
    void shouldKeepFrameworksApart() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        "["
                                + report(
                                        "terraform",
                                        "",
                                        check("C1", ""),
                                        "",
                                        "\"passed\":0,\"failed\":1,\"skipped\":0")
                                + ","
                                + report(
                                        "secrets",
                                        "",
                                        check("CKV_SECRET_2", ""),
                                        "",
                                        "\"passed\":0,\"failed\":1,\"skipped\":0")
                                + "]");

        // Then
        assertThat(scanned.scans()).extracting(Scan::scope).containsExactly("terraform", "secrets");
        assertThat(scanned.scans().get(1).kinds()).containsExactly(ScanKind.SECRETS);
        assertThat(scanned.findings()).extracting(Finding::secret).containsExactly(false, true);
    }

    @Test
    void shouldSayWhichPackageIsKnownToBeVulnerable() {
        // Given
        String details =
                ",\"vulnerability_details\":{\"id\":\"CVE-2022-3970\",\"package_name\":\"django\","
                        + "\"package_version\":\"1.2\",\"lowest_fixed_version\":\"1.3\"}";

        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        report(
                                "sca_package",
                                "",
                                check("CKV_CVE_2022_3970", details),
                                "",
                                "\"passed\":0,\"failed\":1,\"skipped\":0"));

        // Then
        assertThat(scanned.scan().kinds()).containsExactly(ScanKind.SCA);
        assertThat(scanned.finding().title()).isEqualTo("django: CVE-2022-3970");
        assertThat(scanned.finding().known())
                .isEqualTo(new KnownFlaw(List.of("CVE-2022-3970"), null, "1.3"));
    }

    @Test
    void shouldCountRulesOnlyWhereAllAreListed() {
        // When
        Scan nothing =
                Scanned.by(
                                source,
                                report(
                                        "terraform",
                                        "",
                                        "",
                                        "",
                                        "\"passed\":0,\"failed\":0,\"skipped\":0"))
                        .scan();
        Scan quiet =
                Scanned.by(
                                source,
                                report(
                                        "terraform",
                                        "",
                                        "",
                                        "",
                                        "\"passed\":7,\"failed\":0,\"skipped\":0"))
                        .scan();
        Scan bare =
                Scanned.by(
                                source,
                                "{\"passed\":0,\"failed\":0,\"skipped\":0,\"resource_count\":0,\"checkov_version\":\"2.1\"}")
                        .scan();

        // Then
        assertThat(nothing.rules()).isZero();
        assertThat(quiet.rules()).isNull();
        assertThat(bare.rules()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"summary\":{}}"})
    void shouldRefuseWhatReportsNothing(String document) {
        // When
        Malformed refused = malformed(source, document);

        // Then
        assertThat(refused.reason())
                .isIn(
                        "the list has no report: nothing was checked",
                        "neither results nor counts are there");
    }

    @Test
    void shouldSayWhereADocumentIsBroken() {
        // When
        Malformed odd =
                malformed(
                        source, "[\n{\"check_type\":\"x\",\"results\":{\"failed_checks\":[\n3]}}]");

        // Then
        assertThat(odd).isEqualTo(new Malformed(3, 1, "a check must be an object"));
    }
}
