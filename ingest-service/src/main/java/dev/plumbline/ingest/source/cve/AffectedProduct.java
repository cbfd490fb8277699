package dev.plumbline.ingest.source.cve;

import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.ingest.source.Applicability;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.VersionComparisons;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One entry of `affected` in a CVE record: a product, how it is identified, and which of its
/// versions are affected.
///
/// Source: *CVE Record Format* 5.1, `product` and its guide on versions. Where everything is
/// affected but what is named, a range is known only if all from one version on is unaffected.
final class AffectedProduct {
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_VERSION = 300;
    private static final int LONGEST_CPE = 600;
    private static final Set<String> NO_VERSION =
            Set.of("n/a", "na", "unspecified", "unknown", "*", "-", "all", "none", "any");

    private @Nullable String collection;
    private @Nullable String packageName;
    private @Nullable String purl;
    private boolean affectedByDefault;
    private final List<String> cpes = new ArrayList<>();
    private final List<VersionEntry> versions = new ArrayList<>();

    private record VersionEntry(
            String version,
            String status,
            String type,
            @Nullable String before,
            @Nullable String last,
            List<RangeEvent> changes) {
        boolean affected() {
            return status.equals("affected");
        }

        boolean unaffected() {
            return status.equals("unaffected");
        }

        boolean commits() {
            return type.equals("git");
        }

        /// Whether it ends nowhere.
        boolean open() {
            return "*".equals(before) || "*".equals(last);
        }

        boolean bounded() {
            return (before != null || last != null) && !open();
        }

        String start() {
            return isVersion(version) ? version : "0";
        }

        /// Where it ends, if it does.
        @Nullable RangeEvent end() {
            if (before != null && isVersion(before)) {
                return new RangeEvent(RangeEventKind.FIXED, before);
            }
            return last != null && isVersion(last)
                    ? new RangeEvent(RangeEventKind.LAST_AFFECTED, last)
                    : null;
        }

        boolean fixes() {
            RangeEvent end = end();
            return (end != null && end.kind() == RangeEventKind.FIXED)
                    || changes.stream().anyMatch(c -> c.kind() == RangeEventKind.FIXED);
        }
    }

    /// Reads the entry that the walk stands on; `null` if it is none.
    static @Nullable AffectedProduct read(JsonReader in, Names names)
            throws IOException, Unreadable {
        if (!in.inObject()) {
            return null;
        }
        AffectedProduct product = new AffectedProduct();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "collectionURL" ->
                        product.collection = Texts.shortened(in.text(), LONGEST_NAME);
                case "packageName" -> product.packageName = names.count(in, LONGEST_NAME);
                case "packageURL" -> product.purl = names.count(in, LONGEST_NAME);
                case "defaultStatus" -> product.affectedByDefault = "affected".equals(in.text());
                case "cpes" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            String cpe = names.count(in, LONGEST_CPE);
                            if (cpe != null) {
                                product.cpes.add(cpe);
                            }
                        }
                    }
                }
                case "versions" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            product.version(in, names);
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return product;
    }

    private void version(JsonReader in, Names names) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String version = null;
        String status = "";
        String type = "";
        String before = null;
        String last = null;
        List<RangeEvent> changes = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "version" -> version = names.count(in, LONGEST_VERSION);
                case "status" -> status = word(in.text());
                case "versionType" -> type = word(in.text());
                case "lessThan" -> before = names.count(in, LONGEST_VERSION);
                case "lessThanOrEqual" -> last = names.count(in, LONGEST_VERSION);
                case "changes" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            change(in, names, changes);
                        }
                    }
                }
                default -> in.skip();
            }
        }
        versions.add(
                new VersionEntry(
                        version == null ? "" : version, status, type, before, last, changes));
    }

    private static void change(JsonReader in, Names names, List<RangeEvent> changes)
            throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String at = null;
        RangeEventKind kind = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "at" -> at = names.count(in, LONGEST_VERSION);
                case "status" ->
                        kind =
                                switch (word(in.text())) {
                                    case "affected" -> RangeEventKind.INTRODUCED;
                                    case "unaffected" -> RangeEventKind.FIXED;
                                    default -> null;
                                };
                default -> in.skip();
            }
        }
        if (at != null && kind != null) {
            changes.add(new RangeEvent(kind, at));
        }
    }

    private static String word(@Nullable String text) {
        String bare = Texts.shortened(text, 40);
        return bare == null ? "" : bare.toLowerCase(Locale.ROOT);
    }

    private static boolean isVersion(String text) {
        return !text.isEmpty()
                && !NO_VERSION.contains(text.toLowerCase(Locale.ROOT))
                && !VersionComparisons.startsLikeOne(text)
                && text.indexOf(' ') < 0
                && text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    @Nullable String purl() {
        return purl;
    }

    List<String> cpes() {
        return cpes;
    }

    /// Whether a program can tell by the format's own rules which versions are affected.
    boolean bindsVersions() {
        return versions.stream()
                        .anyMatch(
                                v ->
                                        v.affected()
                                                && (v.bounded()
                                                        || !v.changes().isEmpty()
                                                        || isVersion(v.version())))
                || (affectedByDefault
                        && versions.stream()
                                .anyMatch(v -> v.unaffected() && isVersion(v.version())));
    }

    /// Whether it says at which version the flaw is gone.
    boolean namesAFix() {
        return versions.stream()
                .anyMatch(v -> v.affected() ? v.fixes() : v.unaffected() && isVersion(v.version()));
    }

    /// As a package that can be matched; `null` if nothing says which one it is.
    @Nullable AffectedPackage asPackage() {
        Collections.Named named = Collections.packageOf(collection, packageName);
        if (named == null && purl == null) {
            return null;
        }
        List<Range> ranges = new ArrayList<>();
        List<String> single = new ArrayList<>();
        for (VersionEntry entry : versions) {
            if (entry.affected()) {
                lay(entry, ranges, single);
            }
        }
        if (ranges.isEmpty() && single.isEmpty() && affectedByDefault) {
            Range range = beforeAllUnaffected();
            if (range != null) {
                ranges.add(range);
            }
        }
        return named == null
                ? new AffectedPackage(
                        "", packageName == null ? "" : packageName, purl, ranges, single, List.of())
                : new AffectedPackage(
                        named.ecosystem(), named.name(), purl, ranges, single, List.of());
    }

    private static void lay(VersionEntry entry, List<Range> ranges, List<String> single) {
        if (VersionComparisons.startsLikeOne(entry.version())) {
            VersionComparisons comparisons = VersionComparisons.of(entry.version(), null);
            if (comparisons != null) {
                single.addAll(comparisons.versions());
                ranges.addAll(comparisons.ranges());
            }
            return;
        }
        if (!entry.bounded() && !entry.open() && entry.changes().isEmpty()) {
            if (isVersion(entry.version()) && !entry.commits()) {
                single.add(entry.version());
            } else if (entry.version().equals("*")) {
                ranges.add(
                        new Range(
                                RangeType.ECOSYSTEM,
                                List.of(new RangeEvent(RangeEventKind.INTRODUCED, "0"))));
            }
            return;
        }
        List<RangeEvent> events = new ArrayList<>();
        events.add(new RangeEvent(RangeEventKind.INTRODUCED, entry.start()));
        events.addAll(entry.changes());
        RangeEvent end = entry.end();
        if (end != null) {
            events.add(end);
        }
        ranges.add(new Range(type(entry), events));
    }

    private static RangeType type(VersionEntry entry) {
        return switch (entry.type()) {
            case "git" -> RangeType.GIT;
            case "semver" -> RangeType.SEMVER;
            default -> RangeType.ECOSYSTEM;
        };
    }

    private @Nullable Range beforeAllUnaffected() {
        List<VersionEntry> entries = versions.stream().filter(VersionEntry::unaffected).toList();
        if (entries.size() != 1
                || !entries.getFirst().open()
                || !isVersion(entries.getFirst().version())) {
            return null;
        }
        VersionEntry clean = entries.getFirst();
        return new Range(
                type(clean),
                List.of(
                        new RangeEvent(RangeEventKind.INTRODUCED, "0"),
                        new RangeEvent(RangeEventKind.FIXED, clean.version())));
    }

    /// Each CPE with each range of versions.
    void addTo(Applicability applicability) {
        List<VersionEntry> bound =
                versions.stream()
                        .filter(v -> v.affected() && !v.commits())
                        .filter(v -> v.bounded() || isVersion(v.version()))
                        .toList();
        for (String cpe : cpes) {
            for (VersionEntry entry : bound) {
                if (!applicability.add(range(cpe, entry))) {
                    return;
                }
            }
            if (bound.isEmpty()) {
                addUnbound(applicability, cpe);
            }
        }
    }

    private void addUnbound(Applicability applicability, String cpe) {
        Range range = affectedByDefault ? beforeAllUnaffected() : null;
        if (range != null) {
            String fixed = range.events().getLast().version();
            applicability.add(new CpeRange(cpe, null, null, null, fixed));
        } else if (versions.stream().anyMatch(VersionEntry::affected)
                || (affectedByDefault && versions.stream().noneMatch(VersionEntry::unaffected))) {
            applicability.add(new CpeRange(cpe, null, null, null, null));
        }
    }

    private static CpeRange range(String cpe, VersionEntry entry) {
        String start = entry.start().equals("0") ? null : entry.start();
        RangeEvent end = entry.end();
        if (end != null) {
            return end.kind() == RangeEventKind.FIXED
                    ? new CpeRange(cpe, start, null, null, end.version())
                    : new CpeRange(cpe, start, null, end.version(), null);
        }
        return entry.open() || start == null
                ? new CpeRange(cpe, start, null, null, null)
                : new CpeRange(cpe, start, null, start, null);
    }
}
