package dev.plumbline.ingest.source.openvex;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.ingest.source.ParsedDocument.VexDocument;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenVexSourceTest {
    private final OpenVexSource source = new OpenVexSource();

    private List<VexStatement> statements(String version, String statements) {
        return parsed(
                        source,
                        "{\"@context\":\"https://openvex.dev/ns"
                                + version
                                + "\",\"statements\":["
                                + statements
                                + "],\"timestamp\":\"2026-01-02T03:04:05Z\"}",
                        VexDocument.class)
                .statements();
    }

    @Test
    void shouldReadStatementsOfTheFirstDrafts() {
        // When
        List<VexStatement> statements =
                statements(
                        "/v0.0.1",
                        "{\"vulnerability\":\"CVE-1\",\"products\":[\"pkg:apk/wolfi/git@2\",\"pkg:apk/wolfi/git@3\"],\"status\":\"fixed\"}");

        // Then
        assertThat(statements)
                .containsExactly(
                        new VexStatement(
                                List.of("CVE-1"),
                                VexStatus.FIXED,
                                null,
                                null,
                                null,
                                List.of("pkg:apk/wolfi/git@2", "pkg:apk/wolfi/git@3"),
                                Instant.parse("2026-01-02T03:04:05Z")));
    }

    @Test
    void shouldPreferSubcomponentsAliasesAndTheStatementsOwnDate() {
        // Given
        String statement =
                """
                {"vulnerability":{"@id":"https://nvd.example/CVE-1","name":"CVE-1","aliases":["GHSA-1"]},
                 "products":[{"@id":"pkg:oci/atlas","identifiers":{"purl":"pkg:oci/atlas@sha256%3Aabc"},"subcomponents":[{"@id":"pkg:npm/a@1"}]}],
                 "status":"not_affected","justification":"component_not_present","impact_statement":"gone","timestamp":"2025-01-01T00:00:00+02:00"}
                """;

        // When
        VexStatement read = statements("/v0.2.0", statement).getFirst();

        // Then
        assertThat(read.vulnerabilities()).containsExactly("CVE-1", "GHSA-1");
        assertThat(read.purls()).containsExactly("pkg:npm/a@1");
        assertThat(read.justification()).isEqualTo(VexJustification.COMPONENT_NOT_PRESENT);
        assertThat(read.statedAt()).isEqualTo(Instant.parse("2024-12-31T22:00:00Z"));
    }

    @Test
    void shouldSpeakOfTheWholeProductWhereProductsAreNoPurls() {
        // When
        VexStatement read =
                statements(
                                "",
                                "{\"vulnerability\":{\"name\":\"CVE-1\"},\"products\":[{\"@id\":\"https://example.org/atlas\"}],\"status\":\"affected\",\"action_statement\":\"update\"}")
                        .getFirst();

        // Then
        assertThat(read.purls()).isEmpty();
        assertThat(read.decides()).isTrue();
    }

    @Test
    void shouldLeaveNotAffectedWithoutAReasonUndecided() {
        // When
        VexStatement read =
                statements(
                                "/v0.2.0",
                                "{\"vulnerability\":{\"name\":\"CVE-1\"},\"status\":\"not_affected\"}")
                        .getFirst();

        // Then
        assertThat(read.decides()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"@context\":\"https://example.org\",\"statements\":[]} | @context does not name OpenVEX",
                "{\"@context\":\"https://openvex.dev/ns\"} | statements is missing",
                "{\"@context\":\"https://openvex.dev/ns\",\"statements\":[{\"status\":\"fixed\"}]} | a statement must name a vulnerability",
                "{\"@context\":\"https://openvex.dev/ns\",\"statements\":[{\"vulnerability\":\"CVE-1\"}]} | a statement must have a status",
                "{\"@context\":\"https://openvex.dev/ns\",\"statements\":[{\"vulnerability\":\"CVE-1\",\"status\":\"fine\"}]} | status must be not_affected, affected, fixed or under_investigation"
            })
    void shouldRefuseWhatSaysNothing(String document, String reason) {
        assertThat(malformed(source, document).reason()).isEqualTo(reason);
    }
}
