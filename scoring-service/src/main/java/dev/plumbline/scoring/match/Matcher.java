package dev.plumbline.scoring.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Holds components against advisories.
///
/// One for a batch: it remembers the ranges it has read, which repeat from component to component.
/// Not for several threads at once.
public final class Matcher {

    private final Map<String, Affected> read = new HashMap<>();

    /// Reads the text of a range, once a batch.
    public Affected affected(String text) {
        return read.computeIfAbsent(text, Affected::parse);
    }

    /// The advisories among the candidates that concern the component, in the order of the
    /// candidates.
    ///
    /// Candidates of another package and withdrawn ones never match.
    public Matching match(Coordinate coordinate, List<AdvisoryRange> candidates) {
        PackageKey product = coordinate.cpe() == null ? null : coordinate.cpe().packageKey();
        List<Match> matches = null;
        List<Undecided> undecided = null;
        Versioning versioning = null;
        @Nullable Version version = null;
        for (AdvisoryRange candidate : candidates) {
            PackageKey key = candidate.packageKey();
            boolean about = key.equals(coordinate.packageKey()) || key.equals(product);
            if (candidate.withdrawn() != null || !about) {
                continue;
            }
            Verdict verdict =
                    switch (candidate.affected()) {
                        case AffectedProduct affected -> affected.test(coordinate);
                        case AffectedVersions affected -> {
                            if (affected.versioning() != versioning) {
                                versioning = affected.versioning();
                                version = versioning.read(coordinate.version());
                            }
                            yield affected.test(coordinate.version(), version);
                        }
                    };
            switch (verdict) {
                case Verdict.NotAffected() -> {}
                case Verdict.Affected(String rule, List<String> fixedIn) -> {
                    matches = matches == null ? new ArrayList<>(2) : matches;
                    matches.add(
                            new Match(
                                    candidate.advisory(),
                                    candidate.source(),
                                    coordinate,
                                    rule,
                                    fixedIn));
                }
                case Verdict.Undecidable(String text) -> {
                    undecided = undecided == null ? new ArrayList<>(2) : undecided;
                    undecided.add(
                            new Undecided(
                                    candidate.advisory(), candidate.source(), coordinate, text));
                }
            }
        }
        return matches == null && undecided == null
                ? Matching.NOTHING
                : new Matching(
                        matches == null ? List.of() : matches,
                        undecided == null ? List.of() : undecided);
    }
}
