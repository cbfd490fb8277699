package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.ingest.intake.Sources;
import dev.plumbline.ingest.source.Corpus.Sample;
import dev.plumbline.ingest.source.Detected.Foreign;
import dev.plumbline.ingest.source.Detected.Known;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.VexDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every real file is recognised, read or refused, and never breaks a parser. What is counted is
/// counted a second time from a tree of the whole document.
class CorpusTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Detect DETECT = new Detect(Sources.all(1L << 30));

    private static Detected detect(Sample sample) {
        return DETECT.of(
                Arrays.copyOf(sample.bytes(), Math.min(sample.bytes().length, Opening.PREFIX)));
    }

    /// Empty where the file is of no format that is read.
    private static Optional<ParseResult> read(Sample sample) {
        return switch (detect(sample)) {
            case Foreign foreign -> Optional.empty();
            case Known known -> Optional.of(Parsing.parse(known.source(), sample.bytes()));
        };
    }

    private static <T extends ParsedDocument> List<Map.Entry<Sample, T>> parsed(
            String folder, Class<T> type) {
        List<Map.Entry<Sample, T>> parsed = new ArrayList<>();
        for (Sample sample : Corpus.below(folder)) {
            read(sample)
                    .filter(Parsed.class::isInstance)
                    .map(result -> ((Parsed) result).document())
                    .filter(type::isInstance)
                    .ifPresent(document -> parsed.add(Map.entry(sample, type.cast(document))));
        }
        return parsed;
    }

    @Test
    void shouldReadOrRefuseEveryFileWithoutBreaking() {
        // Given
        List<Sample> samples = new ArrayList<>();
        for (String folder :
                List.of("sbom", "findings", "advisories", "vex", "hooks", "vectors", "oracles")) {
            samples.addAll(Corpus.below(folder));
        }

        // When
        List<ParseResult> results =
                samples.stream().map(CorpusTest::read).flatMap(Optional::stream).toList();

        // Then
        assertThat(results).isNotEmpty();
        assertThat(results)
                .filteredOn(Malformed.class::isInstance)
                .allSatisfy(
                        r ->
                                assertThat(((Malformed) r).reason())
                                        .isNotBlank()
                                        .hasSizeLessThan(400));
    }

    @Test
    void shouldAcceptWhatTheSpecificationCallsValid() {
        // Given
        List<Sample> valid = ofTheSpecification("valid-");

        // When
        List<Sample> refused =
                valid.stream().filter(s -> !(read(s).orElseThrow() instanceof Parsed)).toList();

        // Then
        assertThat(valid).isNotEmpty();
        assertThat(refused).isEmpty();
    }

    @Test
    void shouldRefuseWhatTheSpecificationCallsInvalid() {
        // Given
        List<Sample> invalid =
                ofTheSpecification("invalid-").stream()
                        // a bom-ref given twice: forbidden, seen in the wild, and harmless here
                        .filter(
                                s ->
                                        !s.name()
                                                .matches(
                                                        ".*/invalid-component-ref-1\\.[1234]\\.(json|xml)"))
                        .toList();

        // When
        List<Sample> accepted =
                invalid.stream()
                        .filter(s -> !(read(s).orElseThrow() instanceof Malformed))
                        .toList();

        // Then
        assertThat(invalid).isNotEmpty();
        assertThat(accepted).isEmpty();
    }

    private static List<Sample> ofTheSpecification(String start) {
        return Stream.of("sbom/cyclonedx/spec", "sbom/cyclonedx-protobuf/spec")
                .flatMap(folder -> Corpus.below(folder).stream())
                .filter(s -> s.name().matches(".*\\.(json|xml|pb)"))
                // says no version, by which alone the binary form can be told
                .filter(s -> !s.name().endsWith("valid-patent-1.7.cdx.pb"))
                .filter(s -> s.name().substring(s.name().lastIndexOf('/') + 1).startsWith(start))
                .toList();
    }

    @Test
    void shouldAccountForEveryFailingResultOfASarifLog() throws IOException {
        // Given
        List<Map.Entry<Sample, ScanReport>> reports =
                parsed("findings", ScanReport.class).stream()
                        .filter(entry -> entry.getValue().format().startsWith("SARIF"))
                        .toList();

        // Then
        assertThat(reports).isNotEmpty();
        for (Map.Entry<Sample, ScanReport> entry : reports) {
            int failing = 0;
            for (JsonNode run : JSON.readTree(entry.getKey().bytes()).path("runs")) {
                for (JsonNode result : run.path("results")) {
                    String kind = result.path("kind").asText("fail");
                    boolean fails =
                            !Set.of("pass", "notApplicable", "informational").contains(kind);
                    failing +=
                            fails && !result.path("baselineState").asText("").equals("absent")
                                    ? 1
                                    : 0;
                }
            }
            long findings = entry.getValue().counts().get("findings");
            assertThat(findings + entry.getValue().other())
                    .as(entry.getKey().name())
                    .isLessThanOrEqualTo(failing)
                    .isGreaterThanOrEqualTo(failing == 0 ? 0 : 1);
        }
    }

    @Test
    void shouldRefuseEveryOtherVersionOfSarif() {
        // Given
        List<Sample> others =
                Corpus.below("findings").stream()
                        .filter(s -> s.name().endsWith(".sarif"))
                        .filter(
                                s ->
                                        !new String(s.bytes(), StandardCharsets.UTF_8)
                                                .contains("\"2.1.0\""))
                        .toList();

        // Then
        assertThat(others)
                .isNotEmpty()
                .allSatisfy(
                        s ->
                                assertThat(read(s))
                                        .matches(r -> r.isEmpty() || r.get() instanceof Malformed));
    }

    @Test
    void shouldReadEveryAdvisoryAndKevEntry() throws IOException {
        // Given
        List<Map.Entry<Sample, WorldDocument>> feeds =
                parsed("advisories/osv", WorldDocument.class);
        List<Map.Entry<Sample, WorldDocument>> catalogues =
                parsed("advisories/kev", WorldDocument.class);

        // Then
        assertThat(feeds).isNotEmpty();
        for (Map.Entry<Sample, WorldDocument> feed : feeds) {
            long lines =
                    new String(feed.getKey().bytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(l -> !l.isBlank())
                            .count();
            assertThat((long) feed.getValue().records()).as(feed.getKey().name()).isEqualTo(lines);
        }
        assertThat(catalogues).isNotEmpty();
        for (Map.Entry<Sample, WorldDocument> catalogue : catalogues) {
            assertThat(catalogue.getValue().records())
                    .isEqualTo(
                            JSON.readTree(catalogue.getKey().bytes())
                                    .path("vulnerabilities")
                                    .size());
        }
    }

    @Test
    void shouldReadEveryVexStatement() throws IOException {
        // Given
        List<Map.Entry<Sample, VexDocument>> documents = parsed("vex/openvex", VexDocument.class);

        // Then
        assertThat(documents).isNotEmpty();
        for (Map.Entry<Sample, VexDocument> document : documents) {
            assertThat(document.getValue().statements())
                    .as(document.getKey().name())
                    .hasSize(JSON.readTree(document.getKey().bytes()).path("statements").size());
        }
    }
}
