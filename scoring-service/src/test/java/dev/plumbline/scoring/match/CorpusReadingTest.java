package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.scoring.match.UnmatchableComponent.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names, versions and ranges as they are written in the wild.
@EnabledIf(
        value = "dev.plumbline.scoring.match.Corpus#isPresent",
        disabledReason = "no corpus beside the repository; the tests of each type hold the rules")
class CorpusReadingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldReadWhatThePurlSpecificationCallsValid() throws IOException {
        // Given
        List<String> valid = new ArrayList<>();
        for (Path file : Corpus.files("vectors/purl", ".json")) {
            for (JsonNode test : JSON.readTree(Corpus.text(file)).path("tests")) {
                if (test.path("input").isTextual() && !test.path("expected_failure").asBoolean()) {
                    valid.add(test.path("input").asText());
                }
            }
        }

        // When
        Set<String> refused = new TreeSet<>();
        for (String purl : valid) {
            if (PackageKey.fromPurl(purl) instanceof UnknownPackage) {
                refused.add(purl);
            }
        }

        // Then
        assertThat(valid).hasSizeGreaterThan(200);
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"maven", "nuget"})
    void shouldHoldTheBoundsOfPublishedRanges(String type) {
        // Given
        Pattern row = Pattern.compile(",\"?([^,\"]+)\"?,([^,]*),([^,]*),[A-Z]*,[^,]*$");
        List<String> wrong = new ArrayList<>();
        int bounds = 0;

        // When
        for (String line :
                Corpus.text(
                                Corpus.path(
                                        "oracles/ghsa-%1$s-ranges/advisories-%1$s.csv.gz"
                                                .formatted(type)))
                        .lines()
                        .toList()) {
            MatchResult m = row.matcher(line).results().findFirst().orElse(null);
            if (m == null) {
                continue;
            }
            String introduced = m.group(2);
            String fixed = m.group(3);
            String events = "introduced " + introduced + (fixed.isEmpty() ? "" : " fixed " + fixed);
            Range range = AffectedVersionsTest.range(RangeType.ECOSYSTEM, events);
            AffectedVersions affected = AffectedVersions.of(type, List.of(range), List.of());
            bounds++;
            if (!introduced.equals("0")
                    && !(affected.test(introduced) instanceof Verdict.Affected)) {
                wrong.add(line);
            }
            if (!fixed.isEmpty() && !(affected.test(fixed) instanceof Verdict.NotAffected)) {
                wrong.add(line);
            }
        }

        // Then
        assertThat(bounds).isGreaterThan(700);
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldOrderEveryInstalledVersionBeforeItsFix() throws IOException {
        // When
        int compared = 0;
        List<String> wrong = new ArrayList<>();
        for (Path file : Corpus.files("oracles", ".golden")) {
            for (JsonNode result : JSON.readTree(Corpus.text(file)).path("Results")) {
                for (JsonNode found : result.path("Vulnerabilities")) {
                    String purl = found.path("PkgIdentifier").path("PURL").asText("");
                    String fixes = found.path("FixedVersion").asText("");
                    if (purl.isEmpty() || fixes.isEmpty()) {
                        continue;
                    }
                    Versioning versioning =
                            Versioning.of(((PackageKey) PackageKey.fromPurl(purl)).type());
                    boolean before = false;
                    for (String fix : fixes.split(",\\s*")) {
                        OptionalInt order =
                                versioning.compare(found.path("InstalledVersion").asText(), fix);
                        before |= order.orElse(1) < 0;
                    }
                    compared++;
                    if (!before) {
                        wrong.add(purl + " " + fixes);
                    }
                }
            }
        }

        // Then
        assertThat(compared).isGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldIdentifyTheComponentsOfRealSboms() throws IOException {
        // Given
        Pattern quoted = Pattern.compile("\"pkg:[^\"\\s]+\"");
        Set<String> purls = new TreeSet<>();
        for (Path file : Corpus.files("sbom", "")) {
            if (file.toString().contains(".xml")) {
                continue;
            }
            for (MatchResult m : quoted.matcher(Corpus.text(file)).results().toList()) {
                purls.add(JSON.readTree(m.group()).asText());
            }
        }

        // When
        Map<String, Integer> outcomes = new TreeMap<>();
        Set<String> malformed = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        for (String purl : purls) {
            ComponentIdentity identity = Coordinate.fromPurl(purl);
            outcomes.merge(outcome(identity), 1, Integer::sum);
            if (identity instanceof Coordinate coordinate
                    && !Coordinate.fromPurl(coordinate.purl()).equals(coordinate)) {
                changed.add(purl + " " + coordinate.purl());
            }
            if (identity instanceof UnmatchableComponent u && u.reason() == Reason.MALFORMED_PURL) {
                malformed.add(purl);
            }
        }

        // Then
        System.out.printf("purls of SBOMs: %s%n", outcomes);
        assertThat(purls).hasSizeGreaterThan(5_000);
        assertThat(changed).as("coordinates that their own purl does not give back").isEmpty();
        assertThat(malformed).allMatch(purl -> purl.startsWith("pkg:maven/") || purl.length() < 30);
        assertThat(outcomes.get("MATCHABLE")).isGreaterThan(purls.size() * 95 / 100);
    }

    private static String outcome(ComponentIdentity identity) {
        return switch (identity) {
            case UnmatchableComponent unmatchable -> unmatchable.reason().toString();
            case Coordinate coordinate -> {
                Versioning versioning = Versioning.of(coordinate.packageKey().type());
                if (versioning == Versioning.UNORDERED) {
                    yield "NO_ORDER_KNOWN";
                }
                boolean ordered = versioning.read(coordinate.version()) != null;
                yield ordered ? "MATCHABLE" : "VERSION_WITHOUT_PLACE";
            }
        };
    }
}
