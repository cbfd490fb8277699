package dev.plumbline.ingest.source.gosec;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.Scanned;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GosecSourceTest {
    private final GosecSource source = new GosecSource();

    private static String report(String issues, int files) {
        return "{\"Golang errors\":{},\"Issues\":"
                + issues
                + ",\"Stats\":{\"files\":"
                + files
                + ",\"lines\":90,\"nosec\":0,\"found\":1},\"GosecVersion\":\"2.22.0\"}";
    }

    private static String issue(String line, String code, String rest) {
        return """
        {"severity":"MEDIUM","confidence":"HIGH","cwe":{"id":"327","url":"u"},"rule_id":"G401",
         "details":"Weak primitive","file":"/src/a.go","code":"%s","line":"%s"%s}"""
                .formatted(code, line, rest);
    }

    @Test
    void shouldReadAnIssueWithTheRunAround() {
        // When
        Scanned scanned =
                Scanned.by(source, report("[" + issue("41-43", "md5.New()", "") + "]", 2));

        // Then
        assertThat(scanned.scan())
                .isEqualTo(new Scan("gosec", "2.22.0", List.of(ScanKind.SAST), "", null, 2, 90L));
        assertThat(scanned.finding())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "G401",
                                "Weak primitive",
                                Severity.MEDIUM,
                                List.of("CWE-327"),
                                "/src/a.go",
                                41,
                                false,
                                null,
                                null));
    }

    @Test
    void shouldKnowAnIssueByItsCodeWithoutTheNumbersBeforeIt() {
        // When
        List<String> before =
                Scanned.by(
                                source,
                                report(
                                        "[" + issue("41", "40: f()\\n41: md5.New()\\n", "") + "]",
                                        1))
                        .prints();
        List<String> after =
                Scanned.by(
                                source,
                                report(
                                        "[" + issue("98", "97: f()\\n98: md5.New()\\n", "") + "]",
                                        1))
                        .prints();

        // Then
        assertThat(after).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"nosec\":true|#nosec",
                ",\"nosec\":true,\"suppressions\":[{\"kind\":\"inSource\",\"justification\":\"no secret\"}]|no secret",
                ",\"suppressions\":[{\"kind\":\"external\"}]|suppressed",
                ",\"nosec\":false,\"suppressions\":null|",
                ",\"suppressions\":[]|"
            })
    void shouldTellWhatPeopleSetAside(String rest, String suppressed) {
        // When
        Finding finding =
                Scanned.by(source, report("[" + issue("4", "x", rest) + "]", 1)).finding();

        // Then
        assertThat(finding.suppressed()).isEqualTo(suppressed);
    }

    @Test
    void shouldNotKeepCredentials() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        report(
                                "["
                                        + issue("4", "p := not-a-real-one-1", "")
                                                .replace("G401", "G101")
                                        + "]",
                                1));

        // Then
        assertThat(scanned.finding().secret()).isTrue();
        assertThat(scanned.everything()).doesNotContain("not-a-real-one");
    }

    @ParameterizedTest
    @CsvSource({"[],0,0", "null,3,", "[],3,"})
    void shouldTellACleanRunFromOneThatSawNoFile(String issues, int files, Integer rules) {
        // When
        Scan scan = Scanned.by(source, report(issues, files)).scan();

        // Then
        assertThat(scan.rules()).isEqualTo(rules);
    }

    @Test
    void shouldRefuseAReportWithoutIssues() {
        // When
        Malformed none = malformed(source, "{\"Stats\":{\"files\":1}}");

        // Then
        assertThat(none.reason()).isEqualTo("Issues are missing");
    }
}
