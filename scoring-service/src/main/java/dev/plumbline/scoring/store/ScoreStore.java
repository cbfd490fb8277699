package dev.plumbline.scoring.store;

import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The current score of each product, the last word on each obligation, and which pasts have to be
/// told anew.
@ApplicationScoped
public class ScoreStore {

    /// A score as it is kept.
    ///
    /// @param catalogue digest of the catalogue that computed it
    /// @param payload the event that was sent, as JSON
    /// @param known ledger lines that it took in
    public record Kept(
            String product,
            long sequence,
            Instant at,
            String catalogue,
            String payload,
            byte[] known,
            Instant nextChangeAt) {}

    /// An obligation as it was last sent.
    public record Word(UUID id, UUID digest, String body) {}

    public Uni<Optional<Kept>> current(Transaction transaction, String product) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select product, sequence, at, catalogue, payload, known, next_change_at
                        from score where product = :product
                        """,
                        Object[].class)
                .setParameter("product", product)
                .getResultList()
                .map(rows -> rows.stream().map(Row::new).map(ScoreStore::kept).findFirst());
    }

    static Kept kept(Row row) {
        return new Kept(
                row.text(),
                row.big(),
                row.instant(),
                row.text(),
                row.text(),
                row.bytes(),
                row.instant());
    }

    public Uni<Void> save(Transaction transaction, Kept score) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into score (product, sequence, at, catalogue, payload, known, next_change_at)
                        values (:product, :sequence, :at, :catalogue, :payload, :known, :nextChangeAt)
                        on conflict (product) do update
                        set sequence = excluded.sequence, at = excluded.at, catalogue = excluded.catalogue,
                            payload = excluded.payload, known = excluded.known,
                            next_change_at = excluded.next_change_at
                        """)
                .setParameter("product", score.product())
                .setParameter("sequence", score.sequence())
                .setParameter("at", score.at())
                .setParameter("catalogue", score.catalogue())
                .setParameter("payload", score.payload())
                .setParameter("known", score.known())
                .setParameter("nextChangeAt", score.nextChangeAt())
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Obligation → digest of what was last said of it.
    public Uni<Map<UUID, UUID>> digests(Transaction transaction, String product) {
        return transaction
                .session()
                .createNativeQuery(
                        "select id, digest from obligation where product = :product",
                        Object[].class)
                .setParameter("product", product)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .collect(Collectors.toMap(Row::uuid, Row::uuid)));
    }

    /// What was last said of these obligations.
    public Uni<List<String>> bodies(Transaction transaction, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return transaction
                .session()
                .createNativeQuery(
                        "select body from obligation where id = any(cast(:ids as uuid[])) order by id",
                        String.class)
                .setParameter("ids", ids.toArray(UUID[]::new))
                .getResultList();
    }

    public Uni<Void> say(Transaction transaction, String product, List<Word> words) {
        if (words.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into obligation (id, product, digest, body)
                        select o.id, :product, o.digest, o.body
                        from unnest(cast(:id as uuid[]), cast(:digest as uuid[]), cast(:body as text[]))
                            as o(id, digest, body)
                        on conflict (id) do update set digest = excluded.digest, body = excluded.body
                        """)
                .setParameter("product", product)
                .setParameter("id", words.stream().map(Word::id).toArray(UUID[]::new))
                .setParameter("digest", words.stream().map(Word::digest).toArray(UUID[]::new))
                .setParameter("body", words.stream().map(Word::body).toArray(String[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    public Uni<Void> forget(Transaction transaction, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery("delete from obligation where id = any(cast(:ids as uuid[]))")
                .setParameter("ids", ids.toArray(UUID[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Notes that a product's past has changed since an instant; it is told anew once the product
    /// has been quiet.
    public Uni<Void> retellSince(
            Transaction transaction, String product, Instant since, Instant notBefore) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into history_request (product, since, not_before)
                        values (:product, :since, :notBefore)
                        on conflict (product) do update
                        set since = least(history_request.since, excluded.since),
                            not_before = excluded.not_before
                        """)
                .setParameter("product", product)
                .setParameter("since", since)
                .setParameter("notBefore", notBefore)
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Takes the wish to tell a product's past anew, if its time has come; the answer is since
    /// when.
    public Uni<@Nullable Instant> takeRetelling(
            Transaction transaction, String product, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        delete from history_request where product = :product and not_before <= :now
                        returning since, product
                        """,
                        Object[].class)
                .setParameter("product", product)
                .setParameter("now", now)
                .getResultList()
                .map(rows -> rows.isEmpty() ? null : new Row(rows.getFirst()).instant());
    }

    /// Products whose score time changes by now, or whose past wants telling; archived ones rest.
    public Uni<List<String>> due(Transaction transaction, Instant now, int limit) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select d.product
                        from (
                            (select s.product from score s where s.next_change_at <= :now
                                order by s.next_change_at limit :limit)
                            union
                            (select h.product from history_request h where h.not_before <= :now
                                order by h.not_before limit :limit)) d
                        where not exists (
                                select 1 from product p where p.key = d.product and p.archived)
                            and not exists (select 1 from assess_queue q where q.product = d.product)
                        order by d.product
                        """,
                        String.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
    }
}
