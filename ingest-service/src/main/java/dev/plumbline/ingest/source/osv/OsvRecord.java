package dev.plumbline.ingest.source.osv;

import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.WorldRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One OSV record on its way into an [Advisory].
///
/// CVEs stand in `aliases`, in `related` (AlmaLinux) or in `upstream` (Debian, Ubuntu, since 1.7);
/// the last two are kept together. What names no package is about the repositories of its ranges;
/// what names neither can't be matched to a component and is left out.
final class OsvRecord {
    /// What stands for an ecosystem where a repository is affected.
    private static final String REPOSITORY = "GIT";

    private static final int LONGEST_REPOSITORY = 1_000;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_SUMMARY = 300;
    private static final int LONGEST_VERSION = 300;

    /// What one record may name, as characters of its versions with a frame for each: five times
    /// the largest that was seen, and no more than one event can carry.
    private static final int MOST_NAMED = 2_500_000;

    private static final int FRAME_OF_VERSION = 4;
    private static final int FRAME_OF_EVENT = 50;
    private static final int FRAME_OF_PACKAGE = 200;

    private final JsonReader in;
    private final Set<String> aliases = new LinkedHashSet<>();
    private final Set<String> related = new LinkedHashSet<>();
    private final List<SeverityVector> severities = new ArrayList<>();
    private final Set<String> cwes = new LinkedHashSet<>();
    private final List<AffectedPackage> affected = new ArrayList<>();
    private @Nullable String databaseSeverity;
    private @Nullable String packageSeverity;
    private int named;

    private OsvRecord(JsonReader in) {
        this.in = in;
    }

    /// Reads the record that the walk stands on.
    static Advisory read(JsonReader in) throws IOException, Unreadable {
        return new OsvRecord(in).read();
    }

    private Advisory read() throws IOException, Unreadable {
        in.enterObject("an OSV record");
        Place place = in.place();
        String id = null;
        Instant published = null;
        Instant modified = null;
        Instant withdrawn = null;
        String summary = null;
        String details = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = Texts.shortened(in.text(), LONGEST_ID);
                case "published" -> published = Moments.instantOrDate(in.text());
                case "modified" -> modified = Moments.instantOrDate(in.text());
                case "withdrawn" -> withdrawn = Moments.instantOrDate(in.text());
                case "summary" -> summary = Texts.firstLine(in.text(), LONGEST_SUMMARY);
                case "details" -> details = Texts.firstLine(in.text(), LONGEST_SUMMARY);
                case "aliases" -> ids(aliases, "aliases");
                case "related", "upstream" -> ids(related, "related ids");
                case "severity" -> severities(severities);
                case "affected" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            affected();
                        }
                    }
                }
                case "database_specific" -> databaseSeverity = specific();
                default -> in.skip();
            }
        }
        if (id == null) {
            throw place.refuse("an OSV record must have an id");
        }
        return new Advisory(
                "osv",
                id,
                List.copyOf(aliases),
                List.copyOf(related),
                published,
                modified,
                withdrawn,
                summary != null ? summary : details,
                severities,
                databaseSeverity != null ? databaseSeverity : packageSeverity,
                Weaknesses.sorted(cwes),
                affected);
    }

    private void ids(Set<String> ids, String what) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            String id = Texts.shortened(in.text(), LONGEST_ID);
            if (id != null) {
                WorldRecords.addTo(ids, id, what, in);
            }
        }
    }

    private void severities(List<SeverityVector> into) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            String type = null;
            String score = null;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "type" -> type = Texts.shortened(in.text(), 40);
                    case "score" -> score = Texts.shortened(in.scalarText(), LONGEST_SUMMARY);
                    default -> in.skip();
                }
            }
            if (type != null && score != null) {
                WorldRecords.addTo(into, new SeverityVector(type, score), "severities", in);
            }
        }
    }

    /// Reads `database_specific` or `ecosystem_specific` for a severity and weaknesses; gives the
    /// severity.
    private @Nullable String specific() throws IOException, Unreadable {
        String severity = null;
        if (!in.inObject()) {
            return null;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "severity" -> severity = Texts.shortened(in.text(), 40);
                case "cvss" -> vector(in.text());
                case "cwe_ids", "cwes" -> weaknesses();
                default -> in.skip();
            }
        }
        return severity;
    }

    /// RustSec keeps its vector beside the package.
    private void vector(@Nullable String vector) throws Unreadable {
        if (vector == null || !vector.startsWith("CVSS:")) {
            return;
        }
        String type = vector.startsWith("CVSS:4") ? "CVSS_V4" : "CVSS_V3";
        SeverityVector severity = new SeverityVector(type, vector);
        if (!severities.contains(severity)) {
            WorldRecords.addTo(severities, severity, "severities", in);
        }
    }

    private void weaknesses() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (in.onObject()) {
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("cweId")) {
                        weakness(in.text());
                    } else {
                        in.skip();
                    }
                }
            } else {
                weakness(in.text());
            }
        }
    }

    private void weakness(@Nullable String text) throws Unreadable {
        String id = Weaknesses.idOf(text);
        if (id != null) {
            WorldRecords.addTo(cwes, id, "weaknesses", in);
        }
    }

    private void affected() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        String ecosystem = null;
        String name = null;
        String purl = null;
        List<Range> ranges = new ArrayList<>();
        Map<String, List<Range>> ofRepositories = new LinkedHashMap<>();
        List<String> versions = new ArrayList<>();
        List<SeverityVector> own = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "package" -> {
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            switch (inner) {
                                case "ecosystem" ->
                                        ecosystem = Texts.shortened(in.text(), LONGEST_ID);
                                case "name" -> name = Texts.shortened(in.text(), 1_000);
                                case "purl" -> purl = Texts.shortened(in.text(), 2_000);
                                default -> in.skip();
                            }
                        }
                    }
                }
                case "ranges" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            range(ranges, ofRepositories);
                        }
                    }
                }
                case "versions" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            String version = Texts.shortened(in.scalarText(), LONGEST_VERSION);
                            if (version != null) {
                                name(version, FRAME_OF_VERSION);
                                versions.add(version);
                            }
                        }
                    }
                }
                case "severity" -> severities(own);
                case "database_specific", "ecosystem_specific" -> {
                    String severity = specific();
                    packageSeverity = packageSeverity != null ? packageSeverity : severity;
                }
                default -> in.skip();
            }
        }
        if (ecosystem != null && name != null) {
            name(name, FRAME_OF_PACKAGE);
            affected.add(new AffectedPackage(ecosystem, name, purl, ranges, versions, own));
        } else {
            repositories(ranges, ofRepositories, versions, own);
        }
    }

    /// An entry without a package is about the repositories of its ranges. OSV's own interface asks
    /// for these by the same ecosystem.
    private void repositories(
            List<Range> all,
            Map<String, List<Range>> ofRepositories,
            List<String> versions,
            List<SeverityVector> own)
            throws Unreadable {
        for (Map.Entry<String, List<Range>> repository : ofRepositories.entrySet()) {
            List<Range> ranges = new ArrayList<>(repository.getValue());
            all.stream().filter(range -> range.type() != RangeType.GIT).forEach(ranges::add);
            name(repository.getKey(), FRAME_OF_PACKAGE);
            affected.add(
                    new AffectedPackage(
                            REPOSITORY, repository.getKey(), null, ranges, versions, own));
        }
    }

    private void range(List<Range> ranges, Map<String, List<Range>> ofRepositories)
            throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        RangeType type = null;
        String repository = null;
        List<RangeEvent> events = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "type" -> type = type(in.text());
                case "repo" -> repository = Texts.shortened(in.text(), LONGEST_REPOSITORY);
                case "events" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            event(events);
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (type != null && !events.isEmpty()) {
            Range range = new Range(type, events);
            ranges.add(range);
            if (type == RangeType.GIT && repository != null) {
                ofRepositories.computeIfAbsent(repository, _ -> new ArrayList<>()).add(range);
            }
        }
    }

    private void name(String text, int frame) throws Unreadable {
        named += frame + text.length();
        if (named > MOST_NAMED) {
            throw in.refuse("one record names more versions than can be read");
        }
    }

    private static @Nullable RangeType type(@Nullable String word) {
        return switch (word) {
            case "SEMVER" -> RangeType.SEMVER;
            case "ECOSYSTEM" -> RangeType.ECOSYSTEM;
            case "GIT" -> RangeType.GIT;
            case null, default -> null;
        };
    }

    private void event(List<RangeEvent> events) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            RangeEventKind kind =
                    switch (field) {
                        case "introduced" -> RangeEventKind.INTRODUCED;
                        case "fixed" -> RangeEventKind.FIXED;
                        case "last_affected" -> RangeEventKind.LAST_AFFECTED;
                        case "limit" -> RangeEventKind.LIMIT;
                        default -> null;
                    };
            String version = Texts.shortened(in.scalarText(), LONGEST_VERSION);
            if (kind != null && version != null) {
                name(version, FRAME_OF_EVENT);
                events.add(new RangeEvent(kind, version));
            }
        }
    }
}
