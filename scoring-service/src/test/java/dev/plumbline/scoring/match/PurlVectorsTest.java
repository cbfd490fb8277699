package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.plumbline.test.Differences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// What Plumbline reads out of a purl, against the vectors of the purl specification: those that
/// parse, and those that rewrite a purl to its canonical form. (Those that build one are held
/// against ingest-service, which does.)
///
/// A purl of a component has two readings: its parts, and the [Coordinate] that matching makes of
/// them, without qualifiers and subpath. Both are held. Differences stand in
/// `match/purl-differences.tsv`.
@EnabledIf(
        value = "dev.plumbline.scoring.match.Corpus#isPresent",
        disabledReason = "no corpus beside the repository; CoordinateTest holds the rules")
class PurlVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REFUSED = "refused";

    private record Vector(String file, String kind, JsonNode input, JsonNode expected, boolean ok) {

        String row() {
            return file + '\t' + input.asText();
        }
    }

    @Test
    void shouldReadThePartsThatTheSpecificationReads() throws IOException {
        // Given
        List<Vector> vectors = vectors("parse");
        Differences differences =
                new Differences(PurlVectorsTest.class, "/match/purl-differences.tsv");

        // When
        for (Vector vector : vectors) {
            String expected = vector.ok ? parts(vector.expected) : REFUSED;
            differences.hold("parse", vector.row(), expected, partsOf(vector.input.asText()));
        }

        // Then
        assertThat(vectors).hasSizeGreaterThan(120);
        differences.report("purl parse");
    }

    @Test
    void shouldSeeOnePackageInAPurlAndInItsCanonicalForm() throws IOException {
        // Given
        List<Vector> vectors = vectors("validate");
        Differences differences =
                new Differences(PurlVectorsTest.class, "/match/purl-differences.tsv");

        // When
        for (Vector vector : vectors) {
            assertThat(vector.ok).as("a canonical form of %s", vector.input).isTrue();
            String canonical = vector.expected.asText();
            differences.hold(
                    "parts", vector.row(), partsOf(canonical), partsOf(vector.input.asText()));
            differences.hold(
                    "identity", vector.row(), identity(canonical), identity(vector.input.asText()));
        }

        // Then
        assertThat(vectors).hasSizeGreaterThan(120);
        differences.report("purl canonical form");
    }

    @Test
    void shouldWriteCoordinatesInTheCanonicalForm() throws IOException {
        // Given
        List<Vector> vectors = vectors("validate");
        Differences differences =
                new Differences(PurlVectorsTest.class, "/match/purl-differences.tsv");

        // When
        for (Vector vector : vectors) {
            if (Coordinate.fromPurl(vector.input.asText()) instanceof Coordinate coordinate) {
                String bare = vector.expected.asText().replaceFirst("[?#].*", "");
                differences.hold("coordinate", vector.row(), bare, coordinate.purl());
            }
        }

        // Then
        assertThat(differences.cases()).isGreaterThan(90);
        differences.report("purl of a coordinate");
    }

    private static List<Vector> vectors(String kind) throws IOException {
        List<Vector> vectors = new ArrayList<>();
        for (Path file : Corpus.files("vectors/purl", ".json")) {
            String name = file.getFileName().toString().replace("-test.json", "");
            JsonNode tests = JSON.readTree(Corpus.text(file)).path("tests");
            assertThat(tests).as("vectors of %s", file).isNotEmpty();
            for (JsonNode test : tests) {
                String type = test.path("test_type").asText();
                assertThat(type).as("kind of vector").isIn("parse", "validate", "build");
                if (type.equals(kind)) {
                    vectors.add(
                            new Vector(
                                    name,
                                    type,
                                    test.path("input"),
                                    test.path("expected_output"),
                                    !test.path("expected_failure").asBoolean()));
                }
            }
        }
        return vectors;
    }

    private static String parts(JsonNode expected) {
        Map<String, String> qualifiers = new TreeMap<>();
        expected.path("qualifiers")
                .properties()
                .forEach(q -> qualifiers.put(q.getKey(), q.getValue().asText()));
        return parts(
                text(expected.path("type")),
                text(expected.path("namespace")),
                text(expected.path("name")),
                text(expected.path("version")),
                qualifiers,
                text(expected.path("subpath")));
    }

    private static String partsOf(String purl) {
        try {
            PackageURL read = PurlReading.of(purl);
            @Nullable Map<String, String> qualifiers = read.getQualifiers();
            return parts(
                    read.getType(),
                    read.getNamespace(),
                    read.getName(),
                    read.getVersion(),
                    qualifiers == null ? Map.of() : new TreeMap<>(qualifiers),
                    read.getSubpath());
        } catch (MalformedPackageURLException _) {
            return REFUSED;
        }
    }

    private static String parts(
            @Nullable String type,
            @Nullable String namespace,
            @Nullable String name,
            @Nullable String version,
            Map<String, String> qualifiers,
            @Nullable String subpath) {
        return "type %s, namespace %s, name %s, version %s, qualifiers %s, subpath %s"
                .formatted(type, namespace, name, version, qualifiers, subpath);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static String identity(String purl) {
        return switch (Coordinate.fromPurl(purl)) {
            case Coordinate coordinate -> coordinate.purl();
            case UnmatchableComponent unmatchable ->
                    unmatchable.reason() + " " + unmatchable.packageKey();
        };
    }
}
