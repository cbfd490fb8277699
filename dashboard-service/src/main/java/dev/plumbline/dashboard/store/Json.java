package dev.plumbline.dashboard.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.Event;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows as JSON: many of them go into a statement as one parameter and come out as one column.
@ApplicationScoped
class Json {
    private final ObjectMapper mapper;

    Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// Events exactly as they travel, as one array.
    static String array(Collection<? extends Event> events) {
        return events.stream().map(Json::object).collect(Collectors.joining(",", "[", "]"));
    }

    static String object(Event event) {
        return CloudEvents.text(event);
    }

    String write(Object rows) {
        try {
            return mapper.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rows can't be written", e);
        }
    }

    <T> T read(Object column, Class<T> type) {
        try {
            return mapper.readValue((String) column, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row can't be read as " + type.getSimpleName(), e);
        }
    }

    <T> T read(Object column, TypeReference<T> type) {
        try {
            return mapper.readValue((String) column, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row can't be read as " + type.getType(), e);
        }
    }

    <T> @Nullable T readIfPresent(@Nullable Object column, Class<T> type) {
        return column == null ? null : read(column, type);
    }
}
