package dev.plumbline.dashboard.web;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What came with a form or an address, trimmed; of a field that came twice, the first.
final class Typed {
    private Typed() {}

    static Map<String, String> values(MultivaluedMap<String, String> typed) {
        Map<String, String> values = new TreeMap<>();
        typed.forEach(
                (field, all) ->
                        values.put(
                                field,
                                all.isEmpty()
                                        ? ""
                                        : all.getFirst().replace('\0', '\uFFFD').strip()));
        return values;
    }

    static @Nullable String text(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    static @Nullable Long number(@Nullable String typed) {
        return typed != null && typed.matches("[0-9]{1,18}") ? (Long) Long.parseLong(typed) : null;
    }

    /// The constant that is meant, in any case; `null` if none is.
    static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String typed) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(typed)) {
                return constant;
            }
        }
        return null;
    }

    /// The last second of a day in UTC; `null` if it is none.
    static @Nullable Instant endOfDay(@Nullable String typed) {
        LocalDate day = day(typed);
        return day == null ? null : day.atTime(23, 59, 59).toInstant(ZoneOffset.UTC);
    }

    /// Midnight in UTC with which a day begins; `null` if it is none.
    static @Nullable Instant startOfDay(@Nullable String typed) {
        LocalDate day = day(typed);
        return day == null ? null : day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /// Of a year from 1 to 9999, as a date field of a form names it.
    private static @Nullable LocalDate day(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(typed);
            return day.getYear() < 1 || day.getYear() > 9999 ? null : day;
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    /// The constant that is meant, in any case; `otherwise` if none is.
    static <E extends Enum<E>> E choice(@Nullable String typed, E otherwise) {
        E constant = constant(otherwise.getDeclaringClass(), typed);
        return constant == null ? otherwise : constant;
    }
}
