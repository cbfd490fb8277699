package dev.plumbline.ingest.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.Component;
import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.Evidence.SbomQuality;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.VexStated;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.events.Part;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.Fact;
import dev.plumbline.ingest.source.ParsedDocument.FactReport;
import dev.plumbline.ingest.source.ParsedDocument.Inventory;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.ScopeScan;
import dev.plumbline.ingest.source.ParsedDocument.VexDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidencePartsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Provenance PROVENANCE =
            new Provenance(new UUID(1, 2), "plumbline-ci", 0.9, NOW, NOW, "00".repeat(32), "syft");

    private static Component component(int i, String licence) {
        return new Component("pkg:npm/lib-" + i + "@1", licence, null);
    }

    private static Inventory inventory(List<Component> components) {
        return new Inventory(
                List.of(), new SbomQuality(components.size(), Map.of()), 3, components);
    }

    private static VexStatement statement(int purls) {
        return new VexStatement(
                List.of("CVE-1"),
                VexStatus.AFFECTED,
                null,
                null,
                "update",
                IntStream.range(0, purls).mapToObj(i -> "pkg:npm/p-" + i + "@1").toList(),
                NOW);
    }

    private static List<Evidence> parts(List<Component> components, List<VexStatement> statements) {
        return EvidenceParts.of(
                new Bill("CycloneDX 1.6 JSON", null, inventory(components), statements, 0),
                "atlas",
                "1",
                PROVENANCE);
    }

    private static List<Component> components(int count, String licence) {
        return IntStream.range(0, count).mapToObj(i -> component(i, licence)).toList();
    }

    @Test
    void shouldNumberPartsOverAllThatTheDocumentSays() {
        // When
        List<Evidence> parts = parts(components(2_001, "MIT"), List.of(statement(1)));

        // Then
        assertThat(parts)
                .extracting(Evidence::part)
                .containsExactly(new Part(1, 3), new Part(2, 3), new Part(3, 3));
        assertThat(parts.get(0)).isInstanceOf(InventoryObserved.class);
        assertThat(parts.get(2)).isInstanceOf(VexStated.class);
    }

    @Test
    void shouldPutTwoThousandComponentsIntoOnePartAndTheNextIntoAnother() {
        assertThat(parts(components(2_000, "MIT"), List.of())).hasSize(1);
        assertThat(parts(components(2_001, "MIT"), List.of())).hasSize(2);
    }

    @Test
    void shouldKeepEveryPartUnderTheLimitWhateverTheLettersAre() {
        // Given
        String heavy = "\u0001\u00e9\u20ac\"\\".repeat(40);

        // When
        List<Evidence> parts = parts(components(4_000, heavy), List.of());

        // Then
        assertThat(parts)
                .hasSizeGreaterThan(2)
                .allSatisfy(
                        part -> assertThat(CloudEvents.write(part)).hasSizeLessThan(512 * 1024));
        assertThat(parts.stream().flatMap(p -> ((InventoryObserved) p).components().stream()))
                .containsExactlyElementsOf(components(4_000, heavy));
    }

    @Test
    void shouldSayThatNothingWasFound() {
        // Given
        Scan scan = new Scan("CodeQL", null, List.of(Evidence.ScanKind.SAST), "", 10, null, null);

        // When
        List<Evidence> bill = parts(List.of(), List.of());
        List<Evidence> report =
                EvidenceParts.of(
                        new ScanReport(
                                "SARIF 2.1.0", null, List.of(new ScopeScan(scan, List.of())), 0),
                        "atlas",
                        "1",
                        PROVENANCE);
        List<Evidence> vex =
                EvidenceParts.of(
                        new VexDocument("OpenVEX JSON", null, List.of()),
                        "atlas",
                        null,
                        PROVENANCE);

        // Then
        assertThat(bill).singleElement().isInstanceOf(InventoryObserved.class);
        assertThat(report)
                .singleElement()
                .satisfies(e -> assertThat(((FindingsObserved) e).scan()).isEqualTo(scan));
        assertThat(vex).singleElement().isInstanceOf(VexStated.class);
    }

    @Test
    void shouldProveFactsByTheDocumentItself() {
        // Given
        Fact fact =
                new Fact(
                        "vdp-complete",
                        "channel",
                        1,
                        NOW,
                        "https://atlas.example/security.txt",
                        "it names a contact");

        // When
        List<Evidence> facts =
                EvidenceParts.of(
                        new FactReport("security.txt", null, List.of(fact, fact), 0),
                        "atlas",
                        null,
                        PROVENANCE);
        List<Evidence> none =
                EvidenceParts.of(
                        new FactReport("security.txt", null, List.of(), 3),
                        "atlas",
                        null,
                        PROVENANCE);

        // Then
        assertThat(facts).containsExactly(reported(new Part(1, 2)), reported(new Part(2, 2)));
        assertThat(none).singleElement().isInstanceOf(VexStated.class);
    }

    private static FactReported reported(Part part) {
        return new FactReported(
                "atlas",
                PROVENANCE,
                part,
                "vdp-complete",
                "channel",
                1,
                NOW,
                "https://atlas.example/security.txt",
                "00".repeat(32),
                "it names a contact");
    }

    @Test
    void shouldNotReplaceAnInventoryByADocumentOfStatements() {
        // When
        List<Evidence> parts =
                EvidenceParts.of(
                        new Bill("CycloneDX 1.6 JSON", null, null, List.of(statement(1)), 0),
                        "atlas",
                        "1",
                        PROVENANCE);

        // Then
        assertThat(parts).singleElement().isInstanceOf(VexStated.class);
    }

    @Test
    void shouldCutAStatementAboutManyComponents() {
        // When
        List<Evidence> parts =
                EvidenceParts.of(
                        new VexDocument("OpenVEX JSON", null, List.of(statement(25_000))),
                        "atlas",
                        "1",
                        PROVENANCE);

        // Then
        assertThat(parts)
                .allSatisfy(
                        part -> assertThat(CloudEvents.write(part)).hasSizeLessThan(512 * 1024));
        assertThat(
                        parts.stream()
                                .flatMap(p -> ((VexStated) p).statements().stream())
                                .flatMap(s -> s.purls().stream()))
                .hasSize(25_000);
    }

    @Test
    void shouldGiveTheSamePartsForTheSameDocument() {
        // Given
        List<Finding> findings =
                IntStream.range(0, 5_000)
                        .mapToObj(
                                i ->
                                        new Finding(
                                                "f" + i,
                                                "r",
                                                "t".repeat(200),
                                                Severity.HIGH,
                                                List.of("CWE-79"),
                                                "p",
                                                i,
                                                false,
                                                null,
                                                null))
                        .toList();
        ScanReport report =
                new ScanReport(
                        "SARIF 2.1.0",
                        null,
                        List.of(
                                new ScopeScan(
                                        new Scan("t", null, List.of(), "", 1, 1, 1L), findings)),
                        0);

        // When
        List<Evidence> first = EvidenceParts.of(report, "atlas", "1", PROVENANCE);
        List<Evidence> second = EvidenceParts.of(report, "atlas", "1", PROVENANCE);

        // Then
        assertThat(first)
                .isEqualTo(second)
                .allSatisfy(
                        part -> assertThat(CloudEvents.write(part)).hasSizeLessThan(512 * 1024));
    }
}
