package dev.plumbline.dashboard.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a list goes on: the sort values of the last row seen, opaque to whoever carries it.
record Cursor(List<String> values) {
    private static final String SEPARATOR = "\u001f";

    Cursor {
        values = List.copyOf(values);
    }

    static Cursor of(Object... values) {
        return new Cursor(Arrays.stream(values).map(Object::toString).toList());
    }

    /// Empty if it is none of ours; the list then begins anew.
    static Optional<Cursor> parse(@Nullable String text, int values) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> parts = Arrays.asList(plain.split(SEPARATOR, -1));
            return parts.size() == values ? Optional.of(new Cursor(parts)) : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    String get(int index) {
        return values.get(index);
    }

    /// The number at this place; empty if somebody put something else there.
    Optional<Double> number(int index) {
        try {
            return Optional.of(Double.valueOf(values.get(index)));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        values.stream()
                                .collect(Collectors.joining(SEPARATOR))
                                .getBytes(StandardCharsets.UTF_8));
    }
}
