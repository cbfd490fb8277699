package dev.plumbline.ingest.store;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The accepted submission that brought these bytes first.
public record SeenSubmission(
        UUID id, @Nullable String format, @Nullable String tool, Map<String, Long> counts) {
    public SeenSubmission {
        counts = Map.copyOf(counts);
    }
}
