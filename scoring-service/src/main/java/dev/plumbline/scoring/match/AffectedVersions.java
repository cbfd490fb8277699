package dev.plumbline.scoring.match;

import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The versions of one package that an advisory calls affected, and their text for one column.
///
/// Made of OSV's ranges and explicit versions by OSV's own evaluation (*OSV schema*, "Evaluation"):
/// the union of all ranges and all versions, each an interval here, sorted, disjoint and as few as
/// possible. A listed version that lies within a range adds nothing and leaves no trace, so that
/// the lists of thousands of versions that some databases publish shrink to their range.
///
/// The text is VERS: `vers:maven/>=2.0-beta9|<2.3.1|>=2.4|<2.12.2`, `vers:npm/*`,
/// `vers:pypi/1.0|1.1`. A range of which a bound has no place in the ecosystem's order is kept as
/// it stands, as a VERS of its own after a space: it makes every version that nothing else decides
/// undecidable. So are ranges of commits of a repository's own advisory (`vers:commit/>=…|<…`): a
/// commit that such a range names is decided, of any other only the repository's history could
/// tell.
///
/// Immutable; [#text()] and [#parse(String)] are each other's inverse.
public final class AffectedVersions implements Affected {

    private static final String COMMITS = "vers:commit/";
    private static final Verdict NOT_AFFECTED = new Verdict.NotAffected();

    private final String scheme;
    private final Versioning versioning;
    private final List<Interval> intervals;

    /// Listed versions that have no place in the order: only the same text is the same version.
    private final Set<String> unreadVersions;

    /// Constraints of ranges that can't be laid out.
    private final List<String> unreadRanges;

    /// Constraints of ranges of commits.
    private final List<String> commits;

    private AffectedVersions(
            String scheme,
            List<Interval> intervals,
            Set<String> unreadVersions,
            List<String> unreadRanges,
            List<String> commits) {
        this.scheme = scheme;
        this.versioning = Versioning.of(scheme);
        this.intervals = Interval.union(intervals);
        this.unreadVersions = unreadVersions;
        this.unreadRanges = List.copyOf(unreadRanges);
        this.commits = List.copyOf(commits);
    }

    /// Lays out what an advisory says of one package; empty if it names no version at all.
    ///
    /// Ranges of commits ([RangeType#GIT]) count for a repository alone: the version of a package
    /// can't be held against them.
    static AffectedVersions of(String type, List<Range> ranges, List<String> versions) {
        boolean semver = ranges.stream().anyMatch(range -> range.type() == RangeType.SEMVER);
        String scheme = semver && Versioning.of(type) == Versioning.UNORDERED ? "semver" : type;
        Versioning versioning = Versioning.of(scheme);
        List<Interval> intervals = new ArrayList<>();
        Set<String> unreadVersions = new LinkedHashSet<>();
        List<String> unreadRanges = new ArrayList<>();
        List<String> commits = new ArrayList<>();
        for (Range range : ranges) {
            if (range.type() != RangeType.GIT) {
                layOut(range.events(), versioning, intervals, unreadRanges);
            } else if (versioning == Versioning.TAG) {
                layOutCommits(range.events(), intervals, commits);
            }
        }
        for (String text : versions) {
            Version version = versioning.read(text);
            if (version == null) {
                unreadVersions.add(text);
            } else {
                intervals.add(Interval.only(version));
            }
        }
        return new AffectedVersions(scheme, intervals, unreadVersions, unreadRanges, commits);
    }

    private static void layOutCommits(
            List<RangeEvent> events, List<Interval> intervals, List<String> commits) {
        RangeEvent only = events.size() == 1 ? events.getFirst() : null;
        if (only != null
                && only.kind() == RangeEventKind.INTRODUCED
                && only.version().equals("0")) {
            intervals.add(Interval.ALL);
        } else {
            commits.add(constraintsOf(events));
        }
    }

    private static void layOut(
            List<RangeEvent> events,
            Versioning versioning,
            List<Interval> intervals,
            List<String> unreadRanges) {
        List<Milestone> milestones = new ArrayList<>(events.size());
        boolean limited = false;
        Version limit = null;
        for (RangeEvent event : events) {
            String text = event.version();
            boolean beginning = event.kind() == RangeEventKind.INTRODUCED && text.equals("0");
            if (event.kind() == RangeEventKind.LIMIT && text.equals("*")) {
                continue;
            }
            Version version = beginning ? null : versioning.read(text);
            if (version == null && !beginning) {
                unreadRanges.add(constraintsOf(events));
                return;
            }
            if (event.kind() == RangeEventKind.LIMIT) {
                limit =
                        limit == null || (version != null && version.compareTo(limit) > 0)
                                ? version
                                : limit;
                limited = true;
            } else {
                milestones.add(new Milestone(event.kind(), version));
            }
        }
        milestones.sort(Milestone::compareTo);
        List<Interval> laidOut = Milestone.pair(milestones);
        for (Interval interval : laidOut) {
            boolean cut = limited && limit != null && !interval.endsBefore(limit);
            intervals.add(
                    cut
                            ? new Interval(interval.low(), interval.lowIncluded(), limit, false)
                            : interval);
        }
    }

    private static String constraintsOf(List<RangeEvent> events) {
        StringBuilder constraints = new StringBuilder();
        for (RangeEvent event : events) {
            String comparator =
                    switch (event.kind()) {
                        case INTRODUCED -> ">=";
                        case FIXED, LIMIT -> "<";
                        case LAST_AFFECTED -> "<=";
                    };
            constraints.append(constraints.isEmpty() ? "" : "|").append(comparator);
            constraints.append(VersText.encoded(event.version()));
        }
        return constraints.toString();
    }

    /// What several entries of one advisory say of the same package together.
    AffectedVersions and(AffectedVersions other) {
        if (!scheme.equals(other.scheme)) {
            throw new IllegalArgumentException(scheme + " and " + other.scheme + " do not compare");
        }
        List<Interval> both = new ArrayList<>(intervals);
        both.addAll(other.intervals);
        Set<String> versions = new LinkedHashSet<>(unreadVersions);
        versions.addAll(other.unreadVersions);
        List<String> ranges = new ArrayList<>(unreadRanges);
        ranges.addAll(other.unreadRanges);
        List<String> ofCommits = new ArrayList<>(commits);
        ofCommits.addAll(other.commits);
        return new AffectedVersions(scheme, both, versions, ranges, ofCommits);
    }

    /// Whether nothing is affected at all.
    public boolean isEmpty() {
        return intervals.isEmpty()
                && unreadVersions.isEmpty()
                && unreadRanges.isEmpty()
                && commits.isEmpty();
    }

    /// Holds a version against the affected ones.
    public Verdict test(String version) {
        return test(version, versioning.read(version));
    }

    Versioning versioning() {
        return versioning;
    }

    /// @param read what [Versioning#read] of this scheme made of the text
    Verdict test(String text, @Nullable Version read) {
        if (unreadVersions.contains(text)) {
            return new Verdict.Affected("vers:" + scheme + '/' + VersText.encoded(text), List.of());
        }
        if (read == null) {
            return testUnread(text);
        }
        int at = indexOf(read);
        if (at < 0) {
            Version plain = read.withoutLocalPart();
            at = plain == null ? -1 : indexOf(plain);
        }
        if (at >= 0) {
            return new Verdict.Affected(
                    "vers:" + scheme + '/' + VersText.of(List.of(intervals.get(at)), Set.of()),
                    fixesFrom(at));
        }
        return unreadRanges.isEmpty() ? notListed() : undecidable(unreadRanges.getFirst());
    }

    /// What neither a list nor an interval holds is not affected, unless all that is known are
    /// commits.
    private Verdict notListed() {
        boolean commitsOnly = intervals.isEmpty() && unreadVersions.isEmpty() && !commits.isEmpty();
        return commitsOnly ? new Verdict.Undecidable(COMMITS + commits.getFirst()) : NOT_AFFECTED;
    }

    private Verdict testCommit(String text) {
        for (String range : commits) {
            for (String bound : range.split("\\|")) {
                if (bound.equals("<" + text)) {
                    return NOT_AFFECTED;
                }
                if (bound.equals(">=" + text) || bound.equals("<=" + text)) {
                    return new Verdict.Affected(COMMITS + range, List.of());
                }
            }
        }
        return new Verdict.Undecidable(COMMITS + commits.getFirst());
    }

    private Verdict testUnread(String text) {
        if (!intervals.isEmpty() && intervals.getFirst().isAll()) {
            return new Verdict.Affected("vers:" + scheme + "/*", List.of());
        }
        if (!commits.isEmpty() && Versioning.isCommit(text)) {
            return testCommit(text);
        }
        if (!unreadRanges.isEmpty()) {
            return undecidable(unreadRanges.getFirst());
        }
        boolean listOnly = intervals.stream().allMatch(Interval::isSingle);
        return listOnly ? notListed() : new Verdict.Undecidable(text);
    }

    private Verdict undecidable(String constraints) {
        return new Verdict.Undecidable("vers:" + scheme + '/' + constraints);
    }

    /// Which interval holds the version, or -1.
    private int indexOf(Version version) {
        int from = 0;
        int to = intervals.size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            Interval interval = intervals.get(middle);
            if (interval.startsAfter(version)) {
                to = middle - 1;
            } else if (interval.endsBefore(version)) {
                from = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    private List<String> fixesFrom(int at) {
        List<String> fixes = new ArrayList<>(2);
        for (Interval interval : intervals.subList(at, intervals.size())) {
            if (interval.high() != null && !interval.highIncluded()) {
                fixes.add(interval.high().text());
            }
        }
        return fixes;
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        if (!intervals.isEmpty() || !unreadVersions.isEmpty()) {
            text.append("vers:").append(scheme).append('/');
            text.append(VersText.of(intervals, unreadVersions));
        }
        for (String range : unreadRanges) {
            text.append(text.isEmpty() ? "" : " ");
            text.append("vers:").append(scheme).append('/').append(range);
        }
        for (String range : commits) {
            text.append(text.isEmpty() ? "" : " ").append(COMMITS).append(range);
        }
        return text.toString();
    }

    /// Reads [#text()] back, or any other VERS.
    ///
    /// @throws IllegalArgumentException if the text is no VERS or mixes schemes
    public static AffectedVersions parse(String text) {
        AffectedVersions all = null;
        List<String> commits = new ArrayList<>();
        for (String vers : text.split(" ", -1)) {
            if (vers.startsWith(COMMITS)) {
                commits.add(vers.substring(COMMITS.length()));
            } else {
                AffectedVersions one = VersText.parse(vers);
                all = all == null ? one : all.and(one);
            }
        }
        AffectedVersions rest = all == null ? of("git", List.of(), Set.of(), List.of()) : all;
        return new AffectedVersions(
                rest.scheme, rest.intervals, rest.unreadVersions, rest.unreadRanges, commits);
    }

    static AffectedVersions of(
            String scheme,
            List<Interval> intervals,
            Set<String> unreadVersions,
            List<String> unreadRanges) {
        return new AffectedVersions(scheme, intervals, unreadVersions, unreadRanges, List.of());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AffectedVersions that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }

    /// An event of a range with its version read; null is the beginning of all versions.
    private record Milestone(RangeEventKind kind, @Nullable Version version) {

        int compareTo(Milestone other) {
            if (version == null || other.version == null) {
                return Boolean.compare(version != null, other.version != null);
            }
            return version.compareTo(other.version);
        }

        boolean at(@Nullable Version other) {
            return version == null ? other == null : other != null && version.equals(other);
        }

        /// Walks the events in the order of versions. Where several stand at one version, an open
        /// interval is closed before the next opens, and one that opens there may close there.
        static List<Interval> pair(List<Milestone> sorted) {
            List<Interval> intervals = new ArrayList<>();
            boolean open = false;
            Version from = null;
            for (int i = 0; i < sorted.size(); ) {
                Version here = sorted.get(i).version;
                int end = i;
                boolean opens = false;
                RangeEventKind closes = null;
                while (end < sorted.size() && sorted.get(end).at(here)) {
                    RangeEventKind kind = sorted.get(end++).kind;
                    if (kind == RangeEventKind.INTRODUCED) {
                        opens = true;
                    } else if (closes == null || kind == RangeEventKind.LAST_AFFECTED) {
                        closes = kind;
                    }
                }
                boolean wasOpen = open;
                if (wasOpen && closes != null) {
                    intervals.add(
                            new Interval(from, true, here, closes == RangeEventKind.LAST_AFFECTED));
                    open = false;
                }
                if (opens && !open) {
                    from = here;
                    open = true;
                    if (!wasOpen && closes != null) {
                        intervals.add(
                                new Interval(
                                        here, true, here, closes == RangeEventKind.LAST_AFFECTED));
                        open = false;
                    }
                }
                i = end;
            }
            if (open) {
                intervals.add(new Interval(from, true, null, true));
            }
            return intervals;
        }
    }
}
