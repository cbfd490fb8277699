package dev.plumbline.ingest.source.burp;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurpSourceTest {
    private final BurpSource source = new BurpSource();

    private ScanReport report(String... issues) {
        return parsed(
                source,
                "<?xml version=\"1.0\"?><!DOCTYPE issues [<!ELEMENT issues (issue*)>]>\n"
                        + "<issues burpVersion=\"2026.9\">"
                        + String.join("", issues)
                        + "</issues>",
                ScanReport.class);
    }

    private static String issue(String serial, String path, String location, String severity) {
        return "<issue><serialNumber>"
                + serial
                + "</serialNumber><type>1049088</type><name>SQL injection</name>"
                + "<host ip=\"192.0.2.1\">https://shop.example</host><path>"
                + path
                + "</path><location>"
                + location
                + "</location><severity>"
                + severity
                + "</severity><vulnerabilityClassifications><![CDATA[<a>CWE-89: SQL</a><a>CWE-943: Data</a>]]></vulnerabilityClassifications></issue>";
    }

    @Test
    void shouldReadAnIssueWithItsClassesAndPlace() {
        // When
        ScanReport report = report(issue("1", "/cart", "/cart [item parameter]", "High"));

        // Then
        assertThat(report.tool()).isEqualTo("Burp Suite 2026.9");
        assertThat(report.scans().getFirst().scan().scope()).isEqualTo("https://shop.example");
        assertThat(report.scans().getFirst().findings())
                .singleElement()
                .satisfies(
                        f -> {
                            assertThat(f.rule()).isEqualTo("1049088");
                            assertThat(f.cwes()).containsExactly("CWE-89", "CWE-943");
                            assertThat(f.path()).isEqualTo("https://shop.example/cart");
                            assertThat(f.severity()).isEqualTo(Severity.HIGH);
                        });
    }

    @Test
    void shouldKnowAnIssueAgainUnderAnotherSerialNumberAndTellParametersApart() {
        // When
        List<Finding> first =
                report(issue("1", "/a", "/a [x]", "High"), issue("2", "/a", "/a [y]", "High"))
                        .scans()
                        .getFirst()
                        .findings();
        List<Finding> later =
                report(issue("9", "/a", "/a [x]", "High")).scans().getFirst().findings();

        // Then
        assertThat(first).hasSize(2);
        assertThat(later.getFirst().fingerprint()).isEqualTo(first.getFirst().fingerprint());
    }

    @Test
    void shouldCountInformationApartAndSetFalsePositivesAside() {
        // When
        ScanReport report =
                report(
                        issue("1", "/a", "/a", "Information"),
                        issue("2", "/b", "/b", "False positive"));

        // Then
        assertThat(report.other()).isEqualTo(1);
        assertThat(report.scans().getFirst().findings())
                .singleElement()
                .extracting(Finding::suppressed)
                .isEqualTo("marked as a false positive in Burp");
    }

    @Test
    void shouldTakeAnExportWithoutIssuesAsAnEmptyRun() {
        assertThat(report().scans().getFirst().scan().rules()).isZero();
    }

    @Test
    void shouldRefuseAnIssueThatSaysNothing() {
        // When
        var malformed = malformed(source, "<issues burpVersion=\"1\">\n<issue/></issues>");

        // Then
        assertThat(malformed.line()).isEqualTo(2);
        assertThat(malformed.reason()).contains("type or name");
    }
}
