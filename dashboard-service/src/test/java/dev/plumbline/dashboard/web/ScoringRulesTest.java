package dev.plumbline.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.dashboard.view.ScoringPage;
import dev.plumbline.dashboard.view.ScoringPage.MeasureRule;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.CatalogueReader;
import org.junit.jupiter.api.Test;

class ScoringRulesTest {
    private final Catalogue core = CatalogueReader.core();
    private final ScoringPage page = ScoringRules.of(core);

    @Test
    void shouldShowEveryMeasureAndGateOfTheCatalogue() {
        assertThat(
                        page.principles().stream()
                                .flatMap(p -> p.themes().stream())
                                .flatMap(t -> t.measures().stream())
                                .map(MeasureRule::id))
                .containsExactlyElementsOf(core.measures().map(m -> m.id()).toList());
        assertThat(page.gates()).hasSameSizeAs(core.gates());
        assertThat(page.catalogue().sha256()).isEqualTo(core.sha256());
    }

    @Test
    void shouldSayWhenAKnownExploitedVulnerabilityIsDue() {
        // When
        MeasureRule kev = measure("kev-fix-on-time");

        // Then
        assertThat(kev.weight()).isEqualTo(10);
        assertThat(kev.due())
                .isEqualTo(
                        "the date the world states, else the listing plus the days of its tier, else the days of"
                                + " its tier, at most 30 days after the world said so");
        assertThat(kev.fresh()).isEqualTo("7 days, then half every 14 days");
    }

    @Test
    void shouldSayHowManyDaysEachSeverityHas() {
        assertThat(measure("critical-fix-on-time").due())
                .startsWith("days by severity (critical 15, high 30, medium 90, low 180)");
    }

    private MeasureRule measure(String id) {
        return page.principles().stream()
                .flatMap(p -> p.themes().stream())
                .flatMap(t -> t.measures().stream())
                .filter(m -> m.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
