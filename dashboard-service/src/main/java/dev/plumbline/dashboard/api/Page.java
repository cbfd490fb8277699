package dev.plumbline.dashboard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.plumbline.dashboard.view.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some items of a list.
///
/// @param next to be sent as `after` for the items behind these; absent at the end
/// @param total how many there are, over all pages, where that is known
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String next, @Nullable Long total) {
    public Page {
        items = List.copyOf(items);
    }

    static <T> Page<T> of(Slice<T> slice) {
        return new Page<>(slice.rows(), slice.next(), null);
    }

    static <T> Page<T> of(Slice<T> slice, long total) {
        return new Page<>(slice.rows(), slice.next(), total);
    }
}
