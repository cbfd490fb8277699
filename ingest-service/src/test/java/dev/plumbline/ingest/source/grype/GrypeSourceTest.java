package dev.plumbline.ingest.source.grype;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.ScopeScan;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrypeSourceTest {
    private final GrypeSource source = new GrypeSource();

    private ScopeScan scan(String matches, String rest) {
        return parsed(source, "{\"matches\":[" + matches + "]" + rest + "}", ScanReport.class)
                .scans()
                .getFirst();
    }

    private static String match(String vulnerability, String related, String artifact) {
        return "{\"vulnerability\":{"
                + vulnerability
                + "},\"relatedVulnerabilities\":["
                + related
                + "],\"artifact\":{"
                + artifact
                + "}}";
    }

    private static final String MINIMIST =
            """
            "name":"minimist","version":"1.2.5","type":"npm","purl":"pkg:npm/minimist@1.2.5","locations":[{"path":"/app/node_modules/minimist/package.json"}]
            """;

    @Test
    void shouldTellAMatchWithItsRelatedNamesAndNearestFix() {
        // When
        Finding finding =
                scan(
                                match(
                                        "\"id\":\"GHSA-xvch-5gv4-984h\",\"severity\":\"Critical\",\"description\":\"Prototype pollution\\nmore\",\"cwes\":[{\"cve\":\"CVE-2021-44906\",\"cwe\":\"CWE-1321\"}],\"fix\":{\"versions\":[\"1.2.6\",\"0.2.4\"],\"state\":\"fixed\"}",
                                        "{\"id\":\"CVE-2021-44906\",\"severity\":\"High\"}",
                                        MINIMIST),
                                "")
                        .findings()
                        .getFirst();

        // Then
        assertThat(finding.title()).isEqualTo("minimist 1.2.5: Prototype pollution");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.cwes()).containsExactly("CWE-1321");
        assertThat(finding.path()).isEqualTo("/app/node_modules/minimist/package.json");
        assertThat(finding.known())
                .isEqualTo(
                        new KnownFlaw(
                                List.of("GHSA-xvch-5gv4-984h", "CVE-2021-44906"),
                                "pkg:npm/minimist@1.2.5",
                                "1.2.6"));
    }

    @Test
    void shouldTakeTheRelatedSeverityWhereGrypeKnowsNone() {
        // When
        Finding related =
                scan(
                                match(
                                        "\"id\":\"CVE-1\",\"severity\":\"Unknown\"",
                                        "{\"id\":\"CVE-1\",\"severity\":\"Medium\"}",
                                        MINIMIST),
                                "")
                        .findings()
                        .getFirst();
        Finding scored =
                scan(
                                match(
                                        "\"id\":\"CVE-1\",\"cvss\":[{\"metrics\":{\"baseScore\":9.8}},{\"metrics\":{\"baseScore\":5}}]",
                                        "",
                                        MINIMIST),
                                "")
                        .findings()
                        .getFirst();

        // Then
        assertThat(related.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(scored.severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void shouldNameWhatWasScannedWithoutItsTag() {
        assertThat(
                        scan(
                                        "",
                                        ",\"source\":{\"type\":\"image\",\"target\":{\"userInput\":\"registry.example:5000/pilot:4.2@sha256:ab\"}}")
                                .scan()
                                .scope())
                .isEqualTo("registry.example:5000/pilot");
        assertThat(
                        scan(
                                        "",
                                        ",\"source\":{\"type\":\"image\",\"target\":{\"userInput\":\"/tmp/pilot.tar\",\"tags\":[\"pilot:4.2\"]}}")
                                .scan()
                                .scope())
                .isEqualTo("pilot");
        assertThat(
                        scan(
                                        "",
                                        ",\"source\":{\"type\":\"directory\",\"target\":\"./services/pilot/\"}")
                                .scan()
                                .scope())
                .isEqualTo("services/pilot");
        assertThat(
                        scan("", ",\"source\":{\"type\":\"directory\",\"target\":\"\\\".\\\"\"}")
                                .scan()
                                .scope())
                .isEmpty();
    }

    @Test
    void shouldTakeNoMatchesForACleanScan() {
        // When
        ScopeScan clean = scan("", ",\"descriptor\":{\"name\":\"grype\",\"version\":\"0.90.0\"}");

        // Then
        assertThat(clean.findings()).isEmpty();
        assertThat(clean.scan())
                .isEqualTo(
                        new Scan("Grype", "0.90.0", List.of(ScanKind.SCA), "", null, null, null));
    }

    @Test
    void shouldKeepIgnoredMatchesAsSuppressed() {
        // When
        List<Finding> findings =
                scan(
                                "",
                                ",\"ignoredMatches\":[{\"vulnerability\":{\"id\":\"CVE-1\"},\"artifact\":{"
                                        + MINIMIST
                                        + "},\"appliedIgnoreRules\":[{\"vulnerability\":\"CVE-1\",\"reason\":\"not reachable\"}]},{\"vulnerability\":{\"id\":\"CVE-2\"},\"artifact\":{"
                                        + MINIMIST
                                        + "}}]")
                        .findings();

        // Then
        assertThat(findings)
                .extracting(Finding::suppressed)
                .containsExactly("not reachable", "ignored by a rule of the scan");
    }

    @Test
    void shouldTellTheSameFlawInTwoFilesApart() {
        // Given
        String vulnerability = "\"id\":\"CVE-1\"";

        // When
        List<Finding> findings =
                scan(
                                match(vulnerability, "", MINIMIST)
                                        + ","
                                        + match(
                                                vulnerability,
                                                "",
                                                MINIMIST.replace("/app/", "/tools/"))
                                        + ","
                                        + match(vulnerability, "", MINIMIST),
                                "")
                        .findings();

        // Then
        assertThat(findings).hasSize(2);
    }

    @Test
    void shouldRefuseAMatchOfNothing() {
        assertThat(malformed(source, "{\"matches\":[\n{\"artifact\":{\"name\":\"x\"}}]}").line())
                .isEqualTo(2);
        assertThat(malformed(source, "{\"source\":{}}").reason()).contains("matches");
    }
}
