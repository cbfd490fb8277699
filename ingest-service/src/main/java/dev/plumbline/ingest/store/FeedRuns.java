package dev.plumbline.ingest.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.outbox.Outbox;
import dev.plumbline.outbox.Outgoing;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// How far each feed was read, and the lease of whoever reads it.
///
/// A lease is measured by the database's clock alone, so that instances whose clocks differ agree.
/// Whoever lost it can't move the checkpoint any more.
@ApplicationScoped
public class FeedRuns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> MARKS = new TypeReference<>() {};

    private final Mutiny.SessionFactory sessions;
    private final UnitOfWork work;
    private final Outbox outbox;

    FeedRuns(Mutiny.SessionFactory sessions, UnitOfWork work, Outbox outbox) {
        this.sessions = sessions;
        this.work = work;
        this.outbox = outbox;
    }

    /// Where a feed stands.
    ///
    /// @param scope address and choice that the marks belong to
    /// @param accepted records, and so `ignored` and `refused`, since the first run
    /// @param failures in a row
    public record Standing(
            String scope,
            Map<String, String> marks,
            @Nullable String words,
            long accepted,
            long ignored,
            long refused,
            int failures,
            @Nullable Instant succeededAt) {
        public Standing {
            marks = Map.copyOf(marks);
        }

        public static Standing fresh(String scope) {
            return new Standing(scope, Map.of(), null, 0, 0, 0, 0, null);
        }

        public Standing counted(long moreAccepted, long moreIgnored, long moreRefused) {
            return new Standing(
                    scope,
                    marks,
                    words,
                    accepted + moreAccepted,
                    ignored + moreIgnored,
                    refused + moreRefused,
                    failures,
                    succeededAt);
        }

        public Standing at(Map<String, String> reached, @Nullable String inWords) {
            return new Standing(
                    scope, reached, inWords, accepted, ignored, refused, failures, succeededAt);
        }

        public Standing well(Instant at) {
            return new Standing(scope, marks, words, accepted, ignored, refused, 0, at);
        }

        public Standing failed() {
            return new Standing(
                    scope, marks, words, accepted, ignored, refused, failures + 1, succeededAt);
        }
    }

    /// What the run of a feed has to know before it goes on.
    public enum Sign {
        GO_ON,
        /// more messages wait to be sent than feeds may add to
        FULL,
        /// paused or archived since the run began
        PAUSED,
        /// saved differently since the run began
        CHANGED,
        /// another instance reads the feed now
        LOST
    }

    /// Keys of the feeds that are due and that nobody reads: those whose time has come, that were
    /// never read, or that were changed since.
    public Uni<List<String>> due(Instant now) {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                """
                                                select f.key from feed f left join feed_run r on r.key = f.key
                                                where not f.archived and not f.paused
                                                    and (r.key is null or r.next_at is null or r.next_at <= :now
                                                        or r.revision <> f.revision)
                                                    and (r.lease_until is null or r.lease_until < now())
                                                order by r.next_at nulls first, f.key
                                                """,
                                                String.class)
                                        .setParameter("now", now)
                                        .getResultList())
                .onFailure()
                .transform(TransientFailure::classify);
    }

    /// Takes the lease of a feed, if nobody else has it.
    public Uni<Optional<Standing>> claim(
            String key, long revision, UUID holder, Duration lease, Instant now) {
        return work.run(
                transaction ->
                        transaction
                                .session()
                                .createNativeQuery(
                                        """
                                        insert into feed_run as r (key, revision, scope, marks, started_at, holder,
                                            lease_until)
                                        values (:key, :revision, '', '{}', :now, :holder,
                                            now() + make_interval(secs => :lease))
                                        on conflict (key) do update
                                        set revision = excluded.revision, started_at = excluded.started_at,
                                            holder = excluded.holder, lease_until = excluded.lease_until
                                        where r.lease_until is null or r.lease_until < now()
                                        returning r.scope, r.marks, r.words, r.accepted, r.ignored, r.refused,
                                            r.failures, r.succeeded_at
                                        """,
                                        Object[].class)
                                .setParameter("key", key)
                                .setParameter("revision", revision)
                                .setParameter("holder", holder)
                                .setParameter("lease", (double) lease.toSeconds())
                                .setParameter("now", now)
                                .getSingleResultOrNull()
                                .map(row -> Optional.ofNullable(row).map(FeedRuns::standing)));
    }

    private static Standing standing(Object[] row) {
        return new Standing(
                (String) row[0],
                read((String) row[1]),
                (String) row[2],
                (Long) row[3],
                (Long) row[4],
                (Long) row[5],
                (Integer) row[6],
                row[7] == null ? null : ((OffsetDateTime) row[7]).toInstant());
    }

    /// Shows a sign of life and asks whether to go on.
    ///
    /// @param mostWaiting how many messages may wait to be sent
    public Uni<Sign> sign(String key, long revision, UUID holder, Duration lease, int mostWaiting) {
        return work.run(
                transaction ->
                        transaction
                                .session()
                                .createNativeQuery(
                                        """
                                        with mine as (
                                            update feed_run set lease_until = now() + make_interval(secs => :lease)
                                            where key = :key and holder = :holder returning key)
                                        select exists (select from mine),
                                            exists (select from feed where key = :key
                                                and not paused and not archived),
                                            exists (select from feed where key = :key and revision = :revision),
                                            (select count(*) from (
                                                select 1 from outbox where failure is null limit :most) w)
                                        """,
                                        Object[].class)
                                .setParameter("key", key)
                                .setParameter("holder", holder)
                                .setParameter("revision", revision)
                                .setParameter("lease", (double) lease.toSeconds())
                                .setParameter("most", mostWaiting)
                                .getSingleResult()
                                .map(row -> sign(row, mostWaiting)));
    }

    private static Sign sign(Object[] row, int mostWaiting) {
        if (!(Boolean) row[0]) {
            return Sign.LOST;
        }
        if (!(Boolean) row[1]) {
            return Sign.PAUSED;
        }
        if (!(Boolean) row[2]) {
            return Sign.CHANGED;
        }
        return (Long) row[3] >= mostWaiting ? Sign.FULL : Sign.GO_ON;
    }

    /// Renews the leases of feeds that one document keeps busy for long.
    public Uni<Void> renew(List<UUID> holders, Duration lease) {
        return holders.isEmpty()
                ? Uni.createFrom().voidItem()
                : work.run(
                        transaction ->
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                """
                                                update feed_run
                                                set lease_until = now() + make_interval(secs => :lease)
                                                where holder = any(cast(:holders as uuid[]))
                                                """)
                                        .setParameter("lease", (double) lease.toSeconds())
                                        .setParameter("holders", holders.toArray(UUID[]::new))
                                        .executeUpdate()
                                        .replaceWithVoid());
    }

    /// Keeps how far the holder got, and what is to be said of it.
    ///
    /// @return whether the lease was still the holder's; if not, nothing was kept or said
    public Uni<Boolean> reached(
            String key, UUID holder, Standing standing, List<Outgoing> messages) {
        return work.run(
                transaction ->
                        update(
                                transaction,
                                messages,
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                """
                                                update feed_run set scope = :scope, marks = :marks,
                                                    words = cast(:words as text), accepted = :accepted,
                                                    ignored = :ignored, refused = :refused
                                                where key = :key and holder = :holder
                                                """)
                                        .setParameter("key", key)
                                        .setParameter("holder", holder)
                                        .setParameter("scope", standing.scope())
                                        .setParameter("marks", write(standing.marks()))
                                        .setParameter("words", standing.words())
                                        .setParameter("accepted", standing.accepted())
                                        .setParameter("ignored", standing.ignored())
                                        .setParameter("refused", standing.refused())
                                        .executeUpdate()));
    }

    /// Ends the holder's run and gives the lease back.
    ///
    /// @param nextAt `null` is as soon as it is not paused
    public Uni<Boolean> end(
            String key,
            UUID holder,
            Standing standing,
            @Nullable Instant nextAt,
            @Nullable String problem,
            List<Outgoing> messages) {
        return work.run(
                transaction ->
                        update(
                                transaction,
                                messages,
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                """
                                                update feed_run set scope = :scope, marks = :marks,
                                                    words = cast(:words as text), accepted = :accepted,
                                                    ignored = :ignored, refused = :refused, failures = :failures,
                                                    problem = cast(:problem as text),
                                                    succeeded_at = cast(:succeeded as timestamptz),
                                                    next_at = cast(:next as timestamptz),
                                                    holder = null, lease_until = null
                                                where key = :key and holder = :holder
                                                """)
                                        .setParameter("key", key)
                                        .setParameter("holder", holder)
                                        .setParameter("scope", standing.scope())
                                        .setParameter("marks", write(standing.marks()))
                                        .setParameter("words", standing.words())
                                        .setParameter("accepted", standing.accepted())
                                        .setParameter("ignored", standing.ignored())
                                        .setParameter("refused", standing.refused())
                                        .setParameter("failures", standing.failures())
                                        .setParameter("problem", problem)
                                        .setParameter("succeeded", standing.succeededAt())
                                        .setParameter("next", nextAt)
                                        .executeUpdate()));
    }

    private Uni<Boolean> update(
            Transaction transaction, List<Outgoing> messages, Uni<Integer> update) {
        return update.chain(
                updated ->
                        updated == 0
                                ? Uni.createFrom().item(false)
                                : outbox.add(transaction, messages).replaceWith(true));
    }

    private static String write(Map<String, String> marks) {
        try {
            return JSON.writeValueAsString(marks);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts can't be written", e);
        }
    }

    private static Map<String, String> read(String marks) {
        try {
            return JSON.readValue(marks, MARKS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("marks that this service wrote can't be read", e);
        }
    }
}
