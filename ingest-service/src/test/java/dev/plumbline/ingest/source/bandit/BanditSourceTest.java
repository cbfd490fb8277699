package dev.plumbline.ingest.source.bandit;

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

class BanditSourceTest {
    private final BanditSource source = new BanditSource();

    private static String report(String metrics, String results) {
        return "{\"errors\":[],\"metrics\":{"
                + metrics
                + "\"_totals\":{\"loc\":120,\"nosec\":0}},\"results\":["
                + results
                + "]}";
    }

    private static String result(String test, int line, String code, String text) {
        return """
        {"code":"%s","filename":"./shop/a.py","issue_severity":"HIGH","issue_confidence":"LOW",
         "issue_cwe":{"id":78,"link":"x"},"issue_text":"%s","line_number":%d,"test_id":"%s",
         "test_name":"hardcoded_password_string"}"""
                .formatted(code, text, line, test);
    }

    @Test
    void shouldReadAResultWithTheRunAround() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        report(
                                "\"a.py\":{\"loc\":20},\"b.py\":{\"loc\":100},",
                                result("B602", 41, "41 run(x)\\n", "shell=True.")));

        // Then
        assertThat(scanned.scan())
                .isEqualTo(new Scan("Bandit", null, List.of(ScanKind.SAST), "", null, 2, 120L));
        assertThat(scanned.finding())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "B602",
                                "shell=True.",
                                Severity.HIGH,
                                List.of("CWE-78"),
                                "shop/a.py",
                                41,
                                false,
                                null,
                                null));
    }

    @Test
    void shouldKnowAResultByItsOwnLineOfCode() {
        // Given
        String before = "40 def f():\\n41     run(x)\\n42 return\\n";
        String after = "97 # new\\n98 run(x)\\n99 pass\\n";

        // When
        List<String> first =
                Scanned.by(source, report("", result("B602", 41, before, "t"))).prints();
        List<String> second =
                Scanned.by(source, report("", result("B602", 98, after, "t"))).prints();
        List<String> twins =
                Scanned.by(
                                source,
                                report(
                                        "",
                                        result("B602", 41, before, "t")
                                                + ","
                                                + result("B602", 98, after, "t")))
                        .prints();

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(twins).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotRepeatAPasswordThatBanditQuotes() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        report(
                                "",
                                result(
                                        "B105",
                                        7,
                                        "7 p = 'not-a-real-one-1'\\n",
                                        "Possible hardcoded password: 'not-a-real-one-1'")));

        // Then
        assertThat(scanned.finding().secret()).isTrue();
        assertThat(scanned.finding().title()).isEqualTo("hardcoded password string");
        assertThat(scanned.everything()).doesNotContain("not-a-real-one");
    }

    @ParameterizedTest
    @CsvSource({"'',0", "'\"a.py\":{\"loc\":1},',"})
    void shouldTellACleanRunFromOneThatSawNoFile(String metrics, Integer rules) {
        // When
        Scan scan = Scanned.by(source, report(metrics, "")).scan();

        // Then
        assertThat(scan.rules()).isEqualTo(rules);
    }

    @Test
    void shouldRefuseAReportWithoutResults() {
        // When
        Malformed none = malformed(source, "{\"errors\":[],\"metrics\":{\"_totals\":{}}}");
        Malformed half = malformed(source, "{\"results\":[\n\n{");

        // Then
        assertThat(none.reason()).isEqualTo("results are missing");
        assertThat(half.line()).isEqualTo(3);
    }
}
