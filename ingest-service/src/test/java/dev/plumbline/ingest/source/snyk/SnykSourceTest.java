package dev.plumbline.ingest.source.snyk;

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

class SnykSourceTest {
    private final SnykSource source = new SnykSource();

    private static String project(String vulnerabilities, String rest) {
        return "{\"vulnerabilities\":["
                + vulnerabilities
                + "],\"ok\":false,\"packageManager\":\"npm\",\"projectName\":\"harbour-pilot\""
                + rest
                + "}";
    }

    private static String issue(String id, String from, String rest) {
        return "{\"id\":\""
                + id
                + "\",\"title\":\"Prototype Pollution\",\"severity\":\"high\",\"severityWithCritical\":\"critical\",\"identifiers\":{\"CWE\":[\"CWE-1321\"],\"GHSA\":[\"GHSA-xvch-5gv4-984h\"],\"CVE\":[\"CVE-2021-44906\"]},\"name\":\"minimist\",\"version\":\"1.2.5\",\"packageManager\":\"npm\",\"fixedIn\":[\"0.2.4\",\"1.2.6\"],\"from\":[\""
                + from
                + "\"]"
                + rest
                + "}";
    }

    private List<ScopeScan> scans(String document) {
        return parsed(source, document, ScanReport.class).scans();
    }

    @Test
    void shouldMakeOneFindingOfAllPathsToAPackage() {
        // When
        ScopeScan scan =
                scans(
                                project(
                                        issue("SNYK-JS-MINIMIST-1", "a", "")
                                                + ","
                                                + issue("SNYK-JS-MINIMIST-1", "b", ""),
                                        ",\"displayTargetFile\":\"web\\\\package-lock.json\""))
                        .getFirst();

        // Then
        assertThat(scan.scan().tool()).isEqualTo("Snyk");
        assertThat(scan.scan().scope()).isEqualTo("harbour-pilot/web/package-lock.json");
        assertThat(scan.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                            assertThat(finding.cwes()).containsExactly("CWE-1321");
                            assertThat(finding.title())
                                    .isEqualTo("minimist 1.2.5: Prototype Pollution");
                            assertThat(finding.known())
                                    .isEqualTo(
                                            new KnownFlaw(
                                                    List.of(
                                                            "SNYK-JS-MINIMIST-1",
                                                            "CVE-2021-44906",
                                                            "GHSA-xvch-5gv4-984h"),
                                                    "pkg:npm/minimist@1.2.5",
                                                    "1.2.6"));
                        });
    }

    @Test
    void shouldScanEachProjectAndEachApplicationOfAnImageApart() {
        // When
        List<ScopeScan> projects =
                scans(
                        "["
                                + project("", ",\"displayTargetFile\":\"a/pom.xml\"")
                                + ","
                                + project("", ",\"displayTargetFile\":\"b/pom.xml\"")
                                + "]");
        List<ScopeScan> image =
                scans(
                        "{\"vulnerabilities\":[{\"id\":\"SNYK-DEBIAN12-GCC12-1\",\"title\":\"CVE-2023-4039\",\"severity\":\"low\",\"name\":\"gcc-12/libgcc-s1\",\"version\":\"12.2.0-14\",\"packageManager\":\"debian:12\"}],\"docker\":{},\"projectName\":\"docker-image|registry.example/pilot\",\"path\":\"registry.example/pilot:4.2\",\"packageManager\":\"deb\",\"applications\":["
                                + project("", ",\"displayTargetFile\":\"/app/package.json\"")
                                + "]}");

        // Then
        assertThat(projects)
                .extracting(scan -> scan.scan().scope())
                .containsExactly("harbour-pilot/a/pom.xml", "harbour-pilot/b/pom.xml");
        assertThat(image)
                .extracting(scan -> scan.scan().tool() + ": " + scan.scan().scope())
                .containsExactly(
                        "Snyk Container: registry.example/pilot",
                        "Snyk Container: registry.example/pilot/app/package.json");
        assertThat(image.getFirst().findings())
                .extracting(finding -> finding.known().purl())
                .containsExactly("pkg:deb/debian/libgcc-s1@12.2.0-14");
    }

    @Test
    void shouldKeepWhatThePolicyIgnoresAndCountLicencesApart() {
        // When
        ScanReport report =
                parsed(
                        source,
                        project(
                                "{\"id\":\"snyk:lic:npm:x:GPL\",\"type\":\"license\"}",
                                ",\"filtered\":{\"ignore\":["
                                        + issue(
                                                "SNYK-JS-MINIMIST-1",
                                                "a",
                                                ",\"filtered\":{\"ignored\":[{\"reason\":\"only in tests\"}]}")
                                        + "],\"patch\":["
                                        + issue("SNYK-JS-MINIMIST-2", "a", "")
                                        + "]}"),
                        ScanReport.class);

        // Then
        assertThat(report.other()).isEqualTo(1);
        assertThat(report.scans().getFirst().findings())
                .extracting(Finding::suppressed)
                .containsExactly("only in tests", "patched by the policy");
    }

    @Test
    void shouldTellACleanProjectFromOneThatCouldNotBeTested() {
        // When
        List<ScopeScan> scans =
                scans(
                        "["
                                + project("", "")
                                + ",{\"ok\":false,\"error\":\"Missing node_modules\",\"path\":\"/w\",\"projectName\":\"quay\"}]");

        // Then
        assertThat(scans.get(0).scan().rules()).isNull();
        assertThat(scans.get(1).scan().rules()).isZero();
        assertThat(
                        malformed(
                                        source,
                                        "{\"ok\":false,\"error\":\"Missing node_modules\",\"path\":\"/w\"}")
                                .reason())
                .isEqualTo("Snyk says that it could not test: Missing node_modules");
    }

    @Test
    void shouldRefuseAnIssueOfNothing() {
        assertThat(malformed(source, project("\n{\"title\":\"x\"}", "")).line()).isEqualTo(2);
    }
}
