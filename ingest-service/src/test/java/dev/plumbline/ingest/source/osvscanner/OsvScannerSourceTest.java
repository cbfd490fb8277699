package dev.plumbline.ingest.source.osvscanner;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.ScopeScan;
import java.util.List;
import org.junit.jupiter.api.Test;

class OsvScannerSourceTest {
    private final OsvScannerSource source = new OsvScannerSource();

    private ScanReport report(String packages) {
        return parsed(
                source,
                "{\"results\":[{\"source\":{\"path\":\"./harbour/go.mod\",\"type\":\"lockfile\"},\"packages\":["
                        + packages
                        + "]}]}",
                ScanReport.class);
    }

    private static String found(String vulnerabilities, String groups) {
        return "{\"package\":{\"name\":\"golang.org/x/text\",\"version\":\"0.3.7\",\"ecosystem\":\"Go\"},\"vulnerabilities\":["
                + vulnerabilities
                + "],\"groups\":["
                + groups
                + "]}";
    }

    private static final String GO =
            """
            {"id":"GO-2022-1059","aliases":["CVE-2022-32149"],"summary":"Slow parsing","affected":[{"package":{"name":"golang.org/x/text","ecosystem":"Go"},
             "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"0.3.8"}]},{"type":"GIT","events":[{"fixed":"abc"}]}]},
             {"package":{"name":"other","ecosystem":"Go"},"ranges":[{"type":"SEMVER","events":[{"fixed":"0.3.9"}]}]}]}
            """;
    private static final String GHSA =
            """
            {"id":"GHSA-69ch-w2m2-3vjp","aliases":["CVE-2022-32149"],"database_specific":{"severity":"HIGH","cwe_ids":["CWE-772"]}}
            """;

    @Test
    void shouldMakeOneFindingOfAGroupOfAliases() {
        // When
        ScopeScan scan =
                report(
                                found(
                                        GO + "," + GHSA,
                                        "{\"ids\":[\"GHSA-69ch-w2m2-3vjp\",\"GO-2022-1059\"],\"aliases\":[\"CVE-2022-32149\"],\"max_severity\":\"7.5\"}"))
                        .scans()
                        .getFirst();

        // Then
        assertThat(scan.scan().scope()).isEmpty();
        assertThat(scan.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.severity()).isEqualTo(Severity.HIGH);
                            assertThat(finding.cwes()).containsExactly("CWE-772");
                            assertThat(finding.path()).isEqualTo("harbour/go.mod");
                            assertThat(finding.title())
                                    .isEqualTo("golang.org/x/text 0.3.7: Slow parsing");
                            assertThat(finding.known())
                                    .isEqualTo(
                                            new KnownFlaw(
                                                    List.of(
                                                            "GHSA-69ch-w2m2-3vjp",
                                                            "GO-2022-1059",
                                                            "CVE-2022-32149"),
                                                    "pkg:golang/golang.org/x/text@v0.3.7",
                                                    "0.3.8"));
                        });
    }

    @Test
    void shouldMakeAFindingOfEachRecordWithoutGroups() {
        // When
        List<Finding> findings =
                report(
                                found(
                                        GO
                                                + ",{\"id\":\"GO-1\",\"severity\":[{\"type\":\"CVSS_V3\",\"score\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"}]}",
                                        ""))
                        .scans()
                        .getFirst()
                        .findings();

        // Then
        assertThat(findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.UNKNOWN, Severity.CRITICAL);
    }

    @Test
    void shouldCountWhatIsNotCalledApart() {
        // When
        ScanReport report =
                report(
                        found(
                                GO,
                                "{\"ids\":[\"GO-2022-1059\"],\"experimental_analysis\":{\"GO-2022-1059\":{\"called\":false}}}"));

        // Then
        assertThat(report.scans().getFirst().findings()).isEmpty();
        assertThat(report.other()).isEqualTo(1);
    }

    @Test
    void shouldTakeAnEmptyListForACleanScan() {
        // When
        ScanReport clean =
                parsed(source, "{\"results\":[],\"experimental_config\":{}}", ScanReport.class);

        // Then
        assertThat(clean.scans())
                .singleElement()
                .satisfies(scan -> assertThat(scan.scan().rules()).isNull());
    }

    @Test
    void shouldRefuseWhatIsBroken() {
        assertThat(malformed(source, "{\"experimental_config\":{}}").reason()).contains("results");
        assertThat(
                        malformed(
                                        source,
                                        "{\"results\":[{\"packages\":[{\"vulnerabilities\":[\n{\"aliases\":[]}]}]}]}")
                                .line())
                .isEqualTo(2);
    }
}
