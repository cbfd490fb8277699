package dev.plumbline.ingest.source.cyclonedx;

import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.sbom.Claim;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected shares are counted by hand.
class CompletenessTest {
    private final CycloneDxSource source = new CycloneDxSource();

    private Map<String, Double> fields(String document) {
        return Objects.requireNonNull(parsed(source, document, Bill.class).inventory())
                .quality()
                .fields();
    }

    @Test
    void shouldGiveACompleteBillEveryElement() {
        // Given
        String complete =
                """
                {"bomFormat":"CycloneDX","specVersion":"1.6","version":3,
                 "signature":{"algorithm":"ES256","value":"tqITqIm0gUMWXIjqDsyMzg"},
                 "metadata":{"timestamp":"2026-11-22T10:00:00Z","authors":[{"name":"Build crew"}],
                  "lifecycles":[{"phase":"build"}],"tools":{"components":[{"type":"application","name":"syft","version":"1.18.0"}]}},
                 "components":[{"type":"library","bom-ref":"a","name":"jquery","version":"3.4.1","purl":"pkg:npm/jquery@3.4.1",
                  "supplier":{"name":"OpenJS"},"licenses":[{"license":{"id":"MIT"}}],
                  "hashes":[{"alg":"SHA-1","content":"e6b1000b94e835ffd37f4c6dcbdad43f4b48a02a"}]}],
                 "dependencies":[{"ref":"a","dependsOn":[]}]}
                """;

        // When
        Map<String, Double> fields = fields(complete);

        // Then
        assertThat(fields)
                .hasSize(17)
                .allSatisfy((element, share) -> assertThat(share).as(element).isEqualTo(1.0));
    }

    @Test
    void shouldCountTheSevenElementsOfNtiaBeside() {
        // Given
        String mixed =
                """
                {"bomFormat":"CycloneDX","specVersion":"1.6",
                 "metadata":{"timestamp":"2026-11-22T10:00:00Z"},
                 "components":[
                  {"type":"library","bom-ref":"a","name":"a","version":"1","purl":"pkg:npm/a@1","publisher":"P"},
                  {"type":"library","bom-ref":"b","name":"b","version":"unknown"}],
                 "dependencies":[{"ref":"a"}]}
                """;

        // When
        Map<String, Double> ntia =
                Objects.requireNonNull(parsed(source, mixed, Bill.class).inventory())
                        .quality()
                        .ntia2021();

        // Then
        assertThat(ntia)
                .isEqualTo(
                        Map.of(
                                "supplier", 0.5,
                                "component-name", 1.0,
                                "version", 0.75,
                                "other-identifiers", 0.5,
                                "dependency-relationship", 0.5,
                                "author", 0.0,
                                "timestamp", 1.0));
    }

    @Test
    void shouldCountEachElementWhereItBelongs() {
        // Given
        String mixed =
                """
                {"bomFormat":"CycloneDX","specVersion":"1.6",
                 "metadata":{"tools":[{"name":"syft","version":"unknown"}]},
                 "components":[
                  {"type":"library","bom-ref":"a","name":"a","version":"1","purl":"pkg:npm/a@1","publisher":"P",
                   "licenses":[{"license":{"name":"NOASSERTION"}}]},
                  {"type":"library","bom-ref":"b","name":"b","version":"unknown","cpe":"cpe:2.3:a:b:b:1:*:*:*:*:*:*:*",
                   "licenses":[{"license":{"name":"unknown"}}]},
                  {"type":"library","bom-ref":"c","name":"n/a","version":"-","supplier":{"name":"n/a"}},
                  {"type":"library","name":"d","version":"2","hashes":[{"alg":"MD5","content":"3942447fac867ae5cdb3229b658f4d48"}]}],
                 "dependencies":[{"ref":"root","dependsOn":["a"]}],
                 "compositions":[{"aggregate":"unknown","dependencies":["b"]}]}
                """;

        // When
        Map<String, Double> fields = fields(mixed);

        // Then
        assertThat(fields)
                .containsEntry("name", 3 / 4.0)
                .containsEntry("version", (1 + 0.5 + 0 + 1) / 4)
                .containsEntry("producer", 1 / 4.0)
                .containsEntry("licence", (0 + 0.5 + 0 + 0) / 4)
                .containsEntry("identifiers", 2 / 4.0)
                .containsEntry("hash-algorithm", 1 / 4.0)
                .containsEntry("hash-value", 1 / 4.0)
                .containsEntry("dependency-relationship", (1 + 0.5 + 0 + 0) / 4)
                .containsEntry("tool-name", 1.0)
                .containsEntry("tool-version", 0.5)
                .containsEntry("sbom-version", 0.0)
                .containsEntry("author", 0.0)
                .containsEntry("author-signature", 0.0)
                .containsEntry("timestamp", 0.0)
                .containsEntry("generation-context", 0.0)
                .containsEntry("format-name", 1.0)
                .containsEntry("format-version", 1.0);
    }

    @Test
    void shouldGiveNothingForComponentsThatAreNotThere() {
        // When
        Map<String, Double> fields =
                fields("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[]}");

        // Then
        assertThat(fields).containsEntry("name", 0.0).containsEntry("dependency-relationship", 0.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOASSERTION",
                "n/a",
                "N/A",
                "-",
                "--",
                "?",
                "",
                "  ",
                "none",
                "TBD",
                "null",
                "[not provided]",
                "latest",
                "(devel)"
            })
    void shouldGiveNothingForWordsThatOnlyFillThePlace(String filler) {
        assertThat(Claim.of(filler)).isEqualTo(Claim.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "Unknown", " UNKNOWN ", "withheld", "redacted"})
    void shouldGiveHalfForSayingThatItIsNotKnown(String word) {
        assertThat(Claim.of(word)).isEqualTo(Claim.SAID_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "0.1",
                "MIT",
                "Apache-2.0",
                "none-of-your-business",
                "unknownlib",
                "日本"
            })
    void shouldGiveAllForARealValue(String value) {
        assertThat(Claim.of(value)).isEqualTo(Claim.REAL);
    }
}
