package dev.plumbline.model.explain;

import static dev.plumbline.model.Ledgers.days;
import static dev.plumbline.model.Ledgers.ledger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.catalogue.Measure;
import dev.plumbline.model.explain.Sensitivity.Result;
import dev.plumbline.model.explain.Sensitivity.Standing;
import dev.plumbline.model.explain.Sensitivity.Subject;
import dev.plumbline.model.score.Score;
import dev.plumbline.model.score.Scorer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SensitivityTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final Catalogue CORE = CatalogueReader.core();

    @Test
    void shouldStandAsTheScorerSaysWhileNothingIsMoved() {
        // Given one product that is capped, one that a measure does not concern, one of nothing
        var full = CatalogueReader.shipped("full");
        var scorer = new Scorer(full);
        var released = ledger().released(days(NOW, -10), "1.0", "1.x");
        var capped = scorer.score(released.entries(), NOW);
        var exempt =
                scorer.score(
                        released.covered(NOW, "secrets", "1.0", 1, Map.of("scope", ""))
                                .answered(NOW, "profile", "native-code", 0, 0.7)
                                .entries(),
                        NOW);
        var nothing = scorer.score(List.of(), NOW);

        // When
        var result =
                Sensitivity.of(
                        full,
                        List.of(
                                subject("capped", capped),
                                subject("exempt", exempt),
                                subject("nothing", nothing)));

        // Then
        assertThat(standing(result, "capped").overall())
                .isCloseTo(capped.overall().shown(), within(1e-9));
        assertThat(standing(result, "exempt").overall())
                .isCloseTo(exempt.overall().shown(), within(1e-9));
        assertThat(exempt.principles().stream().flatMap(p -> p.themes().stream()))
                .anySatisfy(
                        theme ->
                                assertThat(theme.measures())
                                        .anySatisfy(each -> assertThat(each.exempt()).isTrue()));
        assertThat(standing(result, "nothing").overall()).isZero();
        assertThat(standing(result, "nothing").mover()).isNull();
    }

    @Test
    void shouldLetNeighboursChangePlacesWhereOneLeadsByASingleMeasure() {
        // Given a product that is a hair ahead of an even one by a single measure
        var lead = CORE.measures().toList().getFirst().id();
        var narrow = new Subject("narrow", values(m -> m.id().equals(lead) ? 1 : 0.5), 1);
        var figure = Sensitivity.of(CORE, List.of(narrow)).products().getFirst().overall() / 100;
        var even = new Subject("even", values(any -> figure - 0.001), 1);
        var far = new Subject("far", values(any -> 0.9), 1);

        // When
        var result = Sensitivity.of(CORE, List.of(narrow, even, far));

        // Then
        assertThat(result.products()).extracting(Standing::rank).containsExactly(1, 2, 3);
        assertThat(result.products().getFirst().key()).isEqualTo("far");
        assertThat(standing(result, "far").worst()).isEqualTo(1);
        assertThat(result.neighbours()).isEqualTo(2);
        assertThat(result.swapped()).isEqualTo(1);
        assertThat(standing(result, "narrow").best()).isEqualTo(2);
        assertThat(standing(result, "narrow").worst()).isEqualTo(3);
        assertThat(standing(result, "even").best()).isEqualTo(2);
        assertThat(result.weights().getFirst().moved()).isEqualTo(2);
        assertThat(result.weights().getFirst().swapped()).isEqualTo(1);
    }

    @Test
    void shouldGiveProductsOfOneFigureOneRankAndSeeNoNeighboursInThem() {
        // When both are held back by the same cap, whatever is moved
        var result =
                Sensitivity.of(
                        CORE,
                        List.of(
                                new Subject("a", values(any -> 0.9), 0.4),
                                new Subject("b", values(any -> 0.8), 0.4),
                                new Subject("c", values(any -> 0.2), 1)));

        // Then
        assertThat(result.products()).extracting(Standing::rank).containsExactly(1, 1, 3);
        assertThat(result.products()).extracting(Standing::key).containsExactly("a", "b", "c");
        assertThat(standing(result, "a").overall()).isEqualTo(40);
        assertThat(standing(result, "a").mover()).isNull();
        assertThat(standing(result, "a").most()).isEqualTo(40);
        assertThat(result.neighbours()).isEqualTo(1);
        assertThat(result.swapped()).isZero();
    }

    @Test
    void shouldNameTheWeightThatMovesAProductMostAndWhichWay() {
        // Given
        var strong = CORE.measures().toList().getLast();

        // When
        var result =
                Sensitivity.of(
                        CORE,
                        List.of(new Subject("a", values(m -> m.equals(strong) ? 1 : 0.2), 1)));

        // Then what is good counts for more, or what is bad for less
        var standing = result.products().getFirst();
        assertThat(standing.mover()).isNotNull();
        assertThat(standing.points()).isPositive();
        assertThat(standing.most()).isCloseTo(standing.overall() + standing.points(), within(1e-9));
        assertThat(standing.points()).isGreaterThan(standing.overall() - standing.least());
    }

    @Test
    void shouldRankThousandsOfProductsTheSameInWhateverOrderTheyCome() {
        // Given
        var full = CatalogueReader.shipped("full");
        var random = new Random(3);
        List<Subject> subjects = subjects(full, 2_000, random);
        List<Subject> shuffled = new ArrayList<>(subjects);
        Collections.shuffle(shuffled, random);

        // When
        var result = Sensitivity.of(full, subjects);

        // Then
        assertThat(result).isEqualTo(Sensitivity.of(full, shuffled));
        assertThat(result.products())
                .hasSize(2_000)
                .allSatisfy(
                        each -> {
                            assertThat(each.rank()).isBetween(each.best(), each.worst());
                            assertThat(each.overall()).isBetween(each.least(), each.most());
                        });
        assertThat(result.swapped()).isBetween(1, result.neighbours());
    }

    @Test
    void shouldHaveNothingToSayOfNoProducts() {
        assertThat(Sensitivity.of(CORE, List.of()))
                .isEqualTo(new Result(List.of(), 0, 0, List.of()));
    }

    static List<Subject> subjects(Catalogue catalogue, int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> {
                            var base = random.nextDouble();
                            var values = new HashMap<String, Double>();
                            catalogue
                                    .measures()
                                    .forEach(
                                            m ->
                                                    values.put(
                                                            m.id(),
                                                            Math.clamp(
                                                                    base
                                                                            + random.nextGaussian()
                                                                                    / 5,
                                                                    0,
                                                                    1)));
                            return new Subject("p" + i, values, i % 7 == 0 ? 0.6 : 1);
                        })
                .toList();
    }

    private static Map<String, Double> values(ToDoubleFunction<Measure> value) {
        var values = new HashMap<String, Double>();
        CORE.measures().forEach(each -> values.put(each.id(), value.applyAsDouble(each)));
        return values;
    }

    private static Standing standing(Result result, String key) {
        return result.products().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    static Subject subject(String key, Score score) {
        var values = new HashMap<String, Double>();
        score.principles().stream()
                .flatMap(principle -> principle.themes().stream())
                .flatMap(theme -> theme.measures().stream())
                .filter(each -> !each.exempt())
                .forEach(each -> values.put(each.measure().id(), each.value()));
        var cap = score.overall().caps().stream().mapToDouble(Score.Cap::at).min().orElse(100);
        return new Subject(key, values, cap / 100);
    }
}
