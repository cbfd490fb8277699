package dev.plumbline.scoring.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.events.Part;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.events.Reference.SeverityVector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Reads OSV records into the events that ingest makes of them, as far as matching needs them.
public final class OsvRecords {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Provenance FEED =
            new Provenance(new UUID(0, 1), "feed", 1.0, Instant.EPOCH, Instant.EPOCH, null, null);

    private OsvRecords() {}

    public static Stream<AdvisoryPublished> inLines(Path jsonLines) {
        return Corpus.text(jsonLines).lines().filter(line -> !line.isBlank()).map(OsvRecords::of);
    }

    public static AdvisoryPublished of(String json) {
        try {
            return of(JSON.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static AdvisoryPublished of(JsonNode record) {
        List<AffectedPackage> affected = new ArrayList<>();
        for (JsonNode entry : record.path("affected")) {
            affected.add(affectedOf(entry));
        }
        List<String> related = texts(record.path("related"));
        related.addAll(texts(record.path("upstream")));
        String word = record.path("database_specific").path("severity").asText("");
        return new AdvisoryPublished(
                FEED,
                Part.WHOLE,
                "osv",
                record.path("id").asText(),
                texts(record.path("aliases")),
                related,
                instant(record.path("published")),
                instant(record.path("modified")),
                instant(record.path("withdrawn")),
                record.path("summary").asText(""),
                severities(record.path("severity")),
                word.isEmpty() ? null : word,
                List.of(),
                affected,
                null);
    }

    private static AffectedPackage affectedOf(JsonNode entry) {
        JsonNode purl = entry.path("package").path("purl");
        List<Range> ranges = new ArrayList<>();
        for (JsonNode range : entry.path("ranges")) {
            List<RangeEvent> events = new ArrayList<>();
            for (JsonNode event : range.path("events")) {
                for (Map.Entry<String, JsonNode> field : event.properties()) {
                    events.add(
                            new RangeEvent(
                                    RangeEventKind.valueOf(field.getKey().toUpperCase(Locale.ROOT)),
                                    field.getValue().asText()));
                }
            }
            ranges.add(new Range(RangeType.valueOf(range.path("type").asText()), events));
        }
        return new AffectedPackage(
                entry.path("package").path("ecosystem").asText(""),
                entry.path("package").path("name").asText(""),
                purl.isTextual() ? purl.asText() : null,
                ranges,
                texts(entry.path("versions")),
                severities(entry.path("severity")));
    }

    private static List<SeverityVector> severities(JsonNode list) {
        List<SeverityVector> severities = new ArrayList<>();
        for (JsonNode each : list) {
            severities.add(
                    new SeverityVector(each.path("type").asText(), each.path("score").asText()));
        }
        return severities;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static Instant instant(JsonNode node) {
        return node.isTextual() ? Instant.parse(node.asText()) : null;
    }
}
