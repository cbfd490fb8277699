package dev.plumbline.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the world knows, of no product in particular.
///
/// Topic `plumbline.reference.v1`, key = advisory or CVE. Owned by ingest-service; only the role
/// `reference` sends it.
public sealed interface Reference extends Event {

    Provenance provenance();

    /// Which part of its submission this is.
    Part part();

    /// An advisory in the shape of OSV: which packages, which ranges.
    ///
    /// @param source who publishes it, such as `osv`
    /// @param withdrawn from when on it is void; it then closes what it opened
    /// @param databaseSeverity the publisher's own word, such as `HIGH`
    record AdvisoryPublished(
            Provenance provenance,
            Part part,
            String source,
            String id,
            List<String> aliases,
            List<String> related,
            @Nullable Instant publishedAt,
            @Nullable Instant modifiedAt,
            @Nullable Instant withdrawn,
            @Nullable String summary,
            List<SeverityVector> severities,
            @Nullable String databaseSeverity,
            List<String> cwes,
            List<AffectedPackage> affected)
            implements Reference {
        public AdvisoryPublished {
            aliases = List.copyOf(aliases);
            related = List.copyOf(related);
            severities = List.copyOf(severities);
            cwes = List.copyOf(cwes);
            affected = List.copyOf(affected);
        }

        @Override
        public String subject() {
            return id;
        }
    }

    /// `type` as in OSV: `CVSS_V2`, `CVSS_V3`, `CVSS_V4`, `Ubuntu`; `score` is the vector string or
    /// the word.
    record SeverityVector(String type, String score) {}

    /// One package of an advisory. `ecosystem` and `name` as OSV writes them.
    record AffectedPackage(
            String ecosystem,
            String name,
            @Nullable String purl,
            List<Range> ranges,
            List<String> versions,
            List<SeverityVector> severities) {
        public AffectedPackage {
            ranges = List.copyOf(ranges);
            versions = List.copyOf(versions);
            severities = List.copyOf(severities);
        }
    }

    /// A range of OSV: its events in the order of the document.
    record Range(RangeType type, List<RangeEvent> events) {
        public Range {
            events = List.copyOf(events);
        }
    }

    enum RangeType {
        SEMVER,
        ECOSYSTEM,
        GIT
    }

    record RangeEvent(RangeEventKind kind, String version) {}

    enum RangeEventKind {
        INTRODUCED,
        FIXED,
        LAST_AFFECTED,
        LIMIT
    }

    /// A CVE is known to be exploited.
    record KevListed(
            Provenance provenance,
            Part part,
            String cve,
            LocalDate dateAdded,
            @Nullable LocalDate dueDate,
            boolean ransomware,
            @Nullable String name,
            List<String> cwes)
            implements Reference {
        public KevListed {
            cwes = List.copyOf(cwes);
        }

        @Override
        public String subject() {
            return cve;
        }
    }

    /// A feed was read to its end: what it did not say by `asOf`, it does not say.
    ///
    /// @param feed `osv` or `kev`
    record FeedChecked(Provenance provenance, Part part, String feed, Instant asOf, int records)
            implements Reference {
        @Override
        public String subject() {
            return feed;
        }
    }
}
