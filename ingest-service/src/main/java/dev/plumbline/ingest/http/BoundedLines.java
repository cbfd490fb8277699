package dev.plumbline.ingest.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lines of a stream, one at a time; one that is longer than a limit is passed over and never held.
///
/// A line ends with LF or CR LF, the last one also with the stream. A byte-order mark before the
/// first is passed over.
final class BoundedLines {
    private static final int BUFFER = 64 * 1024;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long number;

    BoundedLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /// @param number counted from 1
    /// @param bytes without its end; `null` if there are too many
    record Line(long number, byte @Nullable [] bytes) {
        boolean isBlank() {
            if (bytes == null) {
                return false;
            }
            for (byte b : bytes) {
                if (b != ' ' && b != '\t') {
                    return false;
                }
            }
            return true;
        }
    }

    /// The next line; `null` at the end.
    @Nullable Line next() throws IOException {
        ByteArrayOutputStream held = new ByteArrayOutputStream(256);
        boolean any = false;
        boolean tooLong = false;
        while (from < to || fill()) {
            any = true;
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            tooLong |= held.size() + (end - from) > longest;
            if (!tooLong) {
                held.write(buffer, from, end - from);
            } else {
                held = new ByteArrayOutputStream(0);
            }
            boolean ended = end < to;
            from = ended ? end + 1 : end;
            if (ended) {
                break;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        return new Line(number, tooLong ? null : bare(held.toByteArray()));
    }

    private boolean fill() throws IOException {
        int read = in.read(buffer, 0, BUFFER);
        from = 0;
        to = Math.max(read, 0);
        return read > 0;
    }

    private byte[] bare(byte[] line) {
        int start =
                number == 1 && line.length >= 3 && Arrays.equals(line, 0, 3, MARK, 0, 3) ? 3 : 0;
        int end =
                line.length > start && line[line.length - 1] == '\r'
                        ? line.length - 1
                        : line.length;
        return start == 0 && end == line.length ? line : Arrays.copyOfRange(line, start, end);
    }
}
