package dev.plumbline.dashboard.view;

import org.jspecify.annotations.Nullable;

/// Which flaws are counted by class.
///
/// @param unit and `team`, `product` to narrow it to; `null` for all in sight
/// @param weakness the class whose open flaws are listed, such as `CWE-79`; `null` lists none
public record WeaknessesQuery(
        @Nullable String unit,
        @Nullable String team,
        @Nullable String product,
        Source source,
        @Nullable String weakness) {

    public enum Source {
        ALL,
        /// what tools found in the maker's own code and images
        CODE,
        /// what advisories say of components
        COMPONENTS
    }
}
