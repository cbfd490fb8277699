package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.intake.Sources;
import dev.plumbline.ingest.source.Detected.Foreign;
import dev.plumbline.ingest.source.Detected.Known;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DetectTest {
    private static final Detect DETECT = new Detect(Sources.all(1_000_000));

    private static String formatOf(byte[] bytes) {
        return detect(bytes) instanceof Known known ? known.source().format().wireName() : "none";
    }

    private static Detected detect(byte[] bytes) {
        return DETECT.of(Arrays.copyOf(bytes, Math.min(bytes.length, Opening.PREFIX)));
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("cyclonedx", Samples.bill("x")),
                Arguments.of("cyclonedx", Samples.bill("x", 5_000)),
                Arguments.of("sarif", Samples.sarif("x")),
                Arguments.of("openvex", Samples.openVex("x")),
                Arguments.of("osv", Samples.utf8(Samples.osv("GHSA-1"))),
                Arguments.of("osv", Samples.utf8("[" + Samples.osv("GHSA-1") + "]")),
                Arguments.of(
                        "osv", Samples.utf8(Samples.osv("GHSA-1") + "\n" + Samples.osv("GHSA-2"))),
                Arguments.of(
                        "osv", Samples.zip("README.md", "x", "a/b.json", Samples.osv("GHSA-1"))),
                Arguments.of("kev", Samples.kev("CVE-2020-1")));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldTellEveryFormatFromItsContent(String format, byte[] document) {
        // When
        String detected = formatOf(document);

        // Then
        assertThat(detected).isEqualTo(format);
    }

    @Test
    void shouldSeeThroughByteOrderMarksEncodingsAndWhiteSpace() {
        // Given
        String text = new String(Samples.bill("x"), StandardCharsets.UTF_8);

        // When
        Stream<byte[]> written =
                Stream.of(
                        ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
                        ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
                        ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE),
                        text.getBytes(StandardCharsets.UTF_16LE),
                        ("\n\t  " + text).getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(written).allSatisfy(bytes -> assertThat(formatOf(bytes)).isEqualTo("cyclonedx"));
    }

    @Test
    void shouldTellCycloneDxThatSaysItsNameLate() {
        // Given
        String components = new String(Samples.bill("x", 5_000), StandardCharsets.UTF_8);
        String late =
                "{"
                        + components.substring(
                                components.lastIndexOf("\"components\""), components.length() - 1)
                        + ",\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\"}";

        // When
        String detected = formatOf(Samples.utf8(late));

        // Then
        assertThat(detected).isEqualTo("cyclonedx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<html></html> | HTML",
                "<a/> | XML with the root element a",
                "{\"artifacts\":[],\"artifactRelationships\":[]} | Syft JSON",
                "{\"version\":\"1.0.0\",\"runs\":[]} | SARIF 1.0.0",
                "{\"version\":\"2.0.0-csd.2.beta.2019-02-20\",\"runs\":[]} | SARIF 2.0.0-csd.2.beta.2019-02-20",
                "{\"foo\":1,\"bar\":2} | a JSON object with bar, foo",
                "{} | a JSON object without fields",
                "[] | a JSON list without records",
                "null | the JSON literal null",
                "%PDF-1.7 | PDF",
                "hello | text of an unknown kind"
            })
    void shouldNameWhatIsNotRead(String document, String name) {
        // When
        Detected detected = detect(Samples.utf8(document));

        // Then
        assertThat(detected).isEqualTo(new Foreign(name));
    }

    @Test
    void shouldNameEmptyAndBinaryDocuments() {
        // When
        Detected empty = detect(new byte[0]);
        Detected blank = detect(Samples.utf8(" \n"));
        Detected binary = detect(new byte[] {1, 2, 3, (byte) 0xff, 5});
        Detected yamlZip = detect(Samples.zip("a.yaml", "id: PYSEC-1"));
        Detected otherZip = detect(Samples.zip("a.json", "{\"foo\":1}"));

        // Then
        assertThat(empty).isEqualTo(new Foreign("an empty document"));
        assertThat(blank).isEqualTo(new Foreign("a document of nothing but white space"));
        assertThat(binary).isEqualTo(new Foreign("binary data"));
        assertThat(yamlZip).isEqualTo(new Foreign("a zip archive of .yaml files"));
        assertThat(otherZip)
                .isEqualTo(
                        new Foreign(
                                "a zip archive; its first JSON file is a JSON object with foo"));
    }
}
