package dev.plumbline.dashboard.store;

import dev.plumbline.events.ScoreComputed;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;

/// What counted at 00:00 UTC of each day, written once.
///
/// The state of a day is that of the newest score from no later than its beginning. It is on the
/// product's row until a later score comes, so it is taken before that one is written, or, where
/// none comes, some minutes after the day began. A day is never taken twice: whoever is second
/// finds it there.
///
/// Only days after those that are complete are taken ([#complete]), so that the past is never
/// filled in once more.
@ApplicationScoped
public class SnapshotRepository {
    private static final int MONTHS_KEPT = 36;
    private static final int MONTHS_AHEAD = 2;

    /// Days between the state on the row and a last one, as far as nobody has taken them.
    private static final String INSERT =
            """
            insert into snapshot
                (product, day, taken_at, filled_in, scored_at, catalogue_id, catalogue_version, catalogue_sha256, overall,
                headroom, confidence, principles, shown, caps, ids, worth, weight)
            select p.key, cast(g.day as date), cast(:now as timestamptz),
                cast(:now as timestamptz) >= (g.day at time zone 'UTC') + interval '1 hour',
                p.scored_at, m.catalogue_id, m.catalogue_version, m.catalogue_sha256, p.overall, p.headroom, p.confidence,
                p.principles, p.principle_shown, p.caps, m.ids, m.worth, m.weight
            from %s
            join product_measure m on m.product = p.key
            cross join lateral generate_series(
                cast(greatest((select max(d.day) + 1 from snapshot_day d),
                    cast((p.scored_at - interval '1 microsecond') at time zone 'UTC' as date) + 1) as timestamp),
                cast(%s as timestamp), interval '1 day') as g(day)
            where not p.archived and p.scored_at is not null
                and to_regclass('snapshot_' || to_char(g.day, 'YYYYMM')) is not null
            order by p.key, g.day
            on conflict do nothing
            """;

    /// Takes the days that began since the state on the rows of these products and before their new
    /// scores, which are about to be written. Products are held; each may occur once.
    public Uni<Void> takeBefore(
            Transaction transaction, Collection<ScoreComputed> scores, Instant now) {
        return lock(transaction, "pg_advisory_xact_lock_shared")
                .chain(
                        () ->
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                INSERT.formatted(
                                                        """
                                                        unnest(cast(:products as text[]), cast(:ats as text[])) as n(product, at)
                                                        join product p on p.key = n.product
                                                        """,
                                                        """
                                                        least(cast(:today as date), cast((cast(n.at as timestamptz)
                                                            - interval '1 microsecond') at time zone 'UTC' as date))
                                                        """))
                                        .setParameter(
                                                "products",
                                                scores.stream()
                                                        .map(ScoreComputed::product)
                                                        .toArray(String[]::new))
                                        .setParameter(
                                                "ats",
                                                scores.stream()
                                                        .map(score -> score.at().toString())
                                                        .toArray(String[]::new))
                                        .setParameter("today", day(now))
                                        .setParameter("now", now.atOffset(ZoneOffset.UTC))
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /// Takes all days up to this one of every product, and says that they are complete; nothing
    /// where they are.
    public Uni<Void> takeUpTo(Transaction transaction, LocalDate day, Instant now) {
        return lock(transaction, "pg_advisory_xact_lock")
                .chain(() -> isComplete(transaction, day))
                .chain(
                        complete ->
                                complete
                                        ? Uni.createFrom().voidItem()
                                        : keepMonths(transaction, now)
                                                .chain(() -> take(transaction, day, now))
                                                .chain(() -> complete(transaction, day, now)));
    }

    private static Uni<Boolean> isComplete(Transaction transaction, LocalDate day) {
        return transaction
                .session()
                .createNativeQuery(
                        "select exists (select from snapshot_day where day >= :day)", Boolean.class)
                .setParameter("day", day)
                .getSingleResult();
    }

    /// Makes the partitions that are needed next, and drops those of more than three years ago.
    private static Uni<Void> keepMonths(Transaction transaction, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        "select 1 from keep_snapshot_months(:today, :kept, :ahead)", Integer.class)
                .setParameter("today", day(now))
                .setParameter("kept", MONTHS_KEPT)
                .setParameter("ahead", MONTHS_AHEAD)
                .getSingleResult()
                .replaceWithVoid();
    }

    private static Uni<Integer> take(Transaction transaction, LocalDate day, Instant now) {
        return transaction
                .session()
                .createNativeQuery(INSERT.formatted("product p", "cast(:day as date)"))
                .setParameter("day", day)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    private static Uni<Void> complete(Transaction transaction, LocalDate day, Instant now) {
        return transaction
                .session()
                .createNativeQuery("insert into snapshot_day (day, taken_at) values (:day, :now)")
                .setParameter("day", day)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Those who take a few products may do so together; who takes all of them does so alone.
    /// Otherwise two could wait for each other's rows.
    private static Uni<Void> lock(Transaction transaction, String how) {
        return transaction
                .session()
                .createNativeQuery(
                        "select 1 from "
                                + how
                                + "(hashtextextended(current_schema() || '.snapshot', 0))",
                        Integer.class)
                .getSingleResult()
                .replaceWithVoid();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
