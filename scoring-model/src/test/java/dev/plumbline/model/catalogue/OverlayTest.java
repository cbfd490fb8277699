package dev.plumbline.model.catalogue;

import static dev.plumbline.model.Ledgers.days;
import static dev.plumbline.model.Ledgers.ledger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Severity;
import dev.plumbline.model.Ledgers;
import dev.plumbline.model.score.Scorer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An organisation's own weights, targets and measures, laid over the full catalogue.
class OverlayTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final String ACME =
            """
            version: "1.0+acme"
            principles:
              - id: "1"
                themes:
                  - id: updates
                    measures:
                      - id: update-adoption
                        weight: low
                        target: 0.6
                  - id: remediation
                    measures:
                      - id: own-components-fixed
                        title: Flaws in our own components fixed in a week
                        why: We wrote them, so nobody else can fix them.
                        noun: {one: flaw, many: flaws}
                        weight: high
                        form: timed
                        obligation:
                          when: [match]
                          weight: severity
                          filter:
                            condition: >-
                              attributes["component"].startsWith("acme-")
                              && severity in ["critical", "high"] && !own
                        due: {first-of: [days], days: 7d}
                        half-life-late: 7d
                        closes: [release-fixed, vex-not-affected]
                        coverage:
                          per: release
                          any-of: [{evidence: sbom, feeds: [advisory-match]}]
                          grace: 7d
                          half-life: 14d
                        kappa: 1
            """;

    private final Scorer scorer = new Scorer(acme());

    private static Catalogue acme() {
        try (var stream = OverlayTest.class.getResourceAsStream("full-1.0.yaml")) {
            return CatalogueReader.read(
                    "full-1.0.yaml",
                    stream.readAllBytes(),
                    "acme.yaml",
                    ACME.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldChangeWeightsAndTargets() {
        // Given
        var entries = ledger().answered(NOW, "update-adoption", "fixed-installs", 0.6, 1).entries();

        // When
        var adoption = scorer.score(entries, NOW).measure("update-adoption");

        // Then
        assertThat(adoption.measure().weight()).isEqualTo(2.5);
        assertThat(adoption.value()).isEqualTo(1);
    }

    @Test
    void shouldOweOnlyWhatTheConditionIsTrueOf() {
        // Given four flaws of two weeks ago, of which one is meant
        var entries =
                looked().concern(
                                days(NOW, -14),
                                "match",
                                "ours",
                                "1.x",
                                Severity.HIGH,
                                Map.of("component", "acme-core"))
                        .concern(
                                days(NOW, -14),
                                "match",
                                "theirs",
                                "1.x",
                                Severity.HIGH,
                                Map.of("component", "log4j-core"))
                        .concern(
                                days(NOW, -14),
                                "match",
                                "mild",
                                "1.x",
                                Severity.LOW,
                                Map.of("component", "acme-core"))
                        .owed(
                                days(NOW, -14),
                                "match",
                                "self-found",
                                Severity.HIGH,
                                true,
                                Map.of("component", "acme-core"));

        // When
        var measure = scorer.score(entries.entries(), NOW).measure("own-components-fixed");

        // Then it is a week late
        assertThat(measure.owed()).isEqualTo(1);
        assertThat(measure.value()).isCloseTo(1 - 0.75 * 0.75 / 1.75, within(1e-12));
    }

    @Test
    void shouldOweWhatTheConditionCannotTell() {
        // Given a flaw of which nobody said the component
        var entries =
                looked().concern(NOW, "match", "nameless", "1.x", Severity.HIGH, Map.of())
                        .entries();

        // When, Then
        assertThat(scorer.score(entries, NOW).measure("own-components-fixed").owed()).isEqualTo(1);
    }

    private static Ledgers looked() {
        return ledger().released(days(NOW, -30), "1.0", "1.x")
                .covered(NOW, "sbom", "1.0", 1)
                .covered(NOW, "advisory-match", "*", 1);
    }
}
