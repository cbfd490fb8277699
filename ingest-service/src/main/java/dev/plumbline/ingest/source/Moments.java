package dev.plumbline.ingest.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Dates as documents and senders write them.
///
/// Only the years 0001 to 9999 in UTC are dates here. RFC 3339 knows no others, and what lies
/// beyond them can be read by Java yet not be kept by PostgreSQL, or be written in a way that no
/// other reader of the events understands: it would be lost long after it was accepted.
public final class Moments {
    /// What to tell a sender whose date lies beyond them.
    public static final String BEYOND = "lies outside the years 0001 to 9999";

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Moments() {}

    /// Whether it lies in the years that are kept.
    public static boolean isKept(Instant instant) {
        return !instant.isBefore(FIRST) && instant.isBefore(END);
    }

    /// Whether it lies in the years that are kept.
    public static boolean isKept(LocalDate date) {
        return date.getYear() >= 1 && date.getYear() <= 9999;
    }

    private static @Nullable Instant kept(Instant instant) {
        return isKept(instant) ? instant : null;
    }

    /// An RFC 3339 instant, with the bracketed suffix of RFC 9557 allowed; `null` if it is none.
    public static @Nullable Instant instant(@Nullable String text) {
        if (text == null || text.length() < 20) {
            return null;
        }
        int suffix = text.indexOf('[');
        String bare = suffix < 0 ? text : text.substring(0, suffix);
        try {
            return kept(Instant.parse(bare));
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
            return kept(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
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
            LocalDate date = LocalDate.parse(text.length() == 10 ? text : text.substring(0, 10));
            return isKept(date) ? date : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
