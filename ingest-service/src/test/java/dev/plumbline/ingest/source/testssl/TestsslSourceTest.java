package dev.plumbline.ingest.source.testssl;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestsslSourceTest {
    private static final String HEAD =
            "\"id\",\"fqdn/ip\",\"port\",\"severity\",\"finding\",\"cve\",\"cwe\"\n";
    private final TestsslSource source = new TestsslSource();

    private ScanReport csv(String... rows) {
        return parsed(source, HEAD + String.join("\n", rows), ScanReport.class);
    }

    private static String row(String id, String severity, String cve, String cwe) {
        return "\"%s\",\"shop.example/192.0.2.7\",\"443\",\"%s\",\"said\",\"%s\",\"%s\""
                .formatted(id, severity, cve, cwe);
    }

    private static List<Finding> findings(ScanReport report) {
        return report.scans().stream().flatMap(s -> s.findings().stream()).toList();
    }

    @Test
    void shouldReadAServerAsAScopeOfItsConfiguration() {
        // When
        Scan scan =
                csv(row("SSLv3", "OK", "", ""), row("TLS1", "LOW", "", ""))
                        .scans()
                        .getFirst()
                        .scan();

        // Then
        assertThat(scan.scope()).isEqualTo("shop.example:443");
        assertThat(scan.kinds()).containsExactly(ScanKind.CONFIG);
        assertThat(scan.rules()).isEqualTo(2);
    }

    @Test
    void shouldKeepTheWeaknessesThatAreSaidAndAddThoseThatAreNot() {
        // When
        List<Finding> findings =
                findings(
                        csv(
                                row("TLS1_1", "LOW", "", ""),
                                row("cipherlist_3DES_IDEA", "MEDIUM", "", "CWE-310"),
                                row("cert_keySize", "HIGH", "", ""),
                                row("BREACH", "MEDIUM", "CVE-2013-3587", "CWE-310"),
                                row("DROWN", "HIGH", "CVE-2016-0800 CVE-2016-0703", "CWE-203")));

        // Then
        assertThat(findings)
                .extracting(Finding::cwes)
                .containsExactly(
                        List.of("CWE-327"),
                        List.of("CWE-310", "CWE-327"),
                        List.of("CWE-326"),
                        List.of("CWE-310"),
                        List.of("CWE-203"));
        assertThat(findings.get(4).known().ids()).containsExactly("CVE-2016-0800", "CVE-2016-0703");
        assertThat(findings.get(2).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void shouldNotCountTheGradeThatRepeatsTheChecks() {
        // When
        ScanReport report = csv(row("overall_grade", "CRITICAL", "", ""));

        // Then
        assertThat(findings(report)).isEmpty();
        assertThat(report.other()).isEqualTo(1);
    }

    @Test
    void shouldTellAnEmptyRunFromACleanOne() {
        // When
        Integer warned =
                csv(row("engine_problem", "WARN", "", "")).scans().getFirst().scan().rules();
        Integer failed =
                csv(row("SSLv2", "OK", "", ""), row("scanProblem", "FATAL", "", ""))
                        .scans()
                        .getFirst()
                        .scan()
                        .rules();
        Integer nothing = csv().scans().getFirst().scan().rules();

        // Then
        assertThat(List.of(warned, failed, nothing)).containsOnly(0);
    }

    @Test
    void shouldReadFlatAndStructuredJsonAsItReadsTheTable() {
        // When
        ScanReport table = csv(row("TLS1", "LOW", "", ""));
        ScanReport flat =
                parsed(
                        source,
                        """
                        [{"id":"TLS1","ip":"shop.example/192.0.2.7","port":"443","severity":"LOW","finding":"said"}]""",
                        ScanReport.class);
        ScanReport structured =
                parsed(
                        source,
                        """
                        {"Invocation":"testssl.sh shop.example","version":"3.2 ","scanResult":[
                         {"targetHost":"shop.example","ip":"192.0.2.7","port":"443","service":"HTTP",
                          "protocols":[{"id":"TLS1","severity":"LOW","finding":"said"}]}],"scanTime":12}""",
                        ScanReport.class);

        // Then
        assertThat(flat.scans()).isEqualTo(table.scans());
        assertThat(structured.scans()).isEqualTo(table.scans());
        assertThat(structured.tool()).startsWith("testssl.sh 3.2");
    }

    @Test
    void shouldTakeAServerThatWasNotReachedAsAnEmptyRun() {
        // When
        ScanReport report =
                parsed(
                        source,
                        """
                        {"Invocation":"x","scanResult":[{"id":"scanProblem","severity":"FATAL","finding":"no"}]}""",
                        ScanReport.class);

        // Then
        assertThat(report.scans().getFirst().scan().rules()).isZero();
    }

    @Test
    void shouldRefuseRowsWithoutIdOrSeverity() {
        assertThat(malformed(source, HEAD + ",h,1,LOW,f,,\n").line()).isEqualTo(2);
        assertThat(malformed(source, "[{\"id\":\"a\"}]").reason()).contains("id and a severity");
        assertThat(malformed(source, "a,b\n").reason()).contains("id and severity");
    }
}
