package dev.plumbline.ingest.source.nuclei;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class NucleiSourceTest {
    private static final String CVE =
            """
            {"template-id":"CVE-2021-41773","info":{"name":"Path Traversal","tags":["cve"],"severity":"high",\
            "classification":{"cve-id":["cve-2021-41773"],"cwe-id":["cwe-22"]}},"host":"shop.example","url":"https://shop.example",\
            "matched-at":"https://shop.example/icons/?a=b","extracted-results":["hunter2"]}""";
    private final NucleiSource source = new NucleiSource();

    private static List<Finding> findings(ScanReport report) {
        return report.scans().stream().flatMap(s -> s.findings().stream()).toList();
    }

    @Test
    void shouldReadAMatchWithItsFlawAndWithoutWhatWasExtracted() {
        // When
        ScanReport report = parsed(source, CVE, ScanReport.class);

        // Then
        assertThat(report.scans().getFirst().scan().scope()).isEqualTo("https://shop.example");
        assertThat(report.toString()).doesNotContain("hunter2");
        assertThat(findings(report))
                .singleElement()
                .satisfies(
                        f -> {
                            assertThat(f.severity()).isEqualTo(Severity.HIGH);
                            assertThat(f.cwes()).containsExactly("CWE-22");
                            assertThat(f.known().ids()).containsExactly("CVE-2021-41773");
                            assertThat(f.path()).isEqualTo("https://shop.example/icons/");
                        });
    }

    @Test
    void shouldReadAListAsItReadsLines() {
        // When
        ScanReport list = parsed(source, "[" + CVE + "," + CVE + "]", ScanReport.class);
        ScanReport lines = parsed(source, CVE + "\n" + CVE + "\n", ScanReport.class);

        // Then
        assertThat(list).isEqualTo(lines);
        assertThat(findings(list)).hasSize(1);
    }

    @Test
    void shouldReadTheNamesOfTheFirstVersion() {
        // When
        ScanReport report =
                parsed(
                        source,
                        """
                        {"templateID":"phpmyadmin-setup","info":{"name":"Setup page","severity":"medium","tags":"a,b"},\
                        "matcher_name":"m","host":"https://shop.example","matched":"https://shop.example/setup"}""",
                        ScanReport.class);

        // Then
        assertThat(findings(report))
                .singleElement()
                .extracting(Finding::title)
                .isEqualTo("Setup page (m)");
    }

    @Test
    void shouldTakeExposedTokensForCredentials() {
        // When
        ScanReport report =
                parsed(
                        source,
                        """
                        {"template":"http/exposures/tokens/slack/slack-webhook.yaml","template-id":"slack-webhook",\
                        "info":{"severity":"medium","tags":["exposure","token"]},"host":"shop.example","matched-at":"shop.example/a.js"}""",
                        ScanReport.class);

        // Then
        assertThat(findings(report)).singleElement().matches(Finding::secret);
    }

    @Test
    void shouldCountWhatIsOnlyToldAndWhatDidNotMatchApart() {
        // When
        ScanReport report =
                parsed(
                        source,
                        """
                        {"template-id":"tech","info":{"severity":"info"},"host":"a.example"}
                        {"template-id":"cve","info":{"severity":"critical"},"host":"b.example","matcher-status":false}""",
                        ScanReport.class);

        // Then
        assertThat(report.other()).isEqualTo(2);
        assertThat(report.scans())
                .extracting(s -> s.scan().scope())
                .containsExactly("a.example", "b.example");
        assertThat(findings(report)).isEmpty();
    }

    @Test
    void shouldRefuseAResultWithoutTemplateAndAReportWithoutResult() {
        assertThat(malformed(source, CVE + "\n{\"info\":{}}").line()).isEqualTo(2);
        assertThat(malformed(source, "[]").reason()).contains("names no target");
        assertThat(malformed(source, CVE + "\n7").reason()).isEqualTo("a result must be an object");
    }
}
