package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.Samples;
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

    private static Detected detect(byte[] bytes) {
        return Detect.of(Arrays.copyOf(bytes, Math.min(bytes.length, Detect.PREFIX)));
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of(Format.CYCLONEDX, Samples.bill("x")),
                Arguments.of(Format.CYCLONEDX, Samples.bill("x", 5_000)),
                Arguments.of(Format.SARIF, Samples.sarif("x")),
                Arguments.of(Format.OPENVEX, Samples.openVex("x")),
                Arguments.of(Format.OSV, Samples.utf8(Samples.osv("GHSA-1"))),
                Arguments.of(Format.OSV, Samples.utf8("[" + Samples.osv("GHSA-1") + "]")),
                Arguments.of(
                        Format.OSV,
                        Samples.utf8(Samples.osv("GHSA-1") + "\n" + Samples.osv("GHSA-2"))),
                Arguments.of(
                        Format.OSV,
                        Samples.zip("README.md", "x", "a/b.json", Samples.osv("GHSA-1"))),
                Arguments.of(Format.KEV, Samples.kev("CVE-2020-1")));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldTellEveryFormatFromItsContent(Format format, byte[] document) {
        // When
        Detected detected = detect(document);

        // Then
        assertThat(detected).isEqualTo(new Known(format));
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
        assertThat(written)
                .allSatisfy(
                        bytes -> assertThat(detect(bytes)).isEqualTo(new Known(Format.CYCLONEDX)));
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
        Detected detected = detect(Samples.utf8(late));

        // Then
        assertThat(detected).isEqualTo(new Known(Format.CYCLONEDX));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<?xml version='1.0'?><bom xmlns='http://cyclonedx.org/schema/bom/1.4'/> | CycloneDX XML",
                "<rdf:RDF xmlns:spdx='http://spdx.org/rdf/terms#'/> | SPDX RDF/XML",
                "<html></html> | HTML",
                "<a/> | XML",
                "{\"spdxVersion\":\"SPDX-2.3\"} | SPDX 2 JSON",
                "{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",\"@graph\":[]} | SPDX 3 JSON-LD",
                "SPDXVersion: SPDX-2.2 | SPDX tag-value",
                "{\"document\":{\"csaf_version\":\"2.0\"}} | CSAF",
                "{\"dataType\":\"CVE_RECORD\",\"cveMetadata\":{}} | a CVE record",
                "{\"SchemaVersion\":2,\"ArtifactName\":\"a\",\"Results\":[]} | Trivy JSON",
                "{\"matches\":[],\"descriptor\":{}} | Grype JSON",
                "{\"payloadType\":\"a\",\"payload\":\"b\"} | a DSSE envelope",
                "{\"version\":\"1.0.0\",\"runs\":[]} | SARIF 1.0.0",
                "{\"version\":\"2.0.0-csd.2.beta.2019-02-20\",\"runs\":[]} | SARIF 2.0.0-csd.2.beta.2019-02-20",
                "{\"foo\":1,\"bar\":2} | a JSON object with foo, bar",
                "{} | a JSON object without fields",
                "[] | a JSON list without records",
                "null | the JSON literal null",
                "hello | text that is no JSON"
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
        Detected csafZip =
                detect(Samples.zip("a.json", "{\"document\":{\"csaf_version\":\"2.0\"}}"));

        // Then
        assertThat(empty).isEqualTo(new Foreign("an empty document"));
        assertThat(blank).isEqualTo(new Foreign("a document of nothing but white space"));
        assertThat(binary).isEqualTo(new Foreign("binary data"));
        assertThat(yamlZip).isEqualTo(new Foreign("a zip archive of .yaml files"));
        assertThat(csafZip).isEqualTo(new Foreign("a zip archive; its first JSON file is CSAF"));
    }
}
