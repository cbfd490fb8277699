package dev.plumbline.scoring.store;

import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/// Which products wait for a score, and why.
///
/// A product waits once, however many causes it has: who finds it waiting holds its row until the
/// cause is committed, so that no assessment can take the row without the cause. Who finds it not
/// waiting, or finds that an assessment is just taking it away, adds a row and sends a message.
/// Nobody who brings evidence ever waits for an assessment. A row may wait for its message
/// ([#requestAt]); who asks for the product before that sends it.
@ApplicationScoped
public class AssessQueue {

    /// Why a product wants a new score.
    ///
    /// @param kind `evidence`, `decision` or `reference`
    /// @param at when it happened in the world, as far as that is known here
    public record Cause(String product, UUID submission, String kind, String title, Instant at) {}

    /// Queues products; the answer are those that need a message, for none was sent since they
    /// wait.
    public Uni<List<String>> request(
            Transaction transaction, Collection<String> products, List<Cause> causes, Instant now) {
        if (products.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return explain(transaction, causes)
                .chain(
                        () ->
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                """
                                                with waiting as (
                                                    select id, product, sent from assess_queue
                                                    where product = any(cast(:products as text[]))
                                                    for update skip locked),
                                                woken as (
                                                    update assess_queue q set sent = true, requested_at = :now
                                                    from waiting w where q.id = w.id and not w.sent
                                                        and w.product not in (select s.product from waiting s where s.sent)
                                                    returning q.product),
                                                queued as (
                                                    insert into assess_queue (product, requested_at)
                                                    select distinct p.product, cast(:now as timestamptz)
                                                    from unnest(cast(:products as text[])) as p(product)
                                                    where p.product not in (select w.product from waiting w)
                                                    order by 1
                                                    returning product)
                                                select product from woken union select product from queued order by 1
                                                """,
                                                String.class)
                                        .setParameter("products", products.toArray(String[]::new))
                                        .setParameter("now", now)
                                        .getResultList());
    }

    /// Queues products that do not wait yet, without a message: it is sent at `at` ([#ripe]),
    // unless
    /// somebody asks for the product before.
    public Uni<Void> requestAt(Transaction transaction, List<Cause> causes, Instant at) {
        if (causes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return explain(transaction, causes)
                .chain(
                        () ->
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                """
                                                with waiting as (
                                                    select product from assess_queue
                                                    where product = any(cast(:products as text[]))
                                                    for update skip locked)
                                                insert into assess_queue (product, requested_at, sent)
                                                select distinct p.product, cast(:at as timestamptz), false
                                                from unnest(cast(:products as text[])) as p(product)
                                                where p.product not in (select w.product from waiting w)
                                                order by 1
                                                """)
                                        .setParameter(
                                                "products",
                                                causes.stream()
                                                        .map(Cause::product)
                                                        .distinct()
                                                        .toArray(String[]::new))
                                        .setParameter("at", at)
                                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Integer> explain(Transaction transaction, List<Cause> causes) {
        if (causes.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into assess_cause (product, submission, kind, title, at)
                        select c.product, c.submission, c.kind, c.title, cast(c.at as timestamptz)
                        from unnest(cast(:product as text[]), cast(:submission as uuid[]),
                            cast(:kind as text[]), cast(:title as text[]), cast(:at as text[]))
                            as c(product, submission, kind, title, at)
                        """)
                .setParameter("product", causes.stream().map(Cause::product).toArray(String[]::new))
                .setParameter(
                        "submission", causes.stream().map(Cause::submission).toArray(UUID[]::new))
                .setParameter("kind", causes.stream().map(Cause::kind).toArray(String[]::new))
                .setParameter("title", causes.stream().map(Cause::title).toArray(String[]::new))
                .setParameter(
                        "at", causes.stream().map(c -> c.at().toString()).toArray(String[]::new))
                .executeUpdate();
    }

    /// Products whose time to be sent a message has come; they count as sent.
    public Uni<List<String>> ripe(Transaction transaction, Instant now, int limit) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update assess_queue set sent = true, requested_at = :now where id in (
                            select id from assess_queue where not sent and requested_at <= :now
                            order by requested_at for update skip locked limit :limit)
                        returning product
                        """,
                        String.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
    }

    /// Takes those of the products that wait out of the queue; the answer are their causes.
    public Uni<Map<String, List<Cause>>> take(Transaction transaction, List<String> products) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        delete from assess_queue where product = any(cast(:products as text[]))
                        returning product
                        """,
                        String.class)
                .setParameter("products", products.toArray(String[]::new))
                .getResultList()
                .chain(
                        waited ->
                                waited.isEmpty()
                                        ? Uni.createFrom().item(Map.of())
                                        : takeCauses(transaction, waited));
    }

    private static Uni<Map<String, List<Cause>>> takeCauses(
            Transaction transaction, List<String> waited) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        with taken as (
                            delete from assess_cause where product = any(cast(:products as text[]))
                            returning product, submission, kind, title, at)
                        select product, submission, kind, title, at from taken order by at, submission
                        """,
                        Object[].class)
                .setParameter("products", waited.toArray(String[]::new))
                .getResultList()
                .map(
                        rows -> {
                            Map<String, Map<UUID, Cause>> causes = new HashMap<>();
                            waited.forEach(product -> causes.put(product, new LinkedHashMap<>()));
                            rows.stream()
                                    .map(Row::new)
                                    .map(AssessQueue::cause)
                                    .forEach(cause -> firstOfEach(causes, cause));
                            return causes.entrySet().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Map.Entry::getKey,
                                                    of -> List.copyOf(of.getValue().values())));
                        });
    }

    private static void firstOfEach(Map<String, Map<UUID, Cause>> causes, Cause cause) {
        Objects.requireNonNull(causes.get(cause.product())).putIfAbsent(cause.submission(), cause);
    }

    private static Cause cause(Row row) {
        return new Cause(row.text(), row.uuid(), row.text(), row.text(), row.instant());
    }

    /// Products whose message must have been lost, because they have waited for so long; they count
    /// as asked again.
    public Uni<List<String>> overdue(Transaction transaction, Instant before, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update assess_queue set requested_at = :now where id in (
                            select id from assess_queue where sent and requested_at < :before
                            for update skip locked limit 500)
                        returning product
                        """,
                        String.class)
                .setParameter("before", before)
                .setParameter("now", now)
                .getResultList();
    }
}
