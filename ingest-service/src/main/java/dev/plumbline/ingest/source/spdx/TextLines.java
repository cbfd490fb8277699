package dev.plumbline.ingest.source.spdx;

import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Unreadable;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/// A text, line by line, in one buffer: of a line that nobody wants, no string is made.
final class TextLines implements Closeable {
    /// In characters; a licence text on one line is shorter by far.
    private static final int LONGEST = 8 * 1024 * 1024;

    private static final int FIRST_BUFFER = 32 * 1024;

    private final Reader reader;
    private char[] buffer = new char[FIRST_BUFFER];
    private int from;
    private int to;
    private int next;
    private int filled;
    private boolean ended;
    private int line;

    TextLines(InputStream bytes, Charset charset) {
        this.reader =
                new InputStreamReader(
                        bytes,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /// Steps onto the next line; `false` at the end. Lines end with a line feed, with or without a
    /// carriage return before it.
    boolean next() throws IOException, Unreadable {
        int search = next;
        while (true) {
            for (int i = search; i < filled; i++) {
                if (buffer[i] == '\n') {
                    line++;
                    from = next;
                    to = i;
                    next = i + 1;
                    return true;
                }
            }
            search = filled - next;
            if (ended) {
                if (next == filled) {
                    return false;
                }
                line++;
                from = next;
                to = filled;
                next = filled;
                return true;
            }
            fill();
            search += next;
        }
    }

    private void fill() throws IOException, Unreadable {
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, filled - next);
            filled -= next;
            next = 0;
        }
        if (filled == buffer.length) {
            if (filled >= LONGEST) {
                line++;
                throw refuse("a line is longer than " + LONGEST + " characters");
            }
            buffer = Arrays.copyOf(buffer, filled * 2);
        }
        int read;
        try {
            read = reader.read(buffer, filled, buffer.length - filled);
        } catch (CharacterCodingException e) {
            line++;
            throw refuse("broken character encoding at this line or soon after");
        }
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }

    /// The first character that is no blank; the line's end if there is none.
    int start() {
        int at = from;
        while (at < to && buffer[at] <= ' ') {
            at++;
        }
        return at;
    }

    char at(int index) {
        return index < to ? buffer[index] : '\n';
    }

    /// Where a character stands from an index on; -1 if it does not.
    int find(char wanted, int index) {
        for (int i = index; i < to; i++) {
            if (buffer[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// Where a piece of text stands from an index on; -1 if it does not.
    int find(String wanted, int index) {
        char first = wanted.charAt(0);
        for (int i = find(first, index); i >= 0; i = find(first, i + 1)) {
            if (startsWith(wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    boolean startsWith(String wanted, int index) {
        if (index + wanted.length() > to) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (buffer[index + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The text between two indexes, without blanks around it.
    String text(int first, int last) {
        int a = first;
        int b = last;
        while (a < b && buffer[a] <= ' ') {
            a++;
        }
        while (b > a && buffer[b - 1] <= ' ') {
            b--;
        }
        return new String(buffer, a, b - a);
    }

    int end() {
        return to;
    }

    int line() {
        return line;
    }

    Unreadable refuse(String reason) {
        return new Place(line, 1).refuse(reason);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
