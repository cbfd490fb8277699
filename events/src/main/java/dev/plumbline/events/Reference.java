package dev.plumbline.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the world knows, of no product in particular.
///
/// Topic `plumbline.reference.v1`, key = advisory or CVE, of EPSS `epss`. Owned by ingest-service;
/// only the role `reference` sends it.
public sealed interface Reference extends Event {

    Provenance provenance();

    /// Which part of its submission this is.
    Part part();

    /// An advisory in the shape of OSV: which packages, which ranges.
    ///
    /// @param source who publishes it, such as `osv`; several may write of one id
    /// @param withdrawn from when on it is void; it then closes what it opened
    /// @param databaseSeverity the publisher's own word, such as `HIGH`
    /// @param applicability affected products by CPE, where the source knows them so and they are
    ///     no more than one event can carry
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
            List<AffectedPackage> affected,
            @Nullable List<CpeRange> applicability)
            implements Reference {
        public AdvisoryPublished {
            aliases = List.copyOf(aliases);
            related = List.copyOf(related);
            severities = List.copyOf(severities);
            cwes = List.copyOf(cwes);
            affected = List.copyOf(affected);
            applicability = applicability == null ? null : List.copyOf(applicability);
        }

        @Override
        public String subject() {
            return id;
        }
    }

    /// `type` as in OSV: `CVSS_V2`, `CVSS_V3`, `CVSS_V4`, `Ubuntu`; `score` is the vector string or
    /// the word.
    record SeverityVector(String type, String score) {}

    /// A product by CPE 2.3 and the versions of it that are affected, in the terms of NVD; without
    /// any bound the CPE's own version says it.
    record CpeRange(
            String cpe,
            @Nullable String startIncluding,
            @Nullable String startExcluding,
            @Nullable String endIncluding,
            @Nullable String endExcluding) {}

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
    ///
    /// @param source who repeats the catalogue, such as `nvd`; `null` is the catalogue itself,
    ///     which alone overrules what is known
    record KevListed(
            Provenance provenance,
            Part part,
            String cve,
            LocalDate dateAdded,
            @Nullable LocalDate dueDate,
            boolean ransomware,
            @Nullable String name,
            List<String> cwes,
            @Nullable String source)
            implements Reference {
        public KevListed {
            cwes = List.copyOf(cwes);
        }

        @Override
        public String subject() {
            return cve;
        }
    }

    /// How likely CVEs are to be exploited in the next 30 days, by EPSS: a piece of one day's
    /// table.
    ///
    /// @param model version of the model, such as `v2025.03.14`
    /// @param scoredOn the day that the figures are of
    /// @param scores at most 2,000
    record EpssScored(
            Provenance provenance,
            Part part,
            @Nullable String model,
            LocalDate scoredOn,
            List<EpssScore> scores)
            implements Reference {
        public EpssScored {
            scores = List.copyOf(scores);
        }

        @Override
        public String subject() {
            return "epss";
        }
    }

    /// @param probability 0..1
    /// @param percentile 0..1, the share of all scored CVEs that are no likelier
    record EpssScore(String cve, double probability, double percentile) {
        public EpssScore {
            if (!(probability >= 0 && probability <= 1 && percentile >= 0 && percentile <= 1)) {
                throw new IllegalArgumentException("scores of " + cve + " must lie in 0..1");
            }
        }
    }

    /// Somebody who knows the flaw judged it by SSVC, as CISA does in the CVE records that it
    /// enriches.
    ///
    /// @param role in which it was judged, such as `CISA Coordinator`
    /// @param version of SSVC, such as `2.0.3`
    /// @param automatable `null` if it was not judged, as the others
    record SsvcDecided(
            Provenance provenance,
            Part part,
            String cve,
            @Nullable String role,
            @Nullable String version,
            @Nullable Exploitation exploitation,
            @Nullable Boolean automatable,
            @Nullable TechnicalImpact technicalImpact,
            Instant decidedAt)
            implements Reference {
        @Override
        public String subject() {
            return cve;
        }
    }

    enum Exploitation {
        NONE,
        /// a proof of concept is public
        POC,
        ACTIVE
    }

    enum TechnicalImpact {
        PARTIAL,
        TOTAL
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
