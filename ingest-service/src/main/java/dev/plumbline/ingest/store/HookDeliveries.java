package dev.plumbline.ingest.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.TransientFailure;
import dev.plumbline.outbox.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Which deliveries of webhooks were done, and which wait until their hook goes on.
@ApplicationScoped
public class HookDeliveries {
    /// What a delivery counts at least, so that very many small ones meet the quota, too.
    private static final long LEAST_BYTES = 1_024;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final Mutiny.SessionFactory sessions;
    private final UnitOfWork work;

    HookDeliveries(Mutiny.SessionFactory sessions, UnitOfWork work) {
        this.sessions = sessions;
        this.work = work;
    }

    /// Where a delivery stands before anything was done about it.
    public enum Standing {
        NEW,
        /// its effect is committed
        DONE,
        /// others of the same hook wait, and it has to queue behind them
        BEHIND
    }

    public Uni<Standing> standing(String hook, byte[] identity) {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                """
                                                select case
                                                    when exists (select from hook_delivery
                                                        where hook = :hook and identity = :identity) then 'DONE'
                                                    when exists (select from hook_waiting where hook = :hook) then 'BEHIND'
                                                    else 'NEW' end
                                                """,
                                                String.class)
                                        .setParameter("hook", hook)
                                        .setParameter("identity", identity)
                                        .getSingleResult())
                .map(Standing::valueOf)
                .onFailure()
                .transform(TransientFailure::classify);
    }

    /// Says that a delivery is done, and takes it out of those that wait.
    ///
    /// @param waiting its place among them; `null` if it did not wait
    public Receipt receipt(String hook, byte[] identity, Instant now, @Nullable Long waiting) {
        return transaction ->
                transaction
                        .session()
                        .createNativeQuery(
                                """
                                insert into hook_delivery (hook, identity, done_at)
                                values (:hook, :identity, :now) on conflict do nothing
                                """)
                        .setParameter("hook", hook)
                        .setParameter("identity", identity)
                        .setParameter("now", now)
                        .executeUpdate()
                        .chain(
                                inserted ->
                                        inserted == 0
                                                ? Uni.createFrom().failure(new Receipt.Spent())
                                                : waiting == null
                                                        ? Uni.createFrom().voidItem()
                                                        : remove(transaction, hook, waiting));
    }

    /// Signs a receipt where the effect is committed already, and told from its repetition by other
    /// means.
    public Uni<Void> sign(Receipt receipt) {
        return work.run(receipt::sign)
                .onFailure(Receipt.Spent.class)
                .recoverWithItem(() -> null)
                .replaceWithVoid();
    }

    /// Keeps a delivery until its hook goes on; one that waits already is not kept twice.
    ///
    /// @return `false` if there is no room for it
    public Uni<Boolean> keep(WaitingDelivery delivery, long quotaBytes) {
        long bytes = Math.max(delivery.zstd().length, LEAST_BYTES);
        return work.run(
                transaction ->
                        state(transaction, delivery.hook())
                                .chain(() -> room(transaction, delivery.hook(), bytes, quotaBytes))
                                .chain(
                                        room ->
                                                room == 0
                                                        ? Uni.createFrom().item(false)
                                                        : insert(transaction, delivery, bytes)));
    }

    private static Uni<Integer> state(Transaction transaction, String hook) {
        return transaction
                .session()
                .createNativeQuery(
                        "insert into hook_state (hook) values (:hook) on conflict do nothing")
                .setParameter("hook", hook)
                .executeUpdate();
    }

    private static Uni<Integer> room(Transaction transaction, String hook, long bytes, long quota) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update hook_state set waiting_bytes = waiting_bytes + :bytes
                        where hook = :hook and waiting_bytes + :bytes <= :quota
                        """)
                .setParameter("hook", hook)
                .setParameter("bytes", bytes)
                .setParameter("quota", quota)
                .executeUpdate();
    }

    private static Uni<Boolean> insert(
            Transaction transaction, WaitingDelivery delivery, long bytes) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into hook_waiting (hook, identity, headers, received_at, body)
                        values (:hook, :identity, :headers, :at, :body) on conflict do nothing
                        """)
                .setParameter("hook", delivery.hook())
                .setParameter("identity", delivery.identity())
                .setParameter("headers", write(delivery.headers()))
                .setParameter("at", delivery.receivedAt())
                .setParameter("body", delivery.zstd())
                .executeUpdate()
                .chain(
                        inserted ->
                                inserted == 1
                                        ? Uni.createFrom().item(1)
                                        : giveBack(transaction, delivery.hook(), bytes))
                .replaceWith(true);
    }

    private static Uni<Integer> giveBack(Transaction transaction, String hook, long bytes) {
        return transaction
                .session()
                .createNativeQuery(
                        "update hook_state set waiting_bytes = greatest(waiting_bytes - :bytes, 0) where hook = :hook")
                .setParameter("hook", hook)
                .setParameter("bytes", bytes)
                .executeUpdate();
    }

    /// Hooks that go on and for which deliveries wait.
    public Uni<List<String>> behind() {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                """
                                                select key from hook h where not paused and not archived
                                                    and exists (select from hook_waiting w where w.hook = h.key)
                                                order by key
                                                """,
                                                String.class)
                                        .getResultList())
                .onFailure()
                .transform(TransientFailure::classify);
    }

    /// Takes the work on what waits for a hook for a while, so that no two instances do it at once.
    ///
    /// @return `false` if another has it
    public Uni<Boolean> lease(String hook, Instant now, Instant until) {
        return work.run(
                        transaction ->
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                """
                                                update hook_state set worked_until = :until
                                                where hook = :hook and (worked_until is null or worked_until <= :now)
                                                """)
                                        .setParameter("hook", hook)
                                        .setParameter("now", now)
                                        .setParameter("until", until)
                                        .executeUpdate())
                .map(updated -> updated == 1);
    }

    /// Gives the work back.
    public Uni<Void> giveBack(String hook) {
        return work.run(
                        transaction ->
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                "update hook_state set worked_until = null where hook = :hook")
                                        .setParameter("hook", hook)
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /// The delivery that waits longest.
    public Uni<Optional<WaitingDelivery>> first(String hook) {
        return sessions.withSession(
                        session ->
                                session.createNativeQuery(
                                                """
                                                select nth, identity, headers, received_at, body from hook_waiting
                                                where hook = :hook order by nth limit 1
                                                """,
                                                Object[].class)
                                        .setParameter("hook", hook)
                                        .getSingleResultOrNull())
                .map(
                        row ->
                                Optional.ofNullable(row)
                                        .map(
                                                r ->
                                                        new WaitingDelivery(
                                                                hook,
                                                                (Long) r[0],
                                                                (byte[]) r[1],
                                                                read((String) r[2]),
                                                                Instants.of(r[3]),
                                                                (byte[]) r[4])))
                .onFailure()
                .transform(TransientFailure::classify);
    }

    /// Lets go of a delivery that waited and has no effect.
    public Uni<Void> remove(String hook, long nth) {
        return work.run(transaction -> remove(transaction, hook, nth));
    }

    private static Uni<Void> remove(Transaction transaction, String hook, long nth) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        with gone as (
                            delete from hook_waiting where hook = :hook and nth = :nth
                            returning greatest(octet_length(body), :least) as bytes)
                        update hook_state s set waiting_bytes = greatest(s.waiting_bytes - g.bytes, 0)
                        from gone g where s.hook = :hook
                        """)
                .setParameter("hook", hook)
                .setParameter("nth", nth)
                .setParameter("least", LEAST_BYTES)
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Forgets which deliveries were done before an instant, alerts that were gone by then, and
    /// changes and reviews that no statistic asks for any more.
    public Uni<Void> forget(Instant doneBefore, Instant changedBefore) {
        return work.run(
                        transaction ->
                                forget(
                                                transaction,
                                                "delete from hook_delivery where done_at < :before",
                                                doneBefore)
                                        .chain(
                                                () ->
                                                        forget(
                                                                transaction,
                                                                "delete from hook_alert where gone and changed_at < :before",
                                                                doneBefore))
                                        .chain(
                                                () ->
                                                        forget(
                                                                transaction,
                                                                "delete from hook_change where changed_at < :before",
                                                                changedBefore))
                                        .chain(
                                                () ->
                                                        forget(
                                                                transaction,
                                                                "delete from hook_review where reviewed_at < :before",
                                                                changedBefore)))
                .replaceWithVoid();
    }

    private static Uni<Integer> forget(Transaction transaction, String sql, Instant before) {
        return transaction
                .session()
                .createNativeQuery(sql)
                .setParameter("before", before)
                .executeUpdate();
    }

    private static String write(Map<String, String> headers) {
        try {
            return JSON.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings can't be written", e);
        }
    }

    private static Map<String, String> read(String headers) {
        try {
            return JSON.readValue(headers, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row holds no headers", e);
        }
    }
}
