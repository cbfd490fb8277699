package dev.plumbline.ingest.source.cve;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.Either;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecord;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecords;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.WorldWalk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads records of the CVE list, alone, in a list or line by line.
public final class CveSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "cve",
                    "CVE JSON 5.0, 5.1 and 5.2: a record, a list, or JSON Lines",
                    Speaks.OF_EITHER,
                    "Without a product: dates, state, title, CVSS vectors and severity words, CWEs of the CNA and of"
                            + " those who added to the record (ADP), packages (`packageURL`, or `collectionURL` with"
                            + " `packageName`) with ranges, CPEs with ranges, CISA's SSVC decision, KEV. A rejected"
                            + " record is an advisory withdrawn on the day of its rejection. With a product: the"
                            + " maker's own record, by the words of the CNA alone.",
                    "References, credits, impacts, timelines, platforms, program files; reserved records.",
                    "A record without its CVE or without the words of its CNA; versions before 5.",
                    "cve-record.json");

    /// More than any single maker ever published.
    private static final int MOST_OF_A_MAKER = 20_000;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && (json.text("dataType").equals("CVE_RECORD")
                        || json.has("cveMetadata")
                        || json.has("containers.cna"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        List<MakerRecord> own = new ArrayList<>();
        ParseResult read =
                WorldWalk.check(
                        "CVE JSON 5",
                        "there is no published or rejected CVE record in it",
                        walk(
                                content,
                                record -> {
                                    if (own.size() <= MOST_OF_A_MAKER) {
                                        own.add(record.ofMaker());
                                    }
                                }),
                        () -> walk(content, record -> {}));
        return read instanceof Parsed(WorldDocument world) && own.size() <= MOST_OF_A_MAKER
                ? new Parsed(new Either(new MakerRecords(world.format(), null, own), world))
                : read;
    }

    private static WorldWalk walk(Content content, Consumer<CveRecord> seen) throws IOException {
        return WorldWalk.overObjects(
                content,
                (in, says) -> {
                    CveRecord record = CveRecord.read(in);
                    if (record != null) {
                        seen.accept(record);
                        record.toWorld(says);
                    }
                });
    }
}
