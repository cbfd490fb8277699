package dev.plumbline.dashboard.store;

import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/// What the products of a team are worth together, day by day.
///
/// A figure above products is the mean of the rated ones, weighted by criticality, so days are kept
/// as sums a team and any part of the organisation is a sum of sums. Who writes a day holds the
/// team's row, so that two writers never overwrite each other with less than they both know.
@ApplicationScoped
public class RollUpRepository {
    /// how far back a trend is shown
    static final int DAYS = 180;

    private final Shift shift;

    RollUpRepository(Shift shift) {
        this.shift = shift;
    }

    /// Holds these products and the teams that they are in, teams first, so that nobody waits in a
    /// circle.
    ///
    /// @return keys that are in the catalogue
    public Uni<List<String>> hold(Transaction transaction, Collection<String> products) {
        String[] keys = products.toArray(String[]::new);
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select t.key from team t
                        where t.key in (select p.team from product p where p.key = any(:products))
                        order by t.key for no key update
                        """,
                        String.class)
                .setParameter("products", keys)
                .getResultList()
                .chain(
                        teams ->
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                """
                                                select p.key from product p where p.key = any(:products)
                                                order by p.key for no key update
                                                """,
                                                String.class)
                                        .setParameter("products", keys)
                                        .getResultList());
    }

    /// Sums up all days again, because the members of the team or their past changed.
    public Uni<Void> recompute(Transaction transaction, Collection<String> teams, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        "select key from team where key = any(:teams) order by key for no key update",
                        String.class)
                .setParameter("teams", teams.toArray(String[]::new))
                .getResultList()
                .chain(held -> sum(transaction, held, day(now).minusDays(DAYS), day(now)));
    }

    /// Sums up what a change of these products, held by [#hold], touches.
    ///
    /// @param since the earliest instant of which the figures changed
    public Uni<Void> follow(
            Transaction transaction, Collection<String> products, Instant since, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select p.team, cast(coalesce(max(d.day) + 1, cast(:first as date)) as text)
                        from product p left join team_day d on d.team = p.team
                        where p.key = any(:products)
                        group by p.team order by p.team
                        """,
                        Object[].class)
                .setParameter("products", products.toArray(String[]::new))
                .setParameter("first", day(now).minusDays(DAYS))
                .getResultList()
                .chain(
                        rows -> {
                            List<String> teams = rows.stream().map(row -> (String) row[0]).toList();
                            LocalDate from =
                                    rows.stream()
                                            .map(row -> LocalDate.parse((String) row[1]))
                                            .reduce(day(since), RollUpRepository::earlier);
                            LocalDate first = day(now).minusDays(DAYS);
                            return sum(
                                    transaction,
                                    teams,
                                    from.isBefore(first) ? first : from,
                                    day(now));
                        });
    }

    private Uni<Void> sum(
            Transaction transaction, List<String> teams, LocalDate from, LocalDate to) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        with point as (
                            select t.key as team, cast(g.day as date) as day, p.key, p.criticality as weight, s.overall,
                                s.headroom, s.confidence, s.principles, s.shown
                            from unnest(cast(:teams as text[])) as t(key)
                            cross join generate_series(
                                cast(cast(:from as date) as timestamp), cast(cast(:to as date) as timestamp), interval '1 day') as g(day)
                            join product p on p.team = t.key and not p.archived
                            cross join lateral (
                                select * from score_point s
                                where s.product = p.key and s.at < (g.day + interval '1 day') at time zone 'UTC'
                                order by s.at desc limit 1) s
                        ), total as (
                            select team, day, count(*) as products, count(*) filter (where confidence >= 0.25) as rated,
                                sum(weight) as weight,
                                sum(weight * ln(cast(:shift as double precision) + (1 - cast(:shift as double precision)) * overall / 100)) as overall,
                                sum(weight * ln(cast(:shift as double precision) + (1 - cast(:shift as double precision)) * headroom / 100)) as headroom,
                                sum(weight * confidence) as confidence
                            from point group by team, day
                        ), principle as (
                            select u.team, u.day, array_agg(u.id order by u.id) as ids,
                                array_agg(u.shown + (t.weight - u.weight) * ln(cast(:shift as double precision)) order by u.id) as shown
                            from (
                                select team, day, e.id, sum(weight) as weight,
                                    sum(weight * ln(cast(:shift as double precision) + (1 - cast(:shift as double precision)) * e.shown / 100)) as shown
                                from point cross join lateral unnest(principles, shown) as e(id, shown)
                                group by team, day, e.id) u
                            join total t on t.team = u.team and t.day = u.day
                            group by u.team, u.day
                        )
                        insert into team_day
                            (team, day, products, rated, weight, overall, headroom, confidence, principles, shown)
                        select k.key, cast(g.day as date), coalesce(t.products, 0), coalesce(t.rated, 0),
                            coalesce(t.weight, 0), coalesce(t.overall, 0), coalesce(t.headroom, 0),
                            coalesce(t.confidence, 0), coalesce(p.ids, '{}'), coalesce(p.shown, '{}')
                        from unnest(cast(:teams as text[])) as k(key)
                        cross join generate_series(
                            cast(cast(:from as date) as timestamp), cast(cast(:to as date) as timestamp), interval '1 day') as g(day)
                        left join total t on t.team = k.key and t.day = cast(g.day as date)
                        left join principle p on p.team = k.key and p.day = cast(g.day as date)
                        on conflict (team, day) do update
                        set products = excluded.products, rated = excluded.rated, weight = excluded.weight,
                            overall = excluded.overall, headroom = excluded.headroom,
                            confidence = excluded.confidence, principles = excluded.principles, shown = excluded.shown
                        """)
                .setParameter("teams", teams.toArray(String[]::new))
                .setParameter("shift", shift.epsilon())
                .setParameter("from", from)
                .setParameter("to", to)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
