package dev.plumbline.ingest.source.dependencycheck;

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

class DependencyCheckSourceTest {
    private final DependencyCheckSource source = new DependencyCheckSource();

    private ScopeScan xml(String scanInfo, String dependencies) {
        return parsed(
                        source,
                        "<?xml version=\"1.0\"?><analysis xmlns=\"https://jeremylong.github.io/DependencyCheck/dependency-check.4.0.xsd\"><scanInfo><engineVersion>12.1.0</engineVersion>"
                                + scanInfo
                                + "</scanInfo><projectInfo><name>harbour</name></projectInfo><dependencies>"
                                + dependencies
                                + "</dependencies></analysis>",
                        ScanReport.class)
                .scans()
                .getFirst();
    }

    private static String dependency(String identifiers, String vulnerabilities) {
        return "<dependency><fileName>app.ear: snakeyaml-1.33.jar</fileName><filePath>/w/app.ear</filePath><identifiers>"
                + identifiers
                + "</identifiers><vulnerabilities>"
                + vulnerabilities
                + "</vulnerabilities></dependency>";
    }

    private static final String PACKAGE =
            "<package><id>pkg:maven/org.yaml/snakeyaml@1.33</id></package>";
    private static final String FLAW =
            "<name>CVE-2022-1471</name><severity>CRITICAL</severity><cwes><cwe>CWE-502</cwe></cwes><description>Types are not restricted.</description>";

    @Test
    void shouldTellAVulnerabilityWithItsPackage() {
        // When
        ScopeScan scan =
                xml("", dependency(PACKAGE, "<vulnerability>" + FLAW + "</vulnerability>"));

        // Then
        assertThat(scan.scan().scope()).isEqualTo("harbour");
        assertThat(scan.scan().files()).isEqualTo(1);
        assertThat(scan.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.title())
                                    .isEqualTo(
                                            "org.yaml:snakeyaml 1.33: Types are not restricted.");
                            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                            assertThat(finding.cwes()).containsExactly("CWE-502");
                            assertThat(finding.path()).isEqualTo("app.ear: snakeyaml-1.33.jar");
                            assertThat(finding.known())
                                    .isEqualTo(
                                            new KnownFlaw(
                                                    List.of("CVE-2022-1471"),
                                                    "pkg:maven/org.yaml/snakeyaml@1.33",
                                                    null));
                        });
    }

    @Test
    void shouldReadCoordinatesAndScoresOfOlderReports() {
        // When
        Finding finding =
                xml(
                                "",
                                dependency(
                                        "<identifier type=\"cpe\"><name>(cpe:/a:x:y)</name></identifier><identifier type=\"maven\"><name>(org.yaml:snakeyaml:1.33)</name></identifier>",
                                        "<vulnerability><name>CVE-1</name><cvssScore>7.5</cvssScore><cwe>CWE-20 Improper Input Validation</cwe></vulnerability>"))
                        .findings()
                        .getFirst();

        // Then
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.cwes()).containsExactly("CWE-20");
        assertThat(finding.known().purl()).isEqualTo("pkg:maven/org.yaml/snakeyaml@1.33");
    }

    @Test
    void shouldKeepSuppressedOnesWithTheirNotes() {
        // When
        List<Finding> findings =
                xml(
                                "",
                                dependency(
                                        PACKAGE,
                                        "<suppressedVulnerability>"
                                                + FLAW
                                                + "<notes>no untrusted input</notes></suppressedVulnerability><suppressedVulnerability><name>CVE-2</name></suppressedVulnerability>"))
                        .findings();

        // Then
        assertThat(findings)
                .extracting(Finding::suppressed)
                .containsExactly("no untrusted input", "suppressed");
    }

    @Test
    void shouldTellCleanEmptyAndFailedRunsApart() {
        // Given
        String one = "<dependency><fileName>a.jar</fileName></dependency>";

        // Then
        assertThat(xml("", one).scan().rules()).isNull();
        assertThat(xml("", "").scan().rules()).isZero();
        assertThat(
                        xml(
                                        "<analysisExceptions><exception><message>no data</message></exception></analysisExceptions>",
                                        one)
                                .scan()
                                .rules())
                .isZero();
    }

    @Test
    void shouldReadTheSameInJson() {
        // When
        ScopeScan scan =
                parsed(
                                source,
                                """
                                {"reportSchema":"1.1","scanInfo":{"engineVersion":"12.1.0"},"projectInfo":{"name":"harbour"},
                                 "dependencies":[{"fileName":"app.ear: snakeyaml-1.33.jar","packages":[{"id":"pkg:maven/org.yaml/snakeyaml@1.33","confidence":"HIGH"}],
                                  "vulnerabilities":[{"source":"NVD","name":"CVE-2022-1471","cvssv3":{"baseScore":9.8},"cwes":["CWE-502"],"description":"Types are not restricted."}],
                                  "suppressedVulnerabilities":[{"name":"CVE-2","severity":"LOW","notes":"no"}]}]}
                                """,
                                ScanReport.class)
                        .scans()
                        .getFirst();
        Finding same =
                xml("", dependency(PACKAGE, "<vulnerability>" + FLAW + "</vulnerability>"))
                        .findings()
                        .getFirst();

        // Then
        assertThat(scan.scan().toolVersion()).isEqualTo("12.1.0");
        assertThat(scan.findings()).first().isEqualTo(same);
        assertThat(scan.findings()).extracting(Finding::suppressed).containsExactly(null, "no");
    }

    @Test
    void shouldRefuseWhatIsBrokenWithItsPlace() {
        assertThat(
                        malformed(
                                        source,
                                        "<analysis><dependencies><dependency><vulnerabilities>\n<vulnerability/></vulnerabilities></dependency></dependencies></analysis>")
                                .line())
                .isEqualTo(2);
        assertThat(malformed(source, "<analysis>\n<dependencies>").reason()).contains("XML");
        assertThat(malformed(source, "{\"reportSchema\":\"1.1\"}").reason())
                .contains("dependencies");
    }
}
