package dev.plumbline.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.evidence.Entry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Random ledgers against what the reference implementation in Python says of them.
///
/// The adapter below translates words and nothing else: all that is computed is computed by the
/// scorer under `golden.yaml`.
class GoldenTest {
    private static final Instant DAY_ZERO = Instant.parse("2024-01-01T00:00:00Z");
    private static final BigDecimal MICROS_PER_DAY = BigDecimal.valueOf(86_400_000_000L);

    private final Scorer scorer = new Scorer(catalogue());

    @Test
    void shouldAgreeWithTheReferenceOnTheProjectsOwnCases() throws IOException {
        var cases = lines(resource("golden-own.jsonl"));
        assertThat(cases).hasSize(12);
        cases.forEach(this::check);
    }

    @Test
    void shouldAgreeWithTheReferenceOnTheSharedCasesWhereTheyAre() throws IOException {
        var shared =
                Path.of(
                        System.getProperty("plumbline.root", ".."),
                        "../shared/design/golden.jsonl");
        var cases =
                Files.exists(shared)
                        ? lines(Files.readAllBytes(shared))
                        : lines(resource("golden-own.jsonl"));
        assertThat(cases).hasSizeGreaterThanOrEqualTo(12);
        cases.forEach(this::check);
    }

    private void check(JsonNode golden) {
        // Given
        var entries =
                StreamSupport.stream(golden.get("events").spliterator(), false)
                        .flatMap(event -> entries(event).stream())
                        .toList();

        // When
        var score = scorer.score(entries, at(golden.get("now")));

        // Then
        for (var expected : golden.get("expected").properties()) {
            var principle = score.principle(expected.getKey().toLowerCase(Locale.ROOT));
            close(principle.figure().shown(), expected.getValue().get("shown"), golden);
            for (var theme : principle.themes()) {
                var expectedTheme = expected.getValue().get("themes").get(theme.id());
                close(theme.omega(), expectedTheme.get("omega"), golden);
                for (var measure : theme.measures()) {
                    var expectedMeasure = expectedTheme.get("measures").get(measure.measure().id());
                    close(measure.value(), expectedMeasure.get("value"), golden);
                    close(measure.measure().weight(), expectedMeasure.get("weight"), golden);
                }
            }
        }
    }

    private static void close(double actual, JsonNode expected, JsonNode golden) {
        assertThat(actual)
                .as("case %s", golden.get("case"))
                .isCloseTo(expected.doubleValue(), within(1e-9));
    }

    private static List<Entry> entries(JsonNode event) {
        var id = event.get("id").asString();
        var at = at(event.get("t"));
        var key = event.path("key").asString("");
        return switch (event.get("type").asString()) {
            case "release" -> List.of(new Entry.Released(id, id, at, key, key, false, 1));
            case "scan", "gate", "cvelist" ->
                    List.of(
                            new Entry.Covered(
                                    id, id, at, event.get("type").asString(), key, 1, Map.of()));
            case "sbom" ->
                    List.of(
                            new Entry.Covered(
                                    id, id, at, "sbom", key, 1, Map.of("binding", "digest")));
            case "vuln" ->
                    List.of(
                            owed(
                                    id,
                                    at,
                                    "vuln",
                                    key,
                                    Severity.valueOf(
                                            event.get("sev").asString().toUpperCase(Locale.ROOT)),
                                    null,
                                    event.get("own").booleanValue()));
            case "kev" ->
                    List.of(
                            owed(
                                    id,
                                    at,
                                    "kev",
                                    key,
                                    Severity.CRITICAL,
                                    at(event.get("due")),
                                    false));
            case "cve" -> List.of(owed(id, at, "cve", key, Severity.HIGH, null, false));
            case "waiver" ->
                    List.of(
                            owed(
                                    id,
                                    at,
                                    "waiver",
                                    key,
                                    Severity.HIGH,
                                    at(event.get("until")),
                                    false));
            case "fix", "vex" -> {
                var how = event.get("type").asString();
                var trust = event.get("trust").doubleValue();
                yield List.of(
                        new Entry.Closed(id + "/kev", id, at, "kev", key, how, trust, null),
                        new Entry.Closed(id + "/vuln", id, at, "vuln", key, how, trust, null));
            }
            case "cwe" -> List.of(new Entry.Closed(id, id, at, "cve", key, "cwe", 1, null));
            case "waiver-close" ->
                    List.of(new Entry.Closed(id, id, at, "waiver", key, "waiver-close", 1, null));
            case "vdp", "exec" ->
                    List.of(
                            new Entry.Answered(
                                    id,
                                    id,
                                    at,
                                    event.get("type").asString(),
                                    key,
                                    1,
                                    event.get("trust").doubleValue(),
                                    null));
            case "retract" -> List.of(new Entry.Retracted(id, id, at, event.get("of").asString()));
            default -> throw new IllegalArgumentException("unknown event " + event);
        };
    }

    private static Entry owed(
            String id,
            Instant at,
            String kind,
            String key,
            Severity severity,
            Instant statedDue,
            boolean own) {
        return new Entry.Owed(
                id, id, at, kind, key, null, null, severity, statedDue, null, null, own, Map.of());
    }

    /// The reference counts days from zero; the log writes them with six decimals.
    private static Instant at(JsonNode days) {
        return DAY_ZERO.plus(
                Duration.ofNanos(
                        new BigDecimal(days.asString()).multiply(MICROS_PER_DAY).longValueExact()
                                * 1_000));
    }

    private static List<JsonNode> lines(byte[] jsonl) {
        var mapper = new JsonMapper();
        return new String(jsonl, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(mapper::readTree)
                .toList();
    }

    private static Catalogue catalogue() {
        try {
            return CatalogueReader.read("golden.yaml", resource("golden.yaml"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var stream = GoldenTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return stream.readAllBytes();
        }
    }
}
