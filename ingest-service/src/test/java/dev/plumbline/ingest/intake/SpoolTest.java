package dev.plumbline.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.intake.Spool.Broken;
import dev.plumbline.ingest.intake.Spool.Kept;
import dev.plumbline.ingest.intake.Spool.TooLarge;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long LIMIT = 1_000_000;

    @TempDir Path folder;

    private Spool.Taken take(byte[] body, Encoding encoding) throws IOException {
        return new Spool(LIMIT, 200, 1_000, folder).take(new ByteArrayInputStream(body), encoding);
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(3).nextBytes(noise);
        return noise;
    }

    private static byte[] all(SpooledDocument document) throws IOException {
        try (InputStream in = document.open()) {
            return in.readAllBytes();
        }
    }

    @Test
    void shouldGiveBackTheSameBytesFromMemoryAndFromAFile() throws Exception {
        for (byte[] bytes : List.of(new byte[0], Samples.bill("small"), noise(300_000))) {
            // When
            try (SpooledDocument document = ((Kept) take(bytes, Encoding.IDENTITY)).document()) {
                // Then
                assertThat(all(document)).isEqualTo(bytes);
                assertThat(all(document)).isEqualTo(bytes);
                assertThat(document.sizeBytes()).isEqualTo(bytes.length);
                assertThat(document.sha256())
                        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
            }
        }
        assertThat(files()).isZero();
    }

    @Test
    void shouldGiveTheSameDigestHoweverTheBytesWerePacked() throws IOException {
        // Given
        byte[] bill = Samples.bill("packed");

        // When
        List<Spool.Taken> taken =
                List.of(
                        take(bill, Encoding.IDENTITY),
                        take(Samples.gzip(bill), Encoding.GZIP),
                        take(Samples.zstd(bill), Encoding.ZSTD),
                        take(Samples.gzip(bill), Encoding.IDENTITY),
                        take(Samples.zstd(bill), Encoding.IDENTITY),
                        take(Samples.gzip(Samples.gzip(bill)), Encoding.GZIP));

        // Then
        assertThat(taken.stream().map(t -> ((Kept) t).document().sha256Hex()).distinct())
                .hasSize(1);
    }

    @Test
    void shouldStopAtTheLimitAndLeaveNothingBehind() throws IOException {
        // When
        Spool.Taken atLimit = take(new byte[(int) LIMIT], Encoding.IDENTITY);
        Spool.Taken above = take(noise((int) LIMIT + 1), Encoding.IDENTITY);

        // Then
        assertThat(atLimit).isInstanceOf(Kept.class);
        assertThat(above).isInstanceOf(TooLarge.class);
        assertThat(files()).isZero();
    }

    @Test
    void shouldRefuseWhatExpandsTooFar() throws IOException {
        // Given
        Spool spool = new Spool(1L << 30, 200, 1_000, folder);
        byte[] bomb = Samples.zstd(new byte[64 * 1024 * 1024]);

        // When
        Spool.Taken taken = spool.take(new ByteArrayInputStream(bomb), Encoding.ZSTD);

        // Then
        assertThat(taken).isInstanceOf(TooLarge.class);
    }

    @Test
    void shouldSayThatAStreamIsBroken() throws IOException {
        // Given
        byte[] gzip = Samples.gzip(noise(10_000));
        byte[] zstd = Samples.zstd(noise(10_000));

        // Then
        assertThat(take(Arrays.copyOf(gzip, 5_000), Encoding.GZIP)).isInstanceOf(Broken.class);
        assertThat(take(Arrays.copyOf(zstd, 5_000), Encoding.ZSTD)).isInstanceOf(Broken.class);
        assertThat(take(Samples.bill("plain"), Encoding.GZIP)).isInstanceOf(Broken.class);
        assertThat(take(Samples.bill("plain"), Encoding.ZSTD)).isInstanceOf(Broken.class);
        assertThat(files()).isZero();
    }

    @Test
    void shouldRefuseAWindowThatTakesMoreMemoryThanIsGiven() throws IOException {
        // When
        Spool.Taken large = take(windowed(27), Encoding.ZSTD);
        Spool.Taken within = take(windowed(23), Encoding.ZSTD);
        Spool.Taken ownFile = take(windowed(24), Encoding.IDENTITY);

        // Then
        assertThat(large)
                .isInstanceOfSatisfying(
                        Broken.class,
                        broken -> assertThat(broken.detail()).contains("more than 8 MiB"));
        assertThat(ownFile)
                .isInstanceOfSatisfying(
                        Broken.class,
                        broken -> assertThat(broken.detail()).contains("more than 8 MiB"));
        assertThat(within).isInstanceOf(Kept.class);
    }

    private static byte[] windowed(int log) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(packed)) {
            zstd.setLong(log);
            zstd.write(Samples.bill("windowed"));
        }
        return packed.toByteArray();
    }

    /// What ends without a word, as a killed process does, must leave nothing behind either.
    @Test
    void shouldHaveNoNameInTheFolderWhileItIsKept() throws IOException {
        // Given
        byte[] bytes = noise(300_000);

        // When
        try (SpooledDocument document = ((Kept) take(bytes, Encoding.IDENTITY)).document()) {
            // Then
            assertThat(files()).isZero();
            assertThat(all(document)).isEqualTo(bytes);
        }
    }

    @Test
    void shouldUnpackWhatItPackedPieceByPiece() throws IOException {
        // Given
        byte[] bytes = noise(700_000);
        SpooledDocument document = ((Kept) take(bytes, Encoding.IDENTITY)).document();
        byte[] packed = document.compressed().readAllBytes();

        // When
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (Unpacking unpacking = new Unpacking()) {
            for (int from = 0; from < packed.length; from += 1_000) {
                for (byte[] piece :
                        unpacking.feed(
                                Arrays.copyOfRange(
                                        packed, from, Math.min(packed.length, from + 1_000)))) {
                    plain.write(piece);
                }
            }
        }

        // Then
        assertThat(plain.toByteArray()).isEqualTo(bytes);
    }
}
