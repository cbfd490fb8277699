package dev.plumbline.events;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A submission went one step on, or can't.
///
/// Topic `plumbline.progress.v1`, key = submission. Owned by whoever does the step.
///
/// @param product `null` for what the world says
/// @param counts what was understood, such as `components` → 1500; in [Step#APPLIED] also
///     `products`, how many products wait for a new score because of it
/// @param problem why not, for [Step#REFUSED] and [Step#FAILED]
public record ProgressReported(
        UUID submission,
        Step step,
        Instant at,
        @Nullable String product,
        @Nullable String release,
        @Nullable String format,
        @Nullable String tool,
        @Nullable String sender,
        @Nullable Instant observedAt,
        Map<String, Long> counts,
        @Nullable String problem)
        implements Progress {
    public ProgressReported {
        counts = Map.copyOf(counts);
    }

    @Override
    public String subject() {
        return submission.toString();
    }

    public enum Step {
        RECEIVED,
        PARSED,
        /// some parts are here, others are not yet
        WAITING,
        APPLIED,
        SCORED,
        SHOWN,
        /// the bytes were here before for the same product and release
        SEEN_AGAIN,
        REFUSED,
        FAILED
    }
}
