package dev.plumbline.ingest.source;

import dev.plumbline.events.Evidence.Component;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.RecordKind;
import dev.plumbline.events.Evidence.RecordState;
import dev.plumbline.events.Evidence.SbomQuality;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.EpssScore;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.events.Reference.TechnicalImpact;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was understood of a document, before it is bound to a product and a sender.
public sealed interface ParsedDocument {

    /// Such as `CycloneDX 1.6 JSON`.
    String format();

    /// Name and version of the program that made the document, as it says itself.
    @Nullable String tool();

    /// What was understood and what was left out, for the answer and the progress page.
    Map<String, Long> counts();

    /// An SBOM, with the VEX statements that it may carry.
    ///
    /// @param inventory `null` if the document lists no components at all and is there for its
    ///     statements only
    /// @param unresolved statements left out because they name a component that the document does
    ///     not hold
    record Bill(
            String format,
            @Nullable String tool,
            @Nullable Inventory inventory,
            List<VexStatement> statements,
            int unresolved)
            implements ParsedDocument {
        public Bill {
            statements = List.copyOf(statements);
        }

        @Override
        public Map<String, Long> counts() {
            Map<String, Long> counts = new LinkedHashMap<>();
            if (inventory != null) {
                counts.put("components", (long) inventory.quality().components());
                counts.put("identified", (long) inventory.components().size());
                counts.put("unidentified", (long) inventory.unidentified());
            }
            if (!statements.isEmpty()) {
                counts.put("statements", (long) statements.size());
            }
            if (unresolved > 0) {
                counts.put("unresolvedStatements", (long) unresolved);
            }
            return counts;
        }
    }

    /// @param components those with a purl, each purl once, in the order of the document
    /// @param unidentified components without a usable purl
    record Inventory(
            List<String> subjectSha256,
            SbomQuality quality,
            int unidentified,
            List<Component> components) {
        public Inventory {
            subjectSha256 = List.copyOf(subjectSha256);
            components = List.copyOf(components);
        }
    }

    /// What scanners saw; runs of the same tool over the same scope are one.
    ///
    /// @param other results that are no security findings, such as those of style checkers
    record ScanReport(String format, @Nullable String tool, List<ScopeScan> scans, int other)
            implements ParsedDocument {
        public ScanReport {
            scans = List.copyOf(scans);
        }

        @Override
        public Map<String, Long> counts() {
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("scans", (long) scans.size());
            counts.put("findings", scans.stream().mapToLong(s -> s.findings().size()).sum());
            if (other > 0) {
                counts.put("otherResults", (long) other);
            }
            return counts;
        }
    }

    record ScopeScan(Scan scan, List<Finding> findings) {
        public ScopeScan {
            findings = List.copyOf(findings);
        }
    }

    /// A document that says several things, such as an SBOM that lists findings, too.
    record Several(String format, @Nullable String tool, List<ParsedDocument> documents)
            implements ParsedDocument {
        public Several {
            documents = List.copyOf(documents);
        }

        @Override
        public Map<String, Long> counts() {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (ParsedDocument document : documents) {
                document.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
            }
            return counts;
        }
    }

    /// Statements of a maker.
    ///
    /// @param unresolved what the document says of products and became no statement, because it
    ///     can't be told what it is about
    record VexDocument(
            String format, @Nullable String tool, List<VexStatement> statements, int unresolved)
            implements ParsedDocument {
        public VexDocument {
            statements = List.copyOf(statements);
        }

        /// One of which every word became a statement.
        public VexDocument(String format, @Nullable String tool, List<VexStatement> statements) {
            this(format, tool, statements, 0);
        }

        @Override
        public Map<String, Long> counts() {
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("statements", (long) statements.size());
            long undecided = statements.stream().filter(each -> !each.decides()).count();
            if (undecided > 0) {
                counts.put("undecidedStatements", undecided);
            }
            if (unresolved > 0) {
                counts.put("unresolvedStatements", (long) unresolved);
            }
            return counts;
        }
    }

    /// Answers to items of measures that a machine read off something, such as a checker's scores.
    ///
    /// @param other what the document says that no measure asks for
    record FactReport(String format, @Nullable String tool, List<Fact> facts, int other)
            implements ParsedDocument {
        public FactReport {
            facts = List.copyOf(facts);
        }

        @Override
        public Map<String, Long> counts() {
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("facts", (long) facts.size());
            if (other > 0) {
                counts.put("otherResults", (long) other);
            }
            return counts;
        }
    }

    /// One answer, see [dev.plumbline.events.Evidence.FactReported].
    ///
    /// @param value 0..1, how far the item is met
    /// @param validUntil from when on it proves nothing any more
    /// @param proof where the same can be read, `https` only
    /// @param statement one sentence for people
    record Fact(
            String measure,
            String item,
            double value,
            @Nullable Instant validUntil,
            @Nullable String proof,
            String statement) {
        public Fact {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("value must lie in 0..1: " + value);
            }
        }
    }

    /// What the world knows: advisories, entries of catalogues, scores. Read once to check and
    /// count, and a second time when it is sent on, so that a feed of any size needs the memory of
    /// one batch.
    ///
    /// @param records how many there are; each becomes one event
    /// @param world opens them, each time from the first on
    record WorldDocument(
            String format,
            @Nullable String tool,
            Map<String, Long> counts,
            int records,
            WorldStream world)
            implements ParsedDocument {
        public WorldDocument {
            counts = new LinkedHashMap<>(counts);
        }

        /// Of records that are few enough to hold.
        public static WorldDocument of(
                String format,
                @Nullable String tool,
                Map<String, Long> counts,
                List<? extends WorldRecord> records) {
            List<WorldRecord> all = List.copyOf(records);
            return new WorldDocument(format, tool, counts, all.size(), () -> WorldCursor.of(all));
        }
    }

    @FunctionalInterface
    interface WorldStream {
        WorldCursor open() throws IOException;
    }

    /// The records of a document that was already found readable, one after the other.
    interface WorldCursor extends AutoCloseable {
        /// The next one; `null` at the end.
        @Nullable WorldRecord next() throws IOException;

        @Override
        void close() throws IOException;

        static WorldCursor of(List<WorldRecord> records) {
            Iterator<WorldRecord> rest = records.iterator();
            return new WorldCursor() {
                @Override
                public @Nullable WorldRecord next() {
                    return rest.hasNext() ? rest.next() : null;
                }

                @Override
                public void close() {
                    // nothing is open
                }
            };
        }
    }

    /// Records of flaws that the maker published, see
    /// [dev.plumbline.events.Evidence.RecordPublished].
    record MakerRecords(String format, @Nullable String tool, List<MakerRecord> records)
            implements ParsedDocument {
        public MakerRecords {
            records = List.copyOf(records);
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of("records", (long) records.size());
        }
    }

    record MakerRecord(
            RecordKind kind,
            RecordState state,
            String id,
            List<String> aliases,
            List<String> vulnerabilities,
            @Nullable String publisher,
            @Nullable String title,
            @Nullable Instant publishedAt,
            @Nullable Instant updatedAt,
            @Nullable Instant publicAt,
            List<String> cwes,
            List<SeverityVector> severities,
            boolean affectedVersions,
            boolean remedy,
            List<String> cpes,
            List<String> purls) {
        public MakerRecord {
            aliases = List.copyOf(aliases);
            vulnerabilities = List.copyOf(vulnerabilities);
            cwes = List.copyOf(cwes);
            severities = List.copyOf(severities);
            cpes = List.copyOf(cpes);
            purls = List.copyOf(purls);
        }
    }

    /// A document that is the maker's word where a product is named with it, else the world's. The
    /// door knows which, and only that side goes on.
    record Either(ParsedDocument ofProduct, WorldDocument ofWorld) implements ParsedDocument {
        @Override
        public String format() {
            return ofWorld.format();
        }

        @Override
        public @Nullable String tool() {
            return ofWorld.tool();
        }

        @Override
        public Map<String, Long> counts() {
            return ofWorld.counts();
        }
    }

    /// One thing that the world knows.
    sealed interface WorldRecord {}

    /// An advisory in the shape of OSV, see [dev.plumbline.events.Reference.AdvisoryPublished].
    ///
    /// @param source who says it: `osv`, `ghsa`, `cve`, `nvd`, `csaf`
    /// @param applicability affected products by CPE; empty where the source does not know them so
    record Advisory(
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
            List<CpeRange> applicability)
            implements WorldRecord {
        public Advisory {
            aliases = List.copyOf(aliases);
            related = List.copyOf(related);
            severities = List.copyOf(severities);
            cwes = List.copyOf(cwes);
            affected = List.copyOf(affected);
            applicability = List.copyOf(applicability);
        }

        /// One that knows no CPE.
        public Advisory(
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
                List<AffectedPackage> affected) {
            this(
                    source,
                    id,
                    aliases,
                    related,
                    publishedAt,
                    modifiedAt,
                    withdrawn,
                    summary,
                    severities,
                    databaseSeverity,
                    cwes,
                    affected,
                    List.of());
        }
    }

    /// An entry of the catalogue of known exploited vulnerabilities.
    ///
    /// @param source who repeats it; `null` is the catalogue itself
    record KevEntry(
            String cve,
            LocalDate dateAdded,
            @Nullable LocalDate dueDate,
            boolean ransomware,
            @Nullable String name,
            List<String> cwes,
            @Nullable String source)
            implements WorldRecord {
        public KevEntry {
            cwes = List.copyOf(cwes);
        }
    }

    /// A piece of one day's EPSS table.
    ///
    /// @param scores at most [#MOST_SCORES]
    record EpssTable(@Nullable String model, LocalDate scoredOn, List<EpssScore> scores)
            implements WorldRecord {
        /// What one event carries; a whole day of 300,000 CVEs is some 150 events then.
        public static final int MOST_SCORES = 2_000;

        public EpssTable {
            scores = List.copyOf(scores);
        }
    }

    /// A judgement by SSVC, see [dev.plumbline.events.Reference.SsvcDecided].
    record SsvcDecision(
            String cve,
            @Nullable String role,
            @Nullable String version,
            @Nullable Exploitation exploitation,
            @Nullable Boolean automatable,
            @Nullable TechnicalImpact technicalImpact,
            Instant decidedAt)
            implements WorldRecord {}
}
