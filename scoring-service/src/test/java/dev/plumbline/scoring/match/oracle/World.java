package dev.plumbline.scoring.match.oracle;

import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.scoring.match.AdvisoryRange;
import dev.plumbline.scoring.match.AdvisoryReading;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Corpus;
import dev.plumbline.scoring.match.Match;
import dev.plumbline.scoring.match.Matcher;
import dev.plumbline.scoring.match.OsvRecords;
import dev.plumbline.scoring.match.PackageKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a database of advisories holds, by the package that each concerns.
final class World {
    /// Records of which the corpus has another revision than the references answered by: Django's
    /// lines before 3.2 are in one of the two only, and so is where the range of urllib3 begins.
    private static final Set<String> REVISED =
            Set.of("GHSA-8x94-hmjh-97hq", "GHSA-xxj9-f6rv-m3x4", "PYSEC-2021-108");

    private final Map<String, AdvisoryPublished> advisories = new LinkedHashMap<>();
    private final Map<PackageKey, List<AdvisoryRange>> ranges = new HashMap<>();
    private final Matcher matcher = new Matcher();

    /// The records of OSV that lie in the corpus.
    static World ofOsv() {
        World world = new World();
        for (Path file : Corpus.files("advisories/osv", ".jsonl.gz")) {
            OsvRecords.inLines(file).forEach(world::add);
        }
        return world;
    }

    /// The same without what answers of OSV were made by in another revision.
    static World asOsvAnswered() {
        World answered = new World();
        ofOsv().advisories().stream()
                .filter(advisory -> !REVISED.contains(advisory.id()))
                .forEach(answered::add);
        return answered;
    }

    /// The first word on an advisory counts: files repeat records in several revisions.
    void add(AdvisoryPublished advisory) {
        if (advisories.putIfAbsent(advisory.id(), advisory) == null) {
            AdvisoryReading.of(advisory).ranges().forEach(this::add);
        }
    }

    void add(AdvisoryRange range) {
        ranges.computeIfAbsent(range.packageKey(), _ -> new ArrayList<>()).add(range);
    }

    Collection<AdvisoryPublished> advisories() {
        return Collections.unmodifiableCollection(advisories.values());
    }

    boolean knows(String id) {
        return advisories.containsKey(id);
    }

    /// Ids of the advisories that concern the component.
    Set<String> concerning(Coordinate component) {
        List<AdvisoryRange> candidates =
                new ArrayList<>(ranges.getOrDefault(component.packageKey(), List.of()));
        if (component.cpe() != null) {
            candidates.addAll(ranges.getOrDefault(component.cpe().packageKey(), List.of()));
        }
        return matcher.match(component, candidates).matches().stream()
                .map(Match::advisory)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Packages that any advisory names, each with the ranges for it.
    Map<PackageKey, List<AdvisoryRange>> ranges() {
        return Collections.unmodifiableMap(ranges);
    }
}
