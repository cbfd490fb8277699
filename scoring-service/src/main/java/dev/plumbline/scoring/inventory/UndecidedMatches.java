package dev.plumbline.scoring.inventory;

import dev.plumbline.access.Sight;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.match.AdvisoryId;
import dev.plumbline.scoring.match.AdvisoryRange;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Matcher;
import dev.plumbline.scoring.match.Matching;
import dev.plumbline.scoring.store.InventoryStore;
import dev.plumbline.scoring.store.InventoryStore.Candidates;
import dev.plumbline.scoring.store.InventoryStore.Held;
import dev.plumbline.scoring.store.ProductStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// What matching could not decide for a product: advisories of packages that it holds, of which
/// nobody can tell whether they concern the version, because the ecosystem has no place for it or
/// for the range in its order.
///
/// No match is made of these, so that nothing is owed for them; they are worked out when somebody
/// asks, from the same ranges and by the same rules as matches, and never kept.
@ApplicationScoped
public class UndecidedMatches {
    private static final int TOLD = 500;

    private final UnitOfWork unitOfWork;
    private final ProductStore products;
    private final InventoryStore inventory;

    UndecidedMatches(UnitOfWork unitOfWork, ProductStore products, InventoryStore inventory) {
        this.unitOfWork = unitOfWork;
        this.products = products;
        this.inventory = inventory;
    }

    /// One advisory of one component.
    ///
    /// @param component as purl, `releases` the versions of the product that hold it
    /// @param advisory its id at its source, such as `GHSA-…`
    /// @param text the version or range that can't be compared
    public record Undecided(
            String component, List<String> releases, String source, String advisory, String text) {
        public Undecided {
            releases = List.copyOf(releases);
        }
    }

    /// @param components how many different components any bill of the product lists, of which
    ///     `concerned` have something undecided
    /// @param undecided how many advisories of components in all
    /// @param rows the first of them, by component
    public record Answer(
            String product, long components, long concerned, long undecided, List<Undecided> rows) {
        public Answer {
            rows = List.copyOf(rows);
        }
    }

    /// @return empty if there is no such product in sight
    public Uni<Optional<Answer>> of(String product, Sight sight) {
        return unitOfWork
                .run(tx -> candidates(tx, product, sight))
                // as many comparisons as the product has components and their packages advisories
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> found.map(candidates -> answer(product, candidates)));
    }

    private Uni<Optional<Candidates>> candidates(
            Transaction transaction, String product, Sight sight) {
        return products.visible(transaction, product, sight)
                .chain(
                        visible ->
                                visible
                                        ? inventory
                                                .candidates(transaction, product)
                                                .map(Optional::of)
                                        : Uni.createFrom().item(Optional.empty()));
    }

    private record Pair(UUID coordinate, String advisory) {}

    static Answer answer(String product, Candidates candidates) {
        Matcher matcher = new Matcher();
        Map<UUID, Coordinate> coordinates = new HashMap<>();
        Set<Pair> decided = new HashSet<>();
        Map<Pair, Undecided> open = new HashMap<>();
        for (Held held : candidates.held()) {
            Coordinate coordinate =
                    coordinates.computeIfAbsent(held.coordinate(), id -> read(held.purl()));
            Matching matching =
                    matcher.match(coordinate, List.of(range(matcher, coordinate, held)));
            Pair pair = new Pair(held.coordinate(), held.advisory());
            if (!matching.matches().isEmpty()) {
                decided.add(pair);
            } else if (!matching.undecided().isEmpty()) {
                open.putIfAbsent(pair, undecided(held, matching.undecided().getFirst().text()));
            }
        }
        // one range that says yes is enough, whatever the others leave open
        open.keySet().removeAll(decided);
        Map<String, Undecided> ordered = new TreeMap<>();
        open.forEach((pair, row) -> ordered.put(row.component() + ' ' + pair.advisory(), row));
        return new Answer(
                product,
                candidates.components(),
                open.keySet().stream().map(Pair::coordinate).distinct().count(),
                open.size(),
                ordered.values().stream().limit(TOLD).toList());
    }

    private static AdvisoryRange range(Matcher matcher, Coordinate coordinate, Held held) {
        return new AdvisoryRange(
                held.advisory(),
                AdvisoryId.sourceIn(held.advisory()),
                coordinate.packageKey(),
                matcher.affected(held.vers()),
                null);
    }

    private static Undecided undecided(Held held, String text) {
        String source = AdvisoryId.sourceIn(held.advisory());
        return new Undecided(
                held.purl(),
                held.releases(),
                source,
                held.advisory().substring(source.isEmpty() ? 0 : source.length() + 1),
                text);
    }

    private static Coordinate read(String purl) {
        if (Coordinate.fromPurl(purl) instanceof Coordinate coordinate) {
            return coordinate;
        }
        throw new IllegalStateException("a stored component can't be read: " + purl);
    }
}
