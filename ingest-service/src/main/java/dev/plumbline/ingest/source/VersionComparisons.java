package dev.plumbline.ingest.source;

import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What GitHub writes of affected versions, such as `>= 4.3.0, < 4.3.5` or `= 0.2.0`.
///
/// A lower bound that itself is not affected (`> 1.0`) has no word among the events of OSV; it is
/// taken as the first affected version, so that at most this one version is affected too many.
///
/// @param range the comparisons as a range; `null` where single versions are named
/// @param versions single versions, of `=`
public record VersionComparisons(@Nullable Range range, List<String> versions) {
    private static final int LONGEST_VERSION = 300;

    public VersionComparisons {
        versions = List.copyOf(versions);
    }

    /// Whether a text looks like one or more comparisons, not like a version.
    public static boolean startsLikeOne(String text) {
        return text.startsWith("<") || text.startsWith(">") || text.startsWith("=");
    }

    /// @param patched the first version without the flaw, if it is named beside the range; what is
    ///     affected up to a last version is then affected up to this one, as GitHub itself exports
    ///     it to OSV
    /// @return `null` if the text can't be read
    public static @Nullable VersionComparisons of(@Nullable String text, @Nullable String patched) {
        if (text == null) {
            return null;
        }
        String from = null;
        RangeEvent to = null;
        List<String> versions = new ArrayList<>();
        for (String part : text.split(",", 50)) {
            String comparison = part.strip();
            int digits = 0;
            while (digits < comparison.length() && "<>=".indexOf(comparison.charAt(digits)) >= 0) {
                digits++;
            }
            String version = Texts.shortened(comparison.substring(digits), LONGEST_VERSION);
            if (version == null || version.indexOf(' ') >= 0) {
                return null;
            }
            switch (comparison.substring(0, digits)) {
                case ">=", ">" -> from = version;
                case "<" -> to = new RangeEvent(RangeEventKind.FIXED, version);
                case "<=" ->
                        to =
                                patched == null
                                        ? new RangeEvent(RangeEventKind.LAST_AFFECTED, version)
                                        : new RangeEvent(RangeEventKind.FIXED, patched);
                case "=", "==" -> versions.add(version);
                default -> {
                    return null;
                }
            }
        }
        if (from == null && to == null) {
            return new VersionComparisons(null, versions);
        }
        List<RangeEvent> events = new ArrayList<>();
        events.add(new RangeEvent(RangeEventKind.INTRODUCED, from == null ? "0" : from));
        if (to != null) {
            events.add(to);
        }
        return new VersionComparisons(new Range(RangeType.ECOSYSTEM, events), versions);
    }
}
