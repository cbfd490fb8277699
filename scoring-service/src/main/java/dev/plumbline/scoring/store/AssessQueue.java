package dev.plumbline.scoring.store;

import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Which products wait for a score, and why.
///
/// A product waits once, however many causes it has: who finds it waiting holds its row until the
/// cause is committed, so that no assessment can take the row without the cause. Who finds it not
/// waiting, or finds that an assessment is just taking it away, adds a row and sends a message.
/// Nobody who brings evidence ever waits for an assessment.
@ApplicationScoped
public class AssessQueue {

    /// Why a product wants a new score.
    ///
    /// @param kind `evidence`, `decision` or `reference`
    /// @param at when it happened in the world, as far as that is known here
    public record Cause(String product, UUID submission, String kind, String title, Instant at) {}

    /// Queues products; the answer are those that did not wait yet and so need a message.
    public Uni<List<String>> request(
            Transaction transaction, Collection<String> products, List<Cause> causes, Instant now) {
        if (products.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        with because as (
                            insert into assess_cause (product, submission, kind, title, at)
                            select c.product, c.submission, c.kind, c.title, cast(c.at as timestamptz)
                            from unnest(cast(:product as text[]), cast(:submission as uuid[]),
                                cast(:kind as text[]), cast(:title as text[]), cast(:at as text[]))
                                as c(product, submission, kind, title, at)),
                        waiting as (
                            select product from assess_queue where product = any(cast(:products as text[]))
                            for update skip locked),
                        queued as (
                            insert into assess_queue (product, requested_at)
                            select distinct p.product, cast(:now as timestamptz)
                            from unnest(cast(:products as text[])) as p(product)
                            where p.product not in (select w.product from waiting w)
                            order by 1
                            returning product)
                        select q.product from queued q order by 1
                        """,
                        String.class)
                .setParameter("product", causes.stream().map(Cause::product).toArray(String[]::new))
                .setParameter(
                        "submission", causes.stream().map(Cause::submission).toArray(UUID[]::new))
                .setParameter("kind", causes.stream().map(Cause::kind).toArray(String[]::new))
                .setParameter("title", causes.stream().map(Cause::title).toArray(String[]::new))
                .setParameter(
                        "at", causes.stream().map(c -> c.at().toString()).toArray(String[]::new))
                .setParameter("products", products.toArray(String[]::new))
                .setParameter("now", now)
                .getResultList();
    }

    /// What an assessment takes on.
    ///
    /// @param waited whether the product waited at all
    public record Taken(boolean waited, List<Cause> causes) {
        public Taken {
            causes = List.copyOf(causes);
        }
    }

    /// Takes a product out of the queue, with all its causes.
    public Uni<Taken> take(Transaction transaction, String product) {
        return transaction
                .session()
                .createNativeQuery("delete from assess_queue where product = :product")
                .setParameter("product", product)
                .executeUpdate()
                .chain(
                        waited ->
                                waited == 0
                                        ? Uni.createFrom().item(new Taken(false, List.of()))
                                        : takeCauses(transaction, product)
                                                .map(causes -> new Taken(true, causes)));
    }

    private static Uni<List<Cause>> takeCauses(Transaction transaction, String product) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        with taken as (
                            delete from assess_cause where product = :product
                            returning product, submission, kind, title, at)
                        select product, submission, kind, title, at from taken order by at, submission
                        """,
                        Object[].class)
                .setParameter("product", product)
                .getResultList()
                .map(rows -> rows.stream().map(Row::new).map(AssessQueue::cause).toList())
                .map(AssessQueue::once);
    }

    private static Cause cause(Row row) {
        return new Cause(row.text(), row.uuid(), row.text(), row.text(), row.instant());
    }

    /// The first of each submission.
    private static List<Cause> once(List<Cause> causes) {
        Map<UUID, Cause> first = new LinkedHashMap<>();
        causes.forEach(cause -> first.putIfAbsent(cause.submission(), cause));
        return List.copyOf(first.values());
    }

    /// Products whose message must have been lost, because they have waited for so long; they count
    /// as asked again.
    public Uni<List<String>> overdue(Transaction transaction, Instant before, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update assess_queue set requested_at = :now where id in (
                            select id from assess_queue where requested_at < :before
                            for update skip locked limit 500)
                        returning product
                        """,
                        String.class)
                .setParameter("before", before)
                .setParameter("now", now)
                .getResultList();
    }
}
