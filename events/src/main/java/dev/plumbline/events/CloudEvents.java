package dev.plumbline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes and reads envelopes as CloudEvents 1.0 in Kafka's binary mode: metadata in `ce_` headers,
/// data as JSON.
///
/// Source: CloudEvents Kafka Protocol Binding 1.0.2, section 3.2.
public final class CloudEvents {
    public static final String CONTENT_TYPE = "application/json";
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .serializationInclusion(JsonInclude.Include.NON_NULL)
                    .build();

    private CloudEvents() {}

    /// The bytes and headers of one record.
    public record Encoded(Map<String, String> headers, byte[] body) {}

    public static Encoded encode(Envelope<?> envelope) {
        return new Encoded(headers(envelope), write(envelope.data()));
    }

    public static Map<String, String> headers(Envelope<?> envelope) {
        Map<String, String> headers = new LinkedHashMap<>();
        EventType type = EventType.of(envelope.data());
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", envelope.id().toString());
        headers.put("ce_source", envelope.source());
        headers.put("ce_type", type.wireName());
        headers.put("ce_subject", envelope.data().subject());
        headers.put("ce_time", envelope.time().toString());
        headers.put("ce_dataschema", "urn:" + type.wireName().replace('.', ':'));
        if (envelope.correlationId() != null) {
            headers.put("ce_correlationid", envelope.correlationId().toString());
        }
        if (envelope.traceparent() != null) {
            headers.put("ce_traceparent", envelope.traceparent());
        }
        headers.put("content-type", CONTENT_TYPE);
        return headers;
    }

    /// @throws UnreadableEvent if the headers or the body are not what this version can read
    public static Envelope<?> decode(Map<String, String> headers, byte @Nullable [] body)
            throws UnreadableEvent {
        String typeName = required(headers, "ce_type");
        EventType type =
                EventType.named(typeName)
                        .orElseThrow(() -> new UnreadableEvent("unknown event type " + typeName));
        if (body == null) {
            throw new UnreadableEvent("event " + typeName + " has no body");
        }
        try {
            String correlation = headers.get("ce_correlationid");
            return new Envelope<>(
                    UUID.fromString(required(headers, "ce_id")),
                    required(headers, "ce_source"),
                    Instant.parse(required(headers, "ce_time")),
                    correlation == null ? null : UUID.fromString(correlation),
                    headers.get("ce_traceparent"),
                    read(type, body));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UnreadableEvent(
                    "event " + typeName + " has broken headers: " + e.getMessage(), e);
        }
    }

    /// The JSON of the data alone, as an evidence log keeps it.
    public static byte[] write(Event event) {
        return text(event).getBytes(StandardCharsets.UTF_8);
    }

    /// The body of a record, for a database.
    public static String text(Event event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event can't be written: " + EventType.of(event), e);
        }
    }

    public static Event read(EventType type, byte[] body) throws UnreadableEvent {
        try {
            return Objects.requireNonNull(JSON.readValue(body, type.record()), "null body");
        } catch (IOException | NullPointerException | IllegalArgumentException e) {
            throw new UnreadableEvent(type.wireName() + " can't be read: " + e.getMessage(), e);
        }
    }

    private static String required(Map<String, String> headers, String name)
            throws UnreadableEvent {
        String value = headers.get(name);
        if (value == null || value.isBlank()) {
            throw new UnreadableEvent("header " + name + " is missing");
        }
        return value;
    }

    /// What arrived is not an event of this contract; it belongs into the dead-letter topic.
    public static final class UnreadableEvent extends Exception {
        public UnreadableEvent(String message) {
            super(message);
        }

        UnreadableEvent(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
