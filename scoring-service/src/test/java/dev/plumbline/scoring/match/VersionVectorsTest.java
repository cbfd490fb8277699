package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The version orders against vectors that others collected from the ecosystems' own tools. Every
/// difference stands in `match/version-differences.csv` with its reason; a new one fails, and so
/// does one that has gone.
@EnabledIf(
        value = "dev.plumbline.scoring.match.Corpus#isPresent",
        disabledReason =
                "no corpus beside the repository; VersioningTest holds the rules themselves")
class VersionVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RPM_CASE =
            Pattern.compile("RPMVERCMP\\(([^,]+), ([^,]+), (-?1|0)\\)");

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "apk, alpine-versions.txt alpine-versions-generated.txt.gz",
        "cran, cran-versions.txt cran-versions-generated.txt",
        "deb, debian-versions.txt debian-versions-generated.txt.gz",
        "hackage, hackage-versions.txt",
        "maven, maven-versions.txt maven-versions-generated.txt.gz",
        "nuget, nuget-versions.txt",
        "composer, packagist-versions.txt packagist-versions-generated.txt",
        "pub, pub-versions.txt",
        "pypi, pypi-versions.txt pypi-versions-generated.txt",
        "rpm, redhat-versions.txt",
        "gem, rubygems-versions.txt rubygems-versions-generated.txt",
        "npm, semver-versions.txt",
        "cargo, semver-versions.txt",
        "golang, semver-versions.txt",
    })
    void shouldOrderAsTheEcosystemsToolDoes(String type, String files) throws IOException {
        // Given
        List<Comparison> comparisons =
                Stream.of(files.split(" "))
                        .flatMap(file -> written(Corpus.path("vectors/versions/" + file)))
                        .toList();

        // When
        Set<String> differences = differences(type, comparisons);

        // Then
        report(type, comparisons.size(), differences.size());
        assertThat(comparisons).isNotEmpty();
        assertThat(differences).isEqualTo(accepted(type));
    }

    @Test
    void shouldReadEveryFileOfVersionOrders() throws NoSuchMethodException {
        // Given
        Set<String> read = new TreeSet<>(Set.of("rpmvercmp.txt"));
        for (String row :
                VersionVectorsTest.class
                        .getDeclaredMethod(
                                "shouldOrderAsTheEcosystemsToolDoes", String.class, String.class)
                        .getAnnotation(CsvSource.class)
                        .value()) {
            read.addAll(List.of(row.substring(row.indexOf(',') + 1).strip().split(" ")));
        }

        // Then
        assertThat(Corpus.files("vectors/versions", ""))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void shouldOrderAsRpmItselfDoes() {
        // Given
        List<Comparison> comparisons =
                RPM_CASE.matcher(Corpus.text(Corpus.path("vectors/versions/rpmvercmp.txt")))
                        .results()
                        .map(VersionVectorsTest::ofRpm)
                        .toList();

        // When
        Set<String> differences = differences("rpm", comparisons);

        // Then
        report("rpmvercmp", comparisons.size(), differences.size());
        assertThat(comparisons).hasSizeGreaterThan(40);
        assertThat(differences).isEmpty();
    }

    @Test
    void shouldAgreeWithTheVectorsOfVers() throws IOException {
        // Given
        List<Path> files = Corpus.files("vectors/vers", ".json");

        // When
        List<String> differences = new ArrayList<>();
        Map<String, Integer> cases = new TreeMap<>();
        for (Path file : files) {
            JsonNode document = JSON.readTree(Corpus.text(file));
            for (JsonNode test : document.isArray() ? document : document.path("tests")) {
                String kind = test.path("test_type").asText();
                if (!kind.equals("comparison") && !kind.equals("equality")) {
                    // ranges: VersVectorsTest
                    continue;
                }
                cases.merge(test.path("input").path("input_scheme").asText(), 1, Integer::sum);
                if (!agrees(test)) {
                    differences.add(file.getFileName() + ": " + test);
                }
            }
        }

        // Then
        int all = cases.values().stream().mapToInt(Integer::intValue).sum();
        report("vers", all, differences.size());
        System.out.printf("  of these: %s%n", cases);
        assertThat(cases)
                .containsKeys(
                        "alpm",
                        "apk",
                        "conan",
                        "datetime",
                        "deb",
                        "gentoo",
                        "lexicographic",
                        "maven",
                        "nuget",
                        "openssl");
        assertThat(differences).isEmpty();
    }

    /// All versions that the vector names stand in its order, or are as equal as it says.
    private static boolean agrees(JsonNode test) {
        JsonNode input = test.path("input");
        JsonNode expected = test.path("expected_output");
        Versioning versioning = Versioning.of(input.path("input_scheme").asText());
        boolean equality = test.path("test_type").asText().equals("equality");
        JsonNode row = equality ? input.path("versions") : expected;
        for (int i = 1; i < row.size(); i++) {
            OptionalInt order = versioning.compare(row.path(i - 1).asText(), row.path(i).asText());
            boolean agrees =
                    order.isPresent()
                            && (equality
                                    ? (order.getAsInt() == 0) == expected.asBoolean()
                                    : order.getAsInt() <= 0);
            if (!agrees) {
                return false;
            }
        }
        return row.size() == input.path("versions").size() && row.size() > 1;
    }

    private record Comparison(String a, int order, String b) {}

    private static Stream<Comparison> written(Path file) {
        return Corpus.text(file)
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("#") && !l.startsWith("//"))
                .map(l -> l.split("\\s+"))
                .map(p -> new Comparison(p[0], "<=>".indexOf(p[1]) - 1, p[2]));
    }

    private static Comparison ofRpm(MatchResult line) {
        return new Comparison(line.group(1), Integer.parseInt(line.group(3)), line.group(2));
    }

    private static Set<String> differences(String type, List<Comparison> comparisons) {
        Set<String> differences = new TreeSet<>();
        for (Comparison comparison : comparisons) {
            OptionalInt order = Versioning.of(type).compare(comparison.a, comparison.b);
            if (order.isEmpty() || order.getAsInt() != comparison.order) {
                String sign =
                        order.isEmpty()
                                ? "?"
                                : "<=>".substring(order.getAsInt() + 1).substring(0, 1);
                differences.add(comparison.a + ',' + comparison.b + ',' + sign);
            }
        }
        return differences;
    }

    private static Set<String> accepted(String type) throws IOException {
        try (InputStream table =
                VersionVectorsTest.class.getResourceAsStream("/match/version-differences.csv")) {
            return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(type + ','))
                    .map(line -> line.split(",", 5))
                    .map(p -> p[1] + ',' + p[2] + ',' + p[3])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void report(String what, int cases, int differences) {
        System.out.printf(
                "version order %-10s %5d agree, %2d differ for a reason%n",
                what, cases - differences, differences);
    }
}
