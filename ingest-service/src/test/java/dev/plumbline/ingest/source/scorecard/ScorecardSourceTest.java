package dev.plumbline.ingest.source.scorecard;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.source.ParsedDocument.Fact;
import dev.plumbline.ingest.source.ParsedDocument.FactReport;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScorecardSourceTest {
    private final ScorecardSource source = new ScorecardSource();

    private FactReport report(String checks) {
        return parsed(source, result(checks), FactReport.class);
    }

    private static String result(String checks) {
        return "{\"date\":\"2026-11-20\",\"repo\":{\"name\":\"git.example/acme/shop\"},\"scorecard\":{\"version\":\"v5.4.0\"},\"checks\":["
                + checks
                + "]}";
    }

    private static String check(String name, int score) {
        return "{\"name\":\"%s\",\"score\":%d,\"reason\":\"because\",\"details\":null}"
                .formatted(name, score);
    }

    @ParameterizedTest
    @CsvSource({
        "Code-Review,7,review-before-merge,git.example/acme/shop/reviewed,0.7",
        "Branch-Protection,10,review-before-merge,git.example/acme/shop/protected,1",
        "SAST,0,code-analysis-coverage,git.example/acme/shop/sast,0",
        "Fuzzing,10,code-analysis-coverage,git.example/acme/shop/dast,1",
        "Signed-Releases,8,release-provenance,git.example/acme/shop/signed-releases,0.8",
        "Dependency-Update-Tool,10,component-currency,git.example/acme/shop/update-tool,1",
        "SBOM,5,sbom-release-coverage,git.example/acme/shop/published,0.5",
        "Security-Policy,4,vdp-complete,channel,0",
        "Security-Policy,6,vdp-complete,channel,1",
        "Security-Policy,10,vdp-complete,channel,1"
    })
    void shouldAnswerTheItemThatACheckProves(
            String name, int score, String measure, String item, double value) {
        // When
        Fact fact = report(check(name, score)).facts().getFirst();

        // Then
        assertThat(fact.measure()).isEqualTo(measure);
        assertThat(fact.item()).isEqualTo(item);
        assertThat(fact.value()).isEqualTo(value);
        assertThat(fact.validUntil()).isEqualTo(Instant.parse("2027-02-18T00:00:00Z"));
        assertThat(fact.statement())
                .isEqualTo(
                        "Scorecard gives git.example/acme/shop "
                                + score
                                + " of 10 for "
                                + name
                                + ": because");
    }

    @Test
    void shouldNotAnswerWithWhatIsInconclusiveOrNoMeasureAsksFor() {
        // When
        FactReport report =
                report(
                        check("Code-Review", -1)
                                + ","
                                + check("Vulnerabilities", 10)
                                + ","
                                + check("License", 10));

        // Then
        assertThat(report.facts()).isEmpty();
        assertThat(report.other()).isEqualTo(3);
        assertThat(report.tool()).isEqualTo("Scorecard v5.4.0");
    }

    @Test
    void shouldRefuseWhatIsNoResult() {
        assertThat(malformed(source, result("{\"name\":\"SAST\",\"score\":11}")).reason())
                .contains("score from -1 to 10");
        assertThat(
                        malformed(
                                        source,
                                        "{\"date\":\"2026-11-20\",\"repo\":{\"name\":\"a\"},\"scorecard\":{},\n\"findings\":[]}")
                                .line())
                .isEqualTo(2);
        assertThat(malformed(source, "{\"repo\":{},\"scorecard\":{},\"checks\":[]}").reason())
                .contains("repo.name");
        assertThat(
                        malformed(
                                        source,
                                        "{\"date\":\"2026-11-20\",\"repo\":{\"name\":\"a\"},\"scorecard\":{}}")
                                .reason())
                .contains("list its checks");
    }
}
