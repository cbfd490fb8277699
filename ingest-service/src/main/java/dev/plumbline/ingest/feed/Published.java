package dev.plumbline.ingest.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.ingest.feed.Fetched.Here;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Which issue of a document was read: what it says of itself, else what its server says of the
/// file.
final class Published {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern SCORE_DATE = Pattern.compile("score_date:(\\d{4}-\\d{2}-\\d{2})");
    private static final int HEAD = 1_000;
    private static final int GZIP = 0x1f;

    private Published() {}

    static String words(Here here, String format, Instant now) throws IOException {
        String own =
                switch (format) {
                    case "kev" -> released(here.file());
                    case "epss" -> scored(here.file());
                    default -> null;
                };
        return own == null ? words(here, now) : "as published on " + own;
    }

    static String words(Here here, Instant now) {
        String modified = here.lastModified();
        return modified == null
                ? "the file as fetched at " + Words.minute(now)
                : "the file of " + minute(modified);
    }

    /// What a checkpoint holds; one of an earlier version only when it was fetched.
    static String stored(String mark) {
        String minute = Words.minute(mark);
        return minute.equals(mark) ? mark : "the file as fetched at " + minute;
    }

    private static String minute(String http) {
        try {
            return Words.minute(
                    ZonedDateTime.parse(http, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Words.line(http);
        }
    }

    private static @Nullable String released(Path catalogue) throws IOException {
        try (JsonParser in = JSON.createParser(catalogue.toFile())) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean date = in.currentName().equals("dateReleased");
                if (in.nextToken() == JsonToken.VALUE_STRING && date) {
                    return Words.line(Words.minute(in.getText()));
                }
                in.skipChildren();
            }
        } catch (JsonProcessingException e) {
            // the parser of the format says what is wrong
        }
        return null;
    }

    private static @Nullable String scored(Path table) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(table))) {
            file.mark(1);
            boolean packed = file.read() == GZIP;
            file.reset();
            InputStream text = packed ? new GZIPInputStream(file) : file;
            String head = new String(text.readNBytes(HEAD), StandardCharsets.UTF_8);
            Matcher date = SCORE_DATE.matcher(head.lines().findFirst().orElse(""));
            return head.startsWith("#") && date.find() ? date.group(1) : null;
        } catch (ZipException | EOFException e) {
            return null;
        }
    }
}
