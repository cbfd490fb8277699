package dev.plumbline.ingest.intake;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Unpacks a zstd stream that arrives piece by piece.
final class Unpacking implements AutoCloseable {
    private static final int BUFFER = 128 * 1024;

    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);

    /// The plain bytes that this piece brings.
    List<byte[]> feed(byte[] piece) {
        ByteBuffer in = ByteBuffer.allocateDirect(piece.length).put(piece).flip();
        List<byte[]> plain = new ArrayList<>();
        boolean full = true;
        while (in.hasRemaining() || full) {
            out.clear();
            boolean ended = zstd.decompressDirectByteBufferStream(out, in);
            full = !out.hasRemaining() && !ended;
            out.flip();
            if (out.hasRemaining()) {
                byte[] bytes = new byte[out.remaining()];
                out.get(bytes);
                plain.add(bytes);
            }
        }
        return plain;
    }

    @Override
    public void close() {
        zstd.close();
    }
}
