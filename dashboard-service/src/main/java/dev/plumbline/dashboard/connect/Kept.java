package dev.plumbline.dashboard.connect;

import dev.plumbline.events.CatalogChange.OfConnection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of an edit of a connection.
public sealed interface Kept {

    /// @param created whether it did not exist before
    /// @param secret that was made for it, in clear, to be shown this once; `null` if none was
    record Saved(OfConnection connection, boolean created, @Nullable String secret)
            implements Kept {}

    /// It was so already; nothing was said to anybody.
    record Unchanged(OfConnection connection) implements Kept {}

    /// @param mistakes field → what to mend
    record Refused(Map<String, String> mistakes) implements Kept {
        public Refused {
            mistakes = Map.copyOf(mistakes);
        }
    }

    /// Somebody else was faster.
    record Overtaken(OfConnection current) implements Kept {}

    record Unknown() implements Kept {}
}
