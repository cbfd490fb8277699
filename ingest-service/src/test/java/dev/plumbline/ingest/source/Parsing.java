package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.WorldCursor;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Shorthand for what every parser test does.
public final class Parsing {
    private Parsing() {}

    public static ParseResult parse(Source source, byte[] bytes) {
        try {
            return source.parse(Content.of(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can always be fetched", e);
        }
    }

    public static <T extends ParsedDocument> T parsed(Source source, String text, Class<T> type) {
        return parsed(source, text.getBytes(StandardCharsets.UTF_8), type);
    }

    public static <T extends ParsedDocument> T parsed(Source source, byte[] bytes, Class<T> type) {
        ParseResult result = parse(source, bytes);
        assertThat(result).isInstanceOf(Parsed.class);
        return type.cast(((Parsed) result).document());
    }

    /// All records of what the world says, in their order.
    public static List<WorldRecord> records(WorldDocument document) {
        List<WorldRecord> records = new ArrayList<>();
        try (WorldCursor cursor = document.world().open()) {
            for (WorldRecord record = cursor.next(); record != null; record = cursor.next()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can always be fetched", e);
        }
        return records;
    }

    public static Malformed malformed(Source source, String text) {
        ParseResult result = parse(source, text.getBytes(StandardCharsets.UTF_8));
        assertThat(result).isInstanceOf(Malformed.class);
        return (Malformed) result;
    }
}
