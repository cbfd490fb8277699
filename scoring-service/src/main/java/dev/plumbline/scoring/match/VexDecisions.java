package dev.plumbline.scoring.match;

import dev.plumbline.events.Evidence.VexStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was last said of a flaw in a component, among all VEX statements of one product.
///
/// Of the statements about the same vulnerability and component the latest counts (OpenVEX,
/// "Document and statement updates"). A statement says when it was made; it is never believed to be
/// later than it was received. Statements of the same instant count in the order in which they
/// arrived.
public final class VexDecisions {

    /// A statement as it arrived.
    ///
    /// @param receivedAt when
    public record Stated(VexStatement statement, Instant receivedAt) {

        /// When it was made, as far as that is believed.
        public Instant madeAt() {
            Instant claimed = statement.statedAt();
            return claimed == null || claimed.isAfter(receivedAt) ? receivedAt : claimed;
        }
    }

    /// A statement with its purls read, and its place among all by time.
    private record Entry(Stated stated, int rank, List<ComponentIdentity> about) {}

    private final Set<PackageKey> product;
    private final Map<String, List<Entry>> latestFirst = new HashMap<>();

    /// @param product the packages that are the product itself: a statement that names one of these
    ///     speaks of every component in it
    /// @param inOrderOfArrival every statement of the product
    public VexDecisions(Collection<PackageKey> product, List<Stated> inOrderOfArrival) {
        this.product = Set.copyOf(product);
        List<Stated> sorted =
                inOrderOfArrival.reversed().stream()
                        .sorted(Comparator.comparing(Stated::madeAt).reversed())
                        .toList();
        for (int rank = 0; rank < sorted.size(); rank++) {
            VexStatement statement = sorted.get(rank).statement();
            List<ComponentIdentity> about =
                    statement.purls().stream().map(Coordinate::fromPurl).toList();
            Entry entry = new Entry(sorted.get(rank), rank, about);
            for (String name : Set.copyOf(statement.vulnerabilities())) {
                latestFirst.computeIfAbsent(name, _ -> new ArrayList<>()).add(entry);
            }
        }
    }

    /// The statement that counts for a flaw in a component, if any; [VexStatement#decides()] tells
    /// whether it settles anything.
    public Optional<Stated> latest(VulnerabilityKey vulnerability, Coordinate component) {
        return vulnerability.names().stream()
                .flatMap(name -> latestFirst.getOrDefault(name, List.of()).stream())
                .filter(entry -> concerns(entry.about, component))
                .min(Comparator.comparingInt(Entry::rank))
                .map(Entry::stated);
    }

    /// Whether a statement speaks of a component: it names none, or the product itself, or the
    /// component by a purl, with its version or with none.
    private boolean concerns(List<ComponentIdentity> about, Coordinate component) {
        return about.isEmpty() || about.stream().anyMatch(named -> covers(named, component));
    }

    private boolean covers(ComponentIdentity identity, Coordinate component) {
        return switch (identity) {
            case Coordinate named ->
                    product.contains(named.packageKey())
                            || (isSamePackage(named.packageKey(), component.packageKey())
                                    && isSameVersion(named.version(), component));
            case UnmatchableComponent named -> {
                PackageKey key = named.packageKey();
                yield key != null
                        && (product.contains(key)
                                || (isSamePackage(key, component.packageKey())
                                        && isSameVersionOrFree(named, component)));
            }
        };
    }

    /// Without version it means all of them; without release of the distribution the version still
    /// counts.
    private static boolean isSameVersionOrFree(UnmatchableComponent named, Coordinate component) {
        if (named.reason() == UnmatchableComponent.Reason.NO_VERSION) {
            return true;
        }
        return Coordinate.versionIn(named.purl())
                .map(version -> isSameVersion(version, component))
                .orElse(false);
    }

    private static boolean isSamePackage(PackageKey named, PackageKey component) {
        return named.type().equals(component.type())
                && named.namespace().equals(component.namespace())
                && named.name().equals(component.name())
                && (named.release().isEmpty() || named.release().equals(component.release()));
    }

    private static boolean isSameVersion(String named, Coordinate component) {
        return named.equals(component.version())
                || Versioning.of(component.packageKey().type())
                                .compare(named, component.version())
                                .orElse(-1)
                        == 0;
    }
}
