package dev.plumbline.dashboard.view;

import java.util.List;

/// What matching could not decide for a product, as scoring-service worked it out.
///
/// @param components how many different components its bills list, of which `concerned` have
///     something undecided
/// @param undecided how many advisories of components in all; `rows` the first of them
public record Undecided(
        String product, long components, long concerned, long undecided, List<Row> rows) {
    public Undecided {
        rows = List.copyOf(rows);
    }

    /// How many are not in `rows`.
    public long more() {
        return undecided - rows.size();
    }

    /// @param releases versions of the product that hold the component
    /// @param text the version or range that can't be compared
    public record Row(
            String component, List<String> releases, String source, String advisory, String text) {
        public Row {
            releases = List.copyOf(releases);
        }
    }
}
