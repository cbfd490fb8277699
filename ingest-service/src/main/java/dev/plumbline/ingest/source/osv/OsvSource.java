package dev.plumbline.ingest.source.osv;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.AdvisoryFeed;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;

/// Reads OSV records in each of the forms in which they are handed on.
public final class OsvSource implements Source {
    private final long maxUnpackedBytes;

    /// @param maxUnpackedBytes how much a zip may hold, unpacked
    public OsvSource(long maxUnpackedBytes) {
        this.maxUnpackedBytes = maxUnpackedBytes;
    }

    @Override
    public Format format() {
        return Format.OSV;
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        int records = 0;
        try (OsvCursor cursor = OsvCursor.open(content, maxUnpackedBytes)) {
            while (cursor.read() != null) {
                records++;
            }
            if (records == 0) {
                return new Malformed(1, 1, "there is no OSV record in it");
            }
            return new Parsed(
                    new AdvisoryFeed(
                            cursor.formatName(),
                            records,
                            () -> OsvCursor.open(content, maxUnpackedBytes)));
        } catch (Unreadable e) {
            return e.asResult();
        }
    }
}
