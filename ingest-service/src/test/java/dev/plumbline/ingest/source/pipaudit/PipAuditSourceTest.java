package dev.plumbline.ingest.source.pipaudit;

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

class PipAuditSourceTest {
    private final PipAuditSource source = new PipAuditSource();

    private ScopeScan scan(String document) {
        return parsed(source, document, ScanReport.class).scans().getFirst();
    }

    private static final String JINJA =
            """
            {"name":"Jinja2","version":"3.1.2","vulns":[{"id":"GHSA-h5c8-rqwp-cp95","fix_versions":["2.11.4","3.1.3"],"aliases":["CVE-2024-22195"],"description":"Keys are not escaped."}]}
            """;

    @Test
    void shouldTellAVulnerabilityWithItsNamesAndNearestFix() {
        // When
        Finding finding =
                scan("{\"dependencies\":[" + JINJA + "],\"fixes\":[]}").findings().getFirst();

        // Then
        assertThat(finding.title()).isEqualTo("Jinja2 3.1.2: Keys are not escaped.");
        assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(finding.known())
                .isEqualTo(
                        new KnownFlaw(
                                List.of("GHSA-h5c8-rqwp-cp95", "CVE-2024-22195"),
                                "pkg:pypi/jinja2@3.1.2",
                                "3.1.3"));
    }

    @Test
    void shouldReadTheBareListOfOlderVersions() {
        assertThat(scan("[" + JINJA + "]").findings())
                .isEqualTo(scan("{\"dependencies\":[" + JINJA + "]}").findings());
    }

    @Test
    void shouldTellAnAuditOfNothingFromACleanOne() {
        assertThat(scan("{\"dependencies\":[{\"name\":\"idna\",\"vulns\":[]}]}").scan().rules())
                .isNull();
        assertThat(
                        scan("{\"dependencies\":[{\"name\":\"tides\",\"skip_reason\":\"not found\"}]}")
                                .scan()
                                .rules())
                .isZero();
        assertThat(scan("[]").scan().rules()).isZero();
    }

    @Test
    void shouldRefuseWhatIsBroken() {
        assertThat(malformed(source, "[\n{\"vulns\":[]}]").line()).isEqualTo(2);
        assertThat(malformed(source, "[{\"name\":\"a\",\"vulns\":[{}]}]").reason()).contains("id");
        assertThat(malformed(source, "{}").reason()).contains("dependencies");
    }
}
