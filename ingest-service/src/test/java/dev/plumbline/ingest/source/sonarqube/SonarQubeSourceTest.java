package dev.plumbline.ingest.source.sonarqube;

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

class SonarQubeSourceTest {
    private final SonarQubeSource source = new SonarQubeSource();

    private static String page(int total, String issues) {
        return "{\"paging\":{\"pageIndex\":1,\"pageSize\":100,\"total\":"
                + total
                + "},\"issues\":["
                + issues
                + "],\"components\":[]}";
    }

    private static String issue(String key, String type, String rest) {
        return """
        {"key":"%s","rule":"java:S1","severity":"MAJOR","component":"shop:web:src/A.java","project":"shop:web",
         "line":7,"status":"OPEN","message":"Says it.","tags":["cwe-89","x"],"type":"%s"%s}"""
                .formatted(key, type, rest);
    }

    @Test
    void shouldReadAVulnerabilityOfItsProject() {
        // When
        Scanned scanned = Scanned.by(source, page(1, issue("k1", "VULNERABILITY", "")));

        // Then
        assertThat(scanned.scan())
                .isEqualTo(
                        new Scan(
                                "SonarQube",
                                null,
                                List.of(ScanKind.SAST),
                                "shop:web",
                                null,
                                null,
                                null));
        assertThat(scanned.finding())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "java:S1",
                                "Says it.",
                                Severity.MEDIUM,
                                List.of("CWE-89"),
                                "src/A.java",
                                7,
                                false,
                                null,
                                null));
    }

    @ParameterizedTest
    @CsvSource({
        "VULNERABILITY,'',true",
        "SECURITY_HOTSPOT,'',true",
        "BUG,'',false",
        "CODE_SMELL,',\"impacts\":[{\"softwareQuality\":\"SECURITY\",\"severity\":\"HIGH\"}]',true",
        "CODE_SMELL,',\"impacts\":[{\"softwareQuality\":\"RELIABILITY\",\"severity\":\"HIGH\"}]',false",
        "VULNERABILITY,',\"resolution\":\"FIXED\"',false",
        "VULNERABILITY,',\"issueStatus\":\"FIXED\"',false"
    })
    void shouldKeepWhatIsThereAndAboutSecurity(String type, String rest, boolean kept) {
        // When
        Scanned scanned = Scanned.by(source, page(1, issue("k", type, rest)));

        // Then
        assertThat(scanned.findings()).hasSize(kept ? 1 : 0);
        assertThat(scanned.report().other()).isEqualTo(kept ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "',\"severity\":\"BLOCKER\"',CRITICAL",
        "',\"severity\":\"CRITICAL\"',HIGH",
        "',\"severity\":\"INFO\"',LOW",
        "',\"impacts\":[{\"softwareQuality\":\"SECURITY\",\"severity\":\"HIGH\"}]',HIGH",
        "',\"severity\":\"\"',UNKNOWN"
    })
    void shouldRateAsSonarQubeMapsItsWords(String rest, Severity expected) {
        // When
        Finding finding = Scanned.by(source, page(1, issue("k", "VULNERABILITY", rest))).finding();

        // Then
        assertThat(finding.severity()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "',\"resolution\":\"FALSE-POSITIVE\"',false-positive",
        "',\"issueStatus\":\"ACCEPTED\"',accepted",
        "',\"issueStatus\":\"FALSE_POSITIVE\"',false positive",
        "',\"issueStatus\":\"CONFIRMED\"',"
    })
    void shouldTakePeoplesWord(String rest, String suppressed) {
        // When
        Finding finding = Scanned.by(source, page(1, issue("k", "VULNERABILITY", rest))).finding();

        // Then
        assertThat(finding.suppressed()).isEqualTo(suppressed);
    }

    @ParameterizedTest
    @CsvSource({"1,", "0,", "250,0"})
    void shouldCloseNothingWithAPartOfTheIssues(int total, Integer rules) {
        // When
        Scan scan = Scanned.by(source, page(total, issue("k", "VULNERABILITY", ""))).scan();

        // Then
        assertThat(scan.rules()).isEqualTo(rules);
    }

    @Test
    void shouldKeepHotspotsApartFromIssues() {
        // Given
        String hotspot =
                """
                {"key":"%s","component":"shop:src/A.java","project":"shop","vulnerabilityProbability":"LOW","status":"%s"%s,
                 "ruleKey":"java:S4","message":"Make sure."}""";

        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        "{\"paging\":{\"total\":4},\"hotspots\":["
                                + hotspot.formatted("a", "TO_REVIEW", "")
                                + ","
                                + hotspot.formatted("b", "REVIEWED", ",\"resolution\":\"SAFE\"")
                                + ","
                                + hotspot.formatted("c", "REVIEWED", ",\"resolution\":\"FIXED\"")
                                + ","
                                + hotspot.formatted(
                                        "d", "REVIEWED", ",\"resolution\":\"ACKNOWLEDGED\"")
                                + "]}");

        // Then
        assertThat(scanned.scan().tool()).isEqualTo("SonarQube Security Hotspots");
        assertThat(scanned.scan().rules()).isNull();
        assertThat(scanned.findings())
                .extracting(Finding::suppressed)
                .containsExactly(null, "safe", null);
        assertThat(scanned.report().other()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets:S6290", "java:S2068", "python:S6418"})
    void shouldTakeHardCodedCredentialsForSecrets(String rule) {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        page(
                                1,
                                issue("k", "VULNERABILITY", "")
                                        .replace("java:S1", rule)
                                        .replace("Says it.", "not-a-real-one-1")));

        // Then
        assertThat(scanned.finding().secret()).isTrue();
        assertThat(scanned.everything()).doesNotContain("not-a-real-one");
    }

    @Test
    void shouldNameTheKnownVulnerabilityOfAComponent() {
        // When
        Finding finding =
                Scanned.by(
                                source,
                                page(
                                        1,
                                        issue("k", "VULNERABILITY", "")
                                                .replace(
                                                        "java:S1",
                                                        "OWASP:UsingComponentWithKnownVulnerability")
                                                .replace(
                                                        "Says it.",
                                                        "Filename: a.jar | Reference: CVE-2024-2529 | CVSS Score: 6.4")))
                        .finding();

        // Then
        assertThat(finding.known()).isEqualTo(new KnownFlaw(List.of("CVE-2024-2529"), null, null));
    }

    private static String report(String head, String hotspotKeys, String issues) {
        return "{\"sonarBaseURL\":\"https://sonar.shop.example\",\"vulnerabilityPhrase\":\"V\",\"sonarComponent\":\"shop\","
                + head
                + "\"issues\":["
                + issues
                + "],\"hotspotKeys\":["
                + hotspotKeys
                + "]}";
    }

    private static String reported(String key) {
        return "{\"key\":\""
                + key
                + "\",\"rule\":\"py:S1\",\"severity\":\"HIGH\",\"status\":\"OPEN\",\"component\":\"a.py\","
                + "\"description\":\"Rule's name\",\"message\":\"m\"}";
    }

    @Test
    void shouldReadAReportOfVulnerabilitiesAndHotspots() {
        // When
        Scanned scanned =
                Scanned.by(source, report("", "\"h\"", reported("v") + "," + reported("h")));

        // Then
        assertThat(scanned.scans())
                .extracting(Scan::tool)
                .containsExactly("SonarQube", "SonarQube Security Hotspots");
        assertThat(scanned.scans()).extracting(Scan::scope).containsOnly("shop");
        assertThat(scanned.findings()).extracting(Finding::title).containsOnly("Rule's name");
    }

    @Test
    void shouldCloseNothingWithAReportOnNewCodeAlone() {
        // When
        Scanned scanned =
                Scanned.by(source, report("\"inNewCodePeriod\":true,", "", reported("v")));

        // Then
        assertThat(scanned.scans()).extracting(Scan::rules).containsOnly(0);
    }

    @Test
    void shouldRefuseWhatDoesNotTellVulnerabilitiesFromBugs() {
        // When
        Malformed all = malformed(source, report("\"allBugs\":true,", "", reported("v")));
        Malformed none = malformed(source, "{\"paging\":{\"total\":0}}");
        Malformed odd = malformed(source, "{\"issues\":[\n\n7]}");

        // Then
        assertThat(all.reason()).contains("--allbugs");
        assertThat(none.reason()).isEqualTo("neither issues nor hotspots are listed");
        assertThat(odd).isEqualTo(new Malformed(3, 1, "an issue must be an object"));
    }
}
