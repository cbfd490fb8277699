package dev.plumbline.ingest.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Dates as documents write them.
public final class Moments {
    private Moments() {}

    /// An RFC 3339 instant, with the bracketed suffix of RFC 9557 allowed; `null` if it is none.
    public static @Nullable Instant instant(@Nullable String text) {
        if (text == null || text.length() < 20) {
            return null;
        }
        int suffix = text.indexOf('[');
        String bare = suffix < 0 ? text : text.substring(0, suffix);
        try {
            return Instant.parse(bare);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// An instant, or a bare date as its first instant in UTC; `null` if it is neither.
    public static @Nullable Instant instantOrDate(@Nullable String text) {
        Instant instant = instant(text);
        if (instant != null) {
            return instant;
        }
        LocalDate date = date(text);
        return date == null ? null : date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// An instant; a date and time without a zone is taken as UTC, a bare date as its first
    /// instant.
    public static @Nullable Instant instantInUtc(@Nullable String text) {
        Instant instant = instant(text);
        if (instant != null || text == null) {
            return instant;
        }
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return instantOrDate(text);
        }
    }

    /// A date such as `2026-11-22`; `null` if it is none.
    public static @Nullable LocalDate date(@Nullable String text) {
        if (text == null || text.length() < 10) {
            return null;
        }
        try {
            return LocalDate.parse(text.length() == 10 ? text : text.substring(0, 10));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
