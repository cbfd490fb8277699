package dev.plumbline.scoring.assess;

import dev.plumbline.access.Sight;
import dev.plumbline.model.explain.Contributions;
import dev.plumbline.model.obligation.Posture;
import dev.plumbline.model.score.Figures;
import dev.plumbline.model.score.Score;
import dev.plumbline.model.score.Scorer;
import dev.plumbline.model.whatif.Action;
import dev.plumbline.model.whatif.NextActions;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a product would be worth if some of the things that can be done were done now: now, and
/// after a while of doing nothing else.
///
/// Exact: the acts are put into the ledger as hypothetical lines and scored by the model that
/// scores the product. Nothing is kept of it.
@ApplicationScoped
public class WhatIf {
    /// How many actions are offered, best first.
    private static final int OFFERED = 60;

    private static final Duration LATER = Duration.ofDays(90);

    private final UnitOfWork unitOfWork;
    private final ProductStore products;
    private final FactsStore facts;
    private final CountingCatalogues catalogues;
    private final Clock clock;

    WhatIf(
            UnitOfWork unitOfWork,
            ProductStore products,
            FactsStore facts,
            CountingCatalogues catalogues,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.products = products;
        this.facts = facts;
        this.catalogues = catalogues;
        this.clock = clock;
    }

    /// One thing that can be done.
    ///
    /// @param gain points of the overall shown score, now and alone
    /// @param gainLater points of the overall shown score at the later instant, against doing
    ///     nothing
    /// @param chosen whether it is one of those that were asked for
    public record Offer(
            String id,
            String kind,
            String title,
            String how,
            String who,
            String principle,
            String measure,
            double gain,
            double gainLater,
            boolean liftsCap,
            boolean chosen) {}

    /// @param overall 0..100, shown; `principles` id → the same
    /// @param gates that hold it back
    public record Worth(
            Instant at, double overall, Map<String, Double> principles, List<String> gates) {
        public Worth {
            gates = List.copyOf(gates);
        }
    }

    /// What follows from doing the chosen ones together.
    ///
    /// @param measures measure → what it contributes to the raw overall score now, in points; those
    ///     that move
    /// @param capped points of the change that caps make, beside the measures
    /// @param later the later instant without, `laterAfter` with them
    /// @param offers best first
    /// @param unknown ids that name nothing that can be done now
    public record Outcome(
            String product,
            Worth now,
            Worth after,
            Worth later,
            Worth laterAfter,
            Map<String, Double> measures,
            double capped,
            List<Offer> offers,
            Set<String> unknown) {
        public Outcome {
            offers = List.copyOf(offers);
        }
    }

    /// @param chosen ids of [Offer]
    /// @return empty if there is no such product in sight
    public Uni<Optional<Outcome>> of(String product, Sight sight, Set<String> chosen) {
        return catalogues.methods().chain(methods -> of(methods.newest(), product, sight, chosen));
    }

    private Uni<Optional<Outcome>> of(
            Scorer scorer, String product, Sight sight, Set<String> chosen) {
        return unitOfWork
                .run(
                        transaction ->
                                products.visible(transaction, product, sight)
                                        .chain(visible -> facts(transaction, product, visible)))
                // some hundred scores: too long for a loop that others wait for
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(
                        known ->
                                known.map(
                                        k ->
                                                outcome(
                                                        scorer,
                                                        product,
                                                        DeriveLedger.from(k),
                                                        chosen)));
    }

    private Uni<Optional<ProductFacts>> facts(
            Transaction transaction, String product, boolean visible) {
        return visible
                ? facts.of(transaction, product).map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
    }

    private Outcome outcome(Scorer scorer, String product, Derived derived, Set<String> chosen) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant later = now.plus(LATER);
        Posture posture = scorer.posture(derived.entries());
        Score score = scorer.score(posture, now);
        NextActions search = new NextActions(scorer);
        List<Action> offered = search.best(posture, score, OFFERED);
        Set<String> unknown = new TreeSet<>(chosen);
        offered.forEach(action -> unknown.remove(action.id()));
        List<Action> done =
                offered.stream().filter(action -> chosen.contains(action.id())).toList();
        Figures before = scorer.figures(posture, now);
        Figures after = search.after(posture, now, done);
        Figures idle = scorer.figures(posture, later);
        Contributions moved = Contributions.between(scorer.catalogue(), before, after);
        return new Outcome(
                product,
                worth(scorer, now, before),
                worth(scorer, now, after),
                worth(scorer, later, idle),
                worth(scorer, later, search.after(posture, later, done)),
                measures(moved),
                moved.capped(),
                offered.stream()
                        .map(
                                action ->
                                        offer(
                                                action,
                                                search.after(posture, later, List.of(action)),
                                                idle,
                                                chosen))
                        .toList(),
                unknown);
    }

    private static Worth worth(Scorer scorer, Instant at, Figures figures) {
        Map<String, Double> principles = new LinkedHashMap<>();
        for (int p = 0; p < scorer.catalogue().principles().size(); p++) {
            principles.put(scorer.catalogue().principles().get(p).id(), 100 * figures.shown(p));
        }
        return new Worth(at, 100 * figures.overall(), principles, figures.gates());
    }

    private static Map<String, Double> measures(Contributions moved) {
        Map<String, Double> points = new LinkedHashMap<>();
        moved.principles()
                .forEach(
                        principle ->
                                principle.measures().stream()
                                        .filter(measure -> measure.overall() != 0)
                                        .forEach(
                                                measure ->
                                                        points.put(
                                                                measure.measure(),
                                                                measure.overall())));
        return points;
    }

    private static Offer offer(Action action, Figures later, Figures idle, Set<String> chosen) {
        return new Offer(
                action.id(),
                action.kind(),
                action.title(),
                action.how(),
                action.who(),
                action.principle(),
                action.measure(),
                action.gain(),
                100 * (later.overall() - idle.overall()),
                action.liftsCap(),
                chosen.contains(action.id()));
    }
}
