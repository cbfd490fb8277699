package dev.plumbline.dashboard.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/products`: the viewer's products.
///
/// @param total how many products match, over all pages
/// @param principles of the newest catalogue in use, in its order; [ProductsQuery.Sort#PRINCIPLE_1]
///     is the first
/// @param units all units and teams that the viewer may filter by
public record ProductsPage(
        Instant at,
        ProductsQuery query,
        Slice<ProductRow> products,
        long total,
        List<PrincipleName> principles,
        List<UnitChoice> units) {
    public ProductsPage {
        principles = List.copyOf(principles);
        units = List.copyOf(units);
    }

    /// @param shortTitle for column heads
    public record PrincipleName(String id, String title, String shortTitle) {}

    public record UnitChoice(String key, String name, List<TeamChoice> teams) {
        public UnitChoice {
            teams = List.copyOf(teams);
        }
    }

    public record TeamChoice(String key, String name) {}

    /// @param principles principle → shown score
    /// @param open obligations not met, `late` those past due
    /// @param nextDueAt soonest due date of an open obligation that is not late
    /// @param evidenceAt newest evidence received
    public record ProductRow(
            ProductHeader product,
            Standing overall,
            Map<String, Double> principles,
            int open,
            int late,
            @Nullable Instant nextDueAt,
            @Nullable Instant evidenceAt) {
        public ProductRow {
            principles = Map.copyOf(principles);
        }
    }
}
