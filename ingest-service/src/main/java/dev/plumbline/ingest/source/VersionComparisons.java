package dev.plumbline.ingest.source;

import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.ingest.source.NativeRange.Bound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What advisories write of affected versions in the words of package managers, such as `>= 4.3.0,
/// < 4.3.5` or `= 0.2.0`, in the events of OSV.
///
/// A lower bound that itself is not affected (`> 1.0`) has no word among the events of OSV; it is
/// taken as the first affected version, so that at most this one version is affected too many.
///
/// @param ranges one for each alternative; empty where only single versions are named
/// @param versions single versions, of `=`
public record VersionComparisons(List<Range> ranges, List<String> versions) {
    public VersionComparisons {
        ranges = List.copyOf(ranges);
        versions = List.copyOf(versions);
    }

    /// Whether a text looks like one or more comparisons, not like a version.
    public static boolean startsLikeOne(String text) {
        return !text.isEmpty() && "<>=~^[".indexOf(text.charAt(0)) >= 0;
    }

    /// @param patched the first version without the flaw, if it is named beside the range; what is
    ///     affected up to a last version is then affected up to this one, as GitHub itself exports
    ///     it to OSV
    /// @return `null` if the text can't be read
    public static @Nullable VersionComparisons of(@Nullable String text, @Nullable String patched) {
        NativeRange read = text == null ? null : NativeRange.of(text);
        if (read == null) {
            return null;
        }
        List<Range> ranges = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        boolean only = read.alternatives().size() == 1;
        for (List<Bound> alternative : read.alternatives()) {
            Range range = lay(alternative, only ? patched : null, versions);
            if (range != null) {
                ranges.add(range);
            }
        }
        return new VersionComparisons(ranges, versions);
    }

    private static @Nullable Range lay(
            List<Bound> alternative, @Nullable String patched, List<String> versions) {
        String from = null;
        RangeEvent to = null;
        for (Bound bound : alternative) {
            String version = bound.version();
            switch (bound.comparator()) {
                case AT_LEAST, ABOVE -> from = version;
                case BELOW -> to = new RangeEvent(RangeEventKind.FIXED, version);
                case AT_MOST ->
                        to =
                                patched == null
                                        ? new RangeEvent(RangeEventKind.LAST_AFFECTED, version)
                                        : new RangeEvent(RangeEventKind.FIXED, patched);
                case EXACTLY -> versions.add(version);
            }
        }
        if (from == null && to == null && !alternative.isEmpty()) {
            return null;
        }
        List<RangeEvent> events = new ArrayList<>();
        events.add(new RangeEvent(RangeEventKind.INTRODUCED, from == null ? "0" : from));
        if (to != null) {
            events.add(to);
        }
        return new Range(RangeType.ECOSYSTEM, events);
    }
}
