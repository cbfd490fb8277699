package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.ingest.source.Corpus.Sample;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.Either;
import dev.plumbline.ingest.source.ParsedDocument.EpssTable;
import dev.plumbline.ingest.source.ParsedDocument.KevEntry;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecords;
import dev.plumbline.ingest.source.ParsedDocument.SsvcDecision;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.cve.CveSource;
import dev.plumbline.ingest.source.epss.EpssSource;
import dev.plumbline.ingest.source.ghsa.GhsaSource;
import dev.plumbline.ingest.source.nvd.NvdSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Counts the records of every real file a second time, from a tree of the whole document.
class AdvisoryCountsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What became of one file, and the trees of all its documents.
    private record Read(Sample sample, List<JsonNode> trees, ParsedDocument document) {
        List<WorldRecord> records() {
            return Parsing.records(
                    document instanceof Either either
                            ? either.ofWorld()
                            : (WorldDocument) document);
        }

        <T extends WorldRecord> List<T> records(Class<T> type) {
            return records().stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    private static List<Read> read(Source source, String... folders) {
        List<Read> all = new ArrayList<>();
        for (String folder : folders) {
            for (Sample sample : Corpus.below(folder)) {
                byte[] prefix =
                        Arrays.copyOf(
                                sample.bytes(), Math.min(sample.bytes().length, Opening.PREFIX));
                if (source.recognises(Opening.of(prefix))
                        && Parsing.parse(source, sample.bytes())
                                instanceof Parsed(ParsedDocument document)) {
                    all.add(new Read(sample, trees(sample), document));
                }
            }
        }
        if (Corpus.present()) {
            assertThat(all).isNotEmpty();
        }
        return all;
    }

    private static List<JsonNode> trees(Sample sample) {
        if (sample.name().endsWith(".csv")) {
            return List.of();
        }
        try (MappingIterator<JsonNode> trees =
                JSON.readerFor(JsonNode.class).readValues(sample.bytes())) {
            return trees.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(sample.name(), e);
        }
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Stream<String> texts(JsonNode tree, String field) {
        return tree.findValues(field).stream().map(JsonNode::asText);
    }

    @Test
    void shouldTellOfEveryCveRecordOnceWithAllItsScoresAndJudgements() {
        for (Read read : read(new CveSource(), "advisories/cve-5")) {
            List<JsonNode> records =
                    read.trees().stream()
                            .flatMap(tree -> tree.isArray() ? each(tree) : Stream.of(tree))
                            .toList();
            List<Advisory> advisories = read.records(Advisory.class);
            assertThat(advisories)
                    .as(read.sample().name())
                    .extracting(Advisory::id)
                    .containsExactlyElementsOf(
                            records.stream()
                                    .map(r -> r.at("/cveMetadata/cveId").asText())
                                    .toList());
            for (int i = 0; i < records.size(); i++) {
                JsonNode record = records.get(i);
                Advisory advisory = advisories.get(i);
                assertThat(advisory.withdrawn() != null)
                        .as(advisory.id())
                        .isEqualTo(record.at("/cveMetadata/state").asText().equals("REJECTED"));
                assertThat(advisory.severities())
                        .as(advisory.id())
                        .extracting(s -> s.score())
                        .containsExactlyInAnyOrderElementsOf(vectors(record));
                assertThat(advisory.cwes())
                        .as(advisory.id())
                        .containsAll(
                                texts(record.get("containers"), "cweId")
                                        .filter(id -> id.startsWith("CWE-"))
                                        .toList());
            }
            assertThat(read.records(SsvcDecision.class))
                    .as(read.sample().name())
                    .hasSize((int) others(records, "ssvc"));
            assertThat(read.records(KevEntry.class))
                    .as(read.sample().name())
                    .hasSize((int) others(records, "kev"));
            assertThat(((MakerRecords) ((Either) read.document()).ofProduct()).records())
                    .hasSameSizeAs(records);
        }
    }

    /// Vectors of the records of before 5 that some keep aside are told anew in `metrics`.
    private static Set<String> vectors(JsonNode record) {
        Set<String> vectors = new LinkedHashSet<>();
        Stream.concat(Stream.of(record.at("/containers/cna")), each(record.at("/containers/adp")))
                .flatMap(container -> each(container.path("metrics")))
                .flatMap(metric -> texts(metric, "vectorString"))
                .forEach(vectors::add);
        return vectors;
    }

    private static long others(List<JsonNode> records, String type) {
        return records.stream()
                .flatMap(record -> record.findValues("other").stream())
                .filter(other -> other.path("type").asText().equals(type))
                .count();
    }

    @Test
    void shouldTellOfEveryCveOfNvdOnceWithItsScoresAndCpes() {
        for (Read read : read(new NvdSource(), "advisories/nvd-2.0")) {
            List<JsonNode> items =
                    read.trees().stream()
                            .flatMap(
                                    tree ->
                                            tree.has("vulnerabilities")
                                                    ? each(tree.get("vulnerabilities"))
                                                    : Stream.of(tree))
                            .map(item -> item.get("cve"))
                            .toList();
            List<Advisory> advisories = read.records(Advisory.class);
            assertThat(advisories)
                    .as(read.sample().name())
                    .extracting(Advisory::id)
                    .containsExactlyElementsOf(
                            items.stream().map(item -> item.get("id").asText()).toList());
            for (int i = 0; i < items.size(); i++) {
                JsonNode item = items.get(i);
                Advisory advisory = advisories.get(i);
                assertThat(advisory.severities())
                        .as(advisory.id())
                        .extracting(s -> s.score())
                        .containsExactlyInAnyOrderElementsOf(
                                texts(item.path("metrics"), "vectorString").distinct().toList());
                assertThat(advisory.applicability())
                        .as(advisory.id())
                        .hasSize((int) vulnerable(item));
            }
            assertThat(read.records(KevEntry.class))
                    .hasSize((int) items.stream().filter(i -> i.has("cisaExploitAdd")).count());
        }
    }

    /// Each combination of CPE and bounds once; `matchCriteriaId` tells them apart.
    private static long vulnerable(JsonNode item) {
        return item.findValues("cpeMatch").stream()
                .flatMap(AdvisoryCountsTest::each)
                .filter(match -> match.path("vulnerable").asBoolean(true))
                .map(
                        match ->
                                Stream.of(
                                                "criteria",
                                                "versionStartIncluding",
                                                "versionStartExcluding",
                                                "versionEndIncluding",
                                                "versionEndExcluding")
                                        .map(field -> match.path(field).asText())
                                        .toList())
                .distinct()
                .count();
    }

    @Test
    void shouldTellOfEveryAdvisoryOfGitHubOnceWithAllItsPackages() {
        for (Read read :
                read(new GhsaSource(), "advisories/ghsa-graphql", "advisories/osv-files")) {
            List<Advisory> advisories = read.records(Advisory.class);
            JsonNode tree = read.trees().getFirst();
            List<String> ids =
                    tree.has("ghsaId")
                            ? List.of(tree.get("ghsaId").asText())
                            : texts(tree, "value")
                                    .filter(id -> id.startsWith("GHSA-"))
                                    .distinct()
                                    .toList();
            assertThat(advisories)
                    .as(read.sample().name())
                    .extracting(Advisory::id)
                    .containsExactlyElementsOf(ids);
            assertThat(advisories.stream().mapToInt(a -> a.affected().size()).sum())
                    .as(read.sample().name())
                    .isEqualTo(tree.findValues("vulnerableVersionRange").size());
            assertThat(advisories)
                    .as("a range that could not be read: " + read.sample().name())
                    .flatExtracting(Advisory::affected)
                    .noneMatch(p -> p.ranges().isEmpty() && p.versions().isEmpty());
        }
    }

    @Test
    void shouldTellEveryScoreOfEpss() {
        for (Read read : read(new EpssSource(), "advisories/epss")) {
            long rows =
                    new String(read.sample().bytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith("CVE-"))
                            .count();
            assertThat(
                            read.records(EpssTable.class).stream()
                                    .mapToInt(t -> t.scores().size())
                                    .sum())
                    .as(read.sample().name())
                    .isEqualTo((int) rows);
        }
    }
}
