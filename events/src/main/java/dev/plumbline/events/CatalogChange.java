package dev.plumbline.events;

import org.jspecify.annotations.Nullable;

/// The organisation as people keep it in the dashboard, one entity at a time in its newest state.
///
/// Topic `plumbline.catalog.v1`, key = entity. Owned by dashboard-service. `revision` grows by one
/// with each change of an entity; a reader drops what is not newer than what it has.
public sealed interface CatalogChange extends Event {

    String key();

    long revision();

    boolean archived();

    record UnitSaved(String key, long revision, boolean archived, String name)
            implements CatalogChange {
        @Override
        public String subject() {
            return "unit/" + key;
        }
    }

    record TeamSaved(String key, long revision, boolean archived, String name, String unit)
            implements CatalogChange {
        @Override
        public String subject() {
            return "team/" + key;
        }
    }

    /// @param criticality weight in the roll-up: 1 low, 2 normal, 3 high, 4 vital
    record ProductSaved(
            String key,
            long revision,
            boolean archived,
            String name,
            String team,
            int criticality,
            @Nullable String description)
            implements CatalogChange {
        public ProductSaved {
            if (criticality < 1 || criticality > 4) {
                throw new IllegalArgumentException("criticality must lie in 1..4: " + criticality);
            }
        }

        @Override
        public String subject() {
            return "product/" + key;
        }
    }

    /// @param key the line's name within its product, such as `4.x`
    record LineSaved(
            String key, long revision, boolean archived, String product, @Nullable String note)
            implements CatalogChange {
        @Override
        public String subject() {
            return "line/" + product + "/" + key;
        }
    }
}
