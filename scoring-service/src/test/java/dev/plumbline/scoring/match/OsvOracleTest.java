package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.events.Reference.AdvisoryPublished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// Matching against what the public database of OSV, and its scanner, answered for the same
/// packages.
///
/// Only advisories that lie in the corpus can be compared: what the reference names beyond them is
/// left out, and so are questions about a distribution without its release, which the reference
/// answers for every release at once and Plumbline refuses.
@EnabledIf(
        value = "dev.plumbline.scoring.match.Corpus#isPresent",
        disabledReason =
                "no corpus beside the repository; MatcherTest holds the same facts in small")
class OsvOracleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// The corpus and the reference hold different revisions of these records.
    private static final Map<String, String> REVISED =
            Map.of(
                    "GHSA-8x94-hmjh-97hq",
                            "the corpus has Django 3.2 and 4.0 only, the reference older lines too",
                    "GHSA-xxj9-f6rv-m3x4", "the corpus starts at 0, the reference at 3.2",
                    "PYSEC-2021-108", "the corpus starts at 0, the reference later");

    @Test
    void shouldFindWhatTheReferenceFindsAndNothingElse() throws IOException {
        // Given
        Map<String, AdvisoryPublished> advisories = advisories();
        Map<PackageKey, List<AdvisoryRange>> ranges = rangesOf(advisories.values());
        Map<Question, Set<String>> answers = answers();

        // When
        Matcher matcher = new Matcher();
        int agreed = 0;
        int clean = 0;
        List<String> missed = new ArrayList<>();
        List<String> invented = new ArrayList<>();
        List<Undecided> undecided = new ArrayList<>();
        for (Map.Entry<Question, Set<String>> answer : answers.entrySet()) {
            Coordinate coordinate = answer.getKey().coordinate();
            Matching matching =
                    matcher.match(
                            coordinate, ranges.getOrDefault(coordinate.packageKey(), List.of()));
            Set<String> found = idsOf(matching);
            Set<String> expected = comparable(answer.getValue(), advisories.keySet());
            undecided.addAll(matching.undecided());
            clean += expected.isEmpty() && found.isEmpty() ? 1 : 0;
            for (String id : expected) {
                if (found.remove(id)) {
                    agreed++;
                } else {
                    missed.add(coordinate.purl() + " " + id);
                }
            }
            found.forEach(id -> invented.add(coordinate.purl() + " " + id));
        }

        // Then
        double recall = (double) agreed / (agreed + missed.size());
        double precision = (double) agreed / (agreed + invented.size());
        System.out.printf(
                "matching: %d packages (%d rightly clean), %d matches, recall %.4f, precision %.4f%n",
                answers.size(), clean, agreed, recall, precision);
        assertThat(agreed).isGreaterThan(100);
        assertThat(clean).isGreaterThan(300);
        assertThat(recall).as("missed: %s", missed).isGreaterThanOrEqualTo(0.99);
        assertThat(invented).isEmpty();
        assertThat(undecided).isEmpty();
    }

    @Test
    void shouldReadEveryAdvisoryOfTheCorpusOrSayWhyNot() {
        // Given
        Map<String, AdvisoryPublished> advisories = advisories();

        // When
        List<AdvisoryReading> readings =
                advisories.values().stream().map(AdvisoryReading::of).toList();

        // Then
        Map<String, Long> unmatchable =
                readings.stream()
                        .flatMap(reading -> reading.unmatchable().stream())
                        .collect(
                                Collectors.groupingBy(
                                        u -> u.reason() + " " + u.ecosystem().split(":")[0],
                                        java.util.TreeMap::new,
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

    private record Question(String ecosystem, String name, String version) {

        boolean isAnswerable() {
            return !version.isBlank()
                    && PackageKey.fromOsv(ecosystem, name) instanceof PackageKey key
                    && !(key.release().isEmpty() && Distribution.needsRelease(key));
        }

        Coordinate coordinate() {
            return new Coordinate((PackageKey) PackageKey.fromOsv(ecosystem, name), version);
        }
    }

    private static Set<String> idsOf(Matching matching) {
        return matching.matches().stream()
                .map(Match::advisory)
                .filter(id -> !REVISED.containsKey(id))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<String> comparable(Set<String> ids, Set<String> known) {
        return ids.stream()
                .filter(id -> known.contains(id) && !REVISED.containsKey(id))
                .collect(Collectors.toSet());
    }

    private static Map<String, AdvisoryPublished> advisories() {
        Map<String, AdvisoryPublished> advisories = new HashMap<>();
        for (Path file : Corpus.files("advisories/osv", ".jsonl.gz")) {
            OsvRecords.inLines(file).forEach(advisory -> advisories.put(advisory.id(), advisory));
        }
        return advisories;
    }

    private static Map<PackageKey, List<AdvisoryRange>> rangesOf(
            Iterable<AdvisoryPublished> advisories) {
        Map<PackageKey, List<AdvisoryRange>> ranges = new HashMap<>();
        for (AdvisoryPublished advisory : advisories) {
            for (AdvisoryRange range : AdvisoryReading.of(advisory).ranges()) {
                ranges.computeIfAbsent(range.packageKey(), _ -> new ArrayList<>()).add(range);
            }
        }
        return ranges;
    }

    private static Map<Question, Set<String>> answers() throws IOException {
        Map<Question, Set<String>> answers = new LinkedHashMap<>();
        for (Path file : Corpus.files("oracles/osv-api", "")) {
            if (!file.toString().contains(".snap")) {
                continue;
            }
            for (String block : Corpus.text(file).split("\n---\n")) {
                int brace = block.indexOf("\n{");
                JsonNode answered =
                        brace < 0 ? JSON.nullNode() : JSON.readTree(block.substring(brace));
                for (JsonNode result : answered.path("results")) {
                    put(answers, result.path("query"), result.path("vulns"));
                }
            }
        }
        for (Path file : Corpus.files("oracles/osv-scanner", "")) {
            if (!file.toString().matches(".*/cassettes/.*\\.yaml(\\.gz)?")) {
                continue;
            }
            List<String> bodies = bodiesIn(Corpus.text(file));
            for (int i = 0; i + 1 < bodies.size(); i += 2) {
                JsonNode queries = JSON.readTree(bodies.get(i)).path("queries");
                JsonNode results = JSON.readTree(bodies.get(i + 1)).path("results");
                for (int q = 0; q < Math.min(queries.size(), results.size()); q++) {
                    put(answers, queries.path(q), results.path(q).path("vulns"));
                }
            }
        }
        return answers;
    }

    private static void put(Map<Question, Set<String>> answers, JsonNode query, JsonNode found) {
        Question question =
                new Question(
                        query.path("package").path("ecosystem").asText(""),
                        query.path("package").path("name").asText(""),
                        query.path("version").asText(""));
        if (question.isAnswerable()) {
            Set<String> ids = answers.computeIfAbsent(question, _ -> new HashSet<>());
            found.forEach(advisory -> ids.add(advisory.path("id").asText()));
        }
    }

    /// The bodies of a recorded exchange, requests and responses in turn: literal blocks of YAML.
    private static List<String> bodiesIn(String cassette) {
        List<String> bodies = new ArrayList<>();
        StringBuilder body = null;
        int indent = 0;
        for (String line : cassette.split("\n", -1)) {
            String stripped = line.stripLeading();
            int column = line.length() - stripped.length();
            if (body != null && (stripped.isEmpty() || column > indent)) {
                body.append(line).append('\n');
                continue;
            }
            if (body != null) {
                bodies.add(body.toString());
                body = null;
            }
            if (stripped.startsWith("body:")) {
                indent = column;
                String rest = stripped.substring("body:".length()).strip();
                if (rest.startsWith("|")) {
                    body = new StringBuilder();
                } else {
                    bodies.add(rest);
                }
            }
        }
        if (body != null) {
            bodies.add(body.toString());
        }
        return bodies;
    }
}
