package dev.plumbline.scoring.assess;

import dev.plumbline.access.Sight;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.explain.Contributions;
import dev.plumbline.model.explain.MethodChange;
import dev.plumbline.model.score.Figures;
import dev.plumbline.model.score.Methods;
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
import org.jspecify.annotations.Nullable;

/// What each measure contributes to the difference of two scores: of one product on two days, or of
/// two products on one. Both are worked out from all evidence that is known now, to the last digit,
/// and each by the catalogue that counts at its instant.
///
/// Where those are two, what the later one makes of the earlier side is told apart; all the rest is
/// measured by the later one.
@ApplicationScoped
public class Compare {
    private final UnitOfWork unitOfWork;
    private final ProductStore products;
    private final FactsStore facts;
    private final CountingCatalogues catalogues;

    Compare(
            UnitOfWork unitOfWork,
            ProductStore products,
            FactsStore facts,
            CountingCatalogues catalogues) {
        this.unitOfWork = unitOfWork;
        this.products = products;
        this.facts = facts;
        this.catalogues = catalogues;
    }

    /// One product at one instant.
    public record Side(String product, Instant at) {}

    /// @param catalogue id and version of the one that counts at the instant
    /// @param overall 0..100, shown; `raw` before caps
    /// @param gates that hold it back
    public record Standing(
            String product,
            Instant at,
            String catalogue,
            double overall,
            double raw,
            List<String> gates) {
        public Standing {
            gates = List.copyOf(gates);
        }
    }

    /// @param shown difference of the overall shown score, in points, of which the measures make
    ///     `raw`, the caps `capped` and another catalogue `method`; all are exact
    /// @param method what another catalogue makes of the first side; `null` if one catalogue counts
    ///     on both
    public record Difference(
            Standing from,
            Standing to,
            double shown,
            double raw,
            double capped,
            @Nullable MethodPart method,
            List<PrinciplePart> principles) {
        public Difference {
            principles = List.copyOf(principles);
        }
    }

    /// The first side by the catalogue of the second, against the first side by its own.
    ///
    /// @param from the catalogue and version that counts on the first side, `to` on the second
    /// @param shown points of the overall shown score, of which caps make `capped`
    /// @param principles principle → points of its shown score
    public record MethodPart(
            String from, String to, double shown, double capped, Map<String, Double> principles) {}

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
        return catalogues
                .methods()
                .chain(
                        methods ->
                                unitOfWork.run(
                                        tx ->
                                                known(tx, from, sight)
                                                        .chain(
                                                                one ->
                                                                        known(tx, to, sight)
                                                                                .map(
                                                                                        other ->
                                                                                                both(
                                                                                                        one,
                                                                                                        other,
                                                                                                        methods)))));
    }

    /// One side with all its evidence.
    private record Evidence(Side side, List<Entry> entries) {}

    private Uni<Optional<Evidence>> known(Transaction transaction, Side side, Sight sight) {
        return products.visible(transaction, side.product(), sight)
                .chain(
                        visible ->
                                visible
                                        ? facts.of(transaction, side.product())
                                                .map(DeriveLedger::from)
                                                .map(
                                                        derived ->
                                                                Optional.of(
                                                                        new Evidence(
                                                                                side,
                                                                                derived.entries())))
                                        : Uni.createFrom().item(Optional.empty()));
    }

    private static Optional<Difference> both(
            Optional<Evidence> from, Optional<Evidence> to, Methods methods) {
        return from.flatMap(one -> to.map(other -> difference(one, other, methods)));
    }

    static Difference difference(
            Side from, List<Entry> before, Side to, List<Entry> after, Methods methods) {
        return difference(new Evidence(from, before), new Evidence(to, after), methods);
    }

    private static Difference difference(Evidence from, Evidence to, Methods methods) {
        Scorer counted = methods.at(from.side().at());
        Scorer counts = methods.at(to.side().at());
        Figures then = figures(counted, from);
        Figures before = counted == counts ? then : figures(counts, from);
        Figures after = figures(counts, to);
        MethodPart method = counted == counts ? null : method(counted, then, counts, before);
        Contributions moved = Contributions.between(counts.catalogue(), before, after);
        Map<String, String> titles = new HashMap<>();
        counts.catalogue().principles().forEach(p -> titles.put(p.id(), p.title()));
        Map<String, String> measures = new HashMap<>();
        counts.measures().forEach(m -> measures.put(m.id(), m.title()));
        return new Difference(
                standing(from.side(), counted, then),
                standing(to.side(), counts, after),
                moved.shown() + (method == null ? 0 : method.shown()),
                moved.raw(),
                moved.capped(),
                method,
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

    private static Figures figures(Scorer scorer, Evidence of) {
        return scorer.figures(scorer.posture(of.entries()), of.side().at());
    }

    private static MethodPart method(Scorer counted, Figures then, Scorer counts, Figures before) {
        MethodChange effect =
                MethodChange.between(counted.catalogue(), then, counts.catalogue(), before);
        return new MethodPart(
                name(counted.catalogue()),
                name(counts.catalogue()),
                effect.shown(),
                effect.capped(),
                effect.principles());
    }

    private static String name(Catalogue catalogue) {
        return catalogue.id() + " " + catalogue.version();
    }

    private static Standing standing(Side side, Scorer scorer, Figures figures) {
        return new Standing(
                side.product(),
                side.at(),
                name(scorer.catalogue()),
                100 * figures.overall(),
                100 * figures.overallRaw(),
                figures.gates());
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
