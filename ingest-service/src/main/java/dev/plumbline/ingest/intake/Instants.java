package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.source.Moments;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Instants as senders write them.
public final class Instants {
    public static final String WORDS =
            "observedAt must be a date and time with offset, such as 2026-06-01T12:00:00Z,"
                    + " of the years 0001 to 9999";

    private Instants() {}

    /// `null` if the text is no RFC 3339 instant of a year that is kept. A `+` that a client forgot
    /// to escape arrives as a blank.
    public static @Nullable Instant read(String text) {
        try {
            Instant instant = Instant.parse(text.strip().replace(' ', '+'));
            return Moments.isKept(instant) ? instant : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
