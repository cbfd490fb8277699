package dev.plumbline.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One event that one consumer has applied. All access is set-based SQL in [Inbox]; the mapping
/// tells Hibernate that this service has a database.
@Entity
@Table(name = "inbox")
@IdClass(InboxRow.Key.class)
class InboxRow {
    @Id
    @Column(name = "consumer")
    @Nullable String consumer;

    @Id
    @Column(name = "event_id")
    @Nullable UUID eventId;

    /// The composite key.
    static final class Key implements java.io.Serializable {
        @Nullable String consumer;
        @Nullable UUID eventId;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Objects.equals(consumer, key.consumer)
                    && Objects.equals(eventId, key.eventId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(consumer, eventId);
        }
    }
}
