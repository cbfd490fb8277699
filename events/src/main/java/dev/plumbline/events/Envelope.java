package dev.plumbline.events;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event with the metadata of CloudEvents 1.0.
///
/// @param id made once, at the outbox, as UUIDv7; what an inbox remembers
/// @param source who says it, as a URI reference such as `/ingest-service`
/// @param time when it was said, never when it was true (that stands in the data)
/// @param correlationId the submission that it goes back to, if it goes back to one
/// @param traceparent W3C trace context, if the sender was traced
public record Envelope<T extends Event>(
        UUID id,
        String source,
        Instant time,
        @Nullable UUID correlationId,
        @Nullable String traceparent,
        T data) {
    public Envelope {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(data, "data");
    }
}
