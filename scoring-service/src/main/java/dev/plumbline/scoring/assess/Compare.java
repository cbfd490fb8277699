package dev.plumbline.scoring.assess;

import dev.plumbline.access.Sight;
import dev.plumbline.model.explain.Contributions;
import dev.plumbline.model.score.Score;
import dev.plumbline.model.score.Scorer;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.obligation.DeriveLedger;
import dev.plumbline.scoring.store.FactsStore;
import dev.plumbline.scoring.store.ProductStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What each measure contributes to the difference of two scores: of one product on two days, or of
/// two products on one. Both are worked out from all evidence that is known now, to the last digit.
@ApplicationScoped
public class Compare {
    private final UnitOfWork unitOfWork;
    private final ProductStore products;
    private final FactsStore facts;
    private final Scorer scorer;

    Compare(UnitOfWork unitOfWork, ProductStore products, FactsStore facts, Scorer scorer) {
        this.unitOfWork = unitOfWork;
        this.products = products;
        this.facts = facts;
        this.scorer = scorer;
    }

    /// One product at one instant.
    public record Side(String product, Instant at) {}

    /// @param overall 0..100, shown; `raw` before caps
    /// @param gates that hold it back
    public record Standing(
            String product, Instant at, double overall, double raw, List<String> gates) {
        public Standing {
            gates = List.copyOf(gates);
        }
    }

    /// @param shown difference of the overall shown score, in points, of which the measures make
    ///     `raw` and the caps `capped`; the three are exact
    public record Difference(
            Standing from,
            Standing to,
            double shown,
            double raw,
            double capped,
            List<PrinciplePart> principles) {
        public Difference {
            principles = List.copyOf(principles);
        }
    }

    /// @param overall its part of [Difference#raw]
    public record PrinciplePart(
            String id,
            String title,
            double shown,
            double raw,
            double capped,
            double overall,
            List<MeasurePart> measures) {
        public PrinciplePart {
            measures = List.copyOf(measures);
        }
    }

    /// @param points its part of the principle's raw difference; `overall` of the overall one
    /// @param byConduct the part of `points` that better or worse conduct made, `byEvidence` the
    ///     part that more or less being known made
    public record MeasurePart(
            String id,
            String title,
            double points,
            double overall,
            double byConduct,
            double byEvidence) {}

    /// @return empty if one of the two products does not exist or is not in sight
    public Uni<Optional<Difference>> between(Side from, Side to, Sight sight) {
        return unitOfWork.run(
                transaction ->
                        score(transaction, from, sight)
                                .chain(
                                        before ->
                                                score(transaction, to, sight)
                                                        .map(
                                                                after ->
                                                                        before.flatMap(
                                                                                b ->
                                                                                        after.map(
                                                                                                a ->
                                                                                                        difference(
                                                                                                                from,
                                                                                                                b,
                                                                                                                to,
                                                                                                                a))))));
    }

    private Uni<Optional<Score>> score(Transaction transaction, Side side, Sight sight) {
        return products.visible(transaction, side.product(), sight)
                .chain(
                        visible ->
                                visible
                                        ? facts.of(transaction, side.product())
                                                .map(
                                                        known ->
                                                                Optional.of(
                                                                        scorer.score(
                                                                                DeriveLedger.from(
                                                                                                known)
                                                                                        .entries(),
                                                                                side.at())))
                                        : Uni.createFrom().item(Optional.empty()));
    }

    private Difference difference(Side from, Score before, Side to, Score after) {
        Contributions moved = Contributions.between(scorer.catalogue(), before, after);
        Map<String, String> titles = new HashMap<>();
        scorer.catalogue().principles().forEach(p -> titles.put(p.id(), p.title()));
        Map<String, String> measures = new HashMap<>();
        scorer.measures().forEach(m -> measures.put(m.id(), m.title()));
        return new Difference(
                standing(from, before),
                standing(to, after),
                moved.shown(),
                moved.raw(),
                moved.capped(),
                moved.principles().stream()
                        .map(
                                p ->
                                        new PrinciplePart(
                                                p.principle(),
                                                titles.getOrDefault(p.principle(), ""),
                                                p.shown(),
                                                p.raw(),
                                                p.capped(),
                                                p.overall(),
                                                p.measures().stream()
                                                        .map(m -> part(m, measures))
                                                        .toList()))
                        .toList());
    }

    private static Standing standing(Side side, Score score) {
        return new Standing(
                side.product(),
                side.at(),
                score.overall().shown(),
                score.overall().raw(),
                score.overall().caps().stream().map(Score.Cap::gate).toList());
    }

    private static MeasurePart part(Contributions.MeasureChange of, Map<String, String> titles) {
        return new MeasurePart(
                of.measure(),
                titles.getOrDefault(of.measure(), of.measure()),
                of.points(),
                of.overall(),
                of.byConduct(),
                of.byEvidence());
    }
}
