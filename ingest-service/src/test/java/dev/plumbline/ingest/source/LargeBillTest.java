package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.cyclonedx.CycloneDxSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What is kept of a document bounds the memory, not its size.
class LargeBillTest {
    private static final int COMPONENTS = 210_000;

    /// Reads a bill that is made while it is read; a process of its own, with a heap of its own.
    static final class Reader {
        private Reader() {}

        public static void main(String[] arguments) throws IOException {
            long[] read = new long[1];
            Content made =
                    () ->
                            new FilterInputStream(LargeDocuments.cycloneDxJson(COMPONENTS)) {
                                @Override
                                public int read(byte[] into, int from, int length)
                                        throws IOException {
                                    int some = super.read(into, from, length);
                                    read[0] += Math.max(some, 0);
                                    return some;
                                }
                            };
            ParseResult result = new CycloneDxSource().parse(made);
            System.out.println(
                    read[0]
                            + " "
                            + (result instanceof Parsed parsed
                                    ? parsed.document().counts()
                                    : result.toString()));
        }
    }

    @Test
    void shouldReadThreeHundredMegabytesInAHeapOf256() throws Exception {
        // Given
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Reader.class.getName())
                        .redirectErrorStream(true)
                        .start();

        // When
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        // Then
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).endsWith(" {components=210000, identified=210000, unidentified=0}");
        assertThat(Long.parseLong(said.substring(0, said.indexOf(' '))))
                .isGreaterThan(300_000_000L);
    }
}
