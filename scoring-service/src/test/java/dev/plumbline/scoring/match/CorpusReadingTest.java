package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.scoring.match.UnmatchableComponent.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

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

    @Test
    void shouldReadEveryAdvisoryOfTheCorpusOrSayWhyNot() {
        // When
        List<AdvisoryReading> readings =
                Corpus.files("advisories/osv", ".jsonl.gz").stream()
                        .flatMap(OsvRecords::inLines)
                        .map(AdvisoryReading::of)
                        .toList();

        // Then
        Map<String, Long> unmatchable =
                readings.stream()
                        .flatMap(reading -> reading.unmatchable().stream())
                        .collect(
                                Collectors.groupingBy(
                                        u -> u.reason() + " " + u.ecosystem().split(":")[0],
                                        TreeMap::new,
                                        Collectors.counting()));
        List<String> lost =
                readings.stream()
                        .flatMap(reading -> reading.ranges().stream())
                        .map(range -> range.affected().text())
                        .filter(text -> !AffectedVersions.parse(text).text().equals(text))
                        .toList();
        long split =
                readings.stream()
                        .flatMap(reading -> reading.ranges().stream())
                        .filter(range -> range.affected().text().contains(" "))
                        .count();
        System.out.printf(
                "advisories: %d read, %d ranges, %d of them in part undecidable, unmatchable: %s%n",
                readings.size(),
                readings.stream().mapToInt(reading -> reading.ranges().size()).sum(),
                split,
                unmatchable);
        assertThat(readings).hasSizeGreaterThan(5_000);
        assertThat(lost).as("ranges whose text does not read back").isEmpty();
        assertThat(split).isLessThanOrEqualTo(5);
        assertThat(unmatchable.values().stream().mapToLong(Long::longValue).sum()).isLessThan(40);
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
