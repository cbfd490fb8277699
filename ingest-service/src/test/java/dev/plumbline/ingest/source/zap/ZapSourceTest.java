package dev.plumbline.ingest.source.zap;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.ScopeScan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZapSourceTest {
    private final ZapSource source = new ZapSource();

    private ScanReport json(String alerts) {
        return parsed(
                source,
                "{\"@programName\":\"ZAP\",\"@version\":\"2.15.0\",\"site\":[{\"@name\":\"https://shop.example\",\"alerts\":["
                        + alerts
                        + "]}]}",
                ScanReport.class);
    }

    private ScanReport xml(String items) {
        return parsed(
                source,
                "<OWASPZAPReport version=\"2.15.0\"><site name=\"https://shop.example\"><alerts>"
                        + items
                        + "</alerts></site></OWASPZAPReport>",
                ScanReport.class);
    }

    private static String alert(String risk, String confidence, String... instances) {
        return "{\"pluginid\":\"40012\",\"alert\":\"XSS\",\"riskcode\":\""
                + risk
                + "\",\"confidence\":\""
                + confidence
                + "\",\"instances\":["
                + String.join(",", instances)
                + "],\"cweid\":\"79\"}";
    }

    private static String at(String uri, String param) {
        return "{\"uri\":\"" + uri + "\",\"method\":\"GET\",\"param\":\"" + param + "\"}";
    }

    private static List<Finding> findings(ScanReport report) {
        return report.scans().stream().flatMap(s -> s.findings().stream()).toList();
    }

    @Test
    void shouldMakeAFindingOfEachPlaceOfAnAlert() {
        // When
        ScanReport report =
                json(
                        alert(
                                "3",
                                "2",
                                at("https://shop.example/search?q=1", "q"),
                                at("https://shop.example/help", "t")));

        // Then
        assertThat(report.tool()).isEqualTo("ZAP 2.15.0");
        ScopeScan scan = report.scans().getFirst();
        assertThat(scan.scan().scope()).isEqualTo("https://shop.example");
        assertThat(scan.scan().kinds()).containsExactly(ScanKind.DAST);
        assertThat(scan.findings())
                .extracting(Finding::rule, Finding::path, Finding::severity, Finding::cwes)
                .containsExactly(
                        tuple(
                                "40012",
                                "https://shop.example/search",
                                Severity.HIGH,
                                List.of("CWE-79")),
                        tuple(
                                "40012",
                                "https://shop.example/help",
                                Severity.HIGH,
                                List.of("CWE-79")));
    }

    @Test
    void shouldGiveTheSameFingerprintWhateverStandsInQueryAndCredentials() {
        // When
        List<Finding> first =
                findings(json(alert("2", "2", at("https://shop.example/a;sid=1?q=2#x", "q"))));
        List<Finding> second =
                findings(json(alert("2", "3", at("https://u:pw@SHOP.example/a?q=9", "q"))));

        // Then
        assertThat(first).hasSize(1);
        assertThat(second.getFirst().fingerprint()).isEqualTo(first.getFirst().fingerprint());
        assertThat(second.toString()).doesNotContain("pw");
    }

    @Test
    void shouldReadTheSameFromXmlAsFromJson() {
        // When
        List<Finding> fromXml =
                findings(
                        xml(
                                """
                                <alertitem><pluginid>40012</pluginid><alert>XSS</alert><riskcode>3</riskcode><confidence>2</confidence>
                                <instances><instance><uri>https://shop.example/search?q=1</uri><method>GET</method><param>q</param></instance></instances>
                                <cweid>79</cweid></alertitem>"""));
        List<Finding> fromJson =
                findings(json(alert("3", "2", at("https://shop.example/search?q=1", "q"))));

        // Then
        assertThat(fromXml).isEqualTo(fromJson);
    }

    @Test
    void shouldCountInformationalAlertsApartAndSetFalsePositivesAside() {
        // When
        ScanReport report =
                json(
                        alert("0", "2", at("https://shop.example/a", ""))
                                + ","
                                + alert("1", "0", at("https://shop.example/b", "")));

        // Then
        assertThat(report.other()).isEqualTo(1);
        assertThat(findings(report))
                .singleElement()
                .satisfies(
                        f ->
                                assertThat(f.suppressed())
                                        .isEqualTo("marked as a false positive in ZAP"));
    }

    @Test
    void shouldReadTheOldFormOfOneItemForEachPlace() {
        // When
        ScanReport report =
                xml(
                        "<alertitem><pluginid>10016</pluginid><alert>Old</alert><riskcode>1</riskcode>"
                                + "<uri>https://shop.example/x</uri><param>p</param></alertitem>");

        // Then
        assertThat(findings(report))
                .singleElement()
                .extracting(Finding::path)
                .isEqualTo("https://shop.example/x");
    }

    @Test
    void shouldTellAnEmptyRunFromACleanOne() {
        // When
        ScanReport clean = json("");
        ScanReport empty = parsed(source, "<OWASPZAPReport version=\"2.15.0\"/>", ScanReport.class);

        // Then
        assertThat(clean.scans().getFirst().scan().rules()).isNull();
        assertThat(empty.scans().getFirst().scan().rules()).isZero();
    }

    @Test
    void shouldPassOverADocumentTypeWithoutResolvingIt() {
        // When
        ScanReport report =
                parsed(
                        source,
                        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><OWASPZAPReport><site name=\"http://a.example\"/></OWASPZAPReport>",
                        ScanReport.class);

        // Then
        assertThat(report.scans().getFirst().scan().scope()).isEqualTo("http://a.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"@programName\":\"ZAP\",\"site\":[7]}|1|a site must be an object",
                "<OWASPZAPReport><site name=\"a\">|1|not valid XML",
                "{\"@programName\":\"ZAP\",\"site\":[|1|not valid JSON"
            })
    void shouldRefuseABrokenReportWithItsPlace(String text, int line, String reason) {
        // When
        Malformed malformed = malformed(source, text);

        // Then
        assertThat(malformed.line()).isEqualTo(line);
        assertThat(malformed.reason()).startsWith(reason);
    }
}
