package dev.plumbline.dashboard.view;

import org.jspecify.annotations.Nullable;

/// A product and where it belongs.
///
/// @param criticality weight in the roll-up: 1 low, 2 normal, 3 high, 4 vital
public record ProductHeader(
        String key,
        String name,
        @Nullable String description,
        String unit,
        String unitName,
        String team,
        String teamName,
        int criticality,
        boolean archived) {}
