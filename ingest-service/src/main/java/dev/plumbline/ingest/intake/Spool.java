package dev.plumbline.ingest.intake;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.plumbline.ingest.source.Opening;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Takes the bytes of a document off the wire, once: decompressed, counted, hashed, and kept
/// compressed with zstd in memory or, above a limit, in a file.
///
/// What is kept is already what is stored, and reading it back costs far less than parsing it. A
/// document that itself is a gzip or zstd file is unpacked as if the header had said so.
public final class Spool {
    private static final int BUFFER = 64 * 1024;
    private static final int LEVEL = 1;

    /// log2 of the largest window of a zstd stream: the 8 MiB that RFC 8878 (3.1.1.1.2) has every
    /// decoder support. It is memory beside the heap.
    private static final int MOST_WINDOW = 23;

    private static final long FREE_EXPANSION = 16L * 1024 * 1024;

    private final long maxBytes;
    private final int maxExpansion;
    private final int memoryBytes;
    private final Path folder;

    Spool(long maxBytes, int maxExpansion, int memoryBytes, Path folder) {
        this.maxBytes = maxBytes;
        this.maxExpansion = maxExpansion;
        this.memoryBytes = memoryBytes;
        this.folder = folder;
    }

    /// Of a limit of its own, else as configured.
    public static Spool of(IntakeConfig config, long maxBytes) throws IOException {
        return new Spool(
                maxBytes,
                config.maxExpansion(),
                config.memoryBytes(),
                folder(config.spoolFolder()));
    }

    /// What came of it.
    public sealed interface Taken {}

    public record Kept(SpooledDocument document) implements Taken {}

    public record TooLarge(String detail) implements Taken {}

    /// The compressed stream is broken.
    public record Broken(String detail) implements Taken {}

    /// The first bytes of a document, decompressed as [#take] would; fewer if the stream is broken.
    public static byte[] prefix(InputStream body, Encoding encoding) throws IOException {
        try (InputStream plain = unpacked(decoded(body, encoding))) {
            return plain.readNBytes(Opening.PREFIX);
        } catch (ZipException | ZstdIOException | EOFException e) {
            return new byte[0];
        }
    }

    Taken take(InputStream body, Encoding encoding) throws IOException {
        Counted wire = new Counted(body);
        return take(wire, () -> unpacked(decoded(wire, encoding)));
    }

    /// Takes the bytes as they come over the wire: a signature is one of those.
    public Taken takeAsTheyCome(InputStream body) throws IOException {
        Counted wire = new Counted(body);
        return take(wire, () -> wire);
    }

    @FunctionalInterface
    private interface Opener {
        InputStream open() throws IOException;
    }

    private Taken take(Counted wire, Opener opener) throws IOException {
        SpillingBuffer kept = new SpillingBuffer(memoryBytes, folder);
        boolean done = false;
        try {
            Taken taken = take(wire, opener, kept);
            done = taken instanceof Kept;
            return taken;
        } catch (ZipException | ZstdIOException | EOFException e) {
            return new Broken(
                    e instanceof ZstdIOException zstd
                                    && zstd.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()
                            ? "the zstd stream asks for a window of more than 8 MiB: compress it"
                                    + " without --long and --ultra"
                            : "the compressed stream is broken or ends too early");
        } finally {
            if (!done) {
                kept.delete();
            }
        }
    }

    private Taken take(Counted wire, Opener opener, SpillingBuffer kept) throws IOException {
        MessageDigest sha256 = sha256();
        ByteArrayOutputStream prefix = new ByteArrayOutputStream();
        long size = 0;
        try (InputStream plain = opener.open();
                ZstdOutputStream zstd =
                        new ZstdOutputStream(kept, RecyclingBufferPool.INSTANCE, LEVEL)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
                size += read;
                if (size > maxBytes || wire.count() > maxBytes) {
                    return new TooLarge("the document is larger than " + maxBytes + " bytes");
                }
                if (size > FREE_EXPANSION && size / maxExpansion > wire.count()) {
                    return new TooLarge(
                            "the document expands to more than "
                                    + maxExpansion
                                    + " times its size");
                }
                sha256.update(buffer, 0, read);
                zstd.write(buffer, 0, read);
                int room = Opening.PREFIX - prefix.size();
                if (room > 0) {
                    prefix.write(buffer, 0, Math.min(room, read));
                }
            }
        }
        return new Kept(new SpooledDocument(sha256.digest(), size, prefix.toByteArray(), kept));
    }

    private static InputStream decoded(InputStream wire, Encoding encoding) throws IOException {
        return switch (encoding) {
            case IDENTITY -> wire;
            case GZIP -> new GZIPInputStream(wire, BUFFER);
            case ZSTD -> zstd(wire);
        };
    }

    private static InputStream unpacked(InputStream stream) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(stream, 4);
        byte[] magic = peeked.readNBytes(4);
        peeked.unread(magic);
        if (magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
            return new GZIPInputStream(peeked, BUFFER);
        }
        if (Arrays.equals(magic, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd})) {
            return zstd(peeked);
        }
        return peeked;
    }

    private static InputStream zstd(InputStream packed) throws IOException {
        ZstdInputStream stream = new ZstdInputStream(packed, RecyclingBufferPool.INSTANCE);
        stream.setLongMax(MOST_WINDOW);
        return stream;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static Path folder(Optional<Path> configured) throws IOException {
        Path folder = configured.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        return Files.createDirectories(folder);
    }

    /// Counts what comes over the wire. It is the server's to close.
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            if (read >= 0) {
                count++;
            }
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            if (read > 0) {
                count += read;
            }
            return read;
        }

        long count() {
            return count;
        }

        @Override
        public void close() {
            // the server closes the request body
        }
    }
}
