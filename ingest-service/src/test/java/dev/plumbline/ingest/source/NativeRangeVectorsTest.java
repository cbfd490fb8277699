package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.test.Differences;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// Ranges in the words of package managers, against the vectors of VERS and of `univers` that turn
/// such into VERS. Differences stand in `vectors/native-range-differences.tsv`.
///
/// Compared are the constraints, not their order, which only scoring-service knows; versions that
/// differ in zeros at the end or a `v` in front are one.
@EnabledIf(
        value = "dev.plumbline.ingest.source.Corpus#present",
        disabledReason = "no corpus beside the repository; NativeRangeTest holds the rules")
class NativeRangeVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// `3.3.0` is `3.3`, `v1.0` is `1.0`; and Conan's `2-` is `2`, with what comes before it.
    private static final Pattern DECORATION =
            Pattern.compile("(?<=\\d)(?:\\.0)+$|-$|(?<![0-9a-z])v(?=\\d)");

    @Test
    void shouldReadNativeRanges() throws IOException {
        // Given
        Differences differences =
                new Differences(
                        NativeRangeVectorsTest.class, "/vectors/native-range-differences.tsv");
        Map<String, Integer> schemes = new TreeMap<>();

        // When
        for (Corpus.Sample sample : Corpus.below("vectors/vers")) {
            JsonNode document = JSON.readTree(sample.bytes());
            for (JsonNode test : document.isArray() ? document : document.path("tests")) {
                if (!test.path("test_type").asText().equals("from_native")) {
                    continue;
                }
                String scheme = test.path("input").path("scheme").asText();
                String text = test.path("input").path("native_range").asText();
                schemes.merge(scheme, 1, Integer::sum);
                differences.hold(
                        "native",
                        scheme + '\t' + text,
                        constraints(
                                Arrays.stream(
                                        test.path("expected_output")
                                                .asText()
                                                .replaceFirst("vers:[a-z]+/", "")
                                                .split("\\|", -1))),
                        read(text));
            }
        }

        // Then
        System.out.printf("native ranges: %s%n", schemes);
        assertThat(schemes)
                .containsOnlyKeys("conan", "gem", "nginx", "npm", "nuget", "openssl", "pypi");
        differences.report("native ranges");
    }

    private static String read(String text) {
        NativeRange range = NativeRange.of(text);
        if (range == null) {
            return "not read";
        }
        return constraints(
                range.alternatives().stream()
                        .flatMap(
                                bounds ->
                                        bounds.isEmpty()
                                                ? Stream.of("*")
                                                : bounds.stream().map(Object::toString)));
    }

    private static String constraints(Stream<String> constraints) {
        List<String> sorted =
                constraints
                        .map(constraint -> DECORATION.matcher(constraint).replaceAll(""))
                        .distinct()
                        .sorted()
                        .toList();
        return sorted.stream().collect(Collectors.joining(" "));
    }
}
