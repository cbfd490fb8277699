package dev.plumbline.scoring.advisory;

import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.scoring.match.AdvisoryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Revisions of advisories that came together, told apart by what they are now: the current word,
/// or one that was overtaken and still says what once was affected.
///
/// @param current the newest revision of each advisory of which a newer one came than is known
/// @param overtaken older revisions, each with the instant at which the next one replaced it
record Revisions(List<AdvisoryPublished> current, Map<AdvisoryPublished, Instant> overtaken) {
    Revisions {
        current = List.copyOf(current);
        overtaken = Map.copyOf(overtaken);
    }

    /// @param known advisory by [AdvisoryId] → when the revision that is here was modified
    static Revisions sort(List<AdvisoryPublished> came, Map<String, Instant> known) {
        List<AdvisoryPublished> current = new ArrayList<>();
        Map<AdvisoryPublished, Instant> overtaken = new LinkedHashMap<>();
        came.stream()
                .collect(
                        Collectors.groupingBy(
                                AdvisoryId::of, LinkedHashMap::new, Collectors.toList()))
                .forEach(
                        (id, revisions) -> {
                            List<AdvisoryPublished> byAge =
                                    revisions.stream()
                                            .sorted(Comparator.comparing(Revisions::modifiedAt))
                                            .toList();
                            Instant here = known.getOrDefault(id, Instant.MIN);
                            for (int i = 0; i < byAge.size(); i++) {
                                AdvisoryPublished revision = byAge.get(i);
                                Instant modified = modifiedAt(revision);
                                boolean last = i == byAge.size() - 1;
                                if (last && modified.isAfter(here)) {
                                    current.add(revision);
                                } else if (modified.isBefore(here)) {
                                    overtaken.put(revision, here);
                                } else if (!last
                                        && modified.isBefore(modifiedAt(byAge.get(i + 1)))) {
                                    overtaken.put(revision, modifiedAt(byAge.get(i + 1)));
                                }
                            }
                        });
        return new Revisions(current, overtaken);
    }

    /// Advisories of which anything is new, by [AdvisoryId].
    Set<String> changed() {
        Set<String> ids = new TreeSet<>();
        current.forEach(revision -> ids.add(AdvisoryId.of(revision)));
        overtaken.keySet().forEach(revision -> ids.add(AdvisoryId.of(revision)));
        return ids;
    }

    /// When a revision was made, as far as it says; never after it was observed.
    static Instant modifiedAt(AdvisoryPublished advisory) {
        Instant observed = advisory.provenance().observedAt();
        Instant said =
                Objects.requireNonNullElse(
                        advisory.modifiedAt(),
                        Objects.requireNonNullElse(advisory.publishedAt(), observed));
        return said.isAfter(observed) ? observed : said;
    }
}
