package dev.plumbline.ingest.intake;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStream;
import dev.plumbline.ingest.source.Content;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/// A document that is wholly here: its digest, its size, and its bytes as often as they are asked
/// for.
public final class SpooledDocument implements Content, Closeable {
    private static final int BUFFER = 64 * 1024;

    private final byte[] sha256;
    private final long sizeBytes;
    private final byte[] prefix;
    private final SpillingBuffer compressed;

    SpooledDocument(byte[] sha256, long sizeBytes, byte[] prefix, SpillingBuffer compressed) {
        this.sha256 = sha256;
        this.sizeBytes = sizeBytes;
        this.prefix = prefix;
        this.compressed = compressed;
    }

    public byte[] sha256() {
        return sha256.clone();
    }

    String sha256Hex() {
        return HexFormat.of().formatHex(sha256);
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /// The first bytes, enough to tell the format.
    byte[] prefix() {
        return prefix.clone();
    }

    /// The bytes as a zstd stream, as they are stored.
    public InputStream compressed() throws IOException {
        return compressed.read();
    }

    public long compressedBytes() {
        return compressed.size();
    }

    @Override
    public InputStream open() throws IOException {
        return new BufferedInputStream(
                new ZstdInputStream(compressed.read(), RecyclingBufferPool.INSTANCE), BUFFER);
    }

    @Override
    public void close() throws IOException {
        compressed.delete();
    }
}
