package dev.plumbline.scoring.match;

import dev.plumbline.events.Evidence.VexStatement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

    private final Set<PackageKey> product;
    private final List<Stated> latestFirst;

    /// @param product the packages that are the product itself: a statement that names only these
    ///     speaks of every component in it
    /// @param inOrderOfArrival every statement of the product
    public VexDecisions(Collection<PackageKey> product, List<Stated> inOrderOfArrival) {
        this.product = Set.copyOf(product);
        this.latestFirst =
                inOrderOfArrival.reversed().stream()
                        .sorted((a, b) -> b.madeAt().compareTo(a.madeAt()))
                        .toList();
    }

    /// The statement that counts for a flaw in a component, if any; [VexStatement#decides()] tells
    /// whether it settles anything.
    public Optional<Stated> latest(VulnerabilityKey vulnerability, Coordinate component) {
        for (Stated stated : latestFirst) {
            if (names(stated.statement(), vulnerability)
                    && concerns(stated.statement(), component)) {
                return Optional.of(stated);
            }
        }
        return Optional.empty();
    }

    private static boolean names(VexStatement statement, VulnerabilityKey vulnerability) {
        return statement.vulnerabilities().stream().anyMatch(vulnerability.names()::contains);
    }

    /// Whether a statement speaks of a component: it names none, or the product itself, or the
    /// component by a purl, with its version or with none.
    private boolean concerns(VexStatement statement, Coordinate component) {
        List<String> purls = statement.purls();
        return purls.isEmpty() || purls.stream().anyMatch(purl -> covers(purl, component));
    }

    private boolean covers(String purl, Coordinate component) {
        return switch (Coordinate.fromPurl(purl)) {
            case Coordinate named ->
                    product.contains(named.packageKey())
                            || (isSamePackage(named.packageKey(), component.packageKey())
                                    && isSameVersion(named.version(), component));
            case UnmatchableComponent unmatchable -> {
                PackageKey key = unmatchable.packageKey();
                yield key != null
                        && (product.contains(key) || isSamePackage(key, component.packageKey()))
                        && isVersionFree(unmatchable, component);
            }
        };
    }

    /// Without version it means all of them; without release of the distribution the version still
    /// counts.
    private static boolean isVersionFree(UnmatchableComponent named, Coordinate component) {
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
