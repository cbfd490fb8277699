package dev.plumbline.model.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.model.RandomLedgers;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Catalogue.Principle;
import dev.plumbline.model.catalogue.Catalogue.Theme;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.catalogue.Measure;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.score.Scorer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/// Held against scorers of catalogues in which that one weight really is another one.
class SensitivityProperties {
    private final Catalogue catalogue = CatalogueReader.shipped("full");
    private final Scorer scorer = new Scorer(catalogue);
    private final List<Scorer> moved = moved();

    @Provide
    Arbitrary<List<Entry>> ledgers() {
        return RandomLedgers.of(catalogue).ledgers();
    }

    @Provide
    Arbitrary<Instant> instants() {
        return RandomLedgers.instants();
    }

    @Property(tries = 60)
    void shouldSayWhatCataloguesWithThatWeightMovedWouldSay(
            @ForAll @Size(min = 2, max = 5)
                    List<@net.jqwik.api.From("ledgers") List<Entry>> products,
            @ForAll("instants") Instant at) {
        // When
        var result =
                Sensitivity.of(
                        catalogue,
                        IntStream.range(0, products.size())
                                .mapToObj(
                                        i ->
                                                SensitivityTest.subject(
                                                        "p" + i, scorer.score(products.get(i), at)))
                                .toList());

        // Then
        for (var standing : result.products()) {
            var number = Integer.parseInt(standing.key().substring(1));
            var least = shown(scorer, products.get(number), at);
            var most = least;
            assertThat(standing.overall()).isCloseTo(least, within(1e-9));
            for (var other : moved) {
                var shown = shown(other, products.get(number), at);
                least = Math.min(least, shown);
                most = Math.max(most, shown);
            }
            assertThat(standing.least()).isCloseTo(least, within(1e-9));
            assertThat(standing.most()).isCloseTo(most, within(1e-9));
        }
        assertThat(result.swapped()).isLessThanOrEqualTo(result.neighbours());
    }

    private static double shown(Scorer scorer, List<Entry> entries, Instant at) {
        return 100 * scorer.figures(scorer.posture(entries), at).overall();
    }

    private List<Scorer> moved() {
        var scorers = new ArrayList<Scorer>();
        for (var by : List.of(1 + Sensitivity.STEP, 1 - Sensitivity.STEP)) {
            catalogue
                    .measures()
                    .forEach(
                            measure ->
                                    scorers.add(
                                            new Scorer(
                                                    themes(
                                                            theme ->
                                                                    weighed(
                                                                            theme,
                                                                            measure.id(),
                                                                            by)))));
            catalogue.principles().stream()
                    .flatMap(principle -> principle.themes().stream())
                    .forEach(
                            theme ->
                                    scorers.add(
                                            new Scorer(
                                                    themes(
                                                            each ->
                                                                    each.id().equals(theme.id())
                                                                            ? new Theme(
                                                                                    each.id(),
                                                                                    each.title(),
                                                                                    by
                                                                                            * each
                                                                                                    .omega(),
                                                                                    each.measures())
                                                                            : each))));
        }
        return scorers;
    }

    private static Theme weighed(Theme theme, String measure, double by) {
        return new Theme(
                theme.id(),
                theme.title(),
                theme.omega(),
                theme.measures().stream()
                        .map(each -> each.id().equals(measure) ? times(each, by) : each)
                        .toList());
    }

    private static Measure times(Measure measure, double by) {
        return new Measure(
                measure.id(),
                measure.title(),
                measure.why(),
                measure.noun(),
                measure.nouns(),
                by * measure.weight(),
                measure.weightWord(),
                measure.form(),
                measure.coverage(),
                measure.recovery(),
                measure.unless(),
                measure.maps());
    }

    private Catalogue themes(UnaryOperator<Theme> change) {
        return new Catalogue(
                catalogue.id(),
                catalogue.version(),
                catalogue.title(),
                catalogue.sha256(),
                catalogue.model(),
                catalogue.weights(),
                catalogue.profile(),
                catalogue.evidence(),
                catalogue.principles().stream().map(each -> changed(each, change)).toList(),
                catalogue.gates(),
                catalogue.remedies());
    }

    /// With omegas that sum to 1 again.
    private static Principle changed(Principle principle, UnaryOperator<Theme> change) {
        var themes = principle.themes().stream().map(change).toList();
        var total = themes.stream().mapToDouble(Theme::omega).sum();
        return new Principle(
                principle.id(),
                principle.title(),
                principle.shortTitle(),
                principle.omega(),
                themes.stream()
                        .map(
                                each ->
                                        new Theme(
                                                each.id(),
                                                each.title(),
                                                each.omega() / total,
                                                each.measures()))
                        .toList());
    }
}
