package dev.plumbline.scoring.assess;

import dev.plumbline.events.ScoreComputed;
import dev.plumbline.model.score.Methods;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.obligation.DeriveLedger;
import dev.plumbline.scoring.store.FactsStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What products are worth at one instant, past or to come, by all facts that are known now and by
/// the catalogue that counts then.
///
/// Nothing is kept of it: it answers what was worth what on a day, and whether two runs over the
/// same evidence came to the same.
@ApplicationScoped
public class ScoreAt {
    private final UnitOfWork unitOfWork;
    private final FactsStore facts;
    private final CountingCatalogues catalogues;

    ScoreAt(UnitOfWork unitOfWork, FactsStore facts, CountingCatalogues catalogues) {
        this.unitOfWork = unitOfWork;
        this.facts = facts;
        this.catalogues = catalogues;
    }

    /// The figures of a score, without what tells how it came about.
    public record Worth(ScoreComputed.Figure overall, List<ScoreComputed.Principle> principles) {
        public Worth {
            principles = List.copyOf(principles);
        }
    }

    /// Product → its worth, in the order of the question. A product that nobody knows is worth what
    /// no evidence is worth.
    public Uni<Map<String, Worth>> of(List<String> products, Instant at) {
        return catalogues.methods().chain(methods -> of(methods, products, at));
    }

    private Uni<Map<String, Worth>> of(Methods methods, List<String> products, Instant at) {
        Map<String, Worth> worths = new LinkedHashMap<>();
        return unitOfWork
                .run(
                        transaction ->
                                Multi.createFrom()
                                        .iterable(products)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                product ->
                                                        worth(transaction, methods, product, at)
                                                                .invoke(
                                                                        w ->
                                                                                worths.put(
                                                                                        product,
                                                                                        w)))
                                        .collect()
                                        .last())
                .replaceWith(worths);
    }

    private Uni<Worth> worth(Transaction transaction, Methods methods, String product, Instant at) {
        return facts.of(transaction, product)
                .map(known -> new Assessment(methods, product, DeriveLedger.from(known), at))
                .map(assessment -> new Worth(assessment.overall(), assessment.principles()));
    }
}
