package dev.plumbline.ingest.source.detectsecrets;

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

class DetectSecretsSourceTest {
    private final DetectSecretsSource source = new DetectSecretsSource();

    private static String baseline(String plugins, String results) {
        return "{\"version\":\"1.5.0\",\"plugins_used\":["
                + plugins
                + "],\"results\":{"
                + results
                + "}}";
    }

    private static String secret(String hash, int line, String rest) {
        return "{\"type\":\"Secret Keyword\",\"hashed_secret\":\""
                + hash
                + "\",\"line_number\":"
                + line
                + rest
                + "}";
    }

    @Test
    void shouldReadSecretsWithTheVerdictOnThem() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        baseline(
                                "{\"name\":\"A\"},{\"name\":\"B\"}",
                                "\"a.py\":["
                                        + secret("h1", 3, ",\"is_verified\":true")
                                        + ","
                                        + secret("h2", 4, ",\"is_secret\":false")
                                        + "],\"dir\\\\b.py\":["
                                        + secret("h1", 9, ",\"is_secret\":true")
                                        + "]"));

        // Then
        assertThat(scanned.scan())
                .isEqualTo(
                        new Scan(
                                "detect-secrets",
                                "1.5.0",
                                List.of(ScanKind.SECRETS),
                                "",
                                2,
                                null,
                                null));
        assertThat(scanned.findings())
                .extracting(Finding::suppressed)
                .containsExactly(null, "audited: no secret", null);
        assertThat(scanned.findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL, Severity.UNKNOWN, Severity.UNKNOWN);
        assertThat(scanned.findings()).extracting(Finding::path).contains("dir/b.py");
        assertThat(scanned.prints()).doesNotHaveDuplicates();
    }

    @Test
    void shouldKnowASecretByItsHashWhateverItsLine() {
        // When
        List<String> before =
                Scanned.by(source, baseline("{}", "\"a\":[" + secret("h", 3, "") + "]")).prints();
        List<String> after =
                Scanned.by(source, baseline("{}", "\"a\":[" + secret("h", 30, "") + "]")).prints();

        // Then
        assertThat(after).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"'',0", "'{\"name\":\"A\"}',1"})
    void shouldProveNothingWithoutPlugins(String plugins, int rules) {
        // When
        Scanned scanned = Scanned.by(source, baseline(plugins, ""));

        // Then
        assertThat(scanned.findings()).isEmpty();
        assertThat(scanned.scan().rules()).isEqualTo(rules);
    }

    @Test
    void shouldRefuseABaselineWithoutResults() {
        // When
        Malformed none = malformed(source, "{\"version\":\"1.5.0\",\"plugins_used\":[]}");
        Malformed list = malformed(source, "{\"plugins_used\":[],\n\"results\":[]}");

        // Then
        assertThat(none.reason()).isEqualTo("results are missing");
        assertThat(list.line()).isEqualTo(2);
    }
}
