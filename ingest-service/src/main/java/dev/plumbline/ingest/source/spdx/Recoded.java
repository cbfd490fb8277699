package dev.plumbline.ingest.source.spdx;

import dev.plumbline.ingest.source.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// A text in UTF-16 as if it were UTF-8, for readers that know no other encoding (YAML), and for
/// XML that calls itself UTF-8 but is not.
final class Recoded extends InputStream {
    private static final int PIECE = 8 * 1024;

    private final Reader reader;
    private final CharsetEncoder encoder =
            StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final CharBuffer chars = CharBuffer.allocate(PIECE).flip();
    private final ByteBuffer bytes = ByteBuffer.allocate(4 * PIECE).flip();
    private boolean ended;

    private Recoded(Reader reader) {
        this.reader = reader;
    }

    /// The charset that a byte-order mark tells, or the zero bytes of ASCII in UTF-16; UTF-8
    /// without either.
    static Charset charset(byte[] start) {
        if (start.length > 1) {
            int first = start[0] & 0xff;
            int second = start[1] & 0xff;
            if ((first == 0xfe && second == 0xff) || (first == 0 && second != 0)) {
                return StandardCharsets.UTF_16BE;
            }
            if ((first == 0xff && second == 0xfe) || (first != 0 && second == 0)) {
                return StandardCharsets.UTF_16LE;
            }
        }
        return StandardCharsets.UTF_8;
    }

    /// The bytes after the byte-order mark, if there is one.
    static InputStream unmarked(Content content) throws IOException {
        BufferedInputStream in = new BufferedInputStream(content.open());
        try {
            in.mark(3);
            byte[] start = in.readNBytes(3);
            in.reset();
            in.skipNBytes(markLength(start));
            return in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static int markLength(byte[] start) {
        if (start.length == 3
                && (start[0] & 0xff) == 0xef
                && (start[1] & 0xff) == 0xbb
                && (start[2] & 0xff) == 0xbf) {
            return 3;
        }
        boolean marked =
                start.length >= 2
                        && ((start[0] == (byte) 0xfe && start[1] == (byte) 0xff)
                                || (start[0] == (byte) 0xff && start[1] == (byte) 0xfe));
        return marked ? 2 : 0;
    }

    /// The content in UTF-8 without a byte-order mark.
    static Content utf8(Content content, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                ? () -> unmarked(content)
                : () -> new Recoded(new InputStreamReader(unmarked(content), charset));
    }

    @Override
    public int read() throws IOException {
        return more() ? bytes.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int taken = Math.min(length, bytes.remaining());
        bytes.get(target, offset, taken);
        return taken;
    }

    private boolean more() throws IOException {
        while (!bytes.hasRemaining() && !ended) {
            chars.compact();
            ended = reader.read(chars) < 0;
            chars.flip();
            bytes.clear();
            encoder.encode(chars, bytes, ended);
            if (ended) {
                encoder.flush(bytes);
            }
            bytes.flip();
        }
        return bytes.hasRemaining();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
