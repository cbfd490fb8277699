package dev.plumbline.dashboard.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what an address asks for and gathers what is wrong with it.
final class Asked {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;

    private final Map<String, String> mistakes = new TreeMap<>();

    static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    int limit(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return USUAL_LIMIT;
        }
        if (!value.matches("[0-9]{1,3}")
                || Integer.parseInt(value) < 1
                || Integer.parseInt(value) > HIGHEST_LIMIT) {
            mistakes.put("limit", "must be a number from 1 to " + HIGHEST_LIMIT);
            return USUAL_LIMIT;
        }
        return Integer.parseInt(value);
    }

    /// An instant of the years 0001 to 9999, as `2026-11-01T00:00:00Z`; `null` if none was named.
    @Nullable Instant instant(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            Instant instant = Instant.parse(value.strip());
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year >= 1 && year <= 9999) {
                return instant;
            }
        } catch (DateTimeException _) {
            // said below
        }
        mistakes.put(field, "must be an instant such as 2026-11-01T00:00:00Z");
        return null;
    }

    /// A day of the years 0001 to 9999, as `2026-11-01`; `null` if none was named.
    @Nullable LocalDate day(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(value.strip());
            if (day.getYear() >= 1 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException _) {
            // said below
        }
        mistakes.put(field, "must be a day such as 2026-11-01");
        return null;
    }

    /// Days from one to another, the last of them today if none is named, and `usual` many.
    Days days(@Nullable String from, @Nullable String to, LocalDate today, int usual) {
        LocalDate first = day("from", from);
        LocalDate last = day("to", to);
        LocalDate end = last == null ? today : last;
        LocalDate start = first == null ? end.minusDays(usual - 1L) : first;
        if (start.isAfter(end)) {
            mistakes.put("from", "must not be after `to`");
        }
        return new Days(start, end);
    }

    /// Both included.
    record Days(LocalDate from, LocalDate to) {}

    /// A constant, written in any case and with `-` or `_`.
    <E extends Enum<E>> E choice(String field, @Nullable String value, E usual) {
        if (value == null || value.isBlank()) {
            return usual;
        }
        E[] all = usual.getDeclaringClass().getEnumConstants();
        String name = value.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        Optional<E> found = Arrays.stream(all).filter(each -> each.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            mistakes.put(
                    field,
                    "must be one of "
                            + Arrays.stream(all)
                                    .map(each -> each.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", ")));
        }
        return found.orElse(usual);
    }

    Map<String, String> mistakes() {
        return mistakes;
    }
}
