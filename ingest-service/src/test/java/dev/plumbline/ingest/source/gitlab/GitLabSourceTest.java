package dev.plumbline.ingest.source.gitlab;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.Scanned;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitLabSourceTest {
    private final GitLabSource source = new GitLabSource();

    private static String report(String type, String scan, String vulnerabilities, String rest) {
        return "{\"version\":\"15.0.7\",\"vulnerabilities\":["
                + vulnerabilities
                + "],\"scan\":{\"type\":\""
                + type
                + "\",\"status\":\"success\",\"scanner\":{\"id\":\"x\",\"name\":\"X\",\"version\":\"1\"}"
                + scan
                + "}"
                + rest
                + "}";
    }

    private static String vulnerability(String location, String identifiers, String rest) {
        return """
        {"id":"i","name":"Bad thing","severity":"High","location":{%s},"identifiers":[%s]%s}"""
                .formatted(location, identifiers, rest);
    }

    private static String identifier(String type, String value) {
        return "{\"type\":\""
                + type
                + "\",\"name\":\"N "
                + value
                + "\",\"value\":\""
                + value
                + "\"}";
    }

    private static final String RULE = identifier("semgrep_id", "shop.sqli");

    @Test
    void shouldReadAVulnerabilityWithItsScanBehindIt() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        report(
                                "sast",
                                ",\"primary_identifiers\":[{},{},{}]",
                                vulnerability(
                                        "\"file\":\"a.py\",\"start_line\":7",
                                        RULE + "," + identifier("cwe", "89"),
                                        ""),
                                ""));

        // Then
        assertThat(scanned.report().format()).isEqualTo("GitLab security report 15.0.7");
        assertThat(scanned.scan())
                .isEqualTo(new Scan("X", "1", List.of(ScanKind.SAST), "", 3, null, null));
        assertThat(scanned.finding())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "shop.sqli",
                                "Bad thing",
                                Severity.HIGH,
                                List.of("CWE-89"),
                                "a.py",
                                7,
                                false,
                                null,
                                null));
    }

    @ParameterizedTest
    @CsvSource({
        "sast,SAST",
        "dast,DAST",
        "api_fuzzing,DAST",
        "coverage_fuzzing,DAST",
        "dependency_scanning,SCA",
        "container_scanning,SCA",
        "cluster_image_scanning,SCA",
        "secret_detection,SECRETS"
    })
    void shouldTellWhatEachKindLooksFor(String type, ScanKind kind) {
        // When
        Scan scan = Scanned.by(source, report(type, "", "", "")).scan();

        // Then
        assertThat(scan.kinds()).containsExactly(kind);
        assertThat(scan.rules()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":\"15.0.7\",\"vulnerabilities\":[],\"scan\":{\"type\":\"sast\",\"status\":\"failure\"}}",
                "{\"version\":\"2.3\",\"vulnerabilities\":[],\"remediations\":[]}"
            })
    void shouldProveNothingByFailureOrWithoutAScanner(String document) {
        // When
        Scan scan = Scanned.by(source, document).scan();

        // Then
        assertThat(scan.rules()).isZero();
    }

    @Test
    void shouldFollowCodeByItsTrackingSignature() {
        // Given
        String tracking =
                ",\"tracking\":{\"type\":\"source\",\"items\":[{\"signatures\":["
                        + "{\"algorithm\":\"location\",\"value\":\"a.py:%d\"},"
                        + "{\"algorithm\":\"scope_offset\",\"value\":\"a.py|f[0]:2\"}]}]}";

        // When
        List<String> before = sast(7, tracking.formatted(7)).prints();
        List<String> after = sast(70, tracking.formatted(70)).prints();
        List<String> bare = sast(7, "").prints();
        List<String> bareMoved = sast(70, "").prints();

        // Then
        assertThat(after).isEqualTo(before).isNotEqualTo(bare);
        assertThat(bareMoved).isEqualTo(bare);
    }

    private Scanned sast(int line, String rest) {
        return Scanned.by(
                source,
                report(
                        "sast",
                        "",
                        vulnerability("\"file\":\"a.py\",\"start_line\":" + line, RULE, rest),
                        ""));
    }

    @Test
    void shouldSayWhichDependencyIsKnownToBeVulnerable() {
        // Given
        String location =
                "\"file\":\"web/lock\",\"dependency\":{\"package\":{\"name\":\"@shop/cart\"},\"version\":\"1.2.3\"}";
        String found =
                vulnerability(
                        location,
                        identifier("gemnasium", "0f-1") + "," + identifier("cve", "CVE-2024-1"),
                        ",\"solution\":\"Upgrade to version 1.2.9 or above.\"");

        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        report(
                                "dependency_scanning",
                                "",
                                found,
                                ",\"dependency_files\":[{\"path\":\"web/lock\",\"package_manager\":\"npm\",\"dependencies\":[]}]"));

        // Then
        assertThat(scanned.finding().known())
                .isEqualTo(
                        new KnownFlaw(
                                List.of("0f-1", "CVE-2024-1"),
                                "pkg:npm/%40shop/cart@1.2.3",
                                "1.2.9"));
    }

    @ParameterizedTest
    @CsvSource({
        "debian 10.9,pkg:deb/debian/libc6@2.28-10",
        "debian:9.4,pkg:deb/debian/libc6@2.28-10",
        "alpine 3.19.1,pkg:apk/alpine/libc6@2.28-10",
        "redhat 8,pkg:rpm/redhat/libc6@2.28-10",
        "Unknown,"
    })
    void shouldNamePackagesOfImages(String system, String purl) {
        // Given
        String location =
                "\"image\":\"registry.shop.example:5000/shop:1.2@sha256:00\",\"operating_system\":\"%s\",\"dependency\":{\"package\":{\"name\":\"libc6\"},\"version\":\"2.28-10\"}"
                        .formatted(system);

        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        report(
                                "container_scanning",
                                "",
                                vulnerability(
                                        location,
                                        identifier("cve", "CVE-2020-1751"),
                                        ",\"solution\":\"Upgrade libc6 from 2.28-10 to 2.29\""),
                                ""));

        // Then
        assertThat(scanned.scan().scope()).isEqualTo("registry.shop.example:5000/shop");
        assertThat(scanned.finding().known())
                .isEqualTo(new KnownFlaw(List.of("CVE-2020-1751"), purl, "2.29"));
    }

    @Test
    void shouldCloseWhatIsGoneOfEachProbedHost() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        report(
                                "dast",
                                ",\"scanned_resources\":[{\"url\":\"https://a.example/x\"},{\"url\":\"https://b.example/\"}]",
                                vulnerability(
                                        "\"hostname\":\"https://a.example\",\"path\":\"/x\",\"method\":\"GET\",\"param\":\"q\"",
                                        identifier("cwe", "359"),
                                        ""),
                                ""));

        // Then
        assertThat(scanned.scans())
                .extracting(Scan::scope)
                .containsExactly("https://a.example", "https://b.example");
        assertThat(scanned.finding().path()).isEqualTo("/x");
    }

    @Test
    void shouldNotKeepWhatLeaked() {
        // Given
        String leak =
                vulnerability(
                        "\"file\":\"a\",\"start_line\":%d,\"commit\":{\"sha\":\"0\"}",
                        identifier("gitleaks_rule_id", "AWS"),
                        ",\"message\":\"not-a-real-one-1 detected\",\"description\":\"not-a-real-one-1\",\"raw_source_code_extract\":\"not-a-real-one-1\"");

        // When
        Scanned before = Scanned.by(source, report("secret_detection", "", leak.formatted(3), ""));
        Scanned after = Scanned.by(source, report("secret_detection", "", leak.formatted(9), ""));

        // Then
        assertThat(before.finding().secret()).isTrue();
        assertThat(before.everything()).doesNotContain("not-a-real-one");
        assertThat(after.prints()).isEqualTo(before.prints());
    }

    @ParameterizedTest
    @CsvSource({
        "bandit_test_id,B105",
        "gosec_rule_id,G101",
        "find_sec_bugs_type,HARD_CODE_PASSWORD",
        "trufflehog_rule_id,Password in URL"
    })
    void shouldNotRepeatAPasswordThatAnAnalyzerQuotes(String type, String rule) {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        report(
                                "sast",
                                "",
                                vulnerability("\"file\":\"a\"", identifier(type, rule), "")
                                        .replace("Bad thing", "Password 'not-a-real-one-1'"),
                                ""));

        // Then
        assertThat(scanned.finding().secret()).isTrue();
        assertThat(scanned.finding().title()).isEqualTo("N " + rule);
        assertThat(scanned.everything()).doesNotContain("not-a-real-one");
    }

    @Test
    void shouldBearIdentifiersWithNameAndValueTheOtherWayRound() {
        // When
        Finding finding =
                Scanned.by(
                                source,
                                report(
                                        "sast",
                                        "",
                                        vulnerability(
                                                "\"file\":\"a\"",
                                                "{\"type\":\"njsscan_rule_type\",\"name\":\"node_ssrf\",\"value\":\"A long sentence.\"},"
                                                        + "{\"type\":\"cwe\",\"name\":\"CWE-918\",\"value\":\"node_ssrf\"}",
                                                ""),
                                        ""))
                        .finding();

        // Then
        assertThat(finding.rule()).isEqualTo("node_ssrf");
        assertThat(finding.cwes()).containsExactly("CWE-918");
    }

    @ParameterizedTest
    @CsvSource({
        "',\"dismissed\":true',dismissed",
        "',\"state\":\"dismissed\",\"dismissal_reason\":\"used in tests\"',dismissed: used in tests",
        "',\"state\":\"detected\"',",
        "',\"flags\":[{\"type\":\"flagged-as-likely-false-positive\"}]',"
    })
    void shouldSetAsideWhatPeopleDismissed(String rest, String suppressed) {
        // When
        Finding finding = sast(1, rest).finding();

        // Then
        assertThat(finding.suppressed()).isEqualTo(suppressed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"file\":\"a\",\"start_line\":1|GitLab SAST|SAST",
                "\"image\":\"shop:1\"|GitLab container scanning|SCA",
                "\"dependency\":{\"package\":{\"name\":\"p\"}}|GitLab dependency scanning|SCA",
                "\"hostname\":\"http://a\"|GitLab DAST|DAST",
                "\"crash_type\":\"overflow\"|GitLab coverage fuzzing|DAST",
                "\"file\":\"a\",\"commit\":{}|GitLab secret detection|SECRETS"
            })
    void shouldTellTheKindOfOldReportsByTheirPlaces(String location, String tool, ScanKind kind) {
        // When
        Scan scan =
                Scanned.by(
                                source,
                                "{\"version\":\"2.3\",\"vulnerabilities\":["
                                        + vulnerability(location, RULE, "")
                                        + "]}")
                        .scan();

        // Then
        assertThat(scan.tool()).isEqualTo(tool);
        assertThat(scan.kinds()).containsExactly(kind);
    }

    @Test
    void shouldNameTheScannerOfEachFindingWhereTheReportNamesNone() {
        // When
        Scan scan =
                Scanned.by(
                                source,
                                "{\"vulnerabilities\":["
                                        + vulnerability(
                                                "\"file\":\"a\"",
                                                RULE,
                                                ",\"category\":\"sast\",\"scanner\":{\"id\":\"y\",\"name\":\"Y\"}")
                                        + "]}")
                        .scan();

        // Then
        assertThat(scan.tool()).isEqualTo("Y");
    }

    @Test
    void shouldRefuseAReportWithoutVulnerabilities() {
        // When
        Malformed none = malformed(source, "{\"version\":\"15.0.7\",\"scan\":{}}");
        Malformed odd = malformed(source, "{\"vulnerabilities\":[\n7]}");

        // Then
        assertThat(none.reason()).isEqualTo("vulnerabilities are missing");
        assertThat(odd).isEqualTo(new Malformed(2, 1, "a vulnerability must be an object"));
    }
}
