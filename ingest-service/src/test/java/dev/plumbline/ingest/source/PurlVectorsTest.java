package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.plumbline.test.Differences;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// The purls that Plumbline writes, against the vectors of the purl specification: those that build
/// one of its parts, and those that rewrite one to its canonical form. Differences stand in
/// `vectors/purl-differences.tsv`. (What is read out of a purl is scoring-service's.)
@EnabledIf(
        value = "dev.plumbline.ingest.source.Corpus#present",
        disabledReason = "no corpus beside the repository; PackageUrlsTest holds the rules")
class PurlVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TABLE = "/vectors/purl-differences.tsv";
    private static final String REFUSED = "refused";

    private record Vector(String file, JsonNode test) {
        JsonNode input() {
            return test.path("input");
        }

        @Nullable String part(String name) {
            return input().path(name).isTextual() ? input().path(name).asText() : null;
        }

        String expected() {
            return test.path("expected_failure").asBoolean()
                    ? REFUSED
                    : test.path("expected_output").asText();
        }
    }

    @Test
    void shouldBuildPurlsAsTheSpecificationDoes() throws IOException {
        // Given
        Differences differences = new Differences(PurlVectorsTest.class, TABLE);

        // When
        for (Vector vector : vectors("build")) {
            differences.hold(
                    "build", vector.file + '\t' + vector.input(), vector.expected(), built(vector));
        }

        // Then
        assertThat(differences.cases()).isGreaterThan(110);
        differences.report("purl build");
    }

    @Test
    void shouldWriteTheCanonicalForm() throws IOException {
        // Given
        Differences differences = new Differences(PurlVectorsTest.class, TABLE);

        // When
        for (Vector vector : vectors("validate")) {
            String purl = vector.input().asText();
            differences.hold(
                    "canonical", vector.file + '\t' + purl, vector.expected(), rewritten(purl));
        }

        // Then
        assertThat(differences.cases()).isGreaterThan(120);
        differences.report("purl canonical text");
    }

    /// As for a scanner, which gives names and versions; with qualifiers and a subpath where the
    /// vector has some.
    private static String built(Vector vector) {
        String type = vector.part("type");
        if (type != null
                && vector.input().path("qualifiers").isEmpty()
                && vector.part("subpath") == null) {
            String purl =
                    PackageUrls.of(
                            type,
                            vector.part("namespace"),
                            vector.part("name"),
                            vector.part("version"));
            return purl == null ? REFUSED : purl;
        }
        Map<String, String> qualifiers = new TreeMap<>();
        vector.input()
                .path("qualifiers")
                .properties()
                .forEach(q -> qualifiers.put(q.getKey(), q.getValue().asText()));
        try {
            return PackageUrls.written(
                    new PackageURL(
                            vector.part("type"),
                            vector.part("namespace"),
                            vector.part("name"),
                            vector.part("version"),
                            new TreeMap<>(qualifiers),
                            vector.part("subpath")));
        } catch (MalformedPackageURLException _) {
            return REFUSED;
        }
    }

    private static String rewritten(String purl) {
        try {
            return PackageUrls.written(new PackageURL(purl));
        } catch (MalformedPackageURLException _) {
            return REFUSED;
        }
    }

    private static List<Vector> vectors(String kind) throws IOException {
        List<Vector> vectors = new ArrayList<>();
        for (Corpus.Sample sample : Corpus.below("vectors/purl")) {
            String file = sample.name().replaceFirst(".*/", "").replace("-test.json", "");
            for (JsonNode test : JSON.readTree(sample.bytes()).path("tests")) {
                if (test.path("test_type").asText().equals(kind)) {
                    vectors.add(new Vector(file, test));
                }
            }
        }
        return vectors;
    }
}
