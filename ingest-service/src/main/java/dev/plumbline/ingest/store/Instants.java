package dev.plumbline.ingest.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Instants as native queries give them.
final class Instants {
    private Instants() {}

    static Instant of(Object column) {
        return switch (column) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            default ->
                    throw new IllegalStateException(
                            "no instant: " + column.getClass().getSimpleName());
        };
    }

    static @Nullable Instant orNull(@Nullable Object column) {
        return column == null ? null : of(column);
    }
}
