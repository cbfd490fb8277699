package dev.plumbline.scoring.assess;

import dev.plumbline.access.Sight;
import dev.plumbline.events.ScoreComputed.Figure;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.score.Methods;
import dev.plumbline.model.score.Methods.Era;
import dev.plumbline.model.score.Score;
import dev.plumbline.model.score.Score.MeasureScore;
import dev.plumbline.model.score.Score.PrincipleScore;
import dev.plumbline.model.score.Score.ThemeScore;
import dev.plumbline.model.score.Scorer;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.obligation.DeriveLedger;
import dev.plumbline.scoring.obligation.Derived;
import dev.plumbline.scoring.obligation.ProductFacts;
import dev.plumbline.scoring.store.FactsStore;
import dev.plumbline.scoring.store.ProductStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The same evidence of a product at the same instant under two catalogues: the one that counts
/// then, and any other that ever counted or comes with the product.
///
/// Both are the model's own scores, computed anew; nothing is kept of it.
@ApplicationScoped
public class SideBySide {
    private final UnitOfWork unitOfWork;
    private final ProductStore products;
    private final FactsStore facts;
    private final CountingCatalogues catalogues;
    private final Map<String, Scorer> shipped = new ConcurrentHashMap<>();

    SideBySide(
            UnitOfWork unitOfWork,
            ProductStore products,
            FactsStore facts,
            CountingCatalogues catalogues) {
        this.unitOfWork = unitOfWork;
        this.products = products;
        this.facts = facts;
        this.catalogues = catalogues;
    }

    /// Which catalogue to hold against the one that counts.
    ///
    /// @param version any if `null`; `sha256` how the digest begins, for two that are called alike
    public record Wanted(String id, @Nullable String version, @Nullable String sha256) {
        boolean means(Catalogue catalogue) {
            return catalogue.id().equals(id)
                    && (version == null || catalogue.version().equals(version))
                    && (sha256 == null || catalogue.sha256().startsWith(sha256));
        }
    }

    /// A catalogue that can be held against another.
    ///
    /// @param since when it began to count, the last time; `null` if it never did
    /// @param counts whether it counts at the instant
    public record Choice(
            String id,
            String version,
            String title,
            String sha256,
            @Nullable Instant since,
            boolean counts) {}

    /// @param overall 0..100, shown and raw, with what caps it
    /// @param rated whether enough is known for the figure to mean something
    public record Measured(
            Choice catalogue, Figure overall, boolean rated, List<Principle> principles) {
        public Measured {
            principles = List.copyOf(principles);
        }
    }

    public record Principle(String id, String title, String shortTitle, Figure figure) {}

    /// One measure under one catalogue.
    ///
    /// @param share of the overall score, 0..1, as its weight and the omegas above it say
    /// @param value 0..1; `headroom` what it would be if all were proven
    public record Share(
            String principle,
            double share,
            double value,
            double headroom,
            double confidence,
            String words) {}

    /// A measure that one or both have.
    ///
    /// @param counts under the catalogue that counts; `null` if it is not in there, like `other`
    public record MeasureRow(
            String id, String title, @Nullable Share counts, @Nullable Share other) {}

    /// @param other `null` if none was wanted, or there is none such
    /// @param measures those of both first, in the order of the catalogue that counts
    /// @param choices what can be wanted
    public record Comparison(
            String product,
            Instant at,
            Measured counts,
            @Nullable Measured other,
            List<MeasureRow> measures,
            List<Choice> choices) {
        public Comparison {
            measures = List.copyOf(measures);
            choices = List.copyOf(choices);
        }
    }

    /// @param wanted `null` for a list of choices alone
    /// @return empty if there is no such product in sight
    public Uni<Optional<Comparison>> of(
            String product, Sight sight, Instant at, @Nullable Wanted wanted) {
        return catalogues
                .methods()
                .chain(
                        methods ->
                                unitOfWork
                                        .run(tx -> visibleFacts(tx, product, sight))
                                        // two whole scores, and files to read at the first time
                                        .emitOn(Infrastructure.getDefaultWorkerPool())
                                        .map(
                                                known ->
                                                        known.map(DeriveLedger::from)
                                                                .map(
                                                                        derived ->
                                                                                compare(
                                                                                        product,
                                                                                        derived, at,
                                                                                        methods,
                                                                                        wanted))));
    }

    private Uni<Optional<ProductFacts>> visibleFacts(
            Transaction transaction, String product, Sight sight) {
        return products.visible(transaction, product, sight)
                .chain(
                        visible ->
                                visible
                                        ? facts.of(transaction, product).map(Optional::of)
                                        : Uni.createFrom().item(Optional.empty()));
    }

    private Comparison compare(
            String product, Derived derived, Instant at, Methods methods, @Nullable Wanted wanted) {
        Scorer counts = methods.at(at);
        List<Candidate> candidates = candidates();
        Optional<Candidate> found =
                wanted == null
                        ? Optional.empty()
                        : candidates.stream()
                                .filter(each -> wanted.means(each.scorer().catalogue()))
                                .findFirst();
        Assessment here = new Assessment(Methods.of(counts), product, derived, at);
        Assessment there =
                found.map(other -> new Assessment(Methods.of(other.scorer()), product, derived, at))
                        .orElse(null);
        return new Comparison(
                product,
                at,
                measured(here, choice(counts, candidates, counts)),
                there == null || found.isEmpty()
                        ? null
                        : measured(there, choice(found.get().scorer(), candidates, counts)),
                rows(here, there),
                candidates.stream()
                        .map(each -> choice(each.scorer(), candidates, counts))
                        .toList());
    }

    /// @param since `null` if it never counted
    private record Candidate(Scorer scorer, @Nullable Instant since) {}

    /// Each text once: what counted, the newest first, then what comes with the product.
    private List<Candidate> candidates() {
        Map<String, Candidate> found = new LinkedHashMap<>();
        for (Era era : catalogues.kept().reversed()) {
            found.putIfAbsent(
                    era.scorer().catalogue().sha256(), new Candidate(era.scorer(), era.since()));
        }
        for (String id : CatalogueReader.shipped()) {
            Scorer scorer =
                    shipped.computeIfAbsent(id, any -> new Scorer(CatalogueReader.shipped(any)));
            found.putIfAbsent(scorer.catalogue().sha256(), new Candidate(scorer, null));
        }
        return List.copyOf(found.values());
    }

    private static Choice choice(Scorer scorer, List<Candidate> candidates, Scorer counts) {
        Catalogue catalogue = scorer.catalogue();
        Instant since =
                candidates.stream()
                        .filter(
                                each ->
                                        each.scorer()
                                                .catalogue()
                                                .sha256()
                                                .equals(catalogue.sha256()))
                        .findFirst()
                        .map(Candidate::since)
                        .orElse(null);
        return new Choice(
                catalogue.id(),
                catalogue.version(),
                catalogue.title(),
                catalogue.sha256(),
                since,
                catalogue.sha256().equals(counts.catalogue().sha256()));
    }

    private static Measured measured(Assessment assessment, Choice catalogue) {
        return new Measured(
                catalogue,
                assessment.overall(),
                assessment.score().rated(),
                assessment.principles().stream()
                        .map(
                                each ->
                                        new Principle(
                                                each.id(),
                                                each.title(),
                                                each.shortTitle() == null
                                                        ? each.title()
                                                        : each.shortTitle(),
                                                each.figure()))
                        .toList());
    }

    private static List<MeasureRow> rows(Assessment counts, @Nullable Assessment other) {
        Map<String, Held> here = held(counts.score());
        Map<String, Held> there = other == null ? Map.of() : held(other.score());
        List<MeasureRow> both = new ArrayList<>();
        List<MeasureRow> one = new ArrayList<>();
        here.forEach(
                (id, held) -> {
                    Held also = there.get(id);
                    (also == null ? one : both)
                            .add(
                                    new MeasureRow(
                                            id,
                                            held.title(),
                                            held.share(),
                                            also == null ? null : also.share()));
                });
        there.forEach(
                (id, held) -> {
                    if (!here.containsKey(id)) {
                        one.add(new MeasureRow(id, held.title(), null, held.share()));
                    }
                });
        both.addAll(one);
        return both;
    }

    private record Held(String title, Share share) {}

    private static Map<String, Held> held(Score score) {
        Map<String, Held> held = new LinkedHashMap<>();
        for (PrincipleScore principle : score.principles()) {
            for (ThemeScore theme : principle.themes()) {
                double weights =
                        theme.measures().stream().mapToDouble(m -> m.measure().weight()).sum();
                for (MeasureScore measure : theme.measures()) {
                    double share =
                            principle.omega()
                                    * theme.omega()
                                    * measure.measure().weight()
                                    / weights;
                    held.put(
                            measure.measure().id(),
                            new Held(
                                    measure.measure().title(),
                                    new Share(
                                            principle.id(),
                                            share,
                                            measure.value(),
                                            measure.headroom(),
                                            measure.confidence(),
                                            measure.words())));
                }
            }
        }
        return held;
    }
}
