package dev.plumbline.ingest.source.govulncheck;

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

class GovulncheckSourceTest {
    private final GovulncheckSource source = new GovulncheckSource();

    private static String config(String level) {
        return "{\"config\":{\"protocol_version\":\"v1.0.0\",\"scanner_name\":\"govulncheck\",\"scanner_version\":\"v1.1.4\",\"scan_level\":\""
                + level
                + "\"}}\n";
    }

    private static final String OSV =
            "{\"osv\":{\"id\":\"GO-2022-1059\",\"aliases\":[\"CVE-2022-32149\"],\"summary\":\"Slow parsing\"}}\n";

    private static String finding(String function) {
        return "{\"finding\":{\"osv\":\"GO-2022-1059\",\"fixed_version\":\"v0.3.8\",\"trace\":[{\"module\":\"golang.org/x/text\",\"version\":\"v0.3.7\""
                + function
                + "},{\"module\":\"example.org/pilot\",\"function\":\"main\"}]}}\n";
    }

    private static final String CALLED =
            ",\"package\":\"golang.org/x/text/language\",\"function\":\"Parse\"";

    private ScanReport report(String document) {
        return parsed(source, document, ScanReport.class);
    }

    @Test
    void shouldMakeOneFindingOfAllTracesToACalledVulnerability() {
        // When
        ScanReport report =
                report(
                        config("symbol")
                                + "{\"SBOM\":{\"modules\":[{\"path\":\"stdlib\"},{\"path\":\"golang.org/x/text\",\"version\":\"v0.3.7\"},{\"path\":\"example.org/pilot\"}]}}\n"
                                + OSV
                                + finding("")
                                + finding(CALLED)
                                + finding(CALLED));

        // Then
        assertThat(report.other()).isZero();
        ScopeScan scan = report.scans().getFirst();
        assertThat(scan.scan().scope()).isEqualTo("example.org/pilot");
        assertThat(scan.scan().toolVersion()).isEqualTo("v1.1.4");
        assertThat(scan.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
                            assertThat(finding.title())
                                    .isEqualTo("golang.org/x/text v0.3.7: Slow parsing");
                            assertThat(finding.known())
                                    .isEqualTo(
                                            new KnownFlaw(
                                                    List.of("GO-2022-1059", "CVE-2022-32149"),
                                                    "pkg:golang/golang.org/x/text@v0.3.7",
                                                    "v0.3.8"));
                        });
    }

    @Test
    void shouldCountWhatIsNotCalledApartUnlessSymbolsWereNotLookedAt() {
        // When
        ScanReport symbols = report(config("symbol") + OSV + finding(""));
        ScanReport modules = report(config("module") + OSV + finding(""));

        // Then
        assertThat(symbols.other()).isEqualTo(1);
        assertThat(symbols.scans().getFirst().findings()).isEmpty();
        assertThat(modules.other()).isZero();
        assertThat(modules.scans().getFirst().findings()).hasSize(1);
    }

    @Test
    void shouldReadMessagesInAListAndTheObjectBeforeOneZero() {
        // When
        List<Finding> listed =
                report("[" + config("symbol") + "," + OSV + "," + finding(CALLED) + "]")
                        .scans()
                        .getFirst()
                        .findings();
        ScanReport old =
                report(
                        """
                        {"Calls":{"Functions":{}},"Vulns":[
                         {"OSV":{"id":"GO-1","aliases":["CVE-1"],"details":"Bad"},"Symbol":"A","ModPath":"stdlib","CallSink":0},
                         {"OSV":{"id":"GO-1","aliases":["CVE-1"],"details":"Bad"},"Symbol":"B","ModPath":"stdlib","CallSink":4},
                         {"OSV":{"id":"GO-2"},"Symbol":"C","ModPath":"stdlib","CallSink":0}],
                         "Modules":[{"Path":"stdlib","Version":"v1.19.0"}]}
                        """);

        // Then
        assertThat(listed).hasSize(1);
        assertThat(old.other()).isEqualTo(1);
        assertThat(old.scans().getFirst().findings())
                .extracting(Finding::known)
                .containsExactly(
                        new KnownFlaw(List.of("GO-1", "CVE-1"), "pkg:golang/stdlib@v1.19.0", null));
    }

    @Test
    void shouldTakeARunWithoutFindingsForClean() {
        assertThat(report(config("symbol")).scans())
                .singleElement()
                .satisfies(scan -> assertThat(scan.scan().rules()).isNull());
    }

    @Test
    void shouldRefuseWhatIsBroken() {
        assertThat(malformed(source, OSV).reason()).contains("config");
        assertThat(malformed(source, "").reason()).isEqualTo("the document is empty");
        assertThat(malformed(source, config("symbol") + "{\"finding\":{}}").line()).isEqualTo(2);
        assertThat(malformed(source, "{\"config\":{\"protocol_version\":\"v2.0.0\"}}").reason())
                .contains("protocol 1");
        assertThat(malformed(source, config("symbol") + "{\"osv\":").line()).isEqualTo(2);
    }
}
