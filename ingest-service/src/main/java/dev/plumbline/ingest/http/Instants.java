package dev.plumbline.ingest.http;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Instants in query parameters.
final class Instants {
    static final String WORDS =
            "observedAt must be a date and time with offset, such as 2026-06-01T12:00:00Z";

    private Instants() {}

    /// `null` if the text is no RFC 3339 instant. A `+` that a client forgot to escape arrives as a
    /// blank.
    static @Nullable Instant read(String text) {
        try {
            return Instant.parse(text.strip().replace(' ', '+'));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
