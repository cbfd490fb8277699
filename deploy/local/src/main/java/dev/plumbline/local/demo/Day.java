package dev.plumbline.local.demo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// A day of the story: so many days from the day of loading (`-35`), or a date of the world
/// (`2026-06-25`) where the story is bound to one.
record Day(String text) {
    Day {
        if (!text.matches("-?\\d{1,4}|\\d{4}-\\d{2}-\\d{2}")) {
            throw new IllegalArgumentException("a day is a number of days or a date, not " + text);
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Day read(JsonNode node) {
        return new Day(node.asText());
    }

    static Day of(int days) {
        return new Day(Integer.toString(days));
    }

    LocalDate on(LocalDate loading) {
        return text.indexOf('-', 1) > 0
                ? LocalDate.parse(text)
                : loading.plusDays(Integer.parseInt(text));
    }

    /// That day at a time of day in UTC.
    Instant at(LocalDate loading, LocalTime time) {
        return on(loading).atTime(time).toInstant(ZoneOffset.UTC);
    }
}
