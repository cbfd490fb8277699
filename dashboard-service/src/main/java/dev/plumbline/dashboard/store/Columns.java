package dev.plumbline.dashboard.store;

/// SQL expressions that make the JSON of a record of `view` out of a row, by the alias of its
/// table.
///
/// They stand in column lists, so that a page is one statement however many lists it has.
final class Columns {
    /// `product p` as a [dev.plumbline.dashboard.view.ProductHeader]
    static final String HEADER =
            """
            jsonb_build_object('key', p.key, 'name', p.name, 'description', p.description, 'unit', p.unit,
                'unitName', (select name from unit where key = p.unit), 'team', p.team,
                'teamName', (select name from team where key = p.team), 'criticality', p.criticality,
                'archived', p.archived)
            """;

    /// the lowest cap of each gate that holds `product p` anywhere, lowest first
    static final String CAPS =
            """
            (select coalesce(jsonb_agg(c.item order by cast(c.item ->> 'at' as double precision)), '[]') from (
                select distinct on (item ->> 'gate') item from jsonb_array_elements(p.caps) as e(item)
                order by item ->> 'gate', cast(item ->> 'at' as double precision)) c)
            """;

    /// overall of `product p` as a [dev.plumbline.dashboard.view.Standing]
    static final String OVERALL =
            """
            jsonb_build_object('shown', case when p.rated then p.overall end, 'raw', coalesce(p.raw, 0),
                'headroom', coalesce(p.headroom, 100), 'confidence', coalesce(p.confidence, 0), 'caps', %s,
                'direction', case when p.rated and p.change is not null
                    then jsonb_build_object('points', p.change, 'days', p.change_days) end)
            """
                    .formatted(CAPS);

    /// principles of `product p` that are rated, as principle → shown
    static final String PRINCIPLES =
            """
            (select coalesce(jsonb_object_agg(e.id, e.shown), '{}')
            from unnest(p.principles, p.principle_shown) as e(id, shown) where p.rated)
            """;

    /// what a principle `e.item` of a score is called; scores from before there were short titles
    /// have none
    static final String PRINCIPLE =
            """
            jsonb_build_object('id', e.item ->> 'id', 'title', e.item ->> 'title',
                'shortTitle', coalesce(e.item ->> 'shortTitle', e.item ->> 'title'))
            """;

    /// units with their teams, as far as a viewer may see them, as
    /// [dev.plumbline.dashboard.view.ProductsPage.UnitChoice]
    static final String UNITS_IN_SIGHT =
            """
            (select coalesce(jsonb_agg(jsonb_build_object('key', u.key, 'name', u.name, 'teams', t.teams)
                order by u.name, u.key), '[]')
            from unit u join (
                select p.unit, jsonb_agg(jsonb_build_object('key', p.team, 'name', p.name)
                    order by p.name, p.team) as teams
                from (select key as team, unit, name from team where not archived) p
                where %s group by p.unit) t on t.unit = u.key
            where not u.archived)
            """
                    .formatted(Scope.FILTER);

    /// `obligation o` as an [dev.plumbline.events.ObligationChanged]
    static final String OBLIGATION =
            """
            jsonb_build_object('id', o.id, 'product', o.product, 'measure', o.measure, 'concern', o.concern,
                'kind', o.kind, 'title', o.title, 'vulnerability', o.vulnerability, 'component', o.component,
                'line', o.line, 'release', o.release, 'severity', o.severity, 'weight', o.weight,
                'openedAt', o.opened_at, 'dueAt', o.due_at, 'worldDueAt', o.world_due_at, 'closedAt', o.closed_at,
                'closedBy', o.closed_by, 'excused', o.excused, 'own', o.own, 'reasons', o.reasons,
                'epss', o.epss, 'weaknesses', o.weaknesses)
            """;

    /// late first (0), then due (1), then without a date (2), then done with (3); wants `:now`
    static final String URGENCY =
            """
            case when o.closed_at is not null or o.excused then 3
                when o.due_at is null then 2
                when o.due_at < cast(:now as timestamptz) then 0 else 1 end
            """;

    /// within one urgency: soonest due, or newest closed, first; what is open and sure to be
    /// exploited goes before what is due up to a day sooner
    static final String URGENCY_TIME =
            """
            cast(case when o.closed_at is not null or o.excused then -extract(epoch from coalesce(o.closed_at, o.opened_at))
                else extract(epoch from coalesce(o.due_at, o.opened_at)) - 86400 * coalesce(o.epss, 0) end
                as double precision)
            """;

    /// `score_point h` as a [dev.plumbline.dashboard.view.HistoryDot]
    static final String POINT =
            """
            jsonb_build_object('at', h.at, 'overall', h.overall,
                'principles', (select coalesce(jsonb_object_agg(e.id, e.shown), '{}')
                    from unnest(h.principles, h.shown) as e(id, shown)),
                'confidence', h.confidence, 'headroom', h.headroom)
            """;

    /// `score_change c` as a [dev.plumbline.events.ScoreComputed.Change]
    static final String CHANGE =
            """
            jsonb_build_object('at', c.at, 'cause', c.cause, 'title', c.title, 'submission', c.submission,
                'overall', c.overall, 'principles', c.principles, 'measures', c.measures, 'capped', c.capped)
            """;

    /// whether `score_change c` rounds to something with two decimals, overall or in a principle
    static final String PALPABLE =
            """
            (abs(c.overall) >= 0.005 or exists (select from jsonb_each_text(c.principles) e
                where abs(cast(e.value as double precision)) >= 0.005))
            """;

    /// `submission s` as a [dev.plumbline.dashboard.view.SubmissionRow]
    static final String SUBMISSION =
            """
            jsonb_build_object('id', s.id, 'product', s.product,
                'productName', (select name from product where key = s.product), 'release', s.release,
                'format', s.format, 'tool', s.tool, 'sender', s.sender, 'receivedAt', s.received_at,
                'observedAt', s.observed_at, 'step', s.step, 'counts', s.counts, 'problem', s.problem)
            """;

    /// `decision d` as a [dev.plumbline.dashboard.view.DecisionRow]; wants `:now`
    static final String DECISION =
            """
            jsonb_build_object('id', d.id, 'kind', d.kind,
                'state', case when d.state = 'IN_FORCE' and d.expires_at <= cast(:now as timestamptz)
                    then 'ENDED' else d.state end,
                'product', d.product, 'productName', (select name from product where key = d.product),
                'title', d.title, 'obligation', d.obligation, 'submission', d.submission, 'askedBy', d.asked_by,
                'askedAt', d.asked_at, 'reason', d.reason, 'status', d.status, 'justification', d.justification,
                'owner', d.owner, 'expiresAt', d.expires_at, 'answeredBy', d.answered_by,
                'answeredAt', d.answered_at, 'answer', d.answer)
            """;

    private Columns() {}

    /// The changes `c` for which `where` holds, each with what it is `told` as and the `moment` to
    /// which it belongs.
    ///
    /// A release is published minutes before its evidence, and each of the two alone moves a score
    /// far, there and back. Causes of one release within 48 hours of its first are one moment:
    /// summed over it they say what truly moved. Moments begin with the first cause of the release
    /// that `where` admits and never chain, so that daily scans stay apart.
    static String told(String where) {
        return """
        (select g.*, case when g.release is null or count(*) over together = 1 then g.title
                when bool_or(g.published) over together then 'release ' || g.release || ' and its evidence'
                else 'evidence of ' || g.release end as told,
            case when g.release is null then cast(g.id as text) else g.release || ' ' || g.day end as moment
        from (
            select c.*, s.release, s.format = 'release' as published,
                floor(extract(epoch from c.at - min(c.at) over (partition by c.product, s.release)) / 172800) as day
            from score_change c left join submission s on s.id = c.submission
            where %s) g
        window together as (partition by g.product, g.release, g.day))
        """
                .formatted(where);
    }

    /// A list as one column: all rows of `from` in this order.
    static String rows(String element, String from, String order) {
        return "(select coalesce(jsonb_agg(x.item order by x.nth), '[]') from (select "
                + element
                + " as item, row_number() over (order by "
                + order
                + ") as nth from "
                + from
                + ") x)";
    }

    /// As text, for the way out of the database.
    static String text(String expression) {
        return "cast(" + expression + " as text)";
    }
}
