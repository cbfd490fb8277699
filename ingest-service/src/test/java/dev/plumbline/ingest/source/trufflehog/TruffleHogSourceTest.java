package dev.plumbline.ingest.source.trufflehog;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.Scanned;
import org.junit.jupiter.api.Test;

class TruffleHogSourceTest {
    private final TruffleHogSource source = new TruffleHogSource();

    private static String git(String commit, int line, boolean verified, String raw) {
        return """
        {"SourceMetadata":{"Data":{"Git":{"commit":"%s","file":"conf/a","repository":"https://git.shop.example/shop.git","line":%d}}},"DetectorName":"AWS","Verified":%b,"Raw":"%s","Redacted":"x","ExtraData":{"account":"1"}}
        """
                .formatted(commit, line, verified, raw);
    }

    @Test
    void shouldReadEachLineByItsRepository() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        git("c", 4, true, "not-a-real-one-1")
                                + git("c", 5, false, "not-a-real-one-2"));

        // Then
        assertThat(scanned.scan().scope()).isEqualTo("https://git.shop.example/shop.git");
        assertThat(scanned.findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL, Severity.UNKNOWN);
        assertThat(scanned.findings())
                .extracting(Finding::title)
                .containsExactly("AWS credential that works", "AWS credential");
        assertThat(scanned.findings()).allMatch(Finding::secret);
        assertThat(scanned.everything()).doesNotContain("not-a-real-one");
    }

    @Test
    void shouldTakeWhatIsPrintedTwiceForOne() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        git("c", 4, true, "a") + git("c", 4, true, "a") + git("d", 4, true, "a"));

        // Then
        assertThat(scanned.findings()).hasSize(2);
    }

    @Test
    void shouldNameAnImageWithoutItsTag() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        "[{\"SourceMetadata\":{\"Data\":{\"Docker\":{\"file\":\"/app/.env\",\"image\":\"registry.shop.example:5000/shop:1.2\",\"tag\":\"1.2\"}}},\"DetectorName\":\"Slack\",\"Raw\":\"r\"}]");

        // Then
        assertThat(scanned.scan().scope()).isEqualTo("registry.shop.example:5000/shop");
        assertThat(scanned.finding().path()).isEqualTo("/app/.env");
    }

    @Test
    void shouldPassOverLogLines() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        "{\"level\":\"info-0\",\"ts\":\"2026-02-03\",\"logger\":\"trufflehog\",\"msg\":\"running source\"}\n"
                                + git("c", 4, true, "a"));

        // Then
        assertThat(scanned.findings()).hasSize(1);
    }

    @Test
    void shouldProveNothingByPrintingNothing() {
        // When
        Scanned scanned = Scanned.by(source, "");

        // Then
        assertThat(scanned.findings()).isEmpty();
        assertThat(scanned.scan().rules()).isZero();
    }

    @Test
    void shouldRefuseOtherLines() {
        // When
        Malformed two =
                malformed(
                        source,
                        git("c", 4, true, "a")
                                + "{\"branch\":\"main\",\"reason\":\"High Entropy\"}");
        Malformed text = malformed(source, "\"x\"");

        // Then
        assertThat(two.line()).isEqualTo(2);
        assertThat(two.reason()).contains("names no detector");
        assertThat(text.reason()).isEqualTo("a line of TruffleHog must be an object");
    }
}
