package dev.plumbline.events;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a piece of evidence came in, which decides what it is worth.
///
/// @param submission the submission (document, call or decision) that carries it
/// @param sender client id of the service account or user name of the person
/// @param trust 0..1, set by the door and never by the sender's word (ARCHITECTURE.md section 4)
/// @param observedAt the instant from which it counts: the time of receipt, unless the role
///     `backfill` said another
/// @param receivedAt the time of receipt
/// @param documentSha256 digest of the raw bytes as 64 hex digits, where there is a document
/// @param tool name and version of the program that made it, as the document says
public record Provenance(
        UUID submission,
        String sender,
        double trust,
        Instant observedAt,
        Instant receivedAt,
        @Nullable String documentSha256,
        @Nullable String tool) {
    public Provenance {
        Objects.requireNonNull(submission, "submission");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(observedAt, "observedAt");
        Objects.requireNonNull(receivedAt, "receivedAt");
        if (!(trust >= 0 && trust <= 1)) {
            throw new IllegalArgumentException("trust must lie in 0..1: " + trust);
        }
        if (observedAt.isAfter(receivedAt)) {
            throw new IllegalArgumentException(
                    "observedAt " + observedAt + " lies after receivedAt " + receivedAt);
        }
    }

    /// Whether the sender named an earlier instant than the receipt; the page says so.
    public boolean backdated() {
        return observedAt.isBefore(receivedAt);
    }
}
