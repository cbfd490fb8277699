package dev.plumbline.ingest.feed;

import dev.plumbline.ingest.feed.Piece.Bundle;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// The records of a zip archive in bundles, so that an archive of any size needs the memory of one
/// bundle, and what people wait for never waits behind the whole.
///
/// A bundle never mixes folders: the same folder gives the same bundle in the next archive, which
/// is then known by its bytes. Whether the archive is whole is told by its directory at the end,
/// before anything is handed out, and by the number of its entries after the last.
final class ZipPieces implements Pieces {
    static final int MOST_RECORDS = 1_000;
    static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int LARGEST_RECORD = 32 * 1024 * 1024;
    private static final int MOST_EXPANSION = 200;
    private static final long FREE_EXPANSION = 16L * 1024 * 1024;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int COUNT_AT = 10;

    /// As many entries or more: the number stands elsewhere.
    private static final int COUNTLESS = 0xffff;

    private static final String CUT_OFF = "the zip archive is cut off or broken";

    private final ZipInputStream zip;
    private final long packedBytes;
    private final int entries;
    private final String format;
    private final Predicate<String> isRecord;
    private @Nullable Named ahead;
    private long unpacked;
    private int seen;
    private boolean some;

    private record Named(String folder, byte[] record) {}

    private ZipPieces(
            Path file, long packedBytes, int entries, String format, Predicate<String> isRecord)
            throws IOException {
        this.zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)));
        this.packedBytes = packedBytes;
        this.entries = entries;
        this.format = format;
        this.isRecord = isRecord;
    }

    /// @param isRecord whether an entry of this name is a record
    static ZipPieces of(Path file, String format, Predicate<String> isRecord)
            throws IOException, Unusable {
        return new ZipPieces(file, Files.size(file), entries(file), format, isRecord);
    }

    @Override
    public @Nullable Bundle next() throws IOException, Unusable {
        List<byte[]> records = new ArrayList<>();
        long bytes = 0;
        String folder = null;
        for (Named next = ahead == null ? read() : ahead; next != null; next = read()) {
            boolean fits =
                    records.isEmpty()
                            || (next.folder().equals(folder)
                                    && records.size() < MOST_RECORDS
                                    && bytes + next.record().length <= MOST_BYTES);
            if (!fits) {
                ahead = next;
                return new Bundle(records, format);
            }
            ahead = null;
            folder = next.folder();
            records.add(next.record());
            bytes += next.record().length;
        }
        ahead = null;
        if (!records.isEmpty()) {
            return new Bundle(records, format);
        }
        if (entries != COUNTLESS && seen != entries) {
            throw new Unusable(CUT_OFF);
        }
        if (!some) {
            throw new Unusable("the zip archive holds no records");
        }
        return null;
    }

    private @Nullable Named read() throws IOException, Unusable {
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                seen++;
                String name = entry.getName();
                if (!entry.isDirectory() && isRecord.test(name)) {
                    byte[] record = zip.readNBytes(LARGEST_RECORD + 1);
                    count(record.length);
                    some = true;
                    return new Named(name.substring(0, name.lastIndexOf('/') + 1), record);
                }
                skip();
            }
            return null;
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new Unusable(CUT_OFF);
        }
    }

    private void skip() throws IOException, Unusable {
        byte[] buffer = new byte[8 * 1024];
        for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
            count(read);
        }
    }

    private void count(int bytes) throws Unusable {
        unpacked += bytes;
        if (bytes > LARGEST_RECORD) {
            throw new Unusable(
                    "the zip archive holds a record of more than " + LARGEST_RECORD + " bytes");
        }
        if (unpacked > FREE_EXPANSION && unpacked / MOST_EXPANSION > packedBytes) {
            throw new Unusable(
                    "the zip archive unpacks to more than " + MOST_EXPANSION + " times its size");
        }
    }

    /// How many entries the directory at the archive's end names.
    private static int entries(Path file) throws IOException, Unusable {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(in.length(), END_BYTES + LONGEST_COMMENT);
            byte[] end = new byte[length];
            in.seek(in.length() - length);
            in.readFully(end);
            for (int i = length - END_BYTES; i >= 0; i--) {
                if (end[i] == 'P' && end[i + 1] == 'K' && end[i + 2] == 5 && end[i + 3] == 6) {
                    return (end[i + COUNT_AT] & 0xff) | (end[i + COUNT_AT + 1] & 0xff) << 8;
                }
            }
        }
        throw new Unusable(CUT_OFF);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /// Whether a name ends like that of a JSON file.
    static boolean json(String name) {
        return name.endsWith(".json");
    }
}
