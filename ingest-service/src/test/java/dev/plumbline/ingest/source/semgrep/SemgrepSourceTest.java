package dev.plumbline.ingest.source.semgrep;

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

class SemgrepSourceTest {
    private final SemgrepSource source = new SemgrepSource();

    private static String run(String results, String rest) {
        return "{\"version\":\"1.102.0\",\"results\":["
                + results
                + "],\"errors\":[],\"paths\":{\"scanned\":[\"a.py\",\"b.py\"]}"
                + rest
                + "}";
    }

    private static String result(String rule, int line, String metadata, String rest) {
        return """
        {"check_id":"%s","path":"./shop/a.py","start":{"line":%d,"col":1},
         "extra":{"message":"Something %s is wrong.\\nMore.","severity":"WARNING",
                  "metadata":{%s}%s}}"""
                .formatted(rule, line, rule, metadata, rest);
    }

    private Finding finding(String result) {
        return Scanned.by(source, run(result, "")).finding();
    }

    @Test
    void shouldReadAResultWithItsRunAround() {
        // Given
        String cwe = "\"category\":\"security\",\"cwe\":[\"CWE-89: SQL\",\"CWE-943: More\"]";

        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        run(
                                result("shop.sqli", 41, cwe, ",\"fingerprint\":\"abc_0\""),
                                ",\"time\":{\"rules\":[{\"id\":\"shop.sqli\"},{\"id\":\"x\"},\"y\"]}"));

        // Then
        assertThat(scanned.scan())
                .isEqualTo(new Scan("Semgrep", "1.102.0", List.of(ScanKind.SAST), "", 3, 2, null));
        assertThat(scanned.finding())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "shop.sqli",
                                "Something shop.sqli is wrong.",
                                Severity.MEDIUM,
                                List.of("CWE-89", "CWE-943"),
                                "shop/a.py",
                                41,
                                false,
                                null,
                                null));
    }

    @ParameterizedTest
    @CsvSource({"ERROR,HIGH", "WARNING,MEDIUM", "INFO,LOW", "CRITICAL,CRITICAL", "ODD,UNKNOWN"})
    void shouldTakeTheSeverityAsTheRuleSaysIt(String said, Severity expected) {
        // When
        Finding finding = finding(result("shop.x", 1, "", "").replace("WARNING", said));

        // Then
        assertThat(finding.severity()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "python.lang.correctness.eqeq.eqeq,'',false",
        "python.lang.security.eval.eval,'',true",
        "python.lang.best-practice.x,'\"category\":\"best-practice\"',false",
        "shop.own-rule,'',true",
        "shop.own-rule,'\"category\":\"performance\"',false",
        "shop.own-rule,'\"category\":\"performance\",\"cwe\":\"CWE-400: x\"',true",
        "shop.own-rule,'\"category\":\"security\"',true"
    })
    void shouldTellSecurityFromStyle(String rule, String metadata, boolean security) {
        // When
        Scanned scanned = Scanned.by(source, run(result(rule, 1, metadata, ""), ""));

        // Then
        assertThat(scanned.findings()).hasSize(security ? 1 : 0);
        assertThat(scanned.report().other()).isEqualTo(security ? 0 : 1);
    }

    @Test
    void shouldNameASecretByItsRuleAlone() {
        // Given
        String leak =
                result(
                                "generic.secrets.security.detected-token",
                                1,
                                "\"cwe\":[\"CWE-798: x\"]",
                                ",\"lines\":\"token = not-a-real-one-1\"")
                        .replace("Something ", "not-a-real-one-1 in ");

        // When
        Scanned scanned = Scanned.by(source, run(leak, ""));

        // Then
        assertThat(scanned.finding().secret()).isTrue();
        assertThat(scanned.finding().title()).isEqualTo("detected token");
        assertThat(scanned.scan().kinds()).containsExactly(ScanKind.SAST, ScanKind.SECRETS);
        assertThat(scanned.everything()).doesNotContain("not-a-real-one");
    }

    @Test
    void shouldSayWhichComponentIsKnownToBeVulnerable() {
        // Given
        String metadata =
                "\"sca-vuln-database-identifier\":\"CVE-2023-29401\",\"ghsa\":\"GHSA-2c4m-59x9-fr2g\","
                        + "\"sca-fix-versions\":[{\"github.com/gin-gonic/gin\":\"1.9.1\"}],\"sca-severity\":\"CRITICAL\"";
        String dependency =
                ",\"sca_info\":{\"reachable\":true,\"dependency_match\":{\"found_dependency\":{"
                        + "\"package\":\"github.com/gin-gonic/gin\",\"version\":\"1.9.0\",\"ecosystem\":\"gomod\"}}}";

        // When
        Finding finding = finding(result("ssc-1", 1, metadata, dependency));

        // Then
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.known())
                .isEqualTo(
                        new KnownFlaw(
                                List.of("CVE-2023-29401", "GHSA-2c4m-59x9-fr2g"),
                                "pkg:golang/github.com/gin-gonic/gin@1.9.0",
                                "1.9.1"));
    }

    @Test
    void shouldKeepFingerprintsWhenLinesMove() {
        // Given
        String code = ",\"lines\":\"  eval(x)\",\"fingerprint\":\"requires login\"";
        String moved = ",\"lines\":\"eval( x )\",\"fingerprint\":\"requires login\"";

        // When
        Finding before = finding(result("shop.x", 3, "", code));
        Finding after = finding(result("shop.x", 30, "", moved));
        Scanned twins =
                Scanned.by(
                        source,
                        run(
                                result("shop.x", 3, "", code) + "," + result("shop.x", 9, "", code),
                                ""));

        // Then
        assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
        assertThat(twins.prints())
                .hasSize(2)
                .doesNotHaveDuplicates()
                .contains(before.fingerprint());
    }

    @Test
    void shouldSetAsideWhatTheCodeIgnores() {
        // When
        Finding finding = finding(result("shop.x", 3, "", ",\"is_ignored\":true"));

        // Then
        assertThat(finding.suppressed()).isEqualTo("nosemgrep");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"results\":[],\"errors\":[],\"paths\":{\"scanned\":[\"a\"]}}|",
                "{\"results\":[],\"errors\":[],\"paths\":{\"scanned\":[]}}|0",
                "{\"results\":[],\"errors\":[{\"level\":\"error\",\"type\":\"Rule parse error\"}],\"paths\":{\"scanned\":[\"a\"]}}|0",
                "{\"results\":[],\"errors\":[{\"level\":\"error\",\"type\":\"Syntax error\",\"path\":\"a\"}],\"paths\":{\"scanned\":[\"a\"]}}|",
                "{\"results\":[],\"errors\":[{\"level\":\"warn\",\"type\":\"Timeout\"}],\"paths\":{\"scanned\":[\"a\"]}}|"
            })
    void shouldTellACleanRunFromOneThatProvesNothing(String document, Integer rules) {
        // When
        Scan scan = Scanned.by(source, document).scan();

        // Then
        assertThat(scan.rules()).isEqualTo(rules);
    }

    @Test
    void shouldReadThePlatformsFindingsByRepository() {
        // Given
        String finding =
                """
                {"id":%d,"match_based_id":"m%d","repository":{"name":"%s"},"triage_state":"%s","status":"%s",
                 "severity":"high","categories":["security"],"rule_name":"shop.sqli","rule_message":"Bad query.",
                 "location":{"file_path":"a.py","line":7},"rule":{"name":"shop.sqli","cwe_names":["CWE-89: SQL"]}}""";

        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        "{\"findings\":["
                                + finding.formatted(1, 1, "shop", "untriaged", "open")
                                + ","
                                + finding.formatted(2, 2, "shop", "ignored", "ignored")
                                + ","
                                + finding.formatted(3, 3, "bank", "untriaged", "fixed")
                                + "]}");

        // Then
        assertThat(scanned.scans()).extracting(Scan::scope).containsExactly("shop", "bank");
        assertThat(scanned.findings())
                .extracting(Finding::suppressed)
                .containsExactly(null, "ignored");
        assertThat(scanned.findings().getFirst().cwes()).containsExactly("CWE-89");
        assertThat(scanned.report().other()).isEqualTo(1);
    }

    @Test
    void shouldSayWhereADocumentIsBroken() {
        // When
        Malformed half = malformed(source, "{\"results\":[\n{\"check_id\":\"x\"");
        Malformed other = malformed(source, "{\"version\":\"1\"}");
        Malformed odd = malformed(source, "{\"results\":[\n\n7]}");

        // Then
        assertThat(half.line()).isEqualTo(2);
        assertThat(other.reason()).isEqualTo("neither results nor findings are listed");
        assertThat(odd).isEqualTo(new Malformed(3, 1, "a result must be an object"));
    }
}
