package dev.plumbline.scoring.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Versions in a row. A missing bound is open to that side; an excluded upper bound is the version
/// that has the fix.
record Interval(
        @Nullable Version low, boolean lowIncluded, @Nullable Version high, boolean highIncluded) {

    static final Interval ALL = new Interval(null, true, null, true);

    static Interval only(Version version) {
        return new Interval(version, true, version, true);
    }

    boolean isAll() {
        return low == null && high == null;
    }

    boolean isSingle() {
        return low != null && high != null && lowIncluded && highIncluded && low.equals(high);
    }

    boolean isEmpty() {
        if (low == null || high == null) {
            return false;
        }
        int c = low.compareTo(high);
        return c > 0 || (c == 0 && !(lowIncluded && highIncluded));
    }

    boolean startsAfter(Version version) {
        if (low == null) {
            return false;
        }
        int c = low.compareTo(version);
        return c > 0 || (c == 0 && !lowIncluded);
    }

    boolean endsBefore(Version version) {
        if (high == null) {
            return false;
        }
        int c = high.compareTo(version);
        return c < 0 || (c == 0 && !highIncluded);
    }

    /// Sorted, disjoint and as few as possible.
    static List<Interval> union(List<Interval> intervals) {
        List<Interval> sorted = new ArrayList<>(intervals);
        sorted.removeIf(Interval::isEmpty);
        sorted.sort(Interval::compareLow);
        List<Interval> merged = new ArrayList<>(sorted.size());
        for (Interval next : sorted) {
            Interval last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || last.endsShortOf(next)) {
                merged.add(next);
            } else if (compareHigh(last, next) < 0) {
                merged.set(
                        merged.size() - 1,
                        new Interval(last.low, last.lowIncluded, next.high, next.highIncluded));
            }
        }
        return merged;
    }

    /// The same versions but this one.
    List<Interval> without(Version version) {
        if (startsAfter(version) || endsBefore(version)) {
            return List.of(this);
        }
        return List.of(
                new Interval(low, lowIncluded, version, false),
                new Interval(version, false, high, highIncluded));
    }

    /// Whether at least one version could lie between this and the next.
    private boolean endsShortOf(Interval next) {
        if (high == null || next.low == null) {
            return false;
        }
        int c = high.compareTo(next.low);
        return c < 0 || (c == 0 && !highIncluded && !next.lowIncluded);
    }

    private static int compareLow(Interval a, Interval b) {
        if (a.low == null || b.low == null) {
            return Boolean.compare(a.low != null, b.low != null);
        }
        int c = a.low.compareTo(b.low);
        return c != 0 ? c : Boolean.compare(b.lowIncluded, a.lowIncluded);
    }

    private static int compareHigh(Interval a, Interval b) {
        if (a.high == null || b.high == null) {
            return Boolean.compare(a.high == null, b.high == null);
        }
        int c = a.high.compareTo(b.high);
        return c != 0 ? c : Boolean.compare(a.highIncluded, b.highIncluded);
    }
}
