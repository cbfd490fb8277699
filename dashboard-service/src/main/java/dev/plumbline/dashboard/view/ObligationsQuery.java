package dev.plumbline.dashboard.view;

import org.jspecify.annotations.Nullable;

/// What a person asked of a measure's obligations.
///
/// @param text part of title, vulnerability or component, any case
/// @param after cursor from [Slice#next()]
public record ObligationsQuery(
        State state,
        @Nullable String line,
        @Nullable String text,
        @Nullable String after,
        int limit) {
    public ObligationsQuery {
        if (limit < 1 || limit > 500) {
            throw new IllegalArgumentException("limit must lie in 1..500: " + limit);
        }
    }

    public enum State {
        ALL,
        LATE,
        OPEN,
        CLOSED
    }
}
