package dev.plumbline.ingest.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.Part;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Reference;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.EpssScore;
import dev.plumbline.events.Reference.EpssScored;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Reference.FeedChecked;
import dev.plumbline.events.Reference.SsvcDecided;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.SsvcDecision;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.Parsing;
import dev.plumbline.ingest.source.epss.EpssSource;
import dev.plumbline.ingest.source.kev.KevSource;
import dev.plumbline.ingest.source.osv.OsvSource;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReferencePartsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Provenance PROVENANCE =
            new Provenance(new UUID(1, 2), "plumbline-feeds", 0.9, NOW, NOW, null, null);

    private static WorldDocument feed(String document) {
        return Parsing.parsed(new OsvSource(1L << 30), document, WorldDocument.class);
    }

    private static List<Reference> all(ReferenceParts parts) throws IOException {
        List<Reference> all = new ArrayList<>();
        try (parts) {
            for (List<Reference> batch = parts.next(); !batch.isEmpty(); batch = parts.next()) {
                assertThat(batch).hasSizeLessThanOrEqualTo(ReferenceParts.BATCH_ITEMS);
                all.addAll(batch);
            }
        }
        return all;
    }

    @Test
    void shouldNumberRecordsAndCloseAFeedExactlyAtTheEndOfABatch() throws IOException {
        // Given
        String lines =
                IntStream.range(0, 500)
                        .mapToObj(i -> Samples.osv("A-" + i))
                        .collect(Collectors.joining("\n"));

        // When
        List<Reference> events = all(ReferenceParts.of(feed(lines), "osv", PROVENANCE));

        // Then
        assertThat(events).hasSize(501);
        assertThat(events)
                .extracting(Reference::part)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 501).mapToObj(i -> new Part(i, 501)).toList());
        assertThat(events.getLast())
                .isEqualTo(new FeedChecked(PROVENANCE, new Part(501, 501), "osv", NOW, 500));
    }

    @Test
    void shouldNotCloseAFeedThatWasNotNamed() throws IOException {
        // When
        List<Reference> events = all(ReferenceParts.of(feed(Samples.osv("A")), null, PROVENANCE));

        // Then
        assertThat(events)
                .singleElement()
                .satisfies(e -> assertThat(e.part()).isEqualTo(Part.WHOLE));
    }

    @Test
    void shouldListEveryKnownExploitedVulnerability() throws IOException {
        // Given
        WorldDocument catalogue =
                Parsing.parsed(
                        new KevSource(), Samples.kev("CVE-1-1", "CVE-1-2"), WorldDocument.class);

        // When
        List<Reference> events = all(ReferenceParts.of(catalogue, "kev", PROVENANCE));

        // Then
        assertThat(events)
                .extracting(Reference::subject)
                .containsExactly("CVE-1-1", "CVE-1-2", "kev");
    }

    @Test
    void shouldSayADaysScoresInPiecesUnderOneKey() throws IOException {
        // Given
        String rows =
                IntStream.rangeClosed(1, 2_001)
                        .mapToObj(i -> "CVE-2026-" + (1_000_000 + i) + ",0.12345,0.98765")
                        .collect(Collectors.joining("\n"));
        WorldDocument table =
                Parsing.parsed(
                        new EpssSource(),
                        "#model_version:v2025.03.14,score_date:2026-11-22T12:55:00Z\ncve,epss,percentile\n"
                                + rows,
                        WorldDocument.class);

        // When
        List<Reference> events = all(ReferenceParts.of(table, null, PROVENANCE));

        // Then
        assertThat(events)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.subject()).isEqualTo("epss"))
                .allSatisfy(
                        event -> assertThat(CloudEvents.write(event)).hasSizeLessThan(512 * 1024));
        assertThat(events.getLast())
                .isEqualTo(
                        new EpssScored(
                                PROVENANCE,
                                new Part(2, 2),
                                "v2025.03.14",
                                LocalDate.of(2026, 11, 22),
                                List.of(new EpssScore("CVE-2026-1002001", 0.12345, 0.98765))));
    }

    @Test
    void shouldSayJudgementsBesideTheAdvisoryThatTheyStandIn() throws IOException {
        // Given
        SsvcDecision decision =
                new SsvcDecision(
                        "CVE-1-1", "CISA Coordinator", "2.0.3", Exploitation.POC, true, null, NOW);

        // When
        List<Reference> events = all(ReferenceParts.of(world(decision), null, PROVENANCE));

        // Then
        assertThat(events)
                .containsExactly(
                        new SsvcDecided(
                                PROVENANCE,
                                Part.WHOLE,
                                "CVE-1-1",
                                "CISA Coordinator",
                                "2.0.3",
                                Exploitation.POC,
                                true,
                                null,
                                NOW));
    }

    private static WorldDocument world(WorldRecord... records) {
        return WorldDocument.of("f", null, Map.of(), List.of(records));
    }

    private static Advisory advisory(int cpes) {
        return new Advisory(
                "nvd",
                "CVE-1-1",
                List.of(),
                List.of(),
                NOW,
                NOW,
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                IntStream.range(0, cpes)
                        .mapToObj(
                                i ->
                                        new CpeRange(
                                                "cpe:2.3:a:meridian:portal-" + i + ":*",
                                                "1",
                                                null,
                                                null,
                                                "2"))
                        .toList());
    }

    @Test
    void shouldSayRangesByCpeWhereAnEventCarriesThemAndElseNone() throws IOException {
        // When
        List<Reference> events =
                all(
                        ReferenceParts.of(
                                world(advisory(0), advisory(3), advisory(4_900)),
                                null,
                                PROVENANCE));

        // Then
        assertThat(events)
                .extracting(event -> ((AdvisoryPublished) event).applicability())
                .satisfiesExactly(
                        none -> assertThat(none).isNull(),
                        some -> assertThat(some).hasSize(3),
                        tooMany -> assertThat(tooMany).isNull());
    }

    @Test
    void shouldLeaveOutWhatARangeTellsAlreadyWhereARecordIsTooLarge() throws IOException {
        // Given
        String versions =
                IntStream.range(0, 60_000)
                        .mapToObj(i -> "\"1.0." + i + "\"")
                        .collect(Collectors.joining(","));
        String record =
                Samples.osv("BIG")
                        .replace("\"ranges\":", "\"versions\":[" + versions + "],\"ranges\":");

        // When
        AdvisoryPublished big =
                (AdvisoryPublished)
                        all(ReferenceParts.of(feed(record), null, PROVENANCE)).getFirst();

        // Then
        assertThat(CloudEvents.write(big)).hasSizeLessThan(512 * 1024);
        assertThat(big.affected().getFirst().ranges()).isNotEmpty();
        assertThat(big.affected().getFirst().versions()).isEmpty();
    }
}
