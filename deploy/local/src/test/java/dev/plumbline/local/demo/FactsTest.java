package dev.plumbline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.local.demo.World.Advisory;
import dev.plumbline.local.demo.World.Exploited;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// The facts of the demonstration against the published databases, where copies of them lie beside
/// the project, and against what any advisory must look like where not.
class FactsTest {
    private static final World WORLD = Library.world();

    /// Read one by one from the publishers; docs/demo.md says where.
    private static final Set<String> NOT_IN_THE_COPIES =
            Set.of(
                    "GHSA-jpcq-cgw6-v4j6",
                    "PYSEC-2023-74",
                    "GO-2025-3553",
                    "GO-2026-5013",
                    "GO-2026-5932",
                    "GO-2026-5970",
                    "GO-2026-6303",
                    "GO-2026-6354",
                    "CVE-2026-42208",
                    "CVE-2026-42271",
                    "GHSA-7488-6r32-c95q",
                    "DSA-5649-1");

    private static final Set<String> LISTED_AFTER_THE_COPY =
            Set.of("CVE-2026-42208", "CVE-2026-9082", "CVE-2026-42271", "CVE-2026-59822");

    @Test
    void shouldKnowAtLeastEightyAdvisoriesEachOnce() {
        assertThat(WORLD.advisories()).hasSizeGreaterThan(80);
        assertThat(WORLD.advisories()).extracting(Advisory::id).doesNotHaveDuplicates();
    }

    @Test
    void shouldWriteEveryAdvisoryInTheShapeOfOsv() throws IOException {
        // When
        JsonNode records = Json.read(FeedDocument.osv(WORLD.advisories()));

        // Then
        assertThat(records).hasSameSizeAs(WORLD.advisories());
        for (JsonNode record : records) {
            assertThat(record.get("id").asText()).isNotBlank();
            assertThat(record.get("modified").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            assertThat(record.get("affected").size()).isPositive();
            for (JsonNode affected : record.get("affected")) {
                assertThat(affected.at("/package/ecosystem").asText()).isNotBlank();
                for (JsonNode range : affected.get("ranges")) {
                    assertThat(range.get("events").get(0).has("introduced")).isTrue();
                }
            }
        }
    }

    @Test
    void shouldWriteTheKevCatalogueInItsOwnShape() throws IOException {
        // When
        JsonNode catalogue =
                Json.read(FeedDocument.kev(WORLD.exploited(), LocalDate.of(2026, 11, 21)));

        // Then
        assertThat(catalogue.get("count").asInt()).isEqualTo(WORLD.exploited().size());
        assertThat(catalogue.get("catalogVersion").asText()).isEqualTo("2026.09.02");
        for (JsonNode entry : catalogue.get("vulnerabilities")) {
            assertThat(entry.get("cveID").asText()).matches("CVE-\\d{4}-\\d{4,}");
            assertThat(LocalDate.parse(entry.get("dueDate").asText()))
                    .isAfter(LocalDate.parse(entry.get("dateAdded").asText()));
        }
    }

    @Test
    void shouldRefuseARangeThatNobodyCouldRead() {
        // Given
        Advisory odd =
                new Advisory(
                        "X-1",
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        Map.of("npm odd", List.of("1.0 up to 2.0")));

        // Then
        assertThatThrownBy(() -> FeedDocument.osv(List.of(odd)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.0 up to 2.0");
    }

    @Test
    void shouldAgreeWithThePublishedAdvisoriesWhereCopiesOfThemLieBesideTheProject()
            throws IOException {
        // Given
        Path copies = corpus().resolve("advisories/osv");
        if (!Files.isDirectory(copies)) {
            assertThat(WORLD.advisories()).extracting(Advisory::id).contains("GHSA-jfh8-c2jp-5v3q");
            return;
        }
        Map<String, JsonNode> published = records(copies);
        singleRecords(corpus().resolve("advisories/osv-files")).forEach(published::putIfAbsent);

        // Then
        for (Advisory advisory : WORLD.advisories()) {
            if (NOT_IN_THE_COPIES.contains(advisory.id())) {
                assertThat(published).doesNotContainKey(advisory.id());
                continue;
            }
            JsonNode record = published.get(advisory.id());
            assertThat(record).as(advisory.id()).isNotNull();
            assertThat(texts(record.get("aliases"))).containsAll(advisory.aliases());
            if (advisory.published() != null) {
                assertThat(record.get("published").asText()).isEqualTo(advisory.published());
            }
            assertThat(texts(record.at("/database_specific/cwe_ids"))).containsAll(advisory.cwes());
            if (advisory.rated() != null) {
                assertThat(record.at("/database_specific/severity").asText())
                        .isEqualTo(advisory.rated());
            }
            if (advisory.vector() != null) {
                assertThat(record.toString()).contains(advisory.vector());
            }
            advisory.affected()
                    .forEach(
                            (name, ranges) ->
                                    assertThat(new HashSet<>(ranges))
                                            .as(advisory.id() + " " + name)
                                            .isEqualTo(rangesOf(record, name)));
        }
    }

    @Test
    void shouldAgreeWithTheKevCatalogueWhereACopyOfItLiesBesideTheProject() throws IOException {
        // Given
        Path copy = corpus().resolve("advisories/kev/cisa/known_exploited_vulnerabilities.json.gz");
        if (!Files.exists(copy)) {
            assertThat(WORLD.exploited()).extracting(Exploited::cve).contains("CVE-2021-44228");
            return;
        }
        Map<String, JsonNode> listed = new HashMap<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(copy))) {
            for (JsonNode entry : Json.read(in.readAllBytes()).get("vulnerabilities")) {
                listed.put(entry.get("cveID").asText(), entry);
            }
        }

        // Then
        for (Exploited entry : WORLD.exploited()) {
            if (LISTED_AFTER_THE_COPY.contains(entry.cve())) {
                assertThat(listed).doesNotContainKey(entry.cve());
                assertThat(entry.added()).isAfter(LocalDate.of(2025, 8, 25));
                continue;
            }
            JsonNode real = listed.get(entry.cve());
            assertThat(real).as(entry.cve()).isNotNull();
            assertThat(real.get("dateAdded").asText()).isEqualTo(entry.added().toString());
            assertThat(real.get("dueDate").asText()).isEqualTo(entry.due().toString());
            assertThat(real.get("knownRansomwareCampaignUse").asText())
                    .isEqualTo(entry.ransomware());
            assertThat(texts(real.get("cwes"))).isEqualTo(new HashSet<>(entry.cwes()));
        }
    }

    /// From the module's folder, where tests run: beside the repository.
    private static Path corpus() {
        return Path.of("../../../shared/corpus");
    }

    private static Map<String, JsonNode> records(Path folder) throws IOException {
        Set<String> wanted = new HashSet<>();
        WORLD.advisories().forEach(advisory -> wanted.add('"' + advisory.id() + '"'));
        Map<String, JsonNode> records = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jsonl.gz")) {
            for (Path file : files) {
                try (BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(Files.newInputStream(file)),
                                        StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        String found = line;
                        if (wanted.stream().anyMatch(found::contains)) {
                            JsonNode record = Json.read(found.getBytes(StandardCharsets.UTF_8));
                            records.put(record.get("id").asText(), record);
                        }
                    }
                }
            }
        }
        return records;
    }

    /// Those of ours that lie in a file of their own, called after their id.
    private static Map<String, JsonNode> singleRecords(Path folder) throws IOException {
        Map<String, JsonNode> records = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String id = file.getFileName().toString().replace(".json", "");
                if (WORLD.advisories().stream().anyMatch(advisory -> advisory.id().equals(id))) {
                    records.putIfAbsent(id, Json.read(Files.readAllBytes(file)));
                }
            }
        }
        return records;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        if (list != null) {
            list.forEach(text -> texts.add(text.asText()));
        }
        return texts;
    }

    /// The ranges of that package in the notation of our file.
    private static Set<String> rangesOf(JsonNode record, String name) {
        Set<String> ranges = new HashSet<>();
        for (JsonNode affected : record.get("affected")) {
            JsonNode packageNode = affected.path("package");
            String found =
                    packageNode.path("ecosystem").asText()
                            + " "
                            + packageNode.path("name").asText();
            if (!found.equals(name)) {
                continue;
            }
            for (JsonNode range : affected.path("ranges")) {
                if (!range.get("type").asText().equals("GIT")) {
                    ranges.addAll(intervals(range.get("events")));
                }
            }
        }
        return ranges;
    }

    private static Set<String> intervals(JsonNode events) {
        Set<String> intervals = new HashSet<>();
        String from = null;
        for (JsonNode event : events) {
            if (event.has("introduced")) {
                if (from != null) {
                    intervals.add(from);
                }
                from = event.get("introduced").asText();
            } else if (event.has("fixed")) {
                intervals.add(from + " < " + event.get("fixed").asText());
                from = null;
            } else if (event.has("last_affected")) {
                intervals.add(from + " <= " + event.get("last_affected").asText());
                from = null;
            }
        }
        if (from != null) {
            intervals.add(from);
        }
        return intervals;
    }
}
