package dev.plumbline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.http.BoundedLines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

    private static List<String> lines(InputStream in, int longest) throws IOException {
        BoundedLines lines = new BoundedLines(in, longest);
        List<String> all = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            all.add(
                    line.number()
                            + ":"
                            + (line.bytes() == null
                                    ? "too long"
                                    : new String(line.bytes(), StandardCharsets.UTF_8)));
        }
        return all;
    }

    private static InputStream of(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldEndLinesAsUnixAndWindowsDo() throws IOException {
        assertThat(lines(of("a\nb\r\n\nlast"), 10)).containsExactly("1:a", "2:b", "3:", "4:last");
    }

    @Test
    void shouldFindNoLineWhereThereIsNone() throws IOException {
        assertThat(lines(of(""), 10)).isEmpty();
    }

    @Test
    void shouldPassOverAByteOrderMark() throws IOException {
        assertThat(lines(of("\ufeffa\n\ufeffb\n"), 10)).containsExactly("1:a", "2:\ufeffb");
    }

    @Test
    void shouldTakeALineOfTheLongestLengthAndPassOverALongerOne() throws IOException {
        assertThat(lines(of("1234\n12345\n1\n"), 4)).containsExactly("1:1234", "2:too long", "3:1");
    }

    @Test
    void shouldPassOverHalfAGigabyteOfOneLineWithoutHoldingIt() throws IOException {
        // Given
        InputStream endless =
                new InputStream() {
                    private long left = 512L * 1024 * 1024;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException("read in pieces");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        int some = (int) Math.min(length, left);
                        left -= some;
                        return some == 0 ? -1 : some;
                    }
                };

        // Then
        assertThat(lines(endless, 1024)).containsExactly("1:too long");
    }
}
