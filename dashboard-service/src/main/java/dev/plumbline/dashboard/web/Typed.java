package dev.plumbline.dashboard.web;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What came with a form or an address, trimmed; of a field that came twice, the first.
final class Typed {
    private Typed() {}

    static Map<String, String> values(MultivaluedMap<String, String> typed) {
        Map<String, String> values = new TreeMap<>();
        typed.forEach(
                (field, all) -> values.put(field, all.isEmpty() ? "" : all.getFirst().strip()));
        return values;
    }

    static @Nullable String text(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    static @Nullable Long number(@Nullable String typed) {
        return typed != null && typed.matches("[0-9]{1,18}") ? (Long) Long.parseLong(typed) : null;
    }

    /// The constant that is meant, in any case; `otherwise` if none is.
    static <E extends Enum<E>> E choice(@Nullable String typed, E otherwise) {
        for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(typed)) {
                return constant;
            }
        }
        return otherwise;
    }
}
