package dev.plumbline.ingest.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.ingest.feed.Fetched.Here;
import dev.plumbline.ingest.feed.Piece.IfRefused;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// NVD's interface for CVEs, version 2.0: everything once, page by page, then what was modified
/// since, in windows as large as NVD allows.
///
/// NVD asks for at most 5 calls in 30 seconds, 50 with a key.
final class NvdPoll implements Poll {
    static final Duration LONGEST_WINDOW = Duration.ofDays(120);
    static final Duration REST = Duration.ofSeconds(6);
    static final Duration REST_WITH_KEY = Duration.ofMillis(600);

    /// NVD's clock and ours.
    static final Duration OVERLAP = Duration.ofMinutes(5);

    private static final JsonFactory JSON = new JsonFactory();
    private static final String READ = "modified";
    private static final String BEGUN = "begun";
    private static final String WINDOW_END = "window-end";
    private static final String INDEX = "index";

    private final URI address;
    private final Duration rest;
    private final Instant now;
    private final Map<String, String> marks;
    private boolean done;
    private boolean asked;

    NvdPoll(URI address, Map<String, String> marks, Instant now, Key key) {
        this.address = address;
        this.rest = key == Key.GIVEN ? REST_WITH_KEY : REST;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
        this.marks = new HashMap<>(marks);
    }

    /// Whether NVD knows us.
    enum Key {
        GIVEN,
        NONE
    }

    /// What stands at the top of a page.
    private record Page(long start, long items, long total) {}

    @Override
    public @Nullable Wanted next() {
        if (done) {
            return null;
        }
        Instant read = Marks.instant(marks, READ);
        StringBuilder query = new StringBuilder();
        if (read == null) {
            marks.putIfAbsent(BEGUN, now.toString());
        } else {
            if (Marks.instant(marks, WINDOW_END) == null) {
                Instant longest = read.plus(LONGEST_WINDOW).minus(OVERLAP);
                marks.put(WINDOW_END, (longest.isBefore(now) ? longest : now).toString());
                marks.put(INDEX, "0");
            }
            query.append("lastModStartDate=")
                    .append(encoded(read.minus(OVERLAP).toString()))
                    .append("&lastModEndDate=")
                    .append(encoded(String.valueOf(marks.get(WINDOW_END))))
                    .append('&');
        }
        query.append("startIndex=").append(index());
        Duration pause = asked ? rest : Duration.ZERO;
        asked = true;
        return Wanted.document(URI.create(address + "?" + query), Shape.JSON).after(pause);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private long index() {
        try {
            return Math.max(0, Long.parseLong(marks.getOrDefault(INDEX, "0")));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public Pieces came(Fetched fetched) throws IOException, Unusable {
        if (!(fetched instanceof Here here)) {
            throw new IllegalStateException("a page is asked for without conditions");
        }
        Page page = page(here.file());
        long index = index();
        if (page.start() != index) {
            throw new Unusable("NVD sent page " + page.start() + " instead of " + index);
        }
        long next = page.start() + page.items();
        if (next < page.total() && page.items() == 0) {
            throw new Unusable(
                    "NVD sent an empty page at " + index + " of " + page.total() + " CVEs");
        }
        if (next < page.total()) {
            marks.put(INDEX, Long.toString(next));
        } else {
            finishWindow();
        }
        return page.items() == 0
                ? Pieces.none()
                : Pieces.of(new Piece.Whole(here.file(), "nvd", null, IfRefused.FAILS));
    }

    private void finishWindow() {
        boolean whole = Marks.instant(marks, READ) == null;
        String upTo = marks.remove(whole ? BEGUN : WINDOW_END);
        marks.put(READ, upTo == null ? now.toString() : upTo);
        marks.remove(INDEX);
        // a whole that took days needs the windows since
        Instant read = Marks.instant(marks, READ);
        done = read == null || !read.isBefore(now);
    }

    private static Page page(Path file) throws IOException, Unusable {
        Long start = null;
        Long items = null;
        Long total = null;
        try (JsonParser in = JSON.createParser(file.toFile())) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                JsonToken value = in.nextToken();
                if (value == JsonToken.VALUE_NUMBER_INT) {
                    switch (field) {
                        case "startIndex" -> start = in.getLongValue();
                        case "resultsPerPage" -> items = in.getLongValue();
                        case "totalResults" -> total = in.getLongValue();
                        default -> {
                            // nothing that paging needs
                        }
                    }
                } else {
                    in.skipChildren();
                }
                if (start != null && items != null && total != null) {
                    return new Page(start, items, total);
                }
            }
        } catch (JsonProcessingException e) {
            throw new Unusable("NVD's answer is no JSON");
        }
        throw new Unusable("NVD's answer does not say which page it is");
    }

    @Override
    public Map<String, String> marks() {
        return Map.copyOf(marks);
    }

    @Override
    public @Nullable String words() {
        String read = marks.get(READ);
        return read != null
                ? "CVEs modified up to " + Words.minute(read)
                : marks.containsKey(INDEX) ? marks.get(INDEX) + " CVEs of the first pass" : null;
    }
}
