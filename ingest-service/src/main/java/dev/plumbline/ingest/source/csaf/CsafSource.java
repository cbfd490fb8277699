package dev.plumbline.ingest.source.csaf;

import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.Opening.Zip;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.Either;
import dev.plumbline.ingest.source.ParsedDocument.EpssTable;
import dev.plumbline.ingest.source.ParsedDocument.KevEntry;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecord;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecords;
import dev.plumbline.ingest.source.ParsedDocument.Several;
import dev.plumbline.ingest.source.ParsedDocument.SsvcDecision;
import dev.plumbline.ingest.source.ParsedDocument.VexDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.WorldRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads CSAF documents: what the world says where no product is named with them, else the maker's
/// own word on its product.
public final class CsafSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "csaf",
                    "CSAF 2.0 and 2.1: a document, or a zip of documents",
                    Speaks.OF_EITHER,
                    """
                    Publisher, tracking, product tree (branches, relationships and product paths, purls, CPEs, versions and \
                    ranges as VERS or vls), groups, and of each vulnerability: CVE and ids, CWEs, CVSS 2, 3 and 4, \
                    qualitative ratings, EPSS and SSVC, all lists of `product_status`, flags, impacts, remediations.

                    *Without a product*: an advisory for each vulnerability, with the id `<namespace>/<tracking id>/<CVE>`. \
                    Listed versions and ranges are affected; where only fixed ones are listed, all before the lowest of \
                    them. *With a product*: VEX statements, and for anything but VEX that an advisory was published. \
                    Products without purl stand for the product that is named; `known_not_affected` without flag and impact \
                    statement decides nothing (`undecidedStatements`). What can't be told apart is counted in \
                    `unresolvedStatements`: `fixed` or `known_not_affected` of a range, and different statuses of several \
                    products without purls, of which the worst counts.""",
                    """
                    Drafts, which are not published yet: they are accepted and say nothing. Acknowledgments, references, \
                    notes but for a summary, hashes, licences, extensions that are not critical. Feeds, lists and signatures \
                    in a zip.""",
                    """
                    What the specification calls invalid (section 6.1) and makes the meaning unsure: missing fields, ids \
                    that are undefined or defined twice, circles, contradicting statuses, justifications, remediations and \
                    scores, vectors, CVEs, CWEs, purls and dates that are none, histories with gaps, what a profile forbids. \
                    Not held against a document: `baseScore` and metrics that differ from the vector, names of CWEs, \
                    languages, licences, schemas of extensions, profiles of SSVC. One broken document refuses its zip. \
                    Critical extensions.""",
                    "two-products.csaf.json");

    /// What one event can carry.
    private static final int MOST_NAMED = 2_500_000;

    private final long maxUnpackedBytes;

    /// @param maxUnpackedBytes how much a zip may hold, unpacked
    public CsafSource(long maxUnpackedBytes) {
        this.maxUnpackedBytes = maxUnpackedBytes;
    }

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return switch (opening) {
            case Json json -> isDocument(json);
            case Zip zip -> zip.first() instanceof Json json && (isDocument(json) || isList(json));
            default -> false;
        };
    }

    private static boolean isDocument(Json json) {
        return !json.list()
                && (json.has("document.csaf_version")
                        || json.has("document.tracking")
                        || (json.has("document.category") && json.has("document.publisher"))
                        || (json.truncated()
                                && (json.has("product_tree") || json.has("document.category"))));
    }

    /// What a provider's folder has beside its documents.
    private static boolean isList(Json json) {
        return (json.has("feed.entry") && json.has("feed.link"))
                || (json.has("canonical_url") && json.has("publisher.namespace"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        try (CsafCursor cursor = CsafCursor.open(content, maxUnpackedBytes)) {
            try {
                return new Gathering(content, maxUnpackedBytes).all(cursor);
            } catch (Unreadable e) {
                String file = cursor.file();
                Malformed malformed = e.asResult();
                return file.isEmpty()
                        ? malformed
                        : new Malformed(
                                malformed.line(),
                                malformed.column(),
                                file + ": " + malformed.reason());
            }
        }
    }

    /// What the documents of one submission come to, both ways.
    private static final class Gathering {
        private final Content content;
        private final long maxUnpackedBytes;
        private final List<VexStatement> statements = new ArrayList<>();
        private final List<MakerRecord> published = new ArrayList<>();
        private final WorldRecords records = new WorldRecords();
        private final Map<String, Long> counts = new LinkedHashMap<>();
        private int unresolved;

        /// The one document that is no archive, which need not be read again.
        private @Nullable CsafDocument only;

        Gathering(Content content, long maxUnpackedBytes) {
            this.content = content;
            this.maxUnpackedBytes = maxUnpackedBytes;
        }

        ParseResult all(CsafCursor cursor) throws IOException, Unreadable {
            CsafDocument first = null;
            int documents = 0;
            for (CsafDocument document = cursor.read();
                    document != null;
                    document = cursor.read()) {
                first = first == null ? document : first;
                documents++;
                gather(document);
            }
            if (first == null) {
                return new Malformed(1, 1, "there is no CSAF document in it");
            }
            only = cursor.isArchive() ? null : first;
            if (cursor.isArchive()) {
                counts.put("documents", (long) documents);
            }
            String format = cursor.isArchive() ? "CSAF zip" : first.format() + " JSON";
            String tool = first.masthead().tool();
            return new Parsed(new Either(own(format, tool), world(format, tool)));
        }

        private void gather(CsafDocument document) throws Unreadable {
            MakersWord word = new MakersWord(document);
            if (word.saysTooMuch()) {
                throw tooMuch(document);
            }
            statements.addAll(word.statements());
            unresolved += word.unresolved();
            MakerRecord record = word.published();
            if (record != null) {
                published.add(record);
            }
            if (document.masthead().status() == Masthead.Status.DRAFT) {
                counts.merge("drafts", 1L, Long::sum);
            }
            WorldAdvisories advisories = new WorldAdvisories(document);
            for (WorldRecord said = advisories.next(); said != null; said = advisories.next()) {
                records.add(said);
                if (WorldRecords.weight(said) > MOST_NAMED
                        || statements.size() > MOST_ITEMS
                        || records.count() > MOST_ITEMS) {
                    throw tooMuch(document);
                }
                counts.merge(kind(said), 1L, Long::sum);
            }
        }

        private static Unreadable tooMuch(CsafDocument document) {
            return document.masthead()
                    .place()
                    .refuse("this says of more products than can be read");
        }

        private ParsedDocument own(String format, @Nullable String tool) {
            VexDocument vex = new VexDocument(format, tool, statements, unresolved);
            return published.isEmpty()
                    ? vex
                    : new Several(
                            format, tool, List.of(vex, new MakerRecords(format, tool, published)));
        }

        private WorldDocument world(String format, @Nullable String tool) {
            counts.putIfAbsent("advisories", 0L);
            CsafDocument single = only;
            return records.document(
                    format,
                    tool,
                    counts,
                    () ->
                            single != null
                                    ? CsafCursor.of(single)
                                    : CsafCursor.open(content, maxUnpackedBytes));
        }

        private static String kind(WorldRecord said) {
            return switch (said) {
                case Advisory advisory -> "advisories";
                case EpssTable table -> "epss";
                case SsvcDecision decision -> "ssvc";
                case KevEntry entry -> "kev";
            };
        }
    }
}
