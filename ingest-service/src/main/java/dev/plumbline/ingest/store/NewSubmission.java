package dev.plumbline.ingest.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A submission as it is written down.
///
/// @param product `null` for what the world says
/// @param sha256 digest of the document's plain bytes; `null` for a statement that is no document
/// @param first for [Status#SEEN_AGAIN]: the submission that brought the bytes first
public record NewSubmission(
        UUID id,
        Status status,
        @Nullable String product,
        @Nullable String release,
        @Nullable String format,
        @Nullable String tool,
        byte @Nullable [] sha256,
        String sender,
        double trust,
        Instant observedAt,
        Instant receivedAt,
        Map<String, Long> counts,
        @Nullable String reason,
        @Nullable UUID first) {

    public enum Status {
        ACCEPTED,
        REFUSED,
        SEEN_AGAIN,
        /// accepted, and withdrawn since
        RETRACTED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public NewSubmission {
        counts = Map.copyOf(counts);
    }
}
