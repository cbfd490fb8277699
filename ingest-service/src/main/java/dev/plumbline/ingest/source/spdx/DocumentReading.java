package dev.plumbline.ingest.source.spdx;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.sbom.BillCollector;
import dev.plumbline.ingest.source.sbom.Claim;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What every serialisation of SPDX 2 has in common: what a document must have, and what its
/// relationships mean.
///
/// The elements of a document are called by hashes of their SPDXIDs
/// ([dev.plumbline.ingest.source.JsonReader#hashOf]). An id that is used twice is borne: some tools
/// squeeze names into ids until two are the same.
final class DocumentReading {
    private static final long NO_ASSERTION = JsonReader.hashOf("NOASSERTION");
    private static final long NONE = JsonReader.hashOf("NONE");

    private static final String NO_VERSION =
            "the SPDX version is missing: this is no SPDX 2 document";

    private final String serialisation;
    private final Function<String, Unreadable> refusal;
    private final SpdxBill bill;
    private @Nullable String version;
    private boolean identified;

    /// @param serialisation as people read it, such as `JSON`
    /// @param refusal makes a refusal of a reason, at the place where the walk stands
    DocumentReading(String serialisation, Function<String, Unreadable> refusal) {
        this.serialisation = serialisation;
        this.refusal = refusal;
        this.bill = new SpdxBill(refusal);
    }

    SpdxBill bill() {
        return bill;
    }

    /// Takes `SPDX-2.2` and `SPDX-2.3`.
    void version(@Nullable String said) throws Unreadable {
        if (said == null) {
            throw refusal.apply(NO_VERSION);
        }
        String bare = said.strip();
        version =
                switch (bare) {
                    case "SPDX-2.2" -> "2.2";
                    case "SPDX-2.3" -> "2.3";
                    case "SPDX-2.1", "SPDX-2.0", "SPDX-1.2", "SPDX-1.1", "SPDX-1.0" ->
                            throw refusal.apply(
                                    bare + " is too old: SPDX is read from version 2.2 on");
                    default ->
                            throw refusal.apply(
                                    "the SPDX version must be SPDX-2.2 or SPDX-2.3 (SPDX 3 is JSON-LD"
                                            + " and has no such field)");
                };
    }

    void id(@Nullable String id) {
        identified |= id != null && !id.isBlank();
    }

    void namespace(@Nullable String namespace) {
        bill.element("sbom-version", Claim.of(namespace));
    }

    /// A date without a zone or none at all is refused; an empty one only counts as missing.
    void created(@Nullable String text) throws Unreadable {
        double worth = Claim.of(text);
        if (worth == Claim.REAL && Moments.instant(text) == null) {
            throw refusal.apply("created must be a date and time with offset (RFC 3339)");
        }
        bill.element("timestamp", worth);
    }

    PackageEntry entry(Place place) {
        return new PackageEntry(place);
    }

    void relationship(long from, @Nullable String type, long to) throws Unreadable {
        if (type == null || from == 0 || to == 0) {
            return;
        }
        boolean about = to != NO_ASSERTION && to != NONE;
        switch (Relation.of(type)) {
            case NEEDS -> {
                if (to == NO_ASSERTION) {
                    bill.needsUnknown(from);
                } else if (to == NONE) {
                    bill.needsNothing(from);
                } else {
                    bill.needs(from, to);
                }
            }
            case NEEDED_BY -> {
                if (about) {
                    bill.needs(to, from);
                }
            }
            case HOLDS -> {
                if (about) {
                    bill.holds(from, to);
                }
            }
            case HELD_BY -> {
                if (about) {
                    bill.holds(to, from);
                }
            }
            case LINEAGE -> {
                if (about) {
                    bill.descends(from, to);
                }
            }
            case DESCRIBES -> bill.describes(to);
            case DESCRIBED_BY -> bill.describes(from);
            case OTHER -> {}
        }
    }

    ParsedDocument result() throws Unreadable {
        if (version == null) {
            throw refusal.apply(NO_VERSION);
        }
        if (!identified) {
            throw refusal.apply("the document has no SPDXID");
        }
        bill.element("format-name", Claim.REAL);
        bill.element("format-version", Claim.REAL);
        BillCollector settled = bill.settled();
        return new ParsedDocument.Bill(
                "SPDX " + version + " " + serialisation,
                settled.tool(),
                settled.inventory(),
                List.of(),
                0);
    }
}
