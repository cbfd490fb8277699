package dev.plumbline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.feed.Piece.Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipPiecesTest {
    @TempDir Path folder;

    private List<Bundle> bundles(byte[] zip) throws IOException, Unusable {
        Path file = Files.write(folder.resolve("a.zip"), zip);
        List<Bundle> bundles = new ArrayList<>();
        try (ZipPieces pieces = ZipPieces.of(file, "osv", ZipPieces::json)) {
            for (Bundle bundle = pieces.next(); bundle != null; bundle = pieces.next()) {
                bundles.add(bundle);
            }
        }
        return bundles;
    }

    private static byte[] zip(int records) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (int i = 0; i < records; i++) {
                zip.putNextEntry(new ZipEntry(i + ".json"));
                zip.write(Samples.utf8("{\"id\":\"" + i + "\"}"));
                zip.closeEntry();
            }
        }
        return packed.toByteArray();
    }

    @Test
    void shouldBundleAtMostAThousandRecords() throws Exception {
        assertThat(bundles(zip(2_001)))
                .extracting(bundle -> bundle.records().size())
                .containsExactly(1_000, 1_000, 1);
    }

    @Test
    void shouldBundleAtMostEightMegabytes() throws Exception {
        // Given
        StringBuilder random = new StringBuilder();
        new java.util.Random(1)
                .ints(3_000_000, 'a', 'z')
                .forEach(letter -> random.append((char) letter));
        String record = random.toString();

        // When
        List<Bundle> bundles =
                bundles(Samples.zip("a.json", record, "b.json", record, "c.json", record));

        // Then
        assertThat(bundles).extracting(bundle -> bundle.records().size()).containsExactly(2, 1);
    }

    @Test
    void shouldHalveABundleUntilTheBrokenRecordStandsAlone() throws Exception {
        // Given
        Bundle bundle = bundles(zip(5)).getFirst();

        // When
        List<Piece> halves = bundle.halves();

        // Then
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (Piece half : halves) {
            copy(half, together);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        copy(bundle, whole);
        assertThat(together.toString(java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(whole.toString(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(halves)
                .extracting(half -> ((Bundle) half).records().size())
                .containsExactly(2, 3);
    }

    private static void copy(Piece piece, OutputStream to) throws IOException {
        try (InputStream in = piece.open()) {
            in.transferTo(to);
        }
    }

    @Test
    void shouldNoticeWhereverAnArchiveIsCutOff() throws IOException {
        // Given
        byte[] whole = zip(20);

        // Then
        for (int length = 1; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> bundles(cut))
                    .as("cut at %d of %d", length, whole.length)
                    .isInstanceOf(Unusable.class);
        }
    }

    @Test
    void shouldNoticeThatRecordsAreMissingBeforeAWholeDirectory() throws IOException {
        // Given
        byte[] whole = zip(20);
        byte[] few = zip(3);
        byte[] end = Arrays.copyOfRange(whole, whole.length - 22, whole.length);
        byte[] patched = few.clone();
        System.arraycopy(end, 0, patched, few.length - 22, 22);

        // Then
        assertThatThrownBy(() -> bundles(patched))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void shouldNoticeBytesThatTurnedOver() throws IOException {
        // Given
        byte[] zip = zip(3);
        zip[45] ^= 0x55;

        // Then
        assertThatThrownBy(() -> bundles(zip)).isInstanceOf(Unusable.class);
    }
}
