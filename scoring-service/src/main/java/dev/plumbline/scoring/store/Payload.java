package dev.plumbline.scoring.store;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;

/// Bodies as the log keeps them: small ones as they are, larger ones compressed with Zstandard.
///
/// A JSON object starts with `{`, a Zstandard frame with the byte 0x28, so the first byte tells
/// them apart.
final class Payload {
    private static final int WORTH_COMPRESSING = 1024;
    private static final int FAST = 1;
    private static final byte FRAME = 0x28;

    private Payload() {}

    static byte[] pack(byte[] body) {
        return body.length < WORTH_COMPRESSING ? body : Zstd.compress(body, FAST);
    }

    static byte[] unpack(byte[] packed) {
        if (packed.length == 0 || packed[0] != FRAME) {
            return packed;
        }
        long size = Zstd.getFrameContentSize(packed);
        byte[] body = new byte[Math.toIntExact(size)];
        long read = Zstd.decompress(body, packed);
        if (Zstd.isError(read)) {
            throw new IllegalStateException(
                    "broken payload in the log: " + Zstd.getErrorName(read));
        }
        return read == size ? body : Arrays.copyOf(body, Math.toIntExact(read));
    }
}
