package dev.plumbline.scoring.match.oracle;

import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.PackageKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Versions that OSV lists beside the ranges from which it worked them out.
///
/// The lists are left out of the advisories here: the ranges alone must give the same versions. All
/// versions that any record lists of a package stand for those that were ever released.
final class OsvListedVersions implements Oracle {
    private final World lists = World.ofOsv();

    @Override
    public String name() {
        return "osv versions";
    }

    @Override
    public String about() {
        return "the versions that OSV worked out of each record's ranges: the ranges alone must hold these and no"
                + " other released version of the package";
    }

    @Override
    public Tally ask() {
        World ranges = new World();
        Map<PackageKey, Set<String>> released = new LinkedHashMap<>();
        Map<PackageKey, Map<String, Set<String>>> listed = new HashMap<>();
        for (AdvisoryPublished advisory : lists.advisories()) {
            List<AffectedPackage> enumerated =
                    advisory.affected().stream().filter(OsvListedVersions::saysBoth).toList();
            boolean whole =
                    advisory.withdrawn() == null
                            && !enumerated.isEmpty()
                            && enumerated.size() == advisory.affected().size();
            if (!whole) {
                continue;
            }
            ranges.add(withoutVersions(advisory));
            for (AffectedPackage affected : enumerated) {
                if (PackageKey.fromOsv(affected.ecosystem(), affected.name())
                        instanceof PackageKey key) {
                    released.computeIfAbsent(key, _ -> new TreeSet<>()).addAll(affected.versions());
                    listed.computeIfAbsent(key, _ -> new HashMap<>())
                            .computeIfAbsent(advisory.id(), _ -> new TreeSet<>())
                            .addAll(affected.versions());
                }
            }
        }
        Tally tally = new Tally();
        released.forEach(
                (key, versions) -> {
                    for (String version : versions) {
                        Set<String> expected = new TreeSet<>();
                        listed.get(key)
                                .forEach(
                                        (id, own) -> {
                                            if (own.contains(version)) {
                                                expected.add(id);
                                            }
                                        });
                        Coordinate component = new Coordinate(key, version);
                        tally.hold(
                                Tally.ecosystemOf(key),
                                component.purl(),
                                expected,
                                ranges.concerning(component));
                    }
                });
        return tally;
    }

    private static boolean saysBoth(AffectedPackage affected) {
        return !affected.versions().isEmpty()
                && affected.ranges().stream().anyMatch(range -> range.type() != RangeType.GIT);
    }

    private static AdvisoryPublished withoutVersions(AdvisoryPublished advisory) {
        return new AdvisoryPublished(
                advisory.provenance(),
                advisory.part(),
                advisory.source(),
                advisory.id(),
                advisory.aliases(),
                advisory.related(),
                advisory.publishedAt(),
                advisory.modifiedAt(),
                advisory.withdrawn(),
                advisory.summary(),
                advisory.severities(),
                advisory.databaseSeverity(),
                advisory.cwes(),
                advisory.affected().stream()
                        .map(
                                affected ->
                                        new AffectedPackage(
                                                affected.ecosystem(),
                                                affected.name(),
                                                affected.purl(),
                                                affected.ranges(),
                                                List.of(),
                                                affected.severities()))
                        .toList(),
                advisory.applicability());
    }
}
