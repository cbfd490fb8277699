package dev.plumbline.dashboard.store;

import dev.plumbline.events.ScoreComputed;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/// Scores as they are shown: the newest on the product's row and its measures beside it, all of
/// them as points and ledger lines.
@ApplicationScoped
public class ScoreRepository {
    private final Json json;

    ScoreRepository(Json json) {
        this.json = json;
    }

    /// Writes scores, one a product: figures, points and ledger lines; a stale one changes nothing.
    ///
    /// Where the past was computed anew, its points and lines replace those from its first point
    /// on. The lines of the new past tell all of it, so that of the score's own changes only later
    /// ones are added.
    public Uni<Void> write(Transaction transaction, Collection<ScoreComputed> scores) {
        Mutiny.Session session = transaction.session();
        return newer(session, scores)
                .map(
                        products ->
                                scores.stream()
                                        .filter(score -> products.contains(score.product()))
                                        .toList())
                .chain(
                        newer ->
                                newer.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : rewritePasts(session, newer)
                                                .chain(() -> append(session, newer)));
    }

    /// What of a score is shown in lists, as far as it is no column of its own.
    private record Listed(ScoreComputed.Figure overall, List<Principle> principles) {

        static Listed of(ScoreComputed score) {
            return new Listed(
                    score.overall(), score.principles().stream().map(Principle::of).toList());
        }
    }

    private record Principle(String id, ScoreComputed.Figure figure) {

        static Principle of(ScoreComputed.Principle principle) {
            return new Principle(principle.id(), principle.figure());
        }
    }

    /// The database reads little of a score and keeps the rest as the text that it is.
    ///
    /// @return products of which the score was newer than what was there
    private Uni<List<String>> newer(Mutiny.Session session, Collection<ScoreComputed> scores) {
        return session.createNativeQuery(
                        """
                        with d as materialized (
                            select s.product, s.sequence, s.at, s.score, cast(s.listed as jsonb) as doc
                            from unnest(cast(:products as text[]), cast(:sequences as bigint[]), cast(:ats as text[]),
                                cast(:listed as text[]), cast(:scores as text[]))
                                as s(product, sequence, at, listed, score))
                        update product p
                        set sequence = d.sequence,
                            scored_at = cast(d.at as timestamptz),
                            overall = cast(d.doc -> 'overall' ->> 'shown' as double precision),
                            raw = cast(d.doc -> 'overall' ->> 'raw' as double precision),
                            headroom = cast(d.doc -> 'overall' ->> 'headroom' as double precision),
                            confidence = cast(d.doc -> 'overall' ->> 'confidence' as double precision),
                            principles = principle.ids, principle_shown = principle.shown,
                            principle_raw = principle.raw, principle_headroom = principle.headroom,
                            principle_confidence = principle.confidence,
                            caps = cap.caps,
                            score = cast(d.score as json)
                        from d
                        cross join lateral (
                            select coalesce(array_agg(e.item ->> 'id' order by e.nth), '{}') as ids,
                                coalesce(array_agg(cast(f ->> 'shown' as double precision) order by e.nth), '{}')
                                    as shown,
                                coalesce(array_agg(cast(f ->> 'raw' as double precision) order by e.nth), '{}') as raw,
                                coalesce(array_agg(cast(f ->> 'headroom' as double precision) order by e.nth), '{}')
                                    as headroom,
                                coalesce(array_agg(cast(f ->> 'confidence' as double precision) order by e.nth), '{}')
                                    as confidence
                            from jsonb_array_elements(d.doc -> 'principles') with ordinality as e(item, nth)
                                cross join lateral (select e.item -> 'figure' as f) figure) principle
                        cross join lateral (
                            select coalesce(jsonb_agg(
                                c.item || jsonb_build_object('figure', figure.id)
                                order by figure.nth, c.nth), '[]') as caps
                            from (
                                select 0 as nth, 'overall' as id, d.doc -> 'overall' as f
                                union all
                                select e.nth, e.item ->> 'id', e.item -> 'figure'
                                from jsonb_array_elements(d.doc -> 'principles') with ordinality as e(item, nth)
                                ) figure
                                cross join lateral jsonb_array_elements(f -> 'caps')
                                    with ordinality as c(item, nth)) cap
                        where p.key = d.product and p.sequence < d.sequence
                        returning p.key
                        """,
                        String.class)
                .setParameter("products", texts(scores, ScoreComputed::product))
                .setParameter(
                        "sequences",
                        scores.stream().map(ScoreComputed::sequence).toArray(Long[]::new))
                .setParameter("ats", texts(scores, score -> score.at().toString()))
                .setParameter("listed", texts(scores, score -> json.write(Listed.of(score))))
                .setParameter("scores", texts(scores, score -> Json.object(alone(score))))
                .getResultList();
    }

    private static String[] texts(
            Collection<ScoreComputed> scores, Function<ScoreComputed, String> of) {
        return scores.stream().map(of).toArray(String[]::new);
    }

    /// A score without what rows of their own tell of it.
    private static ScoreComputed alone(ScoreComputed score) {
        return new ScoreComputed(
                score.product(),
                score.sequence(),
                score.at(),
                score.catalogue(),
                score.overall(),
                score.principles(),
                score.changes(),
                List.of(),
                score.actions(),
                List.of());
    }

    private static Uni<Void> rewritePasts(Mutiny.Session session, List<ScoreComputed> scores) {
        return Multi.createFrom()
                .iterable(scores)
                .filter(score -> !score.history().isEmpty())
                .onItem()
                .transformToUniAndConcatenate(
                        score -> rewritePast(session, score, Json.object(score)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> rewritePast(Mutiny.Session session, ScoreComputed score, String json) {
        return session.createNativeQuery(
                        """
                        with gone as (delete from score_change where product = :product and at >= :first)
                        delete from score_point where product = :product and at >= :first
                        """)
                .setParameter("product", score.product())
                .setParameter("first", score.history().getFirst().at().atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .chain(
                        () ->
                                session.createNativeQuery(
                                                """
                                                with h as (
                                                    select :product as product, p.item, p.nth
                                                    from jsonb_array_elements(cast(cast(:score as text) as jsonb) -> 'history')
                                                        with ordinality as p(item, nth)),
                                                point as (
                                                    insert into score_point
                                                        (product, at, overall, principles, shown, confidence, headroom)
                                                    select distinct on (cast(item ->> 'at' as timestamptz))
                                                        product, cast(item ->> 'at' as timestamptz),
                                                        cast(item ->> 'overall' as double precision),
                                                        array(select k from jsonb_object_keys(item -> 'principles') k
                                                            order by k),
                                                        array(select cast(e.value as double precision)
                                                            from jsonb_each_text(item -> 'principles') e
                                                            order by e.key),
                                                        cast(item ->> 'confidence' as double precision),
                                                        cast(item ->> 'headroom' as double precision)
                                                    from h
                                                    order by cast(item ->> 'at' as timestamptz), nth desc)
                                                insert into score_change
                                                    (product, at, cause, title, submission, overall, principles, measures,
                                                    capped)
                                                select product, cast(item -> 'change' ->> 'at' as timestamptz),
                                                    item -> 'change' ->> 'cause', item -> 'change' ->> 'title',
                                                    cast(item -> 'change' ->> 'submission' as uuid),
                                                    cast(item -> 'change' ->> 'overall' as double precision),
                                                    item -> 'change' -> 'principles', item -> 'change' -> 'measures',
                                                    item -> 'change' -> 'capped'
                                                from h where jsonb_typeof(item -> 'change') = 'object'
                                                order by nth
                                                """)
                                        .setParameter("product", score.product())
                                        .setParameter("score", json)
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /// What of a score goes into rows of its own: a fraction of it, so that the database does not
    /// read all of it again.
    private record Appended(
            String product,
            ScoreComputed.Catalogue catalogue,
            List<Worth> measures,
            List<ScoreComputed.Change> changes) {

        static Appended of(ScoreComputed score) {
            return new Appended(
                    score.product(),
                    score.catalogue(),
                    score.principles().stream()
                            .flatMap(principle -> principle.themes().stream())
                            .flatMap(theme -> theme.measures().stream())
                            .filter(measure -> !Boolean.TRUE.equals(measure.exempt()))
                            .map(Worth::of)
                            .toList(),
                    score.history().isEmpty() ? score.changes() : List.of());
        }
    }

    /// A measure that concerns the product.
    private record Worth(String id, double value, double weight, double coverage) {

        static Worth of(ScoreComputed.Measure measure) {
            return new Worth(measure.id(), measure.value(), measure.weight(), measure.coverage());
        }
    }

    private Uni<Void> append(Mutiny.Session session, List<ScoreComputed> scores) {
        return session.createNativeQuery(
                        """
                        with measure as (
                            insert into product_measure as m
                                (product, catalogue_id, catalogue_version, catalogue_sha256, ids, worth, weight, coverage)
                            select e.doc ->> 'product', e.doc -> 'catalogue' ->> 'id', e.doc -> 'catalogue' ->> 'version',
                                e.doc -> 'catalogue' ->> 'sha256', l.ids, l.worth, l.weight, l.coverage
                            from jsonb_array_elements(cast(cast(:scores as text) as jsonb)) as e(doc)
                                cross join lateral (
                                    select coalesce(array_agg(i.item ->> 'id' order by i.nth), '{}') as ids,
                                        coalesce(array_agg(cast(i.item ->> 'value' as double precision) order by i.nth), '{}')
                                            as worth,
                                        coalesce(array_agg(cast(i.item ->> 'weight' as double precision) order by i.nth), '{}')
                                            as weight,
                                        coalesce(array_agg(cast(i.item ->> 'coverage' as double precision) order by i.nth), '{}')
                                            as coverage
                                    from jsonb_array_elements(e.doc -> 'measures')
                                        with ordinality as i(item, nth)) l
                            on conflict (product) do update
                            set catalogue_id = excluded.catalogue_id, catalogue_version = excluded.catalogue_version,
                                catalogue_sha256 = excluded.catalogue_sha256, ids = excluded.ids, worth = excluded.worth,
                                weight = excluded.weight, coverage = excluded.coverage),
                        point as (
                            insert into score_point
                                (product, at, overall, principles, shown, confidence, headroom)
                            select p.key, p.scored_at, p.overall, p.principles, p.principle_shown, p.confidence,
                                p.headroom
                            from product p where p.key = any(:products)
                            on conflict (product, at) do update
                            set overall = excluded.overall, principles = excluded.principles, shown = excluded.shown,
                                confidence = excluded.confidence, headroom = excluded.headroom)
                        insert into score_change
                            (product, at, cause, title, submission, overall, principles, measures, capped)
                        select e.doc ->> 'product', cast(c.item ->> 'at' as timestamptz), c.item ->> 'cause',
                            c.item ->> 'title', cast(c.item ->> 'submission' as uuid),
                            cast(c.item ->> 'overall' as double precision),
                            c.item -> 'principles', c.item -> 'measures', c.item -> 'capped'
                        from jsonb_array_elements(cast(cast(:scores as text) as jsonb)) with ordinality as e(doc, nth)
                            cross join lateral jsonb_array_elements(e.doc -> 'changes')
                                with ordinality as c(item, nth)
                        order by e.nth, c.nth
                        """)
                .setParameter(
                        "products",
                        scores.stream().map(ScoreComputed::product).toArray(String[]::new))
                .setParameter("scores", json.write(scores.stream().map(Appended::of).toList()))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Measures again how far these products moved in 90 days and how much they owe.
    public Uni<Void> measure(Transaction transaction, Collection<String> products, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update product p
                        set change = p.overall - b.overall,
                            change_days = least(90, greatest(1, ceil(extract(epoch from
                                cast(:now as timestamptz) - b.at) / 86400))),
                            open_count = o.open, late_count = o.late, next_due_at = o.next
                        from product k
                        left join lateral (
                            (select at, overall, 1 as choice from score_point
                            where product = k.key and at < k.scored_at
                                and at <= cast(:now as timestamptz) - interval '90 days'
                            order by at desc limit 1)
                            union all
                            (select at, overall, 2 from score_point
                            where product = k.key and at < k.scored_at order by at limit 1)
                            order by choice
                            limit 1) b on true
                        cross join lateral (
                            select count(*) as open, count(*) filter (where due_at < :now) as late,
                                min(due_at) filter (where due_at >= :now) as next
                            from obligation where product = k.key and closed_at is null and not excused) o
                        where k.key = any(:products) and p.key = k.key
                        """)
                .setParameter("products", products.toArray(String[]::new))
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Products of which something fell due since they were measured.
    public Uni<List<String>> overtakenByTime(Transaction transaction, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        "select key from product where next_due_at < :now order by key",
                        String.class)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .getResultList();
    }
}
