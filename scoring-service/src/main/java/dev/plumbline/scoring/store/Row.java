package dev.plumbline.scoring.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of a native query, read column by column from the left.
///
/// Hibernate Reactive hands PostgreSQL arrays back as something else than arrays, so queries send
/// them as text (`array_to_string(x, ',')`).
final class Row {
    private final @Nullable Object[] columns;
    private int next;

    Row(@Nullable Object[] columns) {
        this.columns = columns;
    }

    private @Nullable Object take() {
        return columns[next++];
    }

    private Object present() {
        Object value = take();
        if (value == null) {
            throw new IllegalStateException(
                    "column " + next + " is null: " + Arrays.toString(columns));
        }
        return value;
    }

    String text() {
        return (String) present();
    }

    @Nullable String textOrNull() {
        return (String) take();
    }

    UUID uuid() {
        return (UUID) present();
    }

    @Nullable UUID uuidOrNull() {
        return (UUID) take();
    }

    /// Passes over columns that this reader does not want.
    void skip(int count) {
        next += count;
    }

    Instant instant() {
        return ((OffsetDateTime) present()).toInstant();
    }

    @Nullable Instant instantOrNull() {
        Object value = take();
        return value == null ? null : ((OffsetDateTime) value).toInstant();
    }

    LocalDate date() {
        return (LocalDate) present();
    }

    @Nullable LocalDate dateOrNull() {
        return (LocalDate) take();
    }

    int number() {
        return ((Number) present()).intValue();
    }

    @Nullable Integer numberOrNull() {
        Object value = take();
        return value == null ? null : ((Number) value).intValue();
    }

    long big() {
        return ((Number) present()).longValue();
    }

    @Nullable Long bigOrNull() {
        Object value = take();
        return value == null ? null : ((Number) value).longValue();
    }

    double real() {
        return ((Number) present()).doubleValue();
    }

    boolean flag() {
        return (Boolean) present();
    }

    @Nullable Boolean flagOrNull() {
        return (Boolean) take();
    }

    byte[] bytes() {
        return (byte[]) present();
    }

    /// A `uuid[]` that was sent as text.
    List<UUID> uuids() {
        String joined = text();
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(",", -1)).map(UUID::fromString).toList();
    }
}
