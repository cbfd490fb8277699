package dev.plumbline.dashboard.view;

import dev.plumbline.events.ProgressReported.Step;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A piece of evidence that came in.
///
/// @param product `null` for what the world says (advisories, KEV)
/// @param observedAt where it is before `receivedAt`, the sender named it (role `backfill`) and the
///     page says so
/// @param step how far it has come
/// @param problem why it can't go on, for [Step#REFUSED] and [Step#FAILED]
public record SubmissionRow(
        UUID id,
        @Nullable String product,
        @Nullable String productName,
        @Nullable String release,
        @Nullable String format,
        @Nullable String tool,
        @Nullable String sender,
        Instant receivedAt,
        @Nullable Instant observedAt,
        Step step,
        Map<String, Long> counts,
        @Nullable String problem) {
    public SubmissionRow {
        counts = Map.copyOf(counts);
    }

    public boolean backdated() {
        return observedAt != null && observedAt.isBefore(receivedAt);
    }

    /// A person's decision is applied like evidence, but nobody sent it and it has no format.
    public boolean decided() {
        return format == null && sender == null;
    }

    /// Nothing more will happen to it.
    public boolean ended() {
        return switch (step) {
            case SHOWN, SEEN_AGAIN, REFUSED, FAILED -> true;
            case RECEIVED, PARSED, WAITING, APPLIED, SCORED -> false;
        };
    }
}
