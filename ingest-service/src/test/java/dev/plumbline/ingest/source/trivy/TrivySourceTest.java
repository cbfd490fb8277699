package dev.plumbline.ingest.source.trivy;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.ScopeScan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrivySourceTest {
    private final TrivySource source = new TrivySource();

    private ScanReport report(String artifact, String type, String... results) {
        return parsed(
                source,
                "{\"SchemaVersion\":2,\"Trivy\":{\"Version\":\"0.69.1\"},\"ArtifactName\":\""
                        + artifact
                        + "\",\"ArtifactType\":\""
                        + type
                        + "\",\"Results\":["
                        + String.join(",", results)
                        + "]}",
                ScanReport.class);
    }

    private static String packages(String target, String type, String... vulnerabilities) {
        return "{\"Target\":\""
                + target
                + "\",\"Class\":\""
                + (type.equals("alpine") ? "os" : "lang")
                + "-pkgs\",\"Type\":\""
                + type
                + "\",\"Vulnerabilities\":["
                + String.join(",", vulnerabilities)
                + "]}";
    }

    private static String vulnerability(String id, String name, String version, String rest) {
        return "{\"VulnerabilityID\":\""
                + id
                + "\",\"PkgName\":\""
                + name
                + "\",\"InstalledVersion\":\""
                + version
                + "\""
                + rest
                + "}";
    }

    private static final String SECRET =
            """
            {"Target":"deploy/.env","Class":"secret","Secrets":[{"RuleID":"github-pat","Category":"GitHub",
             "Severity":"CRITICAL","Title":"GitHub Personal Access Token","StartLine":3,"Match":"TOKEN=*****"}]}
            """;

    private static String misconfigured(int line, String status) {
        return """
        {"Target":"Dockerfile","Class":"config","Type":"dockerfile","MisconfSummary":{"Successes":22,"Failures":1},
         "Misconfigurations":[{"ID":"DS-0002","Title":"Image user should not be 'root'","Message":"Specify a user",
          "Severity":"HIGH","Status":"%s","CauseMetadata":{"StartLine":%d,"Resource":"final"}}]}
        """
                .formatted(status, line);
    }

    private static List<Finding> findings(ScanReport report) {
        return report.scans().stream().flatMap(scan -> scan.findings().stream()).toList();
    }

    @Test
    void shouldTellAKnownFlawWithItsNamesPackageAndFix() {
        // When
        List<Finding> findings =
                findings(
                        report(
                                "pilot",
                                "filesystem",
                                packages(
                                        "app/pom.xml",
                                        "pom",
                                        vulnerability(
                                                "CVE-2025-66614",
                                                "org.apache.tomcat:tomcat-catalina",
                                                "9.0.109",
                                                ",\"VendorIDs\":[\"GHSA-fpj8-gq4v-p354\",\"DSA-1-1\"],\"FixedVersion\":\"11.0.14, 10.1.49, 9.0.112\",\"Severity\":\"LOW\",\"Title\":\"Tomcat: certificates\",\"CweIDs\":[\"CWE-20\"]"))));

        // Then
        assertThat(findings)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.rule()).isEqualTo("CVE-2025-66614");
                            assertThat(finding.title())
                                    .isEqualTo(
                                            "org.apache.tomcat:tomcat-catalina 9.0.109: Tomcat: certificates");
                            assertThat(finding.severity()).isEqualTo(Severity.LOW);
                            assertThat(finding.cwes()).containsExactly("CWE-20");
                            assertThat(finding.path()).isEqualTo("app/pom.xml");
                            assertThat(finding.known())
                                    .isEqualTo(
                                            new KnownFlaw(
                                                    List.of(
                                                            "CVE-2025-66614",
                                                            "GHSA-fpj8-gq4v-p354"),
                                                    "pkg:maven/org.apache.tomcat/tomcat-catalina@9.0.109",
                                                    "9.0.112"));
                        });
    }

    @Test
    void shouldMakeOneScanOfEachKindSoThatAnAbsentKindClosesNothing() {
        // When
        ScanReport all =
                report(
                        "registry.example/harbour/pilot:4.2@sha256:ab",
                        "container_image",
                        packages(
                                "registry.example/harbour/pilot:4.2 (alpine 3.19.0)",
                                "alpine",
                                vulnerability("CVE-1", "libssl3", "3.1.3-r0", "")),
                        misconfigured(4, "FAIL"),
                        SECRET);
        ScanReport vulnerabilitiesOnly =
                report(
                        "registry.example/harbour/pilot:4.3",
                        "container_image",
                        packages("registry.example/harbour/pilot:4.3 (alpine 3.20.0)", "alpine"));

        // Then
        assertThat(all.scans())
                .extracting(ScopeScan::scan)
                .extracting(Scan::tool, Scan::scope, Scan::kinds, Scan::rules)
                .containsExactlyInAnyOrder(
                        tuple(
                                "Trivy",
                                "registry.example/harbour/pilot",
                                List.of(ScanKind.SCA),
                                null),
                        tuple(
                                "Trivy misconfig",
                                "registry.example/harbour/pilot",
                                List.of(ScanKind.CONFIG),
                                23),
                        tuple(
                                "Trivy secret",
                                "registry.example/harbour/pilot",
                                List.of(ScanKind.SECRETS),
                                null));
        assertThat(vulnerabilitiesOnly.scans())
                .singleElement()
                .satisfies(
                        clean -> {
                            assertThat(clean.scan().tool()).isEqualTo("Trivy");
                            assertThat(clean.scan().scope())
                                    .isEqualTo("registry.example/harbour/pilot");
                            assertThat(clean.scan().rules()).isNull();
                            assertThat(clean.findings()).isEmpty();
                        });
    }

    @Test
    void shouldKeepNoMatchOfASecret() {
        // When
        Finding finding = findings(report(".", "filesystem", SECRET)).getFirst();

        // Then
        assertThat(finding.secret()).isTrue();
        assertThat(finding.title()).isEqualTo("GitHub Personal Access Token");
        assertThat(finding.path()).isEqualTo("deploy/.env");
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.toString()).doesNotContain("TOKEN");
    }

    @Test
    void shouldKnowAFlawAgainAfterAnUpgradeThatKeepsIt() {
        // When
        String before = print("CVE-1", "1.0.0", "3.19");
        String after = print("CVE-1", "1.0.1", "3.20");
        String another = print("CVE-2", "1.0.1", "3.20");

        // Then
        assertThat(after).isEqualTo(before).isNotEqualTo(another);
    }

    private String print(String id, String version, String system) {
        return findings(
                        report(
                                "pilot:" + system,
                                "container_image",
                                packages(
                                        "pilot:" + system + " (alpine " + system + ")",
                                        "alpine",
                                        vulnerability(id, "busybox", version, ""))))
                .getFirst()
                .fingerprint();
    }

    @Test
    void shouldCountTheSameFlawOfTheSamePackageOnce() {
        // Given
        String twice = vulnerability("CVE-1", "busybox", "1.0", "");
        String other = vulnerability("CVE-1", "busybox", "1.1", "");

        // When
        List<Finding> findings =
                findings(
                        report(
                                "pilot:1",
                                "container_image",
                                packages("t", "alpine", twice, twice, other)));

        // Then
        assertThat(findings)
                .extracting(finding -> finding.known().purl())
                .containsExactly("pkg:apk/alpine/busybox@1.0", "pkg:apk/alpine/busybox@1.1");
        assertThat(findings).extracting(Finding::fingerprint).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"FAIL,1", "PASS,0", "EXCEPTION,1"})
    void shouldTakeFailedChecksForFindings(String status, int findings) {
        // When
        ScanReport report = report("infra", "filesystem", misconfigured(4, status));

        // Then
        assertThat(findings(report)).hasSize(findings);
        assertThat(findings(report))
                .allSatisfy(
                        finding ->
                                assertThat(finding.suppressed() != null)
                                        .isEqualTo(status.equals("EXCEPTION")));
    }

    @Test
    void shouldNotMoveAMisconfigurationWithItsLine() {
        // When
        Finding here = findings(report("infra", "filesystem", misconfigured(4, "FAIL"))).getFirst();
        Finding there =
                findings(report("infra", "filesystem", misconfigured(40, "FAIL"))).getFirst();

        // Then
        assertThat(there.fingerprint()).isEqualTo(here.fingerprint());
        assertThat(there.line()).isEqualTo(40);
    }

    @Test
    void shouldKeepWhatPeopleSetAsideAsSuppressed() {
        // Given
        String result =
                """
                {"Target":"go.mod","Class":"lang-pkgs","Type":"gomod","ExperimentalModifiedFindings":[
                 {"Type":"vulnerability","Status":"not_affected","Statement":"the parser is not called","Source":"pilot.openvex.json",
                  "Finding":{"VulnerabilityID":"CVE-2022-32149","PkgName":"golang.org/x/text","InstalledVersion":"v0.3.7","Severity":"HIGH"}},
                 {"Type":"license","Status":"ignored","Finding":{"Name":"MIT"}}]}
                """;

        // When
        List<Finding> findings = findings(report("pilot", "repository", result));

        // Then
        assertThat(findings)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.suppressed()).isEqualTo("the parser is not called");
                            assertThat(finding.known().purl())
                                    .isEqualTo("pkg:golang/golang.org/x/text@v0.3.7");
                        });
    }

    @Test
    void shouldTellARunWithoutResultsFromACleanOne() {
        // When
        Scan nothing = report("charts", "repository").scans().getFirst().scan();
        Scan licences =
                report("charts", "repository", "{\"Target\":\"x\",\"Class\":\"license\"}")
                        .scans()
                        .getFirst()
                        .scan();
        Scan clean =
                report("charts", "repository", packages("go.mod", "gomod"))
                        .scans()
                        .getFirst()
                        .scan();

        // Then
        assertThat(nothing.rules()).isZero();
        assertThat(licences.rules()).isZero();
        assertThat(clean.rules()).isNull();
    }

    @Test
    void shouldTakeTheScoreWhereTheSeverityIsUnknown() {
        // When
        List<Finding> findings =
                findings(
                        report(
                                "pilot",
                                "filesystem",
                                packages(
                                        "go.mod",
                                        "gomod",
                                        vulnerability(
                                                "CVE-1",
                                                "a",
                                                "1",
                                                ",\"Severity\":\"UNKNOWN\",\"CVSS\":{\"nvd\":{\"V2Score\":10,\"V3Score\":5.3},\"ghsa\":{\"V3Score\":7.5}}"),
                                        vulnerability(
                                                "CVE-2", "a", "1", ",\"Severity\":\"UNKNOWN\""))));

        // Then
        assertThat(findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.HIGH, Severity.UNKNOWN);
    }

    @Test
    void shouldReadListsOfSchemaOne() {
        // When
        ScanReport report =
                parsed(
                        source,
                        "[{\"Target\":\"pilot:1.2 (debian 12)\",\"Type\":\"debian\",\"Vulnerabilities\":["
                                + vulnerability("CVE-1", "apt", "2.6", "")
                                + "]},{\"Target\":\"app/yarn.lock\",\"Type\":\"yarn\",\"Vulnerabilities\":null}]",
                        ScanReport.class);

        // Then
        assertThat(report.scans())
                .singleElement()
                .satisfies(
                        scan -> {
                            assertThat(scan.scan().scope()).isEqualTo("pilot");
                            assertThat(scan.findings())
                                    .extracting(finding -> finding.known().purl())
                                    .containsExactly("pkg:deb/debian/apt@2.6");
                        });
    }

    @Test
    void shouldScanEachNamespaceOfAClusterApart() {
        // Given
        String resource =
                "{\"Namespace\":\"%s\",\"Kind\":\"Deployment\",\"Name\":\"pilot\",\"Results\":["
                        + packages(
                                "pilot:1 (alpine 3.19)",
                                "alpine",
                                vulnerability("CVE-1", "busybox", "1.0", ""))
                        + "]}";

        // When
        ScanReport report =
                parsed(
                        source,
                        "{\"ClusterName\":\"quay\",\"Resources\":["
                                + resource.formatted("north")
                                + ","
                                + resource.formatted("south")
                                + ",{\"Namespace\":\"west\",\"Kind\":\"Pod\",\"Name\":\"p\",\"Error\":\"denied\"}]}",
                        ScanReport.class);

        // Then
        assertThat(report.scans())
                .extracting(scan -> scan.scan().scope())
                .containsExactly("quay/north", "quay/south", "quay/west");
        assertThat(report.scans().get(0).findings())
                .extracting(Finding::path)
                .containsExactly("Deployment/pilot");
        assertThat(report.scans().get(2).scan().rules()).isZero();
    }

    @Test
    void shouldRefuseWhatIsBrokenWithItsPlace() {
        assertThat(malformed(source, "{\"SchemaVersion\":3,\"ArtifactName\":\"x\"}").reason())
                .contains("schemas 1 and 2");
        assertThat(malformed(source, "{\"SchemaVersion\":2,\n\"Results\":[\n7]}").line())
                .isEqualTo(3);
        assertThat(malformed(source, "{\"SchemaVersion\":2,\n\"Results\":[").line()).isEqualTo(2);
    }
}
