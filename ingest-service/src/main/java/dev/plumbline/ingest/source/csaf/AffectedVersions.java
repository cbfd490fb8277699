package dev.plumbline.ingest.source.csaf;

import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.ingest.source.csaf.Flaw.Status;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which versions of one package a flaw is in, gathered from the status of each of its versions.
///
/// What is said to be affected is affected, and nothing else: a fixed version bounds what is
/// affected only where the document does not list the affected ones (Red Hat's advisories name the
/// fixed packages alone), or calls the package affected without a version. Several fixed versions
/// then bound it at the lowest, which whoever knows the order of versions finds.
final class AffectedVersions {
    private final Set<String> affected = new LinkedHashSet<>();
    private final Set<String> first = new LinkedHashSet<>();
    private final Set<String> last = new LinkedHashSet<>();
    private final Set<String> fixed = new LinkedHashSet<>();
    private final Set<VersionRange> ranges = new LinkedHashSet<>();
    private boolean whole;
    private boolean unread;

    /// @param version `null` if the product has none, or a range
    /// @param range `null` if the product has none
    /// @param unreadable whether it has a range that nobody can read
    void add(
            Status status,
            @Nullable String version,
            @Nullable VersionRange range,
            boolean unreadable) {
        switch (status) {
            case KNOWN_AFFECTED -> affected(affected, version, range, unreadable);
            case FIRST_AFFECTED -> affected(first, version, range, unreadable);
            case LAST_AFFECTED -> affected(last, version, range, unreadable);
            case FIXED, FIRST_FIXED -> {
                if (range != null) {
                    lowest(range, fixed);
                } else if (version != null) {
                    fixed.add(version);
                }
            }
            case KNOWN_NOT_AFFECTED, RECOMMENDED, UNDER_INVESTIGATION, UNKNOWN -> {
                // says of no version that it is affected
            }
        }
    }

    private void affected(
            Set<String> into,
            @Nullable String version,
            @Nullable VersionRange range,
            boolean unreadable) {
        if (range != null) {
            ranges.add(range);
        } else if (unreadable) {
            unread = true;
        } else if (version != null) {
            into.add(version);
        } else {
            whole = true;
        }
    }

    private static void lowest(VersionRange range, Set<String> into) {
        for (RangeEvent event : range.events()) {
            if (event.kind() == RangeEventKind.INTRODUCED && !event.version().equals("0")) {
                into.add(event.version());
                return;
            }
        }
        into.addAll(range.versions());
    }

    /// `null` if no version is affected.
    @Nullable AffectedPackage of(String ecosystem, String name, String purl) {
        boolean listed = !affected.isEmpty() || !ranges.isEmpty();
        boolean bounded = whole || !first.isEmpty() || !last.isEmpty();
        List<Range> all = new ArrayList<>();
        if (bounded || (!listed && !unread && !fixed.isEmpty())) {
            List<RangeEvent> events = new ArrayList<>();
            if (whole || first.isEmpty()) {
                events.add(new RangeEvent(RangeEventKind.INTRODUCED, "0"));
            } else {
                add(first, RangeEventKind.INTRODUCED, events);
            }
            add(last, RangeEventKind.LAST_AFFECTED, events);
            add(fixed, RangeEventKind.FIXED, events);
            all.add(new Range(RangeType.ECOSYSTEM, events));
        }
        List<String> versions = new ArrayList<>(affected);
        for (VersionRange range : ranges) {
            if (!range.events().isEmpty()) {
                all.add(new Range(RangeType.ECOSYSTEM, range.events()));
            }
            versions.addAll(range.versions());
        }
        return all.isEmpty() && versions.isEmpty() && !unread
                ? null
                : new AffectedPackage(ecosystem, name, purl, all, versions, List.of());
    }

    private static void add(Set<String> versions, RangeEventKind kind, List<RangeEvent> into) {
        versions.forEach(version -> into.add(new RangeEvent(kind, version)));
    }
}
