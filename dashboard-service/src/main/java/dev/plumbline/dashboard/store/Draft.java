package dev.plumbline.dashboard.store;

import org.jspecify.annotations.Nullable;

/// An entity of the catalogue as somebody wants it to be.
public sealed interface Draft {
    String key();

    record Unit(String key, String name) implements Draft {}

    record Team(String key, String name, String unit) implements Draft {}

    /// @param criticality weight in the roll-up: 1 low, 2 normal, 3 high, 4 vital
    record Product(
            String key, String name, String team, int criticality, @Nullable String description)
            implements Draft {}

    record Line(String product, String key, @Nullable String note) implements Draft {}
}
