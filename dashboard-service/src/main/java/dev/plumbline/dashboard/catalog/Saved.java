package dev.plumbline.dashboard.catalog;

import dev.plumbline.events.CatalogChange;
import java.util.Map;

/// What came of an edit.
public sealed interface Saved {

    record Created(CatalogChange.OfOrganisation entity) implements Saved {}

    record Changed(CatalogChange.OfOrganisation entity) implements Saved {}

    /// It was so already; nothing was said to anybody.
    record Unchanged(CatalogChange.OfOrganisation entity) implements Saved {}

    /// @param mistakes field → what to mend
    record Refused(Map<String, String> mistakes) implements Saved {
        public Refused {
            mistakes = Map.copyOf(mistakes);
        }

        static Refused of(String field, String mistake) {
            return new Refused(Map.of(field, mistake));
        }
    }

    /// Somebody else was faster.
    ///
    /// @param current what stands there now
    record Overtaken(CatalogChange.OfOrganisation current) implements Saved {}

    /// There is nothing to archive.
    record Unknown() implements Saved {}
}
