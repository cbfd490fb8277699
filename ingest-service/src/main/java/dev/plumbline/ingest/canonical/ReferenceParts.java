package dev.plumbline.ingest.canonical;

import dev.plumbline.events.Part;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Reference;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.EpssScored;
import dev.plumbline.events.Reference.FeedChecked;
import dev.plumbline.events.Reference.KevListed;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.events.Reference.SsvcDecided;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.EpssTable;
import dev.plumbline.ingest.source.ParsedDocument.KevEntry;
import dev.plumbline.ingest.source.ParsedDocument.SsvcDecision;
import dev.plumbline.ingest.source.ParsedDocument.WorldCursor;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a reference document says of the world, batch by batch, so that a feed of any size needs
/// the memory of one batch.
///
/// Each record is a part of its own. Where the document is a feed's whole content, a `feed.checked`
/// closes it.
public final class ReferenceParts implements AutoCloseable {
    static final int BATCH_ITEMS = 500;
    static final int BATCH_BYTES = 4 * 1024 * 1024;

    private final WorldCursor records;
    private final int count;
    private final @Nullable String feed;
    private final Provenance provenance;
    private int made;

    private ReferenceParts(
            WorldCursor records, int size, @Nullable String feed, Provenance provenance) {
        this.records = records;
        this.count = feed == null ? size : size + 1;
        this.feed = feed;
        this.provenance = provenance;
    }

    private record Record(Reference event, int bytes) {}

    /// @param feed name of the feed whose whole content the document is; `null` if it is just some
    ///     records
    public static ReferenceParts of(
            WorldDocument document, @Nullable String feed, Provenance provenance)
            throws IOException {
        return new ReferenceParts(document.world().open(), document.records(), feed, provenance);
    }

    /// A feed's content came again unchanged.
    public static FeedChecked unchanged(String feed, int records, Provenance provenance) {
        return new FeedChecked(provenance, Part.WHOLE, feed, provenance.observedAt(), records);
    }

    /// The next batch; empty at the end.
    public List<Reference> next() throws IOException {
        List<Reference> batch = new ArrayList<>();
        int bytes = 0;
        int before = feed == null ? count : count - 1;
        while (made < before && batch.size() < BATCH_ITEMS && bytes < BATCH_BYTES) {
            WorldRecord said = records.next();
            if (said == null) {
                throw new IOException(
                        "the document held "
                                + before
                                + " records when it was read first and holds "
                                + made
                                + " now");
            }
            Record record = record(said, new Part(made + 1, count));
            batch.add(record.event());
            bytes += record.bytes();
            made++;
        }
        if (feed != null && made == before && batch.size() < BATCH_ITEMS) {
            made++;
            batch.add(
                    new FeedChecked(
                            provenance,
                            new Part(count, count),
                            feed,
                            provenance.observedAt(),
                            count - 1));
        }
        return batch;
    }

    private Record record(WorldRecord said, Part part) {
        return switch (said) {
            case Advisory advisory -> published(advisory, provenance, part);
            case KevEntry entry -> listed(entry, provenance, part);
            case EpssTable table -> scored(table, provenance, part);
            case SsvcDecision decision -> decided(decision, provenance, part);
        };
    }

    private static Record scored(EpssTable table, Provenance provenance, Part part) {
        return new Record(
                new EpssScored(provenance, part, table.model(), table.scoredOn(), table.scores()),
                600 + 90 * table.scores().size());
    }

    private static Record decided(SsvcDecision decision, Provenance provenance, Part part) {
        return new Record(
                new SsvcDecided(
                        provenance,
                        part,
                        decision.cve(),
                        decision.role(),
                        decision.version(),
                        decision.exploitation(),
                        decision.automatable(),
                        decision.technicalImpact(),
                        decision.decidedAt()),
                800);
    }

    private static Record listed(KevEntry entry, Provenance provenance, Part part) {
        return new Record(
                new KevListed(
                        provenance,
                        part,
                        entry.cve(),
                        entry.dateAdded(),
                        entry.dueDate(),
                        entry.ransomware(),
                        entry.name(),
                        entry.cwes(),
                        entry.source()),
                600);
    }

    private static Record published(Advisory advisory, Provenance provenance, Part part) {
        List<AffectedPackage> affected = advisory.affected();
        int bytes = size(affected);
        if (bytes > EvidenceParts.MOST_BYTES) {
            affected = squeezed(affected);
            bytes = size(affected);
        }
        List<CpeRange> applicability = advisory.applicability();
        int cpes = WireSize.ofRanges(applicability);
        boolean fits = !applicability.isEmpty() && bytes + cpes <= EvidenceParts.MOST_BYTES;
        return new Record(
                new AdvisoryPublished(
                        provenance,
                        part,
                        advisory.source(),
                        advisory.id(),
                        advisory.aliases(),
                        advisory.related(),
                        advisory.publishedAt(),
                        advisory.modifiedAt(),
                        advisory.withdrawn(),
                        advisory.summary(),
                        advisory.severities(),
                        advisory.databaseSeverity(),
                        advisory.cwes(),
                        affected,
                        fits ? applicability : null),
                bytes + (fits ? cpes : 0) + 1_000);
    }

    private static int size(List<AffectedPackage> affected) {
        int bytes = 0;
        for (AffectedPackage one : affected) {
            bytes += WireSize.of(one);
        }
        return bytes;
    }

    /// Leaves out what repeats: versions that a range tells already, and ranges of commits, which
    /// no purl is matched by.
    private static List<AffectedPackage> squeezed(List<AffectedPackage> affected) {
        List<AffectedPackage> squeezed = new ArrayList<>(affected.size());
        for (AffectedPackage one : affected) {
            List<Range> ranges =
                    one.ranges().stream().filter(r -> r.type() != RangeType.GIT).toList();
            squeezed.add(
                    new AffectedPackage(
                            one.ecosystem(),
                            one.name(),
                            one.purl(),
                            ranges,
                            ranges.isEmpty() ? one.versions() : List.of(),
                            one.severities()));
        }
        return squeezed;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
