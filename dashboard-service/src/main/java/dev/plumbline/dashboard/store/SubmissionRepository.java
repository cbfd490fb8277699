package dev.plumbline.dashboard.store;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/// Submissions on their way from the door to the page.
///
/// Steps come from several services and in any order. Every writer first writes the rows of its
/// submissions, in the order of their ids, and so holds them: whichever of "applied" and "scored"
/// comes last sees the other and completes the way.
@ApplicationScoped
public class SubmissionRepository {
    /// Steps that say that evidence of a product came.
    private static final Set<Step> FRESHENING = EnumSet.of(Step.RECEIVED, Step.SEEN_AGAIN);

    private static final TypeReference<List<ProgressReported>> REPORTS = new TypeReference<>() {};

    private final Json json;

    SubmissionRepository(Json json) {
        this.json = json;
    }

    /// Writes steps that others report. A score names the product that it is of, which says nothing
    /// of what the submission is about: what the world knows moves many.
    public Uni<Void> report(Transaction transaction, Collection<ProgressReported> reports) {
        Mutiny.Session session = transaction.session();
        String rows = Json.array(reports);
        return holdFreshened(session, reports)
                .chain(() -> upsert(session, rows))
                .chain(() -> addSteps(session, rows))
                .replaceWithVoid();
    }

    /// Products first and in order, as whoever writes their scores does, so that nobody waits in a
    /// circle.
    private static Uni<List<String>> holdFreshened(
            Mutiny.Session session, Collection<ProgressReported> reports) {
        return session.createNativeQuery(
                        """
                        select key from product where key = any(:products) order by key for no key update
                        """,
                        String.class)
                .setParameter(
                        "products",
                        reports.stream()
                                .filter(r -> FRESHENING.contains(r.step()))
                                .map(ProgressReported::product)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toArray(String[]::new))
                .getResultList();
    }

    private static Uni<Integer> upsert(Mutiny.Session session, String rows) {
        return session.createNativeQuery(
                        """
                        insert into submission as s
                            (id, product, release, format, tool, sender, senders, received_at, observed_at, step,
                            awaited)
                        select "submission", max("product") filter (where "step" <> 'SCORED'), max("release"),
                            max("format"), max("tool"),
                            coalesce(max("sender") filter (where "step" = 'RECEIVED'), max("sender")),
                            coalesce(array_agg(distinct "sender") filter (where "sender" is not null), '{}'),
                            coalesce(min("at") filter (where "step" = 'RECEIVED'), min("at")), min("observedAt"),
                            'RECEIVED',
                            max(cast("counts" ->> 'products' as integer)) filter (where "step" = 'APPLIED')
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as e(
                            "submission" uuid, "step" text, "at" timestamptz, "product" text, "release" text,
                            "format" text, "tool" text, "sender" text, "observedAt" timestamptz, "counts" jsonb)
                        group by "submission" order by "submission"
                        on conflict (id) do update
                        set product = coalesce(s.product, excluded.product),
                            release = coalesce(s.release, excluded.release),
                            format = coalesce(s.format, excluded.format), tool = coalesce(s.tool, excluded.tool),
                            sender = coalesce(s.sender, excluded.sender),
                            senders = array(select distinct unnest(s.senders || excluded.senders) order by 1),
                            received_at = least(s.received_at, excluded.received_at),
                            observed_at = coalesce(s.observed_at, excluded.observed_at),
                            awaited = coalesce(excluded.awaited, s.awaited)
                        """)
                .setParameter("rows", rows)
                .executeUpdate();
    }

    private static Uni<Integer> addSteps(Mutiny.Session session, String rows) {
        return session.createNativeQuery(
                        """
                        with e as (
                            select * from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as e(
                                "submission" uuid, "step" text, "at" timestamptz,
                                "product" text, "release" text, "observedAt" timestamptz,
                                "counts" jsonb, "problem" text)
                        ), fresh as (
                            update product p set evidence_at = f.at
                            from (select "product" as key, max("at") as at from e
                                where "step" in ('RECEIVED', 'SEEN_AGAIN') group by "product") f
                            where p.key = f.key and coalesce(p.evidence_at, '-infinity') < f.at
                        ), seen as (
                            insert into release as r (product, version, line, observed_at)
                            select "product", "release",
                                coalesce(substring("release" from '^([0-9]+)') || '.x', 'main'),
                                min(coalesce("observedAt", "at"))
                            from e
                            where "product" is not null and "release" is not null
                                and "step" <> 'REFUSED'
                            group by "product", "release" order by "product", "release"
                            on conflict (product, version) do update
                            set observed_at = excluded.observed_at
                            where r.observed_at > excluded.observed_at)
                        insert into submission_step (submission, step, at, counts, problem)
                        select "submission", "step", "at", coalesce("counts", '{}'), "problem"
                        from e
                        on conflict do nothing
                        """)
                .setParameter("rows", rows)
                .executeUpdate();
    }

    /// Notes that the pages of the scores' products show what their submissions did.
    public Uni<Void> shown(Transaction transaction, Collection<ScoreComputed> scores, Instant at) {
        List<UUID> submissions = new ArrayList<>();
        List<String> products = new ArrayList<>();
        for (ScoreComputed score : scores) {
            for (UUID submission : score.submissions()) {
                submissions.add(submission);
                products.add(score.product());
            }
        }
        if (submissions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Mutiny.Session session = transaction.session();
        UUID[] ids = submissions.toArray(UUID[]::new);
        return session.createNativeQuery(
                        """
                        insert into submission as s (id, received_at, step)
                        select distinct e.id, cast(:at as timestamptz), 'SCORED'
                        from unnest(cast(:ids as uuid[])) as e(id) order by e.id
                        on conflict (id) do update set received_at = s.received_at
                        """)
                .setParameter("ids", ids)
                .setParameter("at", at.atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .chain(
                        () ->
                                session.createNativeQuery(
                                                """
                                                insert into submission_shown (submission, product, at)
                                                select distinct e.id, e.product, cast(:at as timestamptz)
                                                from unnest(cast(:ids as uuid[]), cast(:products as text[]))
                                                    as e(id, product)
                                                on conflict do nothing
                                                """)
                                        .setParameter("ids", ids)
                                        .setParameter("products", products.toArray(String[]::new))
                                        .setParameter("at", at.atOffset(ZoneOffset.UTC))
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /// Ends the way of those, held before, that are shown wherever they had an effect.
    ///
    /// @return what is to be told about the ones that arrived with this call
    public Uni<List<ProgressReported>> complete(
            Transaction transaction, Collection<UUID> submissions, Instant at) {
        Mutiny.Session session = transaction.session();
        UUID[] ids = submissions.toArray(UUID[]::new);
        return session.createNativeQuery(
                        """
                        with arrived as (
                            insert into submission_step (submission, step, at, counts)
                            select s.id, 'SHOWN', :at, '{}'
                            from submission s
                            where s.id = any(:ids)
                                and not exists (
                                    select from submission_step t where t.submission = s.id and t.step = 'SHOWN')
                                and case when s.product is null
                                    then s.awaited <= (select count(*) from submission_shown w where w.submission = s.id)
                                    else s.awaited = 0 or exists (
                                        select from submission_shown w
                                        where w.submission = s.id and w.product = s.product) end
                            returning submission)
                        select cast(coalesce(jsonb_agg(jsonb_build_object('submission', s.id, 'step', 'SHOWN',
                            'at', cast(:at as timestamptz), 'product', s.product, 'release', s.release,
                            'format', s.format, 'tool', s.tool, 'sender', s.sender, 'observedAt', s.observed_at,
                            'counts', jsonb_build_object())), '[]') as text)
                        from arrived join submission s on s.id = arrived.submission
                        """,
                        String.class)
                .setParameter("ids", ids)
                .setParameter("at", at.atOffset(ZoneOffset.UTC))
                .getSingleResult()
                .map(column -> json.read(column, REPORTS));
    }

    /// Says where submissions stand, to which steps were added. The last step in time tells, but
    /// what is shown stays so when other products are scored by it later, and a second sighting of
    /// the same bytes tells only where nothing else is known of them; counts add up over all steps.
    public Uni<Void> stand(Transaction transaction, Collection<UUID> submissions) {
        if (submissions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .session()
                .createNativeQuery(
                        """
                        update submission s
                        set step = t.step, problem = t.problem, counts = c.counts
                        from unnest(cast(:ids as uuid[])) as k(id)
                        cross join lateral (
                            select step, problem from submission_step where submission = k.id
                                and not (step = 'SCORED' and exists (
                                    select from submission_step b where b.submission = k.id and b.step = 'SHOWN'))
                                and not (step = 'SEEN_AGAIN' and exists (
                                    select from submission_step b
                                    where b.submission = k.id and b.step <> 'SEEN_AGAIN'))
                            order by at desc, array_position(array['RECEIVED', 'PARSED', 'WAITING', 'APPLIED', 'SCORED',
                                'SHOWN', 'SEEN_AGAIN', 'REFUSED', 'FAILED'], step) desc
                            limit 1) t
                        cross join lateral (
                            select coalesce(jsonb_object_agg(e.key, e.value order by st.at), '{}') as counts
                            from submission_step st cross join lateral jsonb_each(st.counts) e
                            where st.submission = k.id) c
                        where s.id = k.id
                        """)
                .setParameter("ids", submissions.toArray(UUID[]::new))
                .executeUpdate()
                .replaceWithVoid();
    }
}
