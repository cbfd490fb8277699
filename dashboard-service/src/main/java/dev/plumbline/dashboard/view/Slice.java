package dev.plumbline.dashboard.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some rows of a list that is paged by keyset, so that the last page costs what the first does.
///
/// @param next opaque cursor of the rows after these; `null` at the end
public record Slice<T>(List<T> rows, @Nullable String next) {
    public Slice {
        rows = List.copyOf(rows);
    }

    public static <T> Slice<T> empty() {
        return new Slice<>(List.of(), null);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
