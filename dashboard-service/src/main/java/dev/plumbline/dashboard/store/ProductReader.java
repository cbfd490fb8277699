package dev.plumbline.dashboard.store;

import static dev.plumbline.dashboard.store.Columns.rows;
import static dev.plumbline.dashboard.store.Columns.text;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.dashboard.view.ChangesPage;
import dev.plumbline.dashboard.view.DecisionRow;
import dev.plumbline.dashboard.view.Direction;
import dev.plumbline.dashboard.view.Hindsight;
import dev.plumbline.dashboard.view.HistoryDot;
import dev.plumbline.dashboard.view.Marker;
import dev.plumbline.dashboard.view.ProductHeader;
import dev.plumbline.dashboard.view.ProductPage;
import dev.plumbline.dashboard.view.ProductPage.ChangeLog;
import dev.plumbline.dashboard.view.ProductPage.Line;
import dev.plumbline.dashboard.view.ProductsPage;
import dev.plumbline.dashboard.view.ProductsPage.PrincipleName;
import dev.plumbline.dashboard.view.ProductsPage.ProductRow;
import dev.plumbline.dashboard.view.ProductsPage.UnitChoice;
import dev.plumbline.dashboard.view.ProductsQuery;
import dev.plumbline.dashboard.view.Slice;
import dev.plumbline.dashboard.view.SubmissionRow;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Change;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Products as lists and pages show them.
@ApplicationScoped
public class ProductReader {
    private static final Duration WINDOW = Duration.ofDays(90);
    private static final Duration TREND = Duration.ofDays(180);
    private static final int LEDGER_ROWS = 12;

    private static final TypeReference<List<Listed>> LISTED = new TypeReference<>() {};
    private static final TypeReference<List<PrincipleName>> PRINCIPLES = new TypeReference<>() {};
    private static final TypeReference<List<UnitChoice>> UNITS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Direction>> DIRECTIONS =
            new TypeReference<>() {};
    private static final TypeReference<Map<String, List<ObligationChanged>>> OWED =
            new TypeReference<>() {};
    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<HistoryDot>> DOTS = new TypeReference<>() {};
    private static final TypeReference<List<Marker>> MARKERS = new TypeReference<>() {};
    private static final TypeReference<List<LedgerRow>> LEDGER = new TypeReference<>() {};
    private static final TypeReference<List<SubmissionRow>> SUBMISSIONS = new TypeReference<>() {};
    private static final TypeReference<List<DecisionRow>> DECISIONS = new TypeReference<>() {};

    private final Reading reading;
    private final Json json;

    ProductReader(Reading reading, Json json) {
        this.reading = reading;
        this.json = json;
    }

    private record Listed(ProductRow row, String sort) {}

    private record LedgerRow(long id, Change change) {}

    public Uni<ProductsPage> list(Viewer viewer, ProductsQuery query, Instant now) {
        String value = sortValue(query.sort());
        boolean descending = query.order() == ProductsQuery.Order.DESCENDING;
        boolean byName = query.sort() == ProductsQuery.Sort.NAME;
        String sort =
                byName
                        ? value
                        : "coalesce(%s, cast('%s' as double precision))"
                                .formatted(value, descending ? "-infinity" : "infinity");
        Optional<Cursor> after =
                Cursor.parse(query.after(), 2)
                        .filter(cursor -> byName || cursor.number(0).isPresent());
        String beyond =
                after.isEmpty()
                        ? "true"
                        : "(%1$s %2$s cast(cast(:sort as text) as %3$s) or %1$s = cast(cast(:sort as text) as %3$s) and p.key > :key)"
                                .formatted(
                                        sort,
                                        descending ? "<" : ">",
                                        byName ? "text" : "double precision");
        String sql =
                """
                with seen as (
                    select p.* from product p
                    where %s and %s
                        and (cast(:unit as text) is null or p.unit = :unit)
                        and (cast(:team as text) is null or p.team = :team)
                        and (cast(:pattern as text) is null or p.name ilike :pattern or p.key ilike :pattern)
                ), page as (
                    select %s as row, %s as sort, p.key
                    from seen p where %s order by %s %s, p.key limit :limit)
                select (select count(*) from seen),
                    cast((select coalesce(jsonb_agg(jsonb_build_object('row', row, 'sort', cast(sort as text))
                        order by sort %s, key), '[]') from page) as text),
                    cast((select coalesce(jsonb_agg(%s order by e.nth), '[]')
                        from (select score from product where score is not null order by scored_at desc limit 1) s
                        cross join lateral json_array_elements(s.score -> 'principles') with ordinality as e(item, nth))
                        as text),
                    %s
                """
                        .formatted(
                                Scope.FILTER,
                                state(query.state()),
                                ROW,
                                sort,
                                beyond,
                                sort,
                                descending ? "desc" : "asc",
                                descending ? "desc" : "asc",
                                Columns.PRINCIPLE,
                                text(Columns.UNITS_IN_SIGHT));
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("unit", query.unit());
        parameters.put("team", query.team());
        parameters.put("pattern", pattern(query.text()));
        parameters.put("limit", query.limit() + 1);
        after.ifPresent(
                cursor -> {
                    parameters.put("sort", cursor.get(0));
                    parameters.put("key", cursor.get(1));
                });
        return reading.row(sql, Scope.of(viewer), parameters)
                .map(Optional::orElseThrow)
                .map(
                        row -> {
                            List<Listed> listed = json.read(column(row, 1), LISTED);
                            List<Listed> shown =
                                    listed.subList(0, Math.min(listed.size(), query.limit()));
                            return new ProductsPage(
                                    now,
                                    query,
                                    new Slice<>(
                                            shown.stream().map(Listed::row).toList(),
                                            listed.size() > shown.size()
                                                    ? Cursor.of(
                                                                    shown.getLast().sort(),
                                                                    shown.getLast()
                                                                            .row()
                                                                            .product()
                                                                            .key())
                                                            .toString()
                                                    : null),
                                    (Long) column(row, 0),
                                    json.read(column(row, 2), PRINCIPLES),
                                    json.read(column(row, 3), UNITS));
                        });
    }

    private static final String ROW =
            """
            jsonb_build_object('product', %s, 'overall', %s, 'principles', %s, 'open', p.open_count,
                'late', p.late_count, 'nextDueAt', p.next_due_at, 'evidenceAt', p.evidence_at)
            """
                    .formatted(Columns.HEADER, Columns.OVERALL, Columns.PRINCIPLES);

    private static String sortValue(ProductsQuery.Sort sort) {
        return switch (sort) {
            case NAME -> "lower(p.name)";
            case OVERALL -> "case when p.rated then p.overall end";
            case PRINCIPLE_1 -> "case when p.rated then p.principle_shown[1] end";
            case PRINCIPLE_2 -> "case when p.rated then p.principle_shown[2] end";
            case PRINCIPLE_3 -> "case when p.rated then p.principle_shown[3] end";
            case CHANGE -> "case when p.rated then p.change end";
            case CONFIDENCE -> "p.confidence";
            case LATE -> "cast(p.late_count as double precision)";
            case NEXT_DUE -> "cast(extract(epoch from p.next_due_at) as double precision)";
        };
    }

    private static String state(ProductsQuery.State state) {
        return switch (state) {
            case ACTIVE -> "not p.archived";
            case RATED -> "not p.archived and p.rated";
            case NOT_RATED -> "not p.archived and not p.rated";
            case HELD_BACK -> "not p.archived and p.caps <> '[]'";
            case LATE -> "not p.archived and p.late_count > 0";
            case ARCHIVED -> "p.archived";
        };
    }

    static @Nullable String pattern(@Nullable String text) {
        return text == null || text.isBlank()
                ? null
                : "%"
                        + text.strip()
                                .toLowerCase(Locale.ROOT)
                                .replace("\\", "\\\\")
                                .replace("%", "\\%")
                                .replace("_", "\\_")
                        + "%";
    }

    /// One row of the list; empty if there is no such product for this viewer.
    public Uni<Optional<ProductRow>> summary(Viewer viewer, String key) {
        return reading.row(
                        "select %s, p.key from product p where p.key = :key and %s"
                                .formatted(text(ROW), Scope.FILTER),
                        Scope.of(viewer),
                        Map.of("key", key))
                .map(row -> row.map(found -> json.read(column(found, 0), ProductRow.class)));
    }

    /// The whole score as it was computed; empty if there is no such product for this viewer.
    public Uni<Optional<Optional<ScoreComputed>>> score(Viewer viewer, String key) {
        return reading.row(
                        "select %s, p.key from product p where p.key = :key and %s"
                                .formatted(text("p.score"), Scope.FILTER),
                        Scope.of(viewer),
                        Map.of("key", key))
                .map(
                        row ->
                                row.map(
                                        found ->
                                                Optional.ofNullable(
                                                        json.readIfPresent(
                                                                found[0], ScoreComputed.class))));
    }

    /// Points since an instant, oldest first; empty if there is no such product for this viewer.
    public Uni<Optional<List<HistoryDot>>> history(Viewer viewer, String key, Instant since) {
        return reading.row(
                        "select %s, p.key from product p where p.key = :key and %s"
                                .formatted(text(HISTORY), Scope.FILTER),
                        Scope.of(viewer),
                        Map.of("key", key, "since", utc(since)))
                .map(row -> row.map(found -> json.read(column(found, 0), DOTS)));
    }

    private static final String HISTORY =
            rows(
                    Columns.POINT,
                    "score_point h where h.product = p.key and h.at >= cast(:since as timestamptz)",
                    "h.at");

    public Uni<Optional<ProductPage>> page(Viewer viewer, String key, Instant now) {
        return reading.row(PAGE, Scope.of(viewer), window(key, now))
                .map(row -> row.map(found -> page(found, now)));
    }

    /// Days of which the newest point from before their beginning is no longer what was shown; days
    /// that were filled in or not rated showed nothing.
    private static final String HINDSIGHT =
            """
            (select jsonb_build_object('days', count(*),
                'day', (array_agg(d.began order by abs(d.known - d.shown) desc, d.began))[1],
                'shown', (array_agg(d.shown order by abs(d.known - d.shown) desc, d.began))[1],
                'known', (array_agg(d.known order by abs(d.known - d.shown) desc, d.began))[1])
            from (
                select cast(t.day as timestamp) at time zone 'UTC' as began, t.overall as shown, h.overall as known
                from snapshot t
                cross join lateral (
                    select h.overall from score_point h
                    where h.product = p.key and h.at <= cast(t.day as timestamp) at time zone 'UTC'
                    order by h.at desc limit 1) h
                where t.product = p.key and not t.filled_in and t.confidence >= 0.25
                    and t.day >= cast(cast(:since as timestamptz) at time zone 'UTC' as date)
                    and abs(h.overall - t.overall) >= 0.05) d
            having count(*) > 0)
            """;

    private static final String PAGE =
            """
            select %s, %s,
                cast((select coalesce(jsonb_object_agg(d.id,
                        jsonb_build_object('points', d.points, 'days', p.change_days)), '{}')
                    from (
                        select 'overall' as id, p.change as points where p.change is not null
                        union all
                        select n.id, n.shown - t.shown
                        from (
                            (select h.principles, h.shown, 1 as choice from score_point h
                            where h.product = p.key and h.at < p.scored_at and h.at <= cast(:window as timestamptz)
                            order by h.at desc limit 1)
                            union all
                            (select h.principles, h.shown, 2 from score_point h
                            where h.product = p.key and h.at < p.scored_at order by h.at limit 1)
                            order by choice limit 1) b
                        cross join lateral unnest(b.principles, b.shown) as t(id, shown)
                        join lateral unnest(p.principles, p.principle_shown) as n(id, shown) on n.id = t.id) d) as text),
                cast((select coalesce(jsonb_object_agg(m.measure, m.items), '{}') from (
                    select r.measure, jsonb_agg(r.item order by r.nth) as items from (
                        select o.measure, %s as item, row_number() over (partition by o.measure
                            order by %s, %s, o.id) as nth
                        from obligation o where o.product = p.key) r
                    where r.nth <= 5 group by r.measure) m) as text),
                %s, %s, %s,
                (select coalesce(sum(c.overall), 0) from score_change c
                    where c.product = p.key and c.at >= cast(:window as timestamptz)),
                (select count(*) from score_change c where c.product = p.key and c.at >= cast(:window as timestamptz)),
                %s, %s, %s, coalesce(s.small, 0), coalesce(s.sum, 0), %s
            from product p
            cross join lateral (
                select count(*) as small, sum(c.overall) as sum from score_change c
                where c.product = p.key and c.at >= cast(:window as timestamptz) and not %s) s
            where p.key = :key and %s
            """
                    .formatted(
                            text(Columns.HEADER),
                            text("p.score"),
                            Columns.OBLIGATION,
                            Columns.URGENCY,
                            Columns.URGENCY_TIME,
                            text(CatalogueReader.LINES_OF_PRODUCT),
                            text(HISTORY),
                            text(
                                    rows(
                                            "jsonb_build_object('at', c.at, 'title', c.told, 'product', p.key,"
                                                    + " 'points', c.points)",
                                            """
                                            (select c.told, min(c.at) as at, sum(c.overall) as points from %s c
                                            group by c.told, c.moment having abs(sum(c.overall)) >= 1
                                            order by abs(sum(c.overall)) desc limit 4) c
                                            """
                                                    .formatted(
                                                            Columns.told(
                                                                    """
                                                                    c.product = p.key
                                                                        and c.at >= cast(:since as timestamptz)
                                                                    """)),
                                            "c.at")),
                            text(
                                    rows(
                                            "jsonb_build_object('id', c.id, 'change', "
                                                    + Columns.CHANGE
                                                    + ")",
                                            """
                                            (select * from score_change c where c.product = p.key
                                                and c.at >= cast(:window as timestamptz) and %s
                                            order by c.at desc, c.id desc limit %d) c
                                            """
                                                    .formatted(Columns.PALPABLE, LEDGER_ROWS),
                                            "c.at desc, c.id desc")),
                            text(
                                    rows(
                                            Columns.SUBMISSION,
                                            """
                                            (select * from submission where product = p.key
                                            order by received_at desc, id desc limit 10) s
                                            """,
                                            "s.received_at desc, s.id desc")),
                            text(
                                    rows(
                                            Columns.DECISION,
                                            "decision d where d.product = p.key and d.state = 'WAITING'",
                                            "d.asked_at")),
                            text(HINDSIGHT),
                            Columns.PALPABLE,
                            Scope.FILTER);

    private static Map<String, Object> window(String key, Instant now) {
        return Map.of(
                "key", key,
                "now", utc(now),
                "window", utc(now.minus(WINDOW)),
                "since", utc(now.minus(TREND)));
    }

    private ProductPage page(Object[] row, Instant now) {
        List<LedgerRow> ledger = json.read(column(row, 9), LEDGER);
        double overall = (Double) column(row, 7);
        long total = (Long) column(row, 8);
        return new ProductPage(
                now,
                json.read(column(row, 0), ProductHeader.class),
                json.readIfPresent(row[1], ScoreComputed.class),
                json.read(column(row, 2), DIRECTIONS),
                json.read(column(row, 3), OWED),
                json.read(column(row, 4), LINES),
                json.read(column(row, 5), DOTS),
                json.read(column(row, 6), MARKERS),
                json.readIfPresent(row[14], Hindsight.class),
                changeLog(
                        now.minus(WINDOW),
                        ledger,
                        (Long) column(row, 12),
                        (Double) column(row, 13),
                        total,
                        overall),
                json.read(column(row, 10), SUBMISSIONS),
                json.read(column(row, 11), DECISIONS));
    }

    private static ChangeLog changeLog(
            Instant since,
            List<LedgerRow> rows,
            long small,
            double smallSum,
            long total,
            double overall) {
        double shown = rows.stream().mapToDouble(row -> row.change().overall()).sum();
        return new ChangeLog(
                since,
                overall,
                new Slice<>(rows.stream().map(LedgerRow::change).toList(), null),
                small,
                smallSum,
                rows.size() + small < total ? overall - shown - smallSum : 0,
                total);
    }

    private static String cursor(LedgerRow last) {
        return Cursor.of(last.change().at(), last.id()).toString();
    }

    /// The whole ledger, newest first.
    ///
    /// @param after cursor of an earlier slice; `null` begins with the newest
    public Uni<Optional<ChangesPage>> changes(
            Viewer viewer, String key, @Nullable String after, int limit, Instant now) {
        Optional<Cursor> cursor = Cursor.parse(after, 2).filter(ProductReader::readable);
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("key", key);
        parameters.put("limit", limit + 1);
        parameters.put("at", cursor.map(c -> utc(Instant.parse(c.get(0)))).orElse(null));
        parameters.put("id", cursor.map(c -> Long.valueOf(c.get(1))).orElse(null));
        return reading.row(CHANGES, Scope.of(viewer), parameters)
                .map(row -> row.map(found -> changes(found, limit, now)));
    }

    private static boolean readable(Cursor cursor) {
        try {
            return Instant.parse(cursor.get(0)).isBefore(Instant.MAX)
                    && Long.parseLong(cursor.get(1)) >= 0;
        } catch (DateTimeException | NumberFormatException notOurs) {
            return false;
        }
    }

    private static final String CHANGES =
            """
            select %s, cast(to_jsonb((select min(c.at) from score_change c where c.product = p.key)) as text),
                (select coalesce(sum(c.overall), 0) from score_change c where c.product = p.key),
                (select count(*) from score_change c where c.product = p.key), %s
            from product p where p.key = :key and %s
            """
                    .formatted(
                            text(Columns.HEADER),
                            text(
                                    rows(
                                            "jsonb_build_object('id', c.id, 'change', "
                                                    + Columns.CHANGE
                                                    + ")",
                                            """
                                            (select * from score_change where product = p.key
                                                and (cast(:at as timestamptz) is null
                                                    or (at, id) < (cast(:at as timestamptz), cast(:id as bigint)))
                                            order by at desc, id desc limit :limit) c
                                            """,
                                            "c.at desc, c.id desc")),
                            Scope.FILTER);

    private ChangesPage changes(Object[] row, int limit, Instant now) {
        List<LedgerRow> found = json.read(column(row, 4), LEDGER);
        List<LedgerRow> rows = found.subList(0, Math.min(limit, found.size()));
        double overall = (Double) column(row, 2);
        double shown = rows.stream().mapToDouble(each -> each.change().overall()).sum();
        return new ChangesPage(
                now,
                json.read(column(row, 0), ProductHeader.class),
                new ChangeLog(
                        row[1] == null ? now : json.read(row[1], Instant.class),
                        overall,
                        new Slice<>(
                                rows.stream().map(LedgerRow::change).toList(),
                                found.size() > rows.size() ? cursor(rows.getLast()) : null),
                        0,
                        0,
                        overall - shown,
                        (Long) column(row, 3)));
    }

    static Object column(Object[] row, int index) {
        return Objects.requireNonNull(row[index]);
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
