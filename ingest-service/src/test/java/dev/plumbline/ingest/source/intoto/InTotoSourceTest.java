package dev.plumbline.ingest.source.intoto;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.Fact;
import dev.plumbline.ingest.source.ParsedDocument.FactReport;
import dev.plumbline.ingest.source.ParsedDocument.Several;
import dev.plumbline.ingest.source.ParsedDocument.VexDocument;
import dev.plumbline.ingest.source.cyclonedx.CycloneDxSource;
import dev.plumbline.ingest.source.intoto.Verifier.Verdict;
import dev.plumbline.ingest.source.openvex.OpenVexSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InTotoSourceTest {
    private static final String A = "a1".repeat(32);
    private static final String B = "b2".repeat(32);
    private static final String SLSA1 =
            "\"buildDefinition\":{\"externalParameters\":{\"workflow\":{\"repository\":\"https://git.example/acme/shop\"}}},\"runDetails\":{\"builder\":{\"id\":\"https://ci.example/b\"}}";
    private static final String SLSA02 =
            "\"builder\":{\"id\":\"https://ci.example/b\"},\"invocation\":{\"configSource\":{\"uri\":\"git+https://git.example/acme/shop\"}},\"materials\":null";
    private static final String BILL =
            "\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[{\"type\":\"library\",\"name\":\"left-pad\",\"version\":\"1.3.0\",\"purl\":\"pkg:npm/left-pad@1.3.0\"}]";

    private static InTotoSource source(Verdict verdict) {
        return new InTotoSource(
                (message, signatures) -> verdict, new CycloneDxSource(), new OpenVexSource());
    }

    private final InTotoSource unknown = source(new Verdict.NoKey());
    private final InTotoSource verified = source(new Verdict.Verified("release"));

    private static String statement(String version, String predicateType, String predicate) {
        return "{\"_type\":\"https://in-toto.io/Statement/"
                + version
                + "\",\"subject\":[{\"name\":\"shop.tgz\",\"digest\":{\"sha512\":\"00\",\"sha256\":\""
                + A.toUpperCase()
                + "\"}},{\"name\":\"shop.zip\",\"digest\":{\"sha256\":\""
                + B
                + "\"}},{\"name\":\"notes\",\"digest\":{\"sha1\":\"00\"}}],\"predicate\":{"
                + predicate
                + "},\"predicateType\":\""
                + predicateType
                + "\"}";
    }

    private static String envelope(String payload) {
        return "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\""
                + Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + "\",\"signatures\":[{\"keyid\":\"\",\"sig\":\"c2ln\"}]}";
    }

    @Test
    void shouldTakeAnUnsignedProvenanceForAChecksum() {
        // When
        FactReport report =
                parsed(
                        unknown,
                        statement("v1", "https://slsa.dev/provenance/v1", SLSA1),
                        FactReport.class);

        // Then
        assertThat(report.tool()).isEqualTo("https://ci.example/b");
        assertThat(report.other()).isEqualTo(1);
        assertThat(report.facts())
                .extracting(Fact::measure, Fact::item, Fact::value)
                .containsExactly(
                        tuple("release-provenance", "sha256:" + A, 0.4),
                        tuple("release-provenance", "sha256:" + B, 0.4));
        assertThat(report.facts().getFirst().statement())
                .isEqualTo(
                        "shop.tgz was built by https://ci.example/b from https://git.example/acme/shop, signed by nobody known");
    }

    @Test
    void shouldGiveTheFullWorthToAVerifiedProvenanceThatNamesBuilderAndSource() {
        // When
        FactReport one =
                parsed(
                        verified,
                        envelope(statement("v1", "https://slsa.dev/provenance/v1", SLSA1)),
                        FactReport.class);
        FactReport earlier =
                parsed(
                        verified,
                        envelope(statement("v0.1", "https://slsa.dev/provenance/v0.2", SLSA02)),
                        FactReport.class);
        FactReport nameless =
                parsed(
                        verified,
                        envelope(statement("v1", "https://slsa.dev/provenance/v1", "")),
                        FactReport.class);

        // Then
        assertThat(one.facts()).extracting(Fact::value).containsOnly(1.0);
        assertThat(earlier.facts()).extracting(Fact::value).containsOnly(1.0);
        assertThat(nameless.facts()).extracting(Fact::value).containsOnly(0.7);
    }

    @Test
    void shouldSignAndReadExactlyTheBytesOfTheEnvelope() {
        // Given
        StringBuilder seen = new StringBuilder();
        InTotoSource watching =
                new InTotoSource(
                        (message, signatures) -> {
                            seen.append(new String(message, StandardCharsets.UTF_8))
                                    .append(signatures.size());
                            return new Verdict.NoKey();
                        },
                        new CycloneDxSource(),
                        new OpenVexSource());
        String payload = statement("v1", "https://slsa.dev/provenance/v1", SLSA1);

        // When
        parsed(watching, envelope(payload), FactReport.class);

        // Then
        assertThat(seen)
                .hasToString(
                        "DSSEv1 28 application/vnd.in-toto+json "
                                + payload.length()
                                + " "
                                + payload
                                + "1");
    }

    @Test
    void shouldReadASbomInsideAndBindItToTheSubjects() {
        // When
        Several several =
                parsed(
                        verified,
                        envelope(statement("v0.1", "https://cyclonedx.org/bom", BILL)),
                        Several.class);
        Several wrapped =
                parsed(
                        verified,
                        envelope(
                                statement(
                                        "v0.1",
                                        "https://cyclonedx.org/bom/v1.4",
                                        "\"Data\":{" + BILL + "}")),
                        Several.class);

        // Then
        Bill bill = (Bill) several.documents().getFirst();
        assertThat(bill.inventory().subjectSha256()).contains(A, B);
        assertThat(bill.inventory().components()).hasSize(1);
        assertThat(wrapped.documents().getFirst()).isEqualTo(bill);
        assertThat(((FactReport) several.documents().getLast()).facts())
                .extracting(Fact::value)
                .containsOnly(0.7);
    }

    @Test
    void shouldReadAnOpenVexPredicate() {
        // When
        Several several =
                parsed(
                        unknown,
                        statement(
                                "v1",
                                "https://openvex.dev/ns/v0.2.0",
                                "\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"statements\":[{\"vulnerability\":{\"name\":\"CVE-2021-44228\"},\"status\":\"fixed\"}]"),
                        Several.class);

        // Then
        assertThat(((VexDocument) several.documents().getFirst()).statements()).hasSize(1);
    }

    @Test
    void shouldCountAPredicateThatIsNotRead() {
        // When
        FactReport report =
                parsed(
                        unknown,
                        statement("v1", "https://example.test/lint/v1", "\"a\":1"),
                        FactReport.class);

        // Then
        assertThat(report.facts()).isEmpty();
        assertThat(report.other()).isEqualTo(2);
    }

    @Test
    void shouldReadBundlesLineByLineWhateverStandsBeforeThem() {
        // Given
        String envelope = envelope(statement("v1", "https://slsa.dev/provenance/v1", SLSA1));
        String bundle =
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"dsseEnvelope\":"
                        + envelope
                        + ",\"verificationMaterial\":{\"certificate\":{\"rawBytes\":\"AA==\"}}}";

        // When
        FactReport report =
                parsed(unknown, "\uFEFF" + bundle + "\n\n" + envelope + "\n", FactReport.class);

        // Then
        assertThat(report.facts()).hasSize(4);
    }

    @Test
    void shouldRefuseWhatAConfiguredKeyDidNotSign() {
        // When
        Malformed malformed =
                malformed(
                        source(new Verdict.Refuted("release")),
                        "\n" + envelope(statement("v1", "https://slsa.dev/provenance/v1", SLSA1)));

        // Then
        assertThat(malformed.line()).isEqualTo(2);
        assertThat(malformed.reason())
                .isEqualTo("the signature of the envelope is not one of the key release");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"payloadType\":\"text/plain\",\"payload\":\"YQ==\",\"signatures\":[]}",
                "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"***\"}",
                "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"e30=\"}",
                "{\"payloadType\":\"application/vnd.in-toto+json\"}",
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"messageSignature\":{}}",
                "{\"_type\":\"https://in-toto.io/Statement/v9\",\"predicateType\":\"a\"}",
                "{\"_type\":\"https://in-toto.io/Statement/v1\"}",
                "[]",
                "{"
            })
    void shouldRefuseWhatIsNoAttestation(String text) {
        assertThat(malformed(unknown, text).reason()).isNotBlank();
    }

    @Test
    void shouldSayWhereAStatementIsBrokenAndThatAPredicateIs() {
        assertThat(
                        malformed(
                                        unknown,
                                        "\n{\"_type\":\"https://in-toto.io/Statement/v1\",\n\"predicateType\":\"x\",\"subject\":[7]}")
                                .line())
                .isEqualTo(3);
        assertThat(
                        malformed(
                                        unknown,
                                        envelope(
                                                statement(
                                                        "v1",
                                                        "https://cyclonedx.org/bom",
                                                        "\"bomFormat\":\"CycloneDX\",\"specVersion\":\"9\"")))
                                .reason())
                .startsWith("the predicate is broken: ");
    }
}
