package dev.plumbline.ingest.source.npmaudit;

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

class NpmAuditSourceTest {
    private final NpmAuditSource source = new NpmAuditSource();

    private List<Finding> findings(String document) {
        return parsed(source, document, ScanReport.class).scans().getFirst().findings();
    }

    private static String six(String advisory) {
        return "{\"advisories\":{\"146\":{"
                + advisory
                + "}},\"metadata\":{\"vulnerabilities\":{}}}";
    }

    private static String seven(String via, String metadata) {
        return "{\"auditReportVersion\":2,\"vulnerabilities\":{\"mkdirp\":{\"name\":\"mkdirp\",\"via\":["
                + via
                + "]}},\"metadata\":"
                + metadata
                + "}";
    }

    @Test
    void shouldMakeAFindingOfEachInstalledVersionInReportsOfSix() {
        // When
        List<Finding> findings =
                findings(
                        six(
                                "\"findings\":[{\"version\":\"0.0.8\",\"paths\":[\"a\",\"b\"]},{\"version\":\"1.2.0\",\"paths\":[\"c\"]},{\"version\":\"1.2.0\"}],\"title\":\"Prototype Pollution\",\"module_name\":\"minimist\",\"cves\":[\"CVE-2020-7598\"],\"github_advisory_id\":\"GHSA-vh95-rmgr-6w4m\",\"patched_versions\":\">=0.2.1 <1.0.0 || >=1.2.3\",\"severity\":\"moderate\",\"cwe\":\"CWE-1321\""));

        // Then
        assertThat(findings)
                .extracting(Finding::known)
                .containsExactly(
                        new KnownFlaw(
                                List.of("GHSA-vh95-rmgr-6w4m", "CVE-2020-7598"),
                                "pkg:npm/minimist@0.0.8",
                                "0.2.1"),
                        new KnownFlaw(
                                List.of("GHSA-vh95-rmgr-6w4m", "CVE-2020-7598"),
                                "pkg:npm/minimist@1.2.0",
                                "1.2.3"));
        assertThat(findings).extracting(Finding::severity).containsOnly(Severity.MEDIUM);
        assertThat(findings).extracting(Finding::cwes).containsOnly(List.of("CWE-1321"));
    }

    @Test
    void shouldNameAdvisoriesFromBeforeGitHubByTheirNumber() {
        // When
        List<Finding> findings =
                findings(
                        six(
                                "\"module_name\":\"@harbour/growl\",\"cves\":[],\"cwe\":null,\"severity\":\"critical\",\"url\":\"https://advisories.example/146\""));

        // Then
        assertThat(findings)
                .extracting(Finding::known)
                .containsExactly(
                        new KnownFlaw(List.of("npm:146"), "pkg:npm/%40harbour/growl", null));
    }

    @Test
    void shouldTakeOnlyAdvisoriesForFindingsInReportsOfSeven() {
        // When
        List<Finding> findings =
                findings(
                        seven(
                                "\"other\",{\"source\":1097678,\"name\":\"minimist\",\"title\":\"Prototype Pollution in minimist\",\"url\":\"https://github.com/advisories/GHSA-xvch-5gv4-984h\",\"severity\":\"critical\",\"cwe\":[\"CWE-1321\"],\"cvss\":{\"score\":9.8},\"range\":\"<1.2.6\"}",
                                "{}"));

        // Then
        assertThat(findings)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.title())
                                    .isEqualTo("minimist: Prototype Pollution in minimist");
                            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                            assertThat(finding.known())
                                    .isEqualTo(
                                            new KnownFlaw(
                                                    List.of("GHSA-xvch-5gv4-984h"),
                                                    "pkg:npm/minimist",
                                                    "1.2.6"));
                        });
    }

    @Test
    void shouldTellAnAuditOfNothingFromACleanOne() {
        // When
        ScopeScan clean =
                parsed(
                                source,
                                "{\"auditReportVersion\":2,\"vulnerabilities\":{},\"metadata\":{\"dependencies\":{\"total\":97}}}",
                                ScanReport.class)
                        .scans()
                        .getFirst();
        ScopeScan nothing =
                parsed(
                                source,
                                "{\"advisories\":{},\"metadata\":{\"vulnerabilities\":{},\"totalDependencies\":0}}",
                                ScanReport.class)
                        .scans()
                        .getFirst();

        // Then
        assertThat(clean.scan().rules()).isNull();
        assertThat(nothing.scan().rules()).isZero();
    }

    @Test
    void shouldRefuseAnAuditThatFailed() {
        assertThat(
                        malformed(
                                        source,
                                        "{\"error\":{\"code\":\"ENOLOCK\",\"summary\":\"This command requires an existing lockfile.\"}}")
                                .reason())
                .isEqualTo(
                        "npm says that the audit failed with ENOLOCK: This command requires an existing lockfile.");
        assertThat(malformed(source, "{\"auditReportVersion\":3}").reason()).contains("version 2");
        assertThat(malformed(source, "{\"metadata\":{}}").reason()).contains("advisories");
        assertThat(malformed(source, "{\"advisories\":{\n\"1\":{}}}").line()).isEqualTo(2);
    }
}
