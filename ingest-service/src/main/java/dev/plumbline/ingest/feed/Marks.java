package dev.plumbline.ingest.feed;

import dev.plumbline.ingest.feed.Fetched.Here;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names and values in a checkpoint.
final class Marks {
    private Marks() {}

    static String etag(URI address) {
        return "etag " + address;
    }

    static String lastModified(URI address) {
        return "last-modified " + address;
    }

    /// Remembers what the next conditional request needs.
    static void remember(Map<String, String> marks, URI address, Here here) {
        set(marks, etag(address), here.etag());
        set(marks, lastModified(address), here.lastModified());
    }

    private static void set(Map<String, String> marks, String name, @Nullable String value) {
        if (value == null) {
            marks.remove(name);
        } else {
            marks.put(name, value);
        }
    }

    /// The instant under a name; `null` if there is none.
    static @Nullable Instant instant(Map<String, String> marks, String name) {
        String text = marks.get(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
