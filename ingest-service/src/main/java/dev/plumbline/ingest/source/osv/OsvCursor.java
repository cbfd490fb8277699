package dev.plumbline.ingest.source.osv;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.JsonFiles;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.WorldCursor;
import dev.plumbline.ingest.source.Unreadable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Walks over the records of a document, whatever holds them together.
final class OsvCursor implements WorldCursor {
    private final @Nullable JsonFiles zip;
    private @Nullable JsonReader in;
    private boolean inList;
    private boolean several;
    private int read;

    private OsvCursor(@Nullable JsonFiles zip, @Nullable JsonReader in) {
        this.zip = zip;
        this.in = in;
    }

    static OsvCursor open(Content content, long maxUnpackedBytes) throws IOException {
        InputStream bytes = JsonFiles.markable(content.open());
        return JsonFiles.isZip(bytes)
                ? new OsvCursor(JsonFiles.in(bytes, maxUnpackedBytes), null)
                : new OsvCursor(null, JsonReader.of(bytes));
    }

    /// How the records are held together; known once they were read.
    String formatName() {
        if (zip != null) {
            return "OSV zip";
        }
        return several ? "OSV JSON Lines" : "OSV JSON";
    }

    @Override
    public @Nullable Advisory next() throws IOException {
        try {
            return read();
        } catch (Unreadable e) {
            throw new IOException(
                    "a document that was readable before no longer is: " + e.getMessage(), e);
        }
    }

    /// The next record; `null` at the end.
    @Nullable Advisory read() throws IOException, Unreadable {
        try {
            for (JsonReader json = in != null ? in : nextEntry();
                    json != null;
                    json = nextEntry()) {
                Advisory advisory = readFrom(json);
                if (advisory != null) {
                    read++;
                    return advisory;
                }
            }
            return null;
        } catch (ZipException | EOFException e) {
            throw JsonFiles.broken();
        }
    }

    private @Nullable Advisory readFrom(JsonReader json) throws IOException, Unreadable {
        if (inList) {
            if (json.element()) {
                return OsvRecord.read(json);
            }
            inList = false;
        }
        while (json.nextDocument()) {
            if (json.onList()) {
                if (json.element()) {
                    inList = true;
                    return OsvRecord.read(json);
                }
            } else {
                several |= read > 0;
                return OsvRecord.read(json);
            }
        }
        return null;
    }

    private @Nullable JsonReader nextEntry() throws IOException, Unreadable {
        if (in != null) {
            in.close();
        }
        in = zip == null ? null : zip.next();
        return in;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
        if (zip != null) {
            zip.close();
        }
    }
}
