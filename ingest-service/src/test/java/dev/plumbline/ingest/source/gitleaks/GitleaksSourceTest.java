package dev.plumbline.ingest.source.gitleaks;

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
import org.junit.jupiter.params.provider.ValueSource;

class GitleaksSourceTest {
    private final GitleaksSource source = new GitleaksSource();

    private static String leak(String commit, int line, int column, String secret) {
        return """
        {"RuleID":"aws-key","Description":"AWS key","StartLine":%d,"StartColumn":%d,"Match":"k=%s",
         "Secret":"%s","File":"./conf/a.tf","Commit":"%s","Fingerprint":"f:%d"}"""
                .formatted(line, column, secret, secret, commit, line);
    }

    private Scanned scanned(String... leaks) {
        return Scanned.by(source, "[" + String.join(",", leaks) + "]");
    }

    @Test
    void shouldReadALeakWithoutWhatLeaked() {
        // When
        Scanned scanned = scanned(leak("c1", 2, 5, "not-a-real-one-1"));

        // Then
        assertThat(scanned.finding())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "aws-key",
                                "AWS key",
                                Severity.UNKNOWN,
                                List.of(),
                                "conf/a.tf",
                                2,
                                true,
                                null,
                                null));
        assertThat(scanned.scan())
                .isEqualTo(
                        new Scan(
                                "Gitleaks", null, List.of(ScanKind.SECRETS), "", null, null, null));
        assertThat(scanned.everything()).doesNotContain("not-a-real-one");
    }

    @Test
    void shouldFollowALeakOutsideOfCommitsFromLineToLine() {
        // When
        List<String> before =
                scanned(leak("", 2, 5, "one-secret"), leak("", 3, 5, "other")).prints();
        List<String> after =
                scanned(leak("", 4, 5, "other"), leak("", 9, 5, "one-secret")).prints();

        // Then
        assertThat(after).containsExactlyInAnyOrderElementsOf(before).doesNotHaveDuplicates();
    }

    @Test
    void shouldTellLeaksOfOneCommitApartByTheirPlace() {
        // When
        List<String> prints =
                scanned(
                                leak("c1", 2, 5, "REDACTED"),
                                leak("c1", 2, 50, "REDACTED"),
                                leak("c2", 2, 5, "REDACTED"))
                        .prints();

        // Then
        assertThat(prints).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void shouldReadVersionSevenByItsRepository() {
        // When
        Scanned scanned =
                scanned(
                        """
                        {"line":"k = not-a-real-one-1","lineNumber":"224","offender":"not-a-real-one-1","commit":"c",
                         "repo":"https://ada:word@git.shop.example/shop","rule":"AWS Access Key","file":"a.yml"}""");

        // Then
        assertThat(scanned.scan().scope()).isEqualTo("https://git.shop.example/shop");
        assertThat(scanned.finding().rule()).isEqualTo("AWS Access Key");
        assertThat(scanned.finding().line()).isEqualTo(224);
        assertThat(scanned.everything()).doesNotContain("not-a-real-one").doesNotContain("word@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", " [ ] "})
    void shouldTakeAnEmptyReportForACleanScan(String document) {
        // When
        Scanned scanned = Scanned.by(source, document);

        // Then
        assertThat(scanned.findings()).isEmpty();
        assertThat(scanned.scan().rules()).isNull();
        assertThat(scanned.scan().kinds()).containsExactly(ScanKind.SECRETS);
    }

    @Test
    void shouldRefuseWhatIsNoLeak() {
        // When
        Malformed noRule = malformed(source, "[\n{\"Secret\":\"x\"}]");
        Malformed object = malformed(source, "{\"leaks\":[]}");
        Malformed half = malformed(source, "[{\"RuleID\":\"a\"},\n");

        // Then
        assertThat(noRule).isEqualTo(new Malformed(2, 1, "a leak has no rule"));
        assertThat(object.reason()).isEqualTo("a report of Gitleaks must be a list");
        assertThat(half.line()).isEqualTo(2);
    }
}
