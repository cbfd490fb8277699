package dev.plumbline.ingest.source.cargoaudit;

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

class CargoAuditSourceTest {
    private final CargoAuditSource source = new CargoAuditSource();

    private ScanReport report(int dependencies, String list, String warnings) {
        return parsed(
                source,
                "{\"database\":{},\"lockfile\":{\"dependency-count\":"
                        + dependencies
                        + "},\"settings\":{},\"vulnerabilities\":{\"found\":true,\"list\":["
                        + list
                        + "]},\"warnings\":{"
                        + warnings
                        + "}}",
                ScanReport.class);
    }

    @Test
    void shouldTellAVulnerabilityWithItsAliasesVectorAndNearestPatch() {
        // When
        Finding finding =
                report(
                                31,
                                """
                                {"advisory":{"id":"RUSTSEC-2021-0003","title":"Buffer overflow in insert_many","aliases":["CVE-2021-25900"],"cvss":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
                                 "versions":{"patched":[">=0.6.14, <1.0.0",">=1.6.1"]},"package":{"name":"smallvec","version":"1.5.0"}}
                                """,
                                "")
                        .scans()
                        .getFirst()
                        .findings()
                        .getFirst();

        // Then
        assertThat(finding.title()).isEqualTo("smallvec 1.5.0: Buffer overflow in insert_many");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.known())
                .isEqualTo(
                        new KnownFlaw(
                                List.of("RUSTSEC-2021-0003", "CVE-2021-25900"),
                                "pkg:cargo/smallvec@1.5.0",
                                "1.6.1"));
    }

    @Test
    void shouldCountWarningsApartAndTellAnEmptyLockFileFromACleanOne() {
        // When
        ScanReport warned = report(31, "", "\"unmaintained\":[{},{}],\"yanked\":[{}]");
        ScopeScan empty = report(0, "", "").scans().getFirst();

        // Then
        assertThat(warned.other()).isEqualTo(3);
        assertThat(warned.scans().getFirst().scan().rules()).isNull();
        assertThat(empty.scan().rules()).isZero();
    }

    @Test
    void shouldRefuseWhatIsBroken() {
        assertThat(malformed(source, "{\"database\":{}}").reason())
                .contains("vulnerabilities.list");
        assertThat(
                        malformed(
                                        source,
                                        "{\"vulnerabilities\":{\"list\":[\n{\"advisory\":{\"id\":\"R\"}}]}}")
                                .line())
                .isEqualTo(2);
        assertThat(malformed(source, "[]").reason()).contains("object");
    }
}
