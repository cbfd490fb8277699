package dev.plumbline.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.model.catalogue.Catalogue.Principle;
import dev.plumbline.model.catalogue.Catalogue.Theme;
import dev.plumbline.model.catalogue.Form.Demand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedCataloguesTest {
    private final Catalogue full = CatalogueReader.shipped("full");

    @Test
    void shouldHoldAllFortyFiveMeasures() {
        // When, Then
        assertThat(full.measures()).hasSize(45);
        assertThat(full.principles())
                .extracting(
                        Principle::id,
                        each -> each.themes().stream().mapToInt(t -> t.measures().size()).sum())
                .containsExactly(tuple("1", 24), tuple("2", 14), tuple("3", 7));
        assertThat(full.principles().stream().flatMap(p -> p.themes().stream()).map(Theme::id))
                .containsExactly(
                        "remediation",
                        "classes",
                        "defaults",
                        "updates",
                        "development",
                        "disclosure",
                        "components",
                        "publication",
                        "reporting",
                        "accountability",
                        "decisions");
    }

    @Test
    void shouldGiveTheThemeWithOneMeasureAThirdOfTheOthersShare() {
        // When
        var themes =
                full.principles().get(1).themes().stream()
                        .collect(Collectors.toMap(Theme::id, Theme::omega));

        // Then
        assertThat(themes.get("reporting")).isCloseTo(themes.get("disclosure") / 3, within(1e-12));
        assertThat(themes.values().stream().mapToDouble(d -> d).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void shouldHoldAllTenGatesWithTheirCaps() {
        // When, Then
        assertThat(full.gates())
                .extracting(Gate::id, Gate::principle, gate -> caps(gate.cause()))
                .containsExactly(
                        tuple("kev-overdue", "1", List.of(0.6, 0.4, 0.2)),
                        tuple("critical-overdue", "1", List.of(0.7, 0.5)),
                        tuple("default-credential", "1", List.of(0.5)),
                        tuple("live-secret", "1", List.of(0.5)),
                        tuple("unsupported-shipped", "1", List.of(0.7)),
                        tuple("no-vdp", "2", List.of(0.6)),
                        tuple("cra-warning-missed", "2", List.of(0.4, 0.7)),
                        tuple("false-attestation", "2", List.of(0.5)),
                        tuple("sbom-none", "2", List.of(0.6)),
                        tuple("gate-bypassed", "3", List.of(0.6)));
    }

    private static List<Double> caps(Gate.Cause cause) {
        return switch (cause) {
            case Gate.Overdue overdue -> {
                var caps =
                        overdue.steps().stream()
                                .map(Gate.Step::cap)
                                .collect(Collectors.toCollection(ArrayList::new));
                if (overdue.metLate() != null) {
                    caps.add(overdue.metLate().cap());
                }
                yield caps;
            }
            case Gate.Open open -> List.of(open.cap());
            case Gate.AbsentItem absent -> List.of(absent.cap());
            case Gate.AbsentEvidence absent -> List.of(absent.cap());
        };
    }

    @Test
    void shouldAskTheFortyTwoTasksOfTheSsdf() {
        // When
        var tasks = (Form.Checklist) measure(full, "sdlc-attestation-current").form();

        // Then
        assertThat(tasks.items())
                .hasSize(42)
                .allMatch(
                        item -> item.title().startsWith(item.id().toUpperCase(Locale.ROOT) + " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "pledge", "sbom-2026"})
    void shouldMeanTheSameByAMeasureInEveryCatalogue(String id) {
        // When, Then
        assertThat(CatalogueReader.shipped(id).measures())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each).isEqualTo(measure(full, each.id())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "full", "pledge", "sbom-2026"})
    void shouldLetEveryConcernBeClosedUnlessItsUnitsAreGoodOfThemselves(String id) {
        // Given
        var catalogue = CatalogueReader.shipped(id);
        var units = new HashSet<Demand>();
        catalogue
                .measures()
                .map(Measure::form)
                .forEach(
                        form -> {
                            if (form instanceof Form.Windowed windowed) {
                                units.add(windowed.demand());
                            }
                        });

        // When, Then
        assertThat(catalogue.demands().filter(demand -> !units.contains(demand)))
                .isNotEmpty()
                .allSatisfy(demand -> assertThat(demand.closes()).isNotEmpty());
    }

    @Test
    void shouldReachEveryGoalOfThePledgeAndEveryBadPractice() {
        // When, Then
        assertThat(mapped("pledge")).contains("1", "2", "3", "4", "5", "6", "7");
        assertThat(mapped("bad-practice"))
                .contains("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13");
        assertThat(full.measures())
                .as("every measure says what it speaks to")
                .allSatisfy(measure -> assertThat(measure.maps()).isNotEmpty());
    }

    private List<String> mapped(String framework) {
        return full.measures()
                .flatMap(measure -> measure.maps().getOrDefault(framework, List.of()).stream())
                .toList();
    }

    @Test
    void shouldRefuseACatalogueThatDoesNotCome() {
        // When, Then
        assertThatThrownBy(() -> CatalogueReader.shipped("enisa"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pledge");
    }

    private static Measure measure(Catalogue catalogue, String id) {
        return catalogue
                .measures()
                .filter(measure -> measure.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
