package dev.plumbline.dashboard.store;

import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Multi;
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
/// as sums a team and any part of the organisation is a sum of sums. Who writes a score says which
/// team is due; who sums up holds the team's row, so that two never overwrite each other with less
/// than they both know.
@ApplicationScoped
public class RollUpRepository {
    /// how far back a trend is shown
    static final int DAYS = 180;

    private final Shift shift;

    RollUpRepository(Shift shift) {
        this.shift = shift;
    }

    /// Holds these products, in order, so that nobody waits in a circle.
    ///
    /// @return keys that are in the catalogue
    public Uni<List<String>> hold(Transaction transaction, Collection<String> products) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        select p.key from product p where p.key = any(:products)
                        order by p.key for no key update
                        """,
                        String.class)
                .setParameter("products", products.toArray(String[]::new))
                .getResultList();
    }

    /// Asks that the teams of these products be summed up again.
    ///
    /// @param since the earliest instant of which the figures changed
    public Uni<Void> due(Transaction transaction, Collection<String> products, Instant since) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into team_due (team, since)
                        select distinct team, cast(:since as date) from product where key = any(:products)
                        """)
                .setParameter("products", products.toArray(String[]::new))
                .setParameter("since", day(since))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Asks that these teams be summed up from the first day that is shown, because their members
    /// changed.
    public Uni<Void> allDue(Transaction transaction, Collection<String> teams, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into team_due (team, since)
                        select distinct t.key, cast(:since as date) from unnest(cast(:teams as text[])) as t(key)
                        """)
                .setParameter("teams", teams.toArray(String[]::new))
                .setParameter("since", firstDay(now))
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Sums up what is due. What becomes due meanwhile stays for the next time.
    ///
    /// @return teams whose sums are new
    public Uni<List<String>> catchUp(Transaction transaction, Instant now) {
        return transaction
                .session()
                .createNativeQuery(
                        """
                        with due as (
                            delete from team_due where id in (select id from team_due for update skip locked)
                            returning team, since),
                        first as (select team, min(since) as since from due group by team)
                        select f.team, cast(least(f.since,
                            coalesce((select max(d.day) + 1 from team_day d where d.team = f.team), :first)) as text)
                        from first f order by f.team
                        """,
                        Object[].class)
                .setParameter("first", firstDay(now))
                .getResultList()
                .call(rows -> holdTeams(transaction, rows))
                .chain(rows -> each(transaction, rows, now));
    }

    /// Another instance may sum up the same team just now.
    private static Uni<List<String>> holdTeams(Transaction transaction, List<Object[]> rows) {
        return transaction
                .session()
                .createNativeQuery(
                        "select key from team where key = any(:teams) order by key for no key update",
                        String.class)
                .setParameter(
                        "teams", rows.stream().map(row -> (String) row[0]).toArray(String[]::new))
                .getResultList();
    }

    private Uni<List<String>> each(Transaction transaction, List<Object[]> rows, Instant now) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(
                        row -> {
                            String team = (String) row[0];
                            LocalDate since = LocalDate.parse((String) row[1]);
                            LocalDate first = firstDay(now);
                            return sum(
                                            transaction,
                                            team,
                                            since.isBefore(first) ? first : since,
                                            day(now))
                                    .replaceWith(team);
                        })
                .collect()
                .asList();
    }

    private Uni<Void> sum(Transaction transaction, String team, LocalDate from, LocalDate to) {
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
                .setParameter("teams", new String[] {team})
                .setParameter("shift", shift.epsilon())
                .setParameter("from", from)
                .setParameter("to", to)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static LocalDate firstDay(Instant now) {
        return day(now).minusDays(DAYS);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
