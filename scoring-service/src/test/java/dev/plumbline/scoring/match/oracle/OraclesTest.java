package dev.plumbline.scoring.match.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.match.oracle.Tally.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// Matching against what others find in the same components, and the page that tells the figures.
///
/// Every difference stands in a table with its reason (`match/oracle-differences.tsv`): a new one
/// fails, and so does a reason that nothing needs any more. With `-Dplumbline.freeze=true` the
/// tables of `docs/matching.md` are written anew.
@EnabledIf(
        value = "dev.plumbline.scoring.match.Corpus#isPresent",
        disabledReason =
                "no corpus beside the repository; the tests of each rule hold the same in small")
class OraclesTest {
    private static final boolean FREEZE = Boolean.getBoolean("plumbline.freeze");
    private static final Path PAGE =
            Path.of(System.getProperty("plumbline.root", "..")).resolve("docs/matching.md");

    private static final Map<Oracle, Tally> TALLIES = new LinkedHashMap<>();

    @BeforeAll
    static void ask() {
        for (Oracle oracle :
                List.of(
                        new OsvAnswers(),
                        new OsvScannerTables(),
                        new OsvListedVersions(),
                        TrivyFindings.ofLockfiles(),
                        TrivyFindings.ofBills(),
                        PublishedRanges.ofMaven(),
                        PublishedRanges.ofNuGet(),
                        new ProductRanges(),
                        new GrypeMatches(),
                        new UpgradePatches(),
                        new VendorConversions(),
                        new ScannerFindings(),
                        new MatchLabels())) {
            TALLIES.put(oracle, oracle.ask());
        }
    }

    @Test
    void shouldDifferFromAReferenceOnlyForAReasonThatIsWrittenDown() throws IOException {
        // Given
        MatchingPage page = new MatchingPage(Explanations.read());

        // When
        TALLIES.forEach(page::add);

        // Then
        System.out.print(page.figures());
        List<String> unexplained =
                TALLIES.entrySet().stream()
                        .flatMap(
                                each ->
                                        page.unexplained(each.getKey(), each.getValue()).stream()
                                                .map(d -> each.getKey().name() + '\t' + d.row()))
                        .toList();
        Files.write(Path.of("target/unexplained-differences.tsv"), unexplained);
        assertThat(unexplained).as("all of them: target/unexplained-differences.tsv").isEmpty();
        assertThat(page.idle()).as("reasons for differences that are gone").isEmpty();
    }

    @Test
    void shouldFindWhatTheDatabaseOfOsvFinds() {
        // When
        Counts counts = totalOf(OsvAnswers.class);

        // Then
        assertThat(counts.expected()).isGreaterThan(100);
        assertThat(counts.clean()).as("true negatives").isGreaterThan(300);
        assertThat(counts.recall()).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void shouldAskEveryReferenceEnoughToMeanSomething() {
        TALLIES.forEach(
                (oracle, tally) ->
                        assertThat(tally.total().expected()).as(oracle.name()).isPositive());
    }

    @Test
    void shouldTellTheFiguresOnThePage() throws IOException {
        // Given
        MatchingPage made = new MatchingPage(Explanations.read());
        TALLIES.forEach(made::add);

        // When
        String page = Files.readString(PAGE);
        String told =
                replaced(
                        replaced(
                                replaced(page, "references", made.references()),
                                "figures",
                                made.figures()),
                        "differences",
                        made.differences());
        if (FREEZE) {
            Files.writeString(PAGE, told);
        }

        // Then
        assertThat(Files.readString(PAGE))
                .as("made by this test: run it with -Dplumbline.freeze=true")
                .isEqualTo(told);
    }

    private static String replaced(String page, String part, String text) {
        String begin = "<!-- " + part + " -->\n";
        String end = "<!-- end of " + part + " -->";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        assertThat(to).as("the place for the %s", part).isGreaterThanOrEqualTo(from);
        return page.substring(0, from) + text + page.substring(to);
    }

    private static Counts totalOf(Class<? extends Oracle> type) {
        return TALLIES.entrySet().stream()
                .filter(each -> type.isInstance(each.getKey()))
                .map(each -> each.getValue().total())
                .findFirst()
                .orElseThrow();
    }
}
