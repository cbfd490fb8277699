package dev.plumbline.model.score;

import static dev.plumbline.model.Ledgers.days;
import static dev.plumbline.model.Ledgers.ledger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Severity;
import dev.plumbline.model.Ledgers;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.score.Score.PrincipleScore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The same engine and the same ledger under other sets of principles.
class PrincipleSetsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private static Ledgers product() {
        var entries =
                ledger().released(days(NOW, -20), "1.0", "1.x")
                        .covered(
                                days(NOW, -1),
                                "sbom",
                                "1.0",
                                1,
                                Map.of("binding", "digest", "artefact", "a"))
                        .covered(NOW, "advisory-match", "*", 1)
                        .covered(NOW, "cve-list", "*", 1)
                        .answered(
                                NOW, "default-credential-free", "1.0/no-shared-credential", 1, 0.7);
        for (var item :
                List.of(
                        "authorises-testing",
                        "safe-harbour",
                        "channel",
                        "public-disclosure",
                        "security-txt")) {
            entries.answered(NOW, "vdp-complete", item, 1, 1);
        }
        return entries;
    }

    @Test
    void shouldScoreTheSevenGoalsOfThePledge() {
        // Given
        var scorer = new Scorer(CatalogueReader.shipped("pledge"));

        // When
        var score = scorer.score(product().entries(), NOW);

        // Then
        assertThat(score.principles())
                .extracting(PrincipleScore::id)
                .containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(score.principle("2").figure().shown()).isCloseTo(70, within(1e-9));
        assertThat(score.principle("5").figure().shown()).isCloseTo(100, within(1e-9));
        assertThat(score.principle("6").figure().shown()).isCloseTo(100, within(1e-9));
        assertThat(score.principle("7").figure().shown()).isZero();
    }

    @Test
    void shouldCapAGoalOfThePledgeByItsGate() {
        // Given
        var scorer = new Scorer(CatalogueReader.shipped("pledge"));
        var open = product().owed(NOW, "default-credential", "1.0/probe", Severity.CRITICAL);

        // When, Then
        assertThat(scorer.score(open.entries(), NOW).principle("2").figure().shown()).isEqualTo(50);
    }

    @Test
    void shouldScoreTheMinimumElementsOfAnSbom() {
        // Given
        var scorer = new Scorer(CatalogueReader.shipped("sbom-2026"));
        var entries = product();
        var fields =
                List.of(
                        "author",
                        "format-name",
                        "format-version",
                        "timestamp",
                        "name",
                        "version",
                        "identifiers",
                        "licence",
                        "producer");
        fields.forEach(
                field -> entries.answered(NOW, "sbom-minimum-elements", "1.0/" + field, 1, 1));

        // When
        var score = scorer.score(entries.entries(), NOW);

        // Then
        assertThat(score.principle("1").figure().shown()).isCloseTo(100 * 9 / 17.0, within(1e-9));
        assertThat(score.principle("2").figure().shown()).isCloseTo(100, within(1e-9));
    }

    @Test
    void shouldFindTheSameMeasureWorthTheSameUnderEverySet() {
        // Given
        var full = new Scorer(CatalogueReader.shipped("full")).score(product().entries(), NOW);

        // When, Then
        for (var id : List.of("core", "pledge", "sbom-2026")) {
            var other = new Scorer(CatalogueReader.shipped(id)).score(product().entries(), NOW);
            assertThat(
                            other.principles().stream()
                                    .flatMap(principle -> principle.themes().stream())
                                    .flatMap(theme -> theme.measures().stream()))
                    .allSatisfy(
                            measure ->
                                    assertThat(measure.value())
                                            .as(measure.measure().id())
                                            .isEqualTo(
                                                    full.measure(measure.measure().id()).value()));
        }
    }
}
