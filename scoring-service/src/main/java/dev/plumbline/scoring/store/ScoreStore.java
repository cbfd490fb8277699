package dev.plumbline.scoring.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// The current score of each product, the last word on each obligation, and which pasts have to be
/// told anew.
@ApplicationScoped
public class ScoreStore {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Double>> FIGURES = new TypeReference<>() {};

    /// What the next score has to know of the one before it.
    ///
    /// @param catalogue digest of the catalogue that computed it
    /// @param overall 0..100, as shown; `principles` likewise
    /// @param known ledger lines that it took in
    public record Kept(
            String product,
            long sequence,
            Instant at,
            String catalogue,
            double overall,
            Map<String, Double> principles,
            byte[] known) {
        public Kept {
            principles = Map.copyOf(principles);
        }
    }

    /// A score that is to be kept.
    ///
    /// @param payload the event that is sent, as JSON
    public record Fresh(Kept kept, String payload, Instant nextChangeAt) {}

    /// A score as it was sent.
    public record Sent(String product, long sequence, Instant at, String payload) {}

    /// An obligation as it was last sent.
    public record Word(UUID id, String product, UUID digest, String body) {}

    /// Product → its score, for those that have one.
    public Uni<Map<String, Kept>> current(Transaction transaction, Collection<String> products) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select product, sequence, at, catalogue, overall, principles, known
                        from score where product = any(cast(:products as text[]))
                        """,
                        Object[].class)
                .setParameter("products", products.toArray(String[]::new))
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .map(ScoreStore::kept)
                                        .collect(
                                                Collectors.toMap(
                                                        Kept::product, Function.identity())));
    }

    private static Kept kept(Row row) {
        return new Kept(
                row.text(),
                row.big(),
                row.instant(),
                row.text(),
                row.real(),
                figures(row.text()),
                row.bytes());
    }

    private static Map<String, Double> figures(String json) {
        try {
            return JSON.readValue(json, FIGURES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored figures can't be read", e);
        }
    }

    private static String json(Map<String, Double> figures) {
        try {
            return JSON.writeValueAsString(figures);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("figures can't be written", e);
        }
    }

    public Uni<Void> save(Transaction transaction, List<Fresh> scores) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into score
                            (product, sequence, at, catalogue, overall, principles, payload, known, next_change_at)
                        select s.product, s.sequence, cast(s.at as timestamptz), s.catalogue, s.overall, s.principles,
                            s.payload, decode(s.known, 'base64'), cast(s.next_change_at as timestamptz)
                        from unnest(cast(:product as text[]), cast(:sequence as bigint[]), cast(:at as text[]),
                            cast(:catalogue as text[]), cast(:overall as double precision[]),
                            cast(:principles as text[]), cast(:payload as text[]), cast(:known as text[]),
                            cast(:nextChangeAt as text[]))
                            as s(product, sequence, at, catalogue, overall, principles, payload, known, next_change_at)
                        on conflict (product) do update
                        set sequence = excluded.sequence, at = excluded.at, catalogue = excluded.catalogue,
                            overall = excluded.overall, principles = excluded.principles,
                            payload = excluded.payload, known = excluded.known,
                            next_change_at = excluded.next_change_at
                        """)
                .setParameter("product", texts(scores, of -> of.kept().product()))
                .setParameter("sequence", column(scores, of -> of.kept().sequence(), Long[]::new))
                .setParameter("at", texts(scores, of -> of.kept().at().toString()))
                .setParameter("catalogue", texts(scores, of -> of.kept().catalogue()))
                .setParameter("overall", column(scores, of -> of.kept().overall(), Double[]::new))
                .setParameter("principles", texts(scores, of -> json(of.kept().principles())))
                .setParameter("payload", texts(scores, Fresh::payload))
                .setParameter(
                        "known", texts(scores, of -> BASE64.encodeToString(of.kept().known())))
                .setParameter("nextChangeAt", texts(scores, of -> of.nextChangeAt().toString()))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Product → obligation → digest of what was last said of it.
    public Uni<Map<String, Map<UUID, UUID>>> digests(
            Transaction transaction, Collection<String> products) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select product, id, digest from obligation
                        where product = any(cast(:products as text[]))
                        """,
                        Object[].class)
                .setParameter("products", products.toArray(String[]::new))
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .collect(
                                                Collectors.groupingBy(
                                                        Row::text,
                                                        Collectors.toMap(Row::uuid, Row::uuid))));
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

    public Uni<Void> say(Transaction transaction, List<Word> words) {
        if (words.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into obligation (id, product, digest, body)
                        select o.id, o.product, o.digest, o.body
                        from unnest(cast(:id as uuid[]), cast(:product as text[]), cast(:digest as uuid[]),
                            cast(:body as text[])) as o(id, product, digest, body)
                        on conflict (id) do update set digest = excluded.digest, body = excluded.body
                        """)
                .setParameter("id", column(words, Word::id, UUID[]::new))
                .setParameter("product", texts(words, Word::product))
                .setParameter("digest", column(words, Word::digest, UUID[]::new))
                .setParameter("body", texts(words, Word::body))
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

    private static <T> String[] texts(List<T> rows, Function<T, String> of) {
        return column(rows, of, String[]::new);
    }

    private static <T, C> C[] column(List<T> rows, Function<T, C> of, IntFunction<C[]> array) {
        return rows.stream().map(of).toArray(array);
    }

    /// Notes that products' pasts have changed, each since an instant; they are told anew once the
    /// product has been quiet.
    public Uni<Void> retellSince(
            Transaction transaction, Map<String, Instant> since, Instant notBefore) {
        if (since.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into history_request (product, since, not_before)
                        select h.product, cast(h.since as timestamptz), cast(:notBefore as timestamptz)
                        from unnest(cast(:product as text[]), cast(:since as text[])) as h(product, since)
                        on conflict (product) do update
                        set since = least(history_request.since, excluded.since),
                            not_before = excluded.not_before
                        """)
                .setParameter("product", since.keySet().toArray(String[]::new))
                .setParameter(
                        "since",
                        since.values().stream().map(Instant::toString).toArray(String[]::new))
                .setParameter("notBefore", notBefore)
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Takes the wishes to tell the products' pasts anew whose time has come; the answer is since
    /// when.
    public Uni<Map<String, Instant>> takeRetellings(
            Transaction transaction, List<String> products, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        delete from history_request
                        where product = any(cast(:products as text[])) and not_before <= :now
                        returning product, since
                        """,
                        Object[].class)
                .setParameter("products", products.toArray(String[]::new))
                .setParameter("now", now)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(Row::new)
                                        .collect(Collectors.toMap(Row::text, Row::instant)));
    }

    /// Makes every score due that another catalogue computed; they are queued some at a time, like
    /// all whose time has come.
    ///
    /// @param catalogue digest of the one that counts
    /// @return how many
    public Uni<Integer> dueUnless(Transaction transaction, String catalogue, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update score set next_change_at = :now
                        where catalogue <> :catalogue and next_change_at > :now
                        """)
                .setParameter("catalogue", catalogue)
                .setParameter("now", now)
                .executeUpdate();
    }

    /// Products whose score time changes by now, or whose past wants telling; archived ones rest.
    /// Those that rest or wait already take no place among the first of `limit`.
    public Uni<List<String>> due(Transaction transaction, Instant now, int limit) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select d.product
                        from (
                            (select s.product from score s where s.next_change_at <= :now
                                    and not exists (select 1 from product p where p.key = s.product and p.archived)
                                    and not exists (select 1 from assess_queue q where q.product = s.product)
                                order by s.next_change_at limit :limit)
                            union
                            (select h.product from history_request h where h.not_before <= :now
                                    and not exists (select 1 from product p where p.key = h.product and p.archived)
                                    and not exists (select 1 from assess_queue q where q.product = h.product)
                                order by h.not_before limit :limit)) d
                        order by d.product
                        """,
                        String.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
    }
}
