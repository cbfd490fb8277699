package dev.plumbline.outbox;

import dev.plumbline.events.Event;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something to be said, once the transaction that says it has committed.
///
/// @param key what keeps its order on the topic
/// @param correlationId the submission that it goes back to, if it goes back to one
/// @param body the event as JSON, from whoever needed it already; `null` to have it written
public record Outgoing(
        String topic,
        String key,
        Event event,
        @Nullable UUID correlationId,
        @Nullable String body) {
    public Outgoing {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(event, "event");
    }

    public Outgoing(String topic, String key, Event event, @Nullable UUID correlationId) {
        this(topic, key, event, correlationId, null);
    }
}
