package dev.plumbline.ingest.canonical;

import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.Evidence.RecordPublished;
import dev.plumbline.events.Evidence.VexStated;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Part;
import dev.plumbline.events.Provenance;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.Either;
import dev.plumbline.ingest.source.ParsedDocument.Fact;
import dev.plumbline.ingest.source.ParsedDocument.FactReport;
import dev.plumbline.ingest.source.ParsedDocument.Inventory;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecord;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecords;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.ScopeScan;
import dev.plumbline.ingest.source.ParsedDocument.Several;
import dev.plumbline.ingest.source.ParsedDocument.VexDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// What a document proves of one product, in parts.
///
/// Never empty: a document that says nothing still says that it was looked at, and whoever waits
/// for its parts must get one.
public final class EvidenceParts {
    static final int MOST_ITEMS = 2_000;
    static final int MOST_BYTES = 512 * 1024 - 16 * 1024;

    private static final int MOST_PURLS = 1_000;

    private final String product;
    private final Provenance provenance;
    private final List<Function<Part, Evidence>> parts = new ArrayList<>();

    private EvidenceParts(String product, Provenance provenance) {
        this.product = product;
        this.provenance = provenance;
    }

    /// @param release the release that the document was sent for; `null` only where the format does
    ///     not ask for one
    public static List<Evidence> of(
            ParsedDocument document,
            String product,
            @Nullable String release,
            Provenance provenance) {
        EvidenceParts parts = new EvidenceParts(product, provenance);
        parts.add(document, release);
        return parts.numbered();
    }

    private void add(ParsedDocument document, @Nullable String release) {
        switch (document) {
            case Bill bill -> bill(bill, release);
            case ScanReport report -> report.scans().forEach(scan -> scan(scan, named(release)));
            case VexDocument vex -> statements(vex.statements(), release);
            case MakerRecords maker ->
                    maker.records().forEach(each -> record(each, maker.format(), release));
            case FactReport report -> facts(report.facts(), release);
            case Either either -> add(either.ofProduct(), release);
            case Several several -> several.documents().forEach(each -> add(each, release));
            case WorldDocument world ->
                    throw new IllegalStateException("what the world says is no evidence");
        }
    }

    private static String named(@Nullable String release) {
        if (release == null) {
            throw new IllegalStateException("misplaced documents are refused before");
        }
        return release;
    }

    private void bill(Bill bill, @Nullable String release) {
        Inventory inventory = bill.inventory();
        if (inventory != null && release != null) {
            inventory(inventory, bill.format(), release);
        }
        if (!bill.statements().isEmpty() || inventory == null) {
            statements(bill.statements(), release);
        }
    }

    private void inventory(Inventory inventory, String format, String release) {
        for (var chunk : chunks(inventory.components(), WireSize::of)) {
            parts.add(
                    part ->
                            new InventoryObserved(
                                    product,
                                    provenance,
                                    part,
                                    release,
                                    format,
                                    inventory.subjectSha256(),
                                    inventory.quality(),
                                    inventory.unidentified(),
                                    chunk));
        }
    }

    private void scan(ScopeScan scan, String release) {
        for (var chunk : chunks(scan.findings(), WireSize::of)) {
            parts.add(
                    part ->
                            new FindingsObserved(
                                    product, provenance, part, release, scan.scan(), chunk));
        }
    }

    /// The document itself is the proof: its bytes are kept under the digest.
    private void facts(List<Fact> facts, @Nullable String release) {
        for (Fact fact : facts) {
            parts.add(
                    part ->
                            new FactReported(
                                    product,
                                    provenance,
                                    part,
                                    fact.measure(),
                                    fact.item(),
                                    fact.value(),
                                    fact.validUntil(),
                                    fact.proof(),
                                    provenance.documentSha256(),
                                    fact.statement()));
        }
        if (facts.isEmpty()) {
            // says nothing, as an SBOM without components and statements does
            statements(List.of(), release);
        }
    }

    private void statements(List<VexStatement> statements, @Nullable String release) {
        List<VexStatement> narrow = new ArrayList<>();
        statements.forEach(statement -> narrow.addAll(narrow(statement)));
        for (var chunk : chunks(narrow, WireSize::of)) {
            parts.add(part -> new VexStated(product, provenance, part, release, chunk));
        }
    }

    private void record(MakerRecord said, String format, @Nullable String release) {
        parts.add(
                part ->
                        new RecordPublished(
                                product,
                                provenance,
                                part,
                                release,
                                said.kind(),
                                said.state(),
                                format,
                                said.id(),
                                said.aliases(),
                                said.vulnerabilities(),
                                said.publisher(),
                                said.title(),
                                said.publishedAt(),
                                said.updatedAt(),
                                said.publicAt(),
                                said.cwes(),
                                said.severities(),
                                said.affectedVersions(),
                                said.remedy(),
                                first(said.cpes(), MOST_PURLS),
                                first(said.purls(), MOST_PURLS)));
    }

    private static List<String> first(List<String> texts, int most) {
        return texts.size() <= most ? texts : texts.subList(0, most);
    }

    /// A statement about very many components is several statements that say the same.
    private static List<VexStatement> narrow(VexStatement statement) {
        List<String> purls = statement.purls();
        if (purls.size() <= MOST_PURLS) {
            return List.of(statement);
        }
        List<VexStatement> statements = new ArrayList<>();
        for (int from = 0; from < purls.size(); from += MOST_PURLS) {
            statements.add(
                    new VexStatement(
                            statement.vulnerabilities(),
                            statement.status(),
                            statement.justification(),
                            statement.impactStatement(),
                            statement.actionStatement(),
                            purls.subList(from, Math.min(purls.size(), from + MOST_PURLS)),
                            statement.statedAt()));
        }
        return statements;
    }

    private List<Evidence> numbered() {
        List<Evidence> numbered = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            numbered.add(parts.get(i).apply(new Part(i + 1, parts.size())));
        }
        return List.copyOf(numbered);
    }

    /// Cuts a list so that each piece keeps both limits; an empty list is one empty piece.
    static <T> List<List<T>> chunks(List<T> items, ToIntFunction<T> size) {
        List<List<T>> chunks = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < items.size(); i++) {
            int more = size.applyAsInt(items.get(i)) + 1;
            if (i > from && (i - from == MOST_ITEMS || bytes + more > MOST_BYTES)) {
                chunks.add(items.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += more;
        }
        chunks.add(items.subList(from, items.size()));
        return chunks;
    }
}
