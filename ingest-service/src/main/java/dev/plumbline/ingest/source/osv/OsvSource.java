package dev.plumbline.ingest.source.osv;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.Opening.Zip;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.WorldRecords;
import java.io.IOException;
import java.util.Map;

/// Reads OSV records in each of the forms in which they are handed on.
public final class OsvSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "osv",
                    "OSV: a record, a list, JSON Lines, or a zip of records",
                    Speaks.OF_THE_WORLD,
                    "Id, aliases, related ids, dates, withdrawal, severities, CWEs, affected packages with ranges and"
                            + " versions.",
                    "Credits, references, details beyond the first line.",
                    "A record whose ranges and versions no single event could carry (some 50,000 of them).",
                    "two.jsonl");

    private final long maxUnpackedBytes;

    /// @param maxUnpackedBytes how much a zip may hold, unpacked
    public OsvSource(long maxUnpackedBytes) {
        this.maxUnpackedBytes = maxUnpackedBytes;
    }

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return switch (opening) {
            case Json json -> isRecord(json);
            case Zip zip -> zip.first() instanceof Json json && !json.list() && isRecord(json);
            default -> false;
        };
    }

    private static boolean isRecord(Json json) {
        boolean record =
                json.has("id")
                        && (json.has("schema_version")
                                || json.has("affected")
                                || (json.has("modified") && !json.has("cveMetadata"))
                                || (json.truncated() && json.has("aliases")));
        return record
                || (json.truncated() && json.has("schema_version") && !json.has("spdxVersion"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        WorldRecords records = new WorldRecords();
        try (OsvCursor cursor = OsvCursor.open(content, maxUnpackedBytes)) {
            for (Advisory advisory = cursor.read(); advisory != null; advisory = cursor.read()) {
                records.add(advisory);
            }
            if (records.count() == 0) {
                return new Malformed(1, 1, "there is no OSV record in it");
            }
            return new Parsed(
                    records.document(
                            cursor.formatName(),
                            null,
                            Map.of("advisories", (long) records.count()),
                            () -> OsvCursor.open(content, maxUnpackedBytes)));
        } catch (Unreadable e) {
            return e.asResult();
        }
    }
}
