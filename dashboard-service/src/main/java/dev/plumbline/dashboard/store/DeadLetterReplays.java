package dev.plumbline.dashboard.store;

import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/// Which dead letters were sent once more.
@ApplicationScoped
public class DeadLetterReplays {
    private final Mutiny.SessionFactory sessions;
    private final UnitOfWork unitOfWork;

    DeadLetterReplays(Mutiny.SessionFactory sessions, UnitOfWork unitOfWork) {
        this.sessions = sessions;
        this.unitOfWork = unitOfWork;
    }

    /// Where a letter lies.
    public record Place(String topic, int partition, long offset) {}

    public record Replay(Instant at, String by) {}

    public Uni<Map<Place, Replay>> all() {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                "select topic, part, position, replayed_at, replayed_by from dead_letter_replay",
                                                Object[].class)
                                        .getResultList())
                .map(
                        rows ->
                                rows.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        row ->
                                                                new Place(
                                                                        (String) row[0],
                                                                        (Integer) row[1],
                                                                        (Long) row[2]),
                                                        row ->
                                                                new Replay(
                                                                        instant(row[3]),
                                                                        (String) row[4]))));
    }

    private static Instant instant(Object column) {
        return column instanceof OffsetDateTime time ? time.toInstant() : (Instant) column;
    }

    public Uni<Void> note(Place place, Instant at, String by) {
        return unitOfWork.run(
                tx ->
                        tx.session()
                                .createNativeQuery(
                                        """
                                        insert into dead_letter_replay (topic, part, position, replayed_at, replayed_by)
                                        values (:topic, :part, :position, :at, :by)
                                        on conflict (topic, part, position) do update
                                        set replayed_at = excluded.replayed_at, replayed_by = excluded.replayed_by
                                        """)
                                .setParameter("topic", place.topic())
                                .setParameter("part", place.partition())
                                .setParameter("position", place.offset())
                                .setParameter("at", at.atOffset(ZoneOffset.UTC))
                                .setParameter("by", by)
                                .executeUpdate()
                                .replaceWithVoid());
    }
}
