package dev.plumbline.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.model.catalogue.Coverage.Per;
import dev.plumbline.model.catalogue.Form.Population;
import dev.plumbline.model.catalogue.MalformedCatalogue.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueReaderTest {
    private static final String CORE = text("core-1.0.yaml");

    @Test
    void shouldReadTheCoreCatalogue() {
        // When
        var core = CatalogueReader.core();

        // Then
        assertThat(core.id()).isEqualTo("core");
        assertThat(core.sha256()).matches("[0-9a-f]{64}");
        assertThat(core.measures().map(Measure::id))
                .containsExactly(
                        "kev-fix-on-time",
                        "kev-free-release",
                        "critical-fix-on-time",
                        "injection-weakness-free",
                        "hardcoded-secret-free",
                        "code-analysis-coverage",
                        "vdp-complete",
                        "sbom-release-coverage",
                        "sbom-minimum-elements",
                        "vex-decision-on-time",
                        "executive-accountability-public",
                        "release-gate-adherence",
                        "exception-discipline");
        assertThat(core.gates())
                .extracting(Gate::id)
                .containsExactly(
                        "kev-overdue",
                        "critical-overdue",
                        "live-secret",
                        "no-vdp",
                        "sbom-none",
                        "gate-bypassed");
        assertThat(core.principles().stream().mapToDouble(Catalogue.Principle::omega).sum())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void shouldCallAPrincipleByItsTitleWhenTheCatalogueHasNoShortOne() {
        // Given
        var yaml = CORE.replaceFirst("    short: Be transparent\n", "");

        // When
        var catalogue = CatalogueReader.read("mine.yaml", yaml.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(catalogue.principles())
                .extracting(Catalogue.Principle::shortTitle)
                .containsExactly(
                        "Own outcomes", "Embrace radical transparency and accountability", "Lead");
    }

    @Test
    void shouldReadAMeasureAsItIsWritten() {
        // When
        var kev =
                CatalogueReader.core()
                        .measures()
                        .filter(measure -> measure.id().equals("kev-fix-on-time"))
                        .findFirst()
                        .orElseThrow();

        // Then
        assertThat(kev.weight()).isEqualTo(10);
        assertThat(kev.maps()).containsEntry("bad-practice", List.of("5"));
        assertThat(kev.coverage().per()).isEqualTo(Per.RELEASE);
        assertThat(kev.coverage().anyOf())
                .singleElement()
                .satisfies(
                        source -> {
                            assertThat(source.feeds())
                                    .containsExactly("advisory-match", "kev-match");
                            assertThat(source.freshness().halfLifeDays()).isEqualTo(14);
                        });
        assertThat(kev.form())
                .isInstanceOfSatisfying(
                        Form.Timed.class,
                        form -> {
                            assertThat(form.due().atMostDays()).isEqualTo(30);
                            assertThat(form.due().fair()).isTrue();
                            assertThat(form.demand().weight())
                                    .isInstanceOf(Form.Weight.ByTier.class);
                        });
    }

    @Test
    void shouldNameFileLineAndKeyOfAWrongValue() {
        // Given
        var yaml = CORE.replace("half-life-late: 14d", "half-life-late: 14 days");

        // When
        var problems = problems(yaml);

        // Then
        assertThat(problems)
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.file()).isEqualTo("mine.yaml");
                            assertThat(problem.line()).isEqualTo(lineOf(yaml, "14 days"));
                            assertThat(problem.key())
                                    .isEqualTo("principles.0.themes.0.measures.0.half-life-late");
                        });
    }

    @Test
    void shouldNameTheMeasureThatLacksAKey() {
        // Given
        var yaml = CORE.replaceFirst("            kappa: 1\n", "");

        // When
        var problems = problems(yaml);

        // Then
        assertThat(problems)
                .anySatisfy(
                        problem -> {
                            assertThat(problem.text()).contains("kappa");
                            assertThat(problem.key()).isEqualTo("principles.0.themes.0.measures.0");
                            assertThat(problem.line())
                                    .isEqualTo(lineOf(yaml, "- id: kev-fix-on-time"));
                        });
    }

    @Test
    void shouldRefuseAKeyThatNobodyKnows() {
        // Given
        var yaml = CORE.replace("half-life-late: 14d", "half-life-lat: 14d");

        // When, Then
        assertThat(problems(yaml))
                .anySatisfy(problem -> assertThat(problem.text()).contains("half-life-lat"));
    }

    @Test
    void shouldFindReferencesThatLeadNowhere() {
        // Given
        var yaml =
                CORE.replaceFirst("weight: critical", "weight: enormous")
                        .replace("measure: kev-fix-on-time", "measure: kev-fix")
                        .replace("item: channel}", "item: chanel}")
                        .replaceFirst("any-of: \\[\\{evidence: sbom,", "any-of: [{evidence: bom,");

        // When
        var problems = problems(yaml);

        // Then
        assertThat(problems)
                .extracting(Problem::text)
                .containsExactlyInAnyOrder(
                        "no such word in weights.measure: enormous",
                        "no timed measure of that id: kev-fix",
                        "no such item of vdp-complete",
                        "no such kind under evidence: bom");
        assertThat(problems)
                .extracting(Problem::line)
                .containsExactlyInAnyOrder(
                        lineOf(yaml, "weight: enormous"),
                        lineOf(yaml, "measure: kev-fix\n"),
                        lineOf(yaml, "chanel"),
                        lineOf(yaml, "evidence: bom"));
    }

    @Test
    void shouldRefuseTheSameIdTwice() {
        // Given
        var yaml = CORE.replace("- id: kev-free-release", "- id: kev-fix-on-time");

        // When, Then
        assertThat(problems(yaml))
                .extracting(Problem::text)
                .containsExactly("there is another kev-fix-on-time");
    }

    @Test
    void shouldSayOnWhichLineItStopsBeingYaml() {
        // When
        var problems = problems("catalogue: core\nversion: [1\n");

        // Then
        assertThat(problems)
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.text()).startsWith("not YAML");
                            assertThat(problem.line()).isGreaterThanOrEqualTo(2);
                        });
    }

    @Test
    void shouldLayAnOrganisationsChangesOverACatalogue() {
        // Given
        var changes =
                """
                version: "1.0+acme"
                principles:
                  - id: "1"
                    themes:
                      - id: remediation
                        measures:
                          - id: kev-fix-on-time
                            weight: medium
                          - id: patch-reviewed
                            title: Fixes are reviewed
                            why: our own rule
                            noun: {one: fix, many: fixes}
                            weight: low
                            form: checklist
                            items: [{id: reviewed, title: reviewed}]
                            answering: {trust: 0.7, title: Review, how: review, who: engineer}
                """;

        // When
        var merged = CatalogueReader.read("core.yaml", bytes(CORE), "acme.yaml", bytes(changes));

        // Then
        assertThat(merged.version()).isEqualTo("1.0+acme");
        assertThat(merged.sha256()).isNotEqualTo(CatalogueReader.core().sha256());
        assertThat(merged.measures()).hasSize(14);
        assertThat(merged.measures().filter(m -> m.id().equals("kev-fix-on-time")))
                .singleElement()
                .satisfies(measure -> assertThat(measure.weight()).isEqualTo(5));
        assertThat(merged.principles().getFirst().themes().getFirst().measures().getLast().id())
                .isEqualTo("patch-reviewed");
    }

    @Test
    void shouldBlameTheOverlayForWhatTheOverlayBreaks() {
        // Given
        var changes =
                """
                principles:
                  - id: "1"
                    themes:
                      - id: remediation
                        measures:
                          - id: kev-fix-on-time
                            kappa: none
                """;

        // When
        var thrown =
                catchThrowableOfType(
                        MalformedCatalogue.class,
                        () ->
                                CatalogueReader.read(
                                        "core.yaml", bytes(CORE), "acme.yaml", bytes(changes)));

        // Then
        assertThat(thrown.problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.file()).isEqualTo("acme.yaml");
                            assertThat(problem.line()).isEqualTo(7);
                            assertThat(problem.key()).endsWith("kappa");
                        });
    }

    @Test
    void shouldRefuseAConditionThatIsNone() {
        // Given
        var filter = "            obligation: {when: [match, finding], weight: severity";
        var misspelt = "severty == 'high'";
        var number = "1 + 1";

        // When, Then
        for (var text : List.of(misspelt, number, "true &&")) {
            var yaml = CORE.replace(filter, filter + ", filter: {condition: \"" + text + "\"}");
            assertThat(problems(yaml))
                    .as(text)
                    .singleElement()
                    .satisfies(
                            problem -> {
                                assertThat(problem.line()).isEqualTo(lineOf(yaml, text));
                                assertThat(problem.key())
                                        .isEqualTo(
                                                "principles.0.themes.0.measures.2.obligation.filter.condition");
                                assertThat(problem.text())
                                        .startsWith("no condition over a concern: ");
                            });
        }
    }

    @Test
    void shouldRefuseExemptionsThatLeadNowhereOrLeaveNothing() {
        // Given
        var profile =
                "profile: {trust: 0.7, facts: [{id: saas, title: saas}], answering: {trust: 0.7, title: t, how: h, who: analyst}}\n";
        var yaml =
                CORE.replaceFirst("\nevidence:\n", "\n" + profile + "\nevidence:\n")
                        .replace(
                                "- id: code-analysis-coverage\n",
                                "- id: code-analysis-coverage\n            applies-unless: {fact: sas, value: 0}\n");

        // When, Then
        assertThat(problems(yaml))
                .extracting(Problem::text)
                .containsExactlyInAnyOrder(
                        "no such fact under profile: sas",
                        "one of a theme's measures has to concern every product");
    }

    @Test
    void shouldRefuseARemedyThatMendsNothing() {
        // Given
        var yaml =
                CORE.replace("concerns: [waiver]", "concerns: [waver]")
                        .replace("how: passed", "how: past");

        // When, Then
        assertThat(problems(yaml))
                .extracting(Problem::text)
                .containsExactlyInAnyOrder(
                        "no measure or gate is about waver", "does not close gate-failed: past");
    }

    @Test
    void shouldRefuseATargetThatIsNoFurtherThanTheFloor() {
        // Given
        var full = text("full-1.0.yaml");
        var yaml = full.replace("            floor: 0.3\n", "            floor: 0.95\n");

        // When, Then
        assertThat(problems(yaml))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.text()).isEqualTo("not above the floor");
                            assertThat(problem.key()).endsWith("target");
                        });
    }

    @Test
    void shouldAskForAllSeventeenMinimumElements() {
        // When
        var elements =
                CatalogueReader.core()
                        .measures()
                        .filter(measure -> measure.id().equals("sbom-minimum-elements"))
                        .map(measure -> ((Form.Share) measure.form()).population())
                        .map(population -> ((Population.Items) population).items())
                        .findFirst();

        // Then
        assertThat(elements).hasValueSatisfying(items -> assertThat(items).hasSize(17));
    }

    private static List<Problem> problems(String yaml) {
        return catchThrowableOfType(
                        MalformedCatalogue.class,
                        () -> CatalogueReader.read("mine.yaml", bytes(yaml)))
                .problems();
    }

    private static int lineOf(String yaml, String text) {
        return (int) yaml.substring(0, yaml.indexOf(text)).chars().filter(c -> c == '\n').count()
                + 1;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String resource) {
        try (var stream = CatalogueReader.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
