package dev.plumbline.ingest.source.osv;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.WorldCursor;
import dev.plumbline.ingest.source.Unreadable;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// Walks over the records of a document, whatever holds them together.
final class OsvCursor implements WorldCursor {
    private final @Nullable Unzipping zip;
    private @Nullable JsonReader in;
    private boolean inList;
    private boolean several;
    private int read;

    private OsvCursor(@Nullable Unzipping zip, @Nullable JsonReader in) {
        this.zip = zip;
        this.in = in;
    }

    static OsvCursor open(Content content, long maxUnpackedBytes) throws IOException {
        InputStream bytes = new BufferedInputStream(content.open());
        bytes.mark(2);
        boolean zipped = bytes.read() == 'P' && bytes.read() == 'K';
        bytes.reset();
        return zipped
                ? new OsvCursor(new Unzipping(bytes, maxUnpackedBytes), null)
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
            throw new JsonReader.Place(0, 0)
                    .refuse("the zip archive is broken or unpacks to too much");
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

    /// The JSON files of a zip archive, one after the other, and no more of them than allowed.
    private static final class Unzipping implements AutoCloseable {
        private final ZipInputStream zip;
        private final long maxBytes;
        private long unpacked;

        Unzipping(InputStream bytes, long maxBytes) {
            this.zip = new ZipInputStream(bytes);
            this.maxBytes = maxBytes;
        }

        @Nullable JsonReader next() throws IOException, Unreadable {
            try {
                for (ZipEntry entry = zip.getNextEntry();
                        entry != null;
                        entry = zip.getNextEntry()) {
                    if (!entry.isDirectory() && entry.getName().endsWith(".json")) {
                        return JsonReader.of(new Entry());
                    }
                }
            } catch (IllegalArgumentException e) {
                throw new JsonReader.Place(0, 0)
                        .refuse("the zip archive has entries with broken names");
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }

        /// One file; closing it leaves the archive open.
        private final class Entry extends FilterInputStream {
            Entry() {
                super(zip);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                if (count > 0) {
                    unpacked += count;
                    if (unpacked > maxBytes) {
                        throw new ZipException("unpacks to more than " + maxBytes + " bytes");
                    }
                }
                return count;
            }

            @Override
            public void close() {
                // the archive goes on
            }
        }
    }
}
