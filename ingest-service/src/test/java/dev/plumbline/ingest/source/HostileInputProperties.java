package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.intake.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the bytes are, the answer is a value.
class HostileInputProperties {
    private static final List<Source> SOURCES = Sources.all(1_000_000);
    private static final Detect DETECT = new Detect(SOURCES);
    private static final List<byte[]> HONEST = honest();

    /// The samples of all formats, and what the tests of the doors send.
    private static List<byte[]> honest() {
        List<byte[]> honest =
                new ArrayList<>(
                        List.of(
                                Samples.bill("x", 3),
                                Samples.sarif("x"),
                                Samples.openVex("x"),
                                Samples.utf8(Samples.osv("A") + "\n" + Samples.osv("B")),
                                Samples.zip("a.json", Samples.osv("A")),
                                Samples.kev("CVE-2020-1", "CVE-2020-2")));
        try {
            for (Source source : SOURCES) {
                honest.add(
                        Files.readAllBytes(
                                Path.of("src", "test", "resources", "samples")
                                        .resolve(source.format().sample())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return honest;
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        Arbitrary<byte[]> honest = Arbitraries.of(HONEST);
        Arbitrary<int[]> places =
                Arbitraries.integers()
                        .between(0, 1_000_000)
                        .array(int[].class)
                        .ofMinSize(1)
                        .ofMaxSize(6);
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMinSize(6).ofMaxSize(6);
        Arbitrary<Integer> ends = Arbitraries.integers().between(0, 2_000_000);
        return Combinators.combine(honest, places, bytes, ends).as(HostileInputProperties::damage);
    }

    private static byte[] damage(byte[] honest, int[] places, byte[] bytes, int end) {
        byte[] damaged = honest.clone();
        for (int i = 0; i < places.length; i++) {
            damaged[places[i] % damaged.length] = bytes[i];
        }
        return end > 1_000_000 ? damaged : Arrays.copyOf(damaged, end % damaged.length);
    }

    @Provide
    Arbitrary<byte[]> shuffled() {
        Arbitrary<String> tokens =
                Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "null",
                        "true",
                        "1",
                        "-0.0e9",
                        "\"\"",
                        "\"\\u0000\"",
                        "\"bomFormat\"",
                        "\"CycloneDX\"",
                        "\"specVersion\"",
                        "\"1.6\"",
                        "\"components\"",
                        "\"runs\"",
                        "\"version\"",
                        "\"2.1.0\"",
                        "\"results\"",
                        "\"tool\"",
                        "\"driver\"",
                        "\"name\"",
                        "\"id\"",
                        "\"affected\"",
                        "\"vulnerabilities\"",
                        "\"statements\"",
                        "\"@context\"",
                        "\"https://openvex.dev/ns\"",
                        "\"hashes\"",
                        "\"licenses\"",
                        "\"metadata\"",
                        "\"rules\"",
                        "\"locations\"");
        return tokens.list().ofMaxSize(40).map(list -> Samples.utf8(String.join("", list)));
    }

    @Property(tries = 4_000)
    void shouldNeverThrowOnDamagedDocuments(@ForAll("damaged") byte[] bytes) {
        neverThrows(bytes);
    }

    @Property(tries = 4_000)
    void shouldNeverThrowOnShuffledTokens(@ForAll("shuffled") byte[] bytes) {
        neverThrows(bytes);
    }

    private static void neverThrows(byte[] bytes) {
        assertThatCode(
                        () -> {
                            DETECT.of(bytes);
                            for (Source source : SOURCES) {
                                source.parse(Content.of(bytes));
                            }
                        })
                .doesNotThrowAnyException();
    }
}
