package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.test.Differences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// Ranges in VERS against the vectors of its specification and of the `univers` library. The orders
/// of versions among them are [VersionVectorsTest]'s; ranges in the words of ecosystems are read by
/// ingest-service and held there, and what they become is read here.
///
/// Differences stand in `match/vers-differences.tsv`.
@EnabledIf(
        value = "dev.plumbline.scoring.match.Corpus#isPresent",
        disabledReason = "no corpus beside the repository; AffectedVersionsTest holds the rules")
class VersVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REFUSED = "refused";
    private static final Pattern COMPARATOR = Pattern.compile("^(<=|>=|!=|=|<|>)?");

    private record Vector(String file, String kind, JsonNode input, JsonNode test) {

        JsonNode expected() {
            return test.path("expected_output");
        }

        String vers() {
            return input.isTextual() ? input.asText() : input.path("vers").asText();
        }
    }

    @Test
    void shouldKnowEveryKindOfVector() throws IOException {
        // When
        Set<String> kinds = new TreeSet<>();
        for (Vector vector : vectors()) {
            kinds.add(vector.kind);
        }

        // Then
        assertThat(kinds)
                .containsExactly(
                        "comparison",
                        "containment",
                        "equality",
                        "from_native",
                        "parse",
                        "roundtrip",
                        "validate");
    }

    @Test
    void shouldSayWhichVersionsARangeContains() throws IOException {
        // Given
        Differences differences =
                new Differences(VersVectorsTest.class, "/match/vers-differences.tsv");

        // When
        for (Vector vector : vectors("containment")) {
            String version = vector.input.path("version").asText();
            Verdict verdict = AffectedVersions.parse(vector.vers()).test(version);
            String said =
                    switch (verdict) {
                        case Verdict.Affected _ -> "true";
                        case Verdict.NotAffected _ -> "false";
                        case Verdict.Undecidable _ -> "undecidable";
                    };
            differences.hold(
                    "containment",
                    vector.vers() + "\t" + version,
                    vector.expected().asText(),
                    said);
        }

        // Then
        differences.report("vers containment");
    }

    @Test
    void shouldReadCanonicalRangesAndRefuseOthers() throws IOException {
        // Given
        Differences differences =
                new Differences(VersVectorsTest.class, "/match/vers-differences.tsv");

        // When
        for (Vector vector : vectors("parse")) {
            boolean fails = vector.test.path("expected_failure").asBoolean();
            differences.hold(
                    "parse",
                    vector.vers(),
                    fails ? REFUSED : written(vector.expected()),
                    reread(vector.vers()));
        }

        // Then
        differences.report("vers parse");
    }

    @Test
    void shouldWriteRangesInTheCanonicalForm() throws IOException {
        // Given
        Differences differences =
                new Differences(VersVectorsTest.class, "/match/vers-differences.tsv");

        // When
        for (Vector vector : vectors("validate", "roundtrip")) {
            String expected = vector.expected().asText();
            differences.hold("canonical", vector.vers(), expected, reread(vector.vers()));
            assertThat(reread(vector.vers())).as(vector.vers()).isEqualTo(reread(expected));
        }

        // Then
        differences.report("vers canonical form");
    }

    /// The outcome of each vector of native ranges is a VERS: its versions must stand in order, and
    /// what is written again must be the same range.
    @Test
    void shouldReadWhatNativeRangesBecome() throws IOException {
        // Given
        Differences differences =
                new Differences(VersVectorsTest.class, "/match/vers-differences.tsv");

        // When
        for (Vector vector : vectors("from_native")) {
            String expected = vector.expected().asText();
            differences.hold("native", expected, "in order", inOrder(expected));
            differences.hold("native again", expected, reread(expected), reread(reread(expected)));
        }

        // Then
        assertThat(differences.cases()).isGreaterThan(2_000);
        differences.report("vers of native ranges");
    }

    private static String reread(String vers) {
        try {
            return AffectedVersions.parse(vers).text();
        } catch (IllegalArgumentException _) {
            return REFUSED;
        }
    }

    private static String written(JsonNode parts) {
        List<String> constraints = new ArrayList<>();
        parts.path("version_constraints")
                .forEach(c -> constraints.add(c.path(0).asText() + c.path(1).asText()));
        return "vers:" + parts.path("scheme").asText() + '/' + String.join("|", constraints);
    }

    private static String inOrder(String vers) {
        int slash = vers.indexOf('/');
        Versioning order = Versioning.of(vers.substring("vers:".length(), slash));
        String before = null;
        for (String constraint : vers.substring(slash + 1).split("\\|", -1)) {
            if (constraint.equals("*")) {
                continue;
            }
            String version = COMPARATOR.matcher(constraint).replaceFirst("");
            if (before != null) {
                OptionalInt compared = order.compare(before, version);
                if (compared.isEmpty() || compared.getAsInt() > 0) {
                    return before + " and " + version + " are not";
                }
            } else if (order.read(version) == null) {
                return "'" + version + "' has no place";
            }
            before = version;
        }
        return "in order";
    }

    private static List<Vector> vectors(String... kinds) throws IOException {
        Set<String> wanted = Set.of(kinds);
        List<Vector> chosen =
                vectors().stream().filter(vector -> wanted.contains(vector.kind)).toList();
        assertThat(chosen).isNotEmpty();
        return chosen;
    }

    private static List<Vector> vectors() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        for (Path file : Corpus.files("vectors/vers", ".json")) {
            JsonNode document = JSON.readTree(Corpus.text(file));
            JsonNode tests = document.isArray() ? document : document.path("tests");
            assertThat(tests).as("vectors of %s", file).isNotEmpty();
            for (JsonNode test : tests) {
                vectors.add(
                        new Vector(
                                file.getFileName().toString(),
                                test.path("test_type").asText(),
                                test.path("input"),
                                test));
            }
        }
        return vectors;
    }
}
