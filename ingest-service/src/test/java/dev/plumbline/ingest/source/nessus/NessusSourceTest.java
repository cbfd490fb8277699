package dev.plumbline.ingest.source.nessus;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class NessusSourceTest {
    private static final String HEAD =
            "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,XREF,Plugin Output\n";
    private final NessusSource source = new NessusSource();

    private ScanReport host(String properties, String... items) {
        return parsed(
                source,
                "<NessusClientData_v2><Policy><x/></Policy><Report name=\"r\" xmlns:cm=\"urn:cm\"><ReportHost name=\"Shop.example\"><HostProperties>"
                        + properties
                        + "</HostProperties>"
                        + String.join("", items)
                        + "</ReportHost></Report></NessusClientData_v2>",
                ScanReport.class);
    }

    private static String item(String plugin, int severity, String inside) {
        return "<ReportItem port=\"443\" protocol=\"tcp\" severity=\""
                + severity
                + "\" pluginID=\""
                + plugin
                + "\" pluginName=\"Name of "
                + plugin
                + "\">"
                + inside
                + "</ReportItem>";
    }

    private static List<Finding> findings(ScanReport report) {
        return report.scans().stream().flatMap(s -> s.findings().stream()).toList();
    }

    @Test
    void shouldReadResultsOfAHost() {
        // When
        ScanReport report =
                host(
                        "<tag name=\"HOST_START\">a</tag><tag name=\"HOST_END\">b</tag>",
                        item(
                                "19506",
                                0,
                                "<plugin_output>Nessus version : 10.8.3\n</plugin_output>"),
                        item(
                                "42873",
                                3,
                                "<cve>CVE-2016-2183</cve><xref>CWE:327</xref><plugin_output>x</plugin_output>"));

        // Then
        assertThat(report.tool()).isEqualTo("Nessus 10.8.3");
        assertThat(report.other()).isEqualTo(1);
        assertThat(report.scans().getFirst().scan().scope()).isEqualTo("shop.example");
        assertThat(report.scans().getFirst().scan().rules()).isNull();
        assertThat(findings(report))
                .singleElement()
                .satisfies(
                        f -> {
                            assertThat(f.severity()).isEqualTo(Severity.HIGH);
                            assertThat(f.path()).isEqualTo("443/tcp");
                            assertThat(f.cwes()).containsExactly("CWE-327");
                            assertThat(f.known().ids()).containsExactly("CVE-2016-2183");
                        });
    }

    @Test
    void shouldNotTrustAHostThatWasBegunAndNotEnded() {
        assertThat(host("<tag name=\"HOST_START\">a</tag>").scans().getFirst().scan().rules())
                .isZero();
    }

    @Test
    void shouldTakeComplianceChecksForALookAtTheConfiguration() {
        // When
        ScanReport report =
                host("", item("21156", 3, "<cm:compliance-result>FAILED</cm:compliance-result>"));

        // Then
        assertThat(report.scans().getFirst().scan().kinds())
                .containsExactly(ScanKind.DAST, ScanKind.CONFIG);
    }

    @Test
    void shouldNumberTwinsOfOnePlugin() {
        assertThat(findings(host("", item("98104", 2, ""), item("98104", 2, ""))))
                .extracting(Finding::fingerprint)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldJoinTheRowsThatATableHasForEachCve() {
        // When
        ScanReport report =
                parsed(
                        source,
                        HEAD
                                + "42873,CVE-2016-2183,5,High,shop.example,tcp,443,SWEET32,CWE:327,out\n"
                                + "42873,CVE-2016-6329,5,High,shop.example,tcp,443,SWEET32,CWE:327,out\n"
                                + "10107,,,None,shop.example,tcp,80,Server type,,\"two\nlines\"\n",
                        ScanReport.class);

        // Then
        assertThat(report.other()).isEqualTo(1);
        assertThat(findings(report))
                .singleElement()
                .satisfies(
                        f ->
                                assertThat(f.known().ids())
                                        .containsExactly("CVE-2016-2183", "CVE-2016-6329"));
    }

    @Test
    void shouldFingerprintATableAsItDoesAFile() {
        // When
        List<Finding> table =
                findings(
                        parsed(
                                source,
                                HEAD + "42873,,,High,shop.example,TCP,443,Name of 42873,,out\n",
                                ScanReport.class));

        // Then
        assertThat(table).isEqualTo(findings(host("", item("42873", 3, ""))));
    }

    @Test
    void shouldReadTheTableOfSecurityCenter() {
        // When
        ScanReport report =
                parsed(
                        source,
                        "Plugin,Plugin Name,Severity,IP Address,Protocol,Port,DNS Name,CVE,Cross References,Accept Risk Comment\n"
                                + "73756,Old database,Critical,192.0.2.5,TCP,1433,,,\"IAVA #1, CWE #672\",moved next week\n",
                        ScanReport.class);

        // Then
        assertThat(report.scans().getFirst().scan().scope()).isEqualTo("192.0.2.5");
        assertThat(findings(report))
                .singleElement()
                .satisfies(
                        f -> {
                            assertThat(f.suppressed()).isEqualTo("risk accepted: moved next week");
                            assertThat(f.cwes()).containsExactly("CWE-672");
                        });
    }

    @Test
    void shouldReadTheTableOfVulnerabilityManagementBetweenSemicolons() {
        // When
        ScanReport report =
                parsed(
                        source,
                        """
                        asset.name;asset.display_fqdn;definition.id;definition.name;definition.cve;port;protocol;severity;state;risk_modified
                        a;a.example;33851;Daemon;;0;TCP;Low;ACTIVE;NONE
                        a;a.example;10001;Gone;;0;TCP;High;FIXED;NONE
                        a;a.example;10002;Lived with;;0;TCP;High;ACTIVE;ACCEPTED
                        """,
                        ScanReport.class);

        // Then
        assertThat(report.other()).isEqualTo(1);
        assertThat(findings(report))
                .extracting(Finding::rule, Finding::suppressed)
                .containsExactly(tuple("33851", null), tuple("10002", "risk accepted in Tenable"));
    }

    @Test
    void shouldTakeReportsWithoutHostAsEmptyRuns() {
        assertThat(
                        parsed(
                                        source,
                                        "<NessusClientData_v2><Report/></NessusClientData_v2>",
                                        ScanReport.class)
                                .scans()
                                .getFirst()
                                .scan()
                                .rules())
                .isZero();
        assertThat(parsed(source, HEAD, ScanReport.class).scans().getFirst().scan().rules())
                .isZero();
    }

    @Test
    void shouldRefuseWhatItCannotUnderstand() {
        assertThat(malformed(source, "<NessusClientData/>").reason()).contains("only version 2");
        assertThat(
                        malformed(
                                        source,
                                        "<NessusClientData_v2><Report><ReportHost>\n<ReportItem pluginID=\"1\" severity=\"9\"/></ReportHost></Report></NessusClientData_v2>")
                                .line())
                .isEqualTo(2);
        assertThat(malformed(source, HEAD + "1,,,,h,tcp,1,n,,\n").line()).isEqualTo(2);
        assertThat(malformed(source, "a,b\n1,2\n").reason()).contains("columns");
    }
}
