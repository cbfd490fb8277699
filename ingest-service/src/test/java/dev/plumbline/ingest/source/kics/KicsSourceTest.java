package dev.plumbline.ingest.source.kics;

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

class KicsSourceTest {
    private final KicsSource source = new KicsSource();

    private static String results(int files, int failed, String queries) {
        return "{\"kics_version\":\"v2.1.3\",\"files_scanned\":"
                + files
                + ",\"queries_total\":100,\"queries_failed_to_execute\":"
                + failed
                + ",\"queries\":["
                + queries
                + "]}";
    }

    private static String query(String name, String severity, String files) {
        return """
        {"files":[%s],"query_name":"%s","query_id":"q1","severity":"%s","cwe":"250"}"""
                .formatted(files, name, severity);
    }

    private static String file(String similarity, int line) {
        return """
        {"file_name":"./Dockerfile","similarity_id":"%s","line":%d,"search_key":"FROM={{a}}"}"""
                .formatted(similarity, line);
    }

    @Test
    void shouldReadEachFileOfAQuery() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        results(
                                12,
                                3,
                                query(
                                        "Missing User",
                                        "HIGH",
                                        file("s1", 1) + "," + file("s2", 9))));

        // Then
        assertThat(scanned.scan())
                .isEqualTo(new Scan("KICS", "v2.1.3", List.of(ScanKind.CONFIG), "", 97, 12, null));
        assertThat(scanned.findings()).hasSize(2);
        assertThat(scanned.findings().getFirst())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "q1",
                                "Missing User",
                                Severity.HIGH,
                                List.of("CWE-250"),
                                "Dockerfile",
                                1,
                                false,
                                null,
                                null));
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL,CRITICAL", "MEDIUM,MEDIUM", "INFO,LOW", "TRACE,LOW", "ODD,UNKNOWN"})
    void shouldTakeTheSeverityOfTheQuery(String said, Severity expected) {
        // When
        Finding finding =
                Scanned.by(source, results(1, 0, query("n", said, file("s", 1)))).finding();

        // Then
        assertThat(finding.severity()).isEqualTo(expected);
    }

    @Test
    void shouldKnowAResultByItsSimilarity() {
        // When
        List<String> before =
                Scanned.by(source, results(1, 0, query("n", "HIGH", file("s", 1)))).prints();
        List<String> after =
                Scanned.by(source, results(1, 0, query("n", "HIGH", file("s", 99)))).prints();

        // Then
        assertThat(after).isEqualTo(before);
    }

    @Test
    void shouldTakeHardCodedPasswordsForSecrets() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        results(
                                1,
                                0,
                                query("Passwords And Secrets - Generic", "HIGH", file("s", 1))));

        // Then
        assertThat(scanned.finding().secret()).isTrue();
        assertThat(scanned.scan().kinds()).containsExactly(ScanKind.SECRETS, ScanKind.CONFIG);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "7,100"})
    void shouldTellACleanRunFromOneThatSawNoFile(int files, int rules) {
        // When
        Scan scan = Scanned.by(source, results(files, 0, "")).scan();

        // Then
        assertThat(scan.rules()).isEqualTo(rules);
    }

    @Test
    void shouldRefuseResultsWithoutQueries() {
        // When
        Malformed none = malformed(source, "{\"files_scanned\":1,\"queries_total\":2}");
        Malformed odd = malformed(source, "{\"queries\":[\n1]}");

        // Then
        assertThat(none.reason()).isEqualTo("queries are missing");
        assertThat(odd).isEqualTo(new Malformed(2, 1, "a query must be an object"));
    }
}
