package dev.plumbline.ingest.source.csaf;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.JsonFiles;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParsedDocument.WorldCursor;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Walks over the documents of an archive, or the one document that there is.
///
/// In archives of providers there lie feeds and lists beside the documents, which are passed over.
final class CsafCursor implements WorldCursor {
    private final @Nullable JsonFiles files;
    private @Nullable JsonReader alone;
    private @Nullable WorldAdvisories saying;

    private CsafCursor(@Nullable JsonFiles files, @Nullable JsonReader alone) {
        this.files = files;
        this.alone = alone;
    }

    static CsafCursor open(Content content, long maxUnpackedBytes) throws IOException {
        InputStream bytes = JsonFiles.markable(content.open());
        return JsonFiles.isZip(bytes)
                ? new CsafCursor(JsonFiles.in(bytes, maxUnpackedBytes), null)
                : new CsafCursor(null, JsonReader.of(bytes));
    }

    /// Over a document that was read already.
    static CsafCursor of(CsafDocument document) {
        CsafCursor cursor = new CsafCursor(null, null);
        cursor.saying = new WorldAdvisories(document);
        return cursor;
    }

    boolean isArchive() {
        return files != null;
    }

    /// Where in an archive the walk stands, for a refusal; `""` if it is in none.
    String file() {
        String name = files == null ? null : Texts.shortened(files.name(), 200);
        return name == null ? "" : name;
    }

    /// The next document; `null` at the end.
    @Nullable CsafDocument read() throws IOException, Unreadable {
        try {
            if (files == null) {
                return readAlone();
            }
            for (JsonReader json = files.next(); json != null; json = files.next()) {
                CsafDocument document = json.nextDocument() ? readIfOne(json) : null;
                if (document != null) {
                    return document;
                }
            }
            return null;
        } catch (ZipException | EOFException e) {
            throw JsonFiles.broken();
        }
    }

    private @Nullable CsafDocument readAlone() throws IOException, Unreadable {
        JsonReader json = alone;
        if (json == null) {
            return null;
        }
        alone = null;
        try (json) {
            if (!json.nextDocument()) {
                throw json.refuse("the document is empty");
            }
            CsafDocument document = CsafDocument.read(json);
            if (json.nextDocument()) {
                throw json.refuse("something follows the end of the document");
            }
            return document;
        }
    }

    private static @Nullable CsafDocument readIfOne(JsonReader json)
            throws IOException, Unreadable {
        if (!json.onObject()) {
            json.skip();
            return null;
        }
        CsafDocument document = CsafDocument.readIfOne(json);
        if (document != null && json.nextDocument()) {
            throw json.refuse("something follows the end of the document");
        }
        return document;
    }

    @Override
    public @Nullable WorldRecord next() throws IOException {
        try {
            while (true) {
                WorldRecord record = saying == null ? null : saying.next();
                if (record != null) {
                    return record;
                }
                CsafDocument document = read();
                if (document == null) {
                    return null;
                }
                saying = new WorldAdvisories(document);
            }
        } catch (Unreadable e) {
            throw new IOException(
                    "a document that was readable before no longer is: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (alone != null) {
            alone.close();
        }
        if (files != null) {
            files.close();
        }
    }
}
