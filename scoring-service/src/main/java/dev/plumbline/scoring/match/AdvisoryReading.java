package dev.plumbline.scoring.match;

import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.RangeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What matching can make of an advisory: a range for each package, and what it can make nothing
/// of.
///
/// @param ranges one for each package, however many entries the advisory has for it, and one for
///     each edition of a product that it knows by CPE
/// @param unmatchable entries that no component can ever be held against
public record AdvisoryReading(List<AdvisoryRange> ranges, List<Unmatchable> unmatchable) {

    public AdvisoryReading {
        ranges = List.copyOf(ranges);
        unmatchable = List.copyOf(unmatchable);
    }

    /// An entry of an advisory that can't be matched by package and version.
    public record Unmatchable(String ecosystem, String name, Reason reason) {}

    /// Why it can't.
    public enum Reason {
        /// No purl type corresponds to the ecosystem, or the name is not one of it.
        UNKNOWN_PACKAGE,
        /// Only commits are named; a version says nothing of them.
        COMMITS_ONLY,
        /// Neither ranges nor versions are named.
        NO_VERSIONS
    }

    /// Reads the packages of an advisory.
    public static AdvisoryReading of(AdvisoryPublished advisory) {
        Map<PackageKey, AffectedVersions> byPackage = new LinkedHashMap<>();
        List<Unmatchable> unmatchable = new ArrayList<>();
        for (AffectedPackage affected : advisory.affected()) {
            switch (identify(affected)) {
                case UnknownPackage _ ->
                        unmatchable.add(
                                unmatchable(
                                        affected,
                                        namesCommitsOnly(affected)
                                                ? Reason.COMMITS_ONLY
                                                : Reason.UNKNOWN_PACKAGE));
                case PackageKey key -> {
                    AffectedVersions versions =
                            AffectedVersions.of(key.type(), affected.ranges(), affected.versions());
                    if (versions.isEmpty()) {
                        unmatchable.add(
                                unmatchable(
                                        affected,
                                        namesCommitsOnly(affected)
                                                ? Reason.COMMITS_ONLY
                                                : Reason.NO_VERSIONS));
                    } else {
                        byPackage.merge(key, versions, AffectedVersions::and);
                    }
                }
            }
        }
        List<AdvisoryRange> ranges = new ArrayList<>(byPackage.size());
        byPackage.forEach(
                (key, versions) ->
                        ranges.add(
                                new AdvisoryRange(
                                        advisory.id(),
                                        advisory.source(),
                                        key,
                                        versions,
                                        advisory.withdrawn())));
        for (AffectedProduct product :
                AffectedProduct.of(
                        Objects.requireNonNullElse(advisory.applicability(), List.of()))) {
            ranges.add(
                    new AdvisoryRange(
                            advisory.id(),
                            advisory.source(),
                            product.pattern().packageKey(),
                            product,
                            advisory.withdrawn()));
        }
        return new AdvisoryReading(ranges, unmatchable);
    }

    /// By ecosystem and name, which carry the release of a distribution. The purl counts only where
    /// no ecosystem is named: vendors who rebuild packages under an ecosystem of their own
    /// (`Echo:PyPI`) give them the purl of the original, which their advisories do not concern.
    private static PackageIdentity identify(AffectedPackage affected) {
        return affected.ecosystem().isBlank() && affected.purl() != null
                ? PackageKey.fromPurl(affected.purl())
                : PackageKey.fromOsv(affected.ecosystem(), affected.name());
    }

    private static boolean namesCommitsOnly(AffectedPackage affected) {
        return affected.versions().isEmpty()
                && !affected.ranges().isEmpty()
                && affected.ranges().stream().allMatch(range -> range.type() == RangeType.GIT);
    }

    private static Unmatchable unmatchable(AffectedPackage affected, Reason reason) {
        return new Unmatchable(affected.ecosystem(), affected.name(), reason);
    }
}
