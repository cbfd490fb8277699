package dev.plumbline.ingest.source.spotbugs;

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
import org.junit.jupiter.params.provider.ValueSource;

class SpotBugsSourceTest {
    private final SpotBugsSource source = new SpotBugsSource();

    private static String collection(String bugs, String summary) {
        return "<?xml version=\"1.0\"?>\n<BugCollection version=\"4.8.6\"><Project projectName=\"shop\"/>\n"
                + bugs
                + "<Errors errors=\"0\"/>"
                + summary
                + "</BugCollection>";
    }

    private static String bug(String attributes, int line, String more) {
        return """
        <BugInstance %s><ShortMessage>Bad</ShortMessage>
        <Class classname="shop.A"><SourceLine sourcepath="shop/Super.java"/></Class>
        <Method classname="shop.A" name="f" signature="()V"><SourceLine start="1" sourcepath="shop/A.java"/></Method>
        <SourceLine classname="shop.A" start="%d" sourcepath="shop/A.java"/>%s</BugInstance>
        """
                .formatted(attributes, line, more);
    }

    private Finding finding(String bug) {
        return Scanned.by(source, collection(bug, "")).finding();
    }

    @Test
    void shouldReadABugWithTheProjectAround() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        collection(
                                bug(
                                        "type=\"SQLI\" rank=\"10\" category=\"SECURITY\" cweid=\"89\"",
                                        41,
                                        ""),
                                "<FindBugsSummary total_classes=\"2\"><FileStats path=\"a\"/><FileStats path=\"b\"/></FindBugsSummary>"));

        // Then
        assertThat(scanned.scan())
                .isEqualTo(
                        new Scan(
                                "SpotBugs",
                                "4.8.6",
                                List.of(ScanKind.SAST),
                                "shop",
                                null,
                                2,
                                null));
        assertThat(scanned.finding())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "SQLI",
                                "Bad",
                                Severity.MEDIUM,
                                List.of("CWE-89"),
                                "shop/A.java",
                                41,
                                false,
                                null,
                                null));
    }

    @ParameterizedTest
    @CsvSource({
        "category='SECURITY',true",
        "category='MALICIOUS_CODE',true",
        "category='STYLE' cweid='571',true",
        "category='STYLE',false",
        "rank='1',false"
    })
    void shouldTellSecurityFromTheRest(String attributes, boolean security) {
        // When
        Scanned scanned = Scanned.by(source, collection(bug("type='X' " + attributes, 1, ""), ""));

        // Then
        assertThat(scanned.findings()).hasSize(security ? 1 : 0);
        assertThat(scanned.report().other()).isEqualTo(security ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "rank='4' priority='3',HIGH",
        "rank='9',HIGH",
        "rank='14',MEDIUM",
        "rank='15' priority='1',LOW",
        "priority='1',HIGH",
        "priority='2',MEDIUM",
        "priority='3',LOW",
        "priority='x',UNKNOWN"
    })
    void shouldRateByRankThenByPriority(String attributes, Severity expected) {
        // When
        Finding finding = finding(bug("type='X' category='SECURITY' " + attributes, 1, ""));

        // Then
        assertThat(finding.severity()).isEqualTo(expected);
    }

    @Test
    void shouldKnowABugByItsHashElseByWhatItIsIn() {
        // Given
        String hashed = "type='X' category='SECURITY' instanceHash='h' instanceOccurrenceNum='0'";
        String bare = "type='X' category='SECURITY'";

        // When
        List<String> lines =
                List.of(
                        finding(bug(hashed, 1, "")).fingerprint(),
                        finding(bug(hashed, 50, "")).fingerprint(),
                        finding(bug(bare, 1, "")).fingerprint(),
                        finding(bug(bare, 50, "")).fingerprint());

        // Then
        assertThat(lines.get(1)).isEqualTo(lines.get(0));
        assertThat(lines.get(3)).isEqualTo(lines.get(2)).isNotEqualTo(lines.get(0));
    }

    @Test
    void shouldPreferThePrimaryLine() {
        // When
        Finding finding =
                finding(
                        bug(
                                "type='X' category='SECURITY'",
                                3,
                                "<SourceLine primary=\"true\" start=\"77\" sourcepath=\"shop/B.java\"/>"));

        // Then
        assertThat(finding.line()).isEqualTo(77);
        assertThat(finding.path()).isEqualTo("shop/B.java");
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_A_BUG,looked into,NOT_A_BUG: looked into",
        "BAD_ANALYSIS,'',BAD_ANALYSIS",
        "MUST_FIX,soon,",
        "UNCLASSIFIED,'',"
    })
    void shouldTakePeoplesWord(String designation, String text, String suppressed) {
        // When
        Finding finding =
                finding(
                        bug(
                                "type='X' category='SECURITY'",
                                1,
                                "<UserAnnotation designation=\""
                                        + designation
                                        + "\">"
                                        + text
                                        + "</UserAnnotation>"));

        // Then
        assertThat(finding.suppressed()).isEqualTo(suppressed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HARD_CODE_PASSWORD", "HARD_CODE_KEY", "DMI_CONSTANT_DB_PASSWORD"})
    void shouldTakeHardCodedCredentialsForSecrets(String type) {
        // When
        Finding finding = finding(bug("type='" + type + "' category='SECURITY'", 1, ""));

        // Then
        assertThat(finding.secret()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'<FindBugsSummary total_classes=\"0\"/>',0",
        "'<FindBugsSummary total_classes=\"4\"/>',"
    })
    void shouldTellACleanRunFromOneThatSawNoClass(String summary, Integer rules) {
        // When
        Scan scan = Scanned.by(source, collection("", summary)).scan();

        // Then
        assertThat(scan.rules()).isEqualTo(rules);
        assertThat(scan.scope()).isEqualTo("shop");
    }

    @Test
    void shouldRefuseOtherXml() {
        // When
        Malformed other = malformed(source, "<Report/>");
        Malformed half = malformed(source, "<BugCollection>\n<BugInstance");

        // Then
        assertThat(other.reason()).isEqualTo("the root element must be BugCollection");
        assertThat(half.line()).isEqualTo(2);
    }
}
