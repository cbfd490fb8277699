package dev.plumbline.dashboard.view;

import org.jspecify.annotations.Nullable;

/// What a person asked of the list of products; every field comes from the address and is checked
/// there.
///
/// @param text part of the name or key, any case
/// @param after cursor from [Slice#next()]
/// @param limit rows a page, 1..500
public record ProductsQuery(
        @Nullable String text,
        @Nullable String unit,
        @Nullable String team,
        State state,
        Sort sort,
        Order order,
        @Nullable String after,
        int limit) {
    public ProductsQuery {
        if (limit < 1 || limit > 500) {
            throw new IllegalArgumentException("limit must lie in 1..500: " + limit);
        }
    }

    public enum State {
        ACTIVE,
        RATED,
        NOT_RATED,
        /// a cap holds it
        HELD_BACK,
        /// something is past its due date
        LATE,
        ARCHIVED
    }

    /// Products without the figure sort after all others in both orders; equal ones by key.
    public enum Sort {
        NAME,
        OVERALL,
        PRINCIPLE_1,
        PRINCIPLE_2,
        PRINCIPLE_3,
        CHANGE,
        CONFIDENCE,
        LATE,
        NEXT_DUE
    }

    public enum Order {
        ASCENDING,
        DESCENDING
    }
}
