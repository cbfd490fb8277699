package dev.plumbline.outbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Remembers which events a consumer has applied, in the same transaction as their effect.
@ApplicationScoped
public class Inbox {

    /// Whether this is the first time that `consumer` sees the event; it is remembered from now on.
    public Uni<Boolean> first(Transaction transaction, String consumer, UUID eventId) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into inbox (consumer, event_id) values (:consumer, :event)
                        on conflict do nothing
                        """)
                .setParameter("consumer", consumer)
                .setParameter("event", eventId)
                .executeUpdate()
                .map(inserted -> inserted == 1);
    }

    /// Which of these events `consumer` sees for the first time; they are remembered from now on.
    public Uni<Set<UUID>> firsts(
            Transaction transaction, String consumer, Collection<UUID> eventIds) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into inbox (consumer, event_id)
                        select distinct :consumer, e.id
                        from unnest(cast(:events as uuid[])) as e(id)
                        on conflict do nothing
                        returning event_id
                        """,
                        UUID.class)
                .setParameter("consumer", consumer)
                .setParameter("events", eventIds.toArray(UUID[]::new))
                .getResultList()
                .map(ids -> ids.stream().collect(Collectors.toUnmodifiableSet()));
    }
}
