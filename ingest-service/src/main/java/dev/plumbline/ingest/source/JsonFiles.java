package dev.plumbline.ingest.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// The JSON files of a zip archive, one after the other, and no more of them than allowed. What
/// else lies beside them, such as signatures, is passed over.
public final class JsonFiles implements AutoCloseable {
    private final ZipInputStream zip;
    private final long maxBytes;
    private long unpacked;
    private String name = "";

    private JsonFiles(InputStream bytes, long maxBytes) {
        this.zip = new ZipInputStream(bytes);
        this.maxBytes = maxBytes;
    }

    /// A stream that can tell whether it is an archive, for [#isZip(InputStream)].
    public static InputStream markable(InputStream bytes) {
        return new BufferedInputStream(bytes);
    }

    /// Whether the bytes are those of a zip archive; the stream stands where it stood.
    public static boolean isZip(InputStream markable) throws IOException {
        markable.mark(2);
        boolean zip = markable.read() == 'P' && markable.read() == 'K';
        markable.reset();
        return zip;
    }

    /// @param maxBytes how much all of them may hold, unpacked
    public static JsonFiles in(InputStream bytes, long maxBytes) {
        return new JsonFiles(bytes, maxBytes);
    }

    /// A reader of the next file; `null` at the end. Closing it leaves the archive open.
    public @Nullable JsonReader next() throws IOException, Unreadable {
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory() && entry.getName().endsWith(".json")) {
                    name = JsonReader.clean(entry.getName());
                    return JsonReader.of(new Entry());
                }
            }
        } catch (IllegalArgumentException e) {
            throw new JsonReader.Place(0, 0)
                    .refuse("the zip archive has entries with broken names");
        } catch (ZipException | EOFException e) {
            throw broken();
        }
        return null;
    }

    /// What an archive that can't be unpacked is refused with, wherever in reading that shows.
    public static Unreadable broken() {
        return new JsonReader.Place(0, 0)
                .refuse("the zip archive is broken or unpacks to too much");
    }

    /// Name of the file at hand, with its folders.
    public String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

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
