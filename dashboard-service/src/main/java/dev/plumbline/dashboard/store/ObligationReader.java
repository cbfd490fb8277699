package dev.plumbline.dashboard.store;

import static dev.plumbline.dashboard.store.Columns.rows;
import static dev.plumbline.dashboard.store.Columns.text;
import static dev.plumbline.dashboard.store.ProductReader.column;
import static dev.plumbline.dashboard.store.ProductReader.utc;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.dashboard.view.DecisionRow;
import dev.plumbline.dashboard.view.MeasurePage;
import dev.plumbline.dashboard.view.ObligationPage;
import dev.plumbline.dashboard.view.ObligationsQuery;
import dev.plumbline.dashboard.view.ProductHeader;
import dev.plumbline.dashboard.view.Slice;
import dev.plumbline.dashboard.view.SubmissionRow;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Cap;
import dev.plumbline.events.ScoreComputed.Change;
import dev.plumbline.events.ScoreComputed.Measure;
import dev.plumbline.events.ScoreComputed.Principle;
import dev.plumbline.events.ScoreComputed.Theme;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is owed, by product, by measure and one by one.
@ApplicationScoped
public class ObligationReader {
    private static final TypeReference<List<Listed>> LISTED = new TypeReference<>() {};
    private static final TypeReference<List<Change>> CHANGES = new TypeReference<>() {};
    private static final TypeReference<List<SubmissionRow>> SUBMISSIONS = new TypeReference<>() {};
    private static final TypeReference<List<ObligationChanged>> OWED = new TypeReference<>() {};
    private static final TypeReference<List<Cap>> CAPS = new TypeReference<>() {};
    private static final TypeReference<List<DecisionRow>> DECISIONS = new TypeReference<>() {};

    private final Reading reading;
    private final Json json;

    ObligationReader(Reading reading, Json json) {
        this.reading = reading;
        this.json = json;
    }

    private record Listed(ObligationChanged row, int urgency, double time) {}

    private record Place(Principle principle, Theme theme, Measure measure) {}

    /// What a product owes, late first; empty if there is no such product for this viewer.
    ///
    /// @param measure `null` for all measures
    public Uni<Optional<Slice<ObligationChanged>>> list(
            Viewer viewer,
            String product,
            @Nullable String measure,
            ObligationsQuery query,
            Instant now) {
        return reading.row(
                        "select %s, p.key from product p where p.key = :key and %s"
                                .formatted(text(slice(query)), Scope.FILTER),
                        Scope.of(viewer),
                        parameters(product, measure, query, now))
                .map(row -> row.map(found -> slice(column(found, 0), query)));
    }

    private static String slice(ObligationsQuery query) {
        String state =
                switch (query.state()) {
                    case ALL -> "true";
                    case LATE -> "o.open and o.due_at < cast(:now as timestamptz)";
                    case OPEN -> "o.open";
                    case CLOSED -> "not o.open";
                };
        return """
               (select coalesce(jsonb_agg(jsonb_build_object('row', l.item, 'urgency', l.urgency, 'time', l.time)
                   order by l.urgency, l.time, l.id), '[]')
               from (
                   select %s as item, o.urgency, o.time, o.id
                   from (
                       select o.*, %s as urgency, %s as time from obligation o
                       where o.product = p.key and %s
                           and (cast(:measure as text) is null or o.measure = :measure)
                           and (cast(:line as text) is null or o.line = :line)
                           and (cast(:pattern as text) is null or o.title ilike :pattern
                               or o.vulnerability ilike :pattern or o.component ilike :pattern)) o
                   where cast(:urgency as integer) is null or (o.urgency, o.time, o.id)
                       > (cast(:urgency as integer), cast(:time as double precision), cast(:id as uuid))
                   order by o.urgency, o.time, o.id limit :limit) l)
               """
                .formatted(Columns.OBLIGATION, Columns.URGENCY, Columns.URGENCY_TIME, state);
    }

    private static Map<String, @Nullable Object> parameters(
            String product, @Nullable String measure, ObligationsQuery query, Instant now) {
        Optional<Cursor> cursor = Cursor.parse(query.after(), 3).filter(ObligationReader::readable);
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("key", product);
        parameters.put("measure", measure);
        parameters.put("line", query.line());
        parameters.put("pattern", ProductReader.pattern(query.text()));
        parameters.put("limit", query.limit() + 1);
        parameters.put("now", utc(now));
        parameters.put("urgency", cursor.map(c -> Integer.valueOf(c.get(0))).orElse(null));
        parameters.put("time", cursor.flatMap(c -> c.number(1)).orElse(null));
        parameters.put("id", cursor.map(c -> UUID.fromString(c.get(2))).orElse(null));
        return parameters;
    }

    private static boolean readable(Cursor cursor) {
        try {
            return Integer.parseInt(cursor.get(0)) >= 0
                    && cursor.number(1).isPresent()
                    && UUID.fromString(cursor.get(2)).version() >= 0;
        } catch (IllegalArgumentException notOurs) {
            return false;
        }
    }

    private Slice<ObligationChanged> slice(Object column, ObligationsQuery query) {
        List<Listed> found = json.read(column, LISTED);
        List<Listed> rows = found.subList(0, Math.min(query.limit(), found.size()));
        return new Slice<>(
                rows.stream().map(Listed::row).toList(),
                found.size() > rows.size()
                        ? Cursor.of(
                                        rows.getLast().urgency(),
                                        rows.getLast().time(),
                                        rows.getLast().row().id())
                                .toString()
                        : null);
    }

    /// Empty if there is no such product for this viewer, or no such measure in its newest score.
    public Uni<Optional<MeasurePage>> measure(
            Viewer viewer, String product, String measure, ObligationsQuery query, Instant now) {
        String sql =
                """
                select %s, %s, %s,
                    (select count(*) from obligation o where o.product = p.key and o.measure = :measure and o.open),
                    (select count(*) from obligation o where o.product = p.key and o.measure = :measure and o.open
                        and o.due_at < cast(:now as timestamptz)),
                    (select count(*) from obligation o where o.product = p.key and o.measure = :measure and not o.open),
                    %s, %s
                from product p where p.key = :key and p.score is not null and %s
                """
                        .formatted(
                                text(Columns.HEADER),
                                text("p.score"),
                                text(slice(query)),
                                text(
                                        rows(
                                                Columns.CHANGE,
                                                """
                                                (select * from score_change where product = p.key
                                                    and jsonb_exists(measures, :measure)
                                                order by at desc, id desc limit 20) c
                                                """,
                                                "c.at desc, c.id desc")),
                                text(
                                        rows(
                                                Columns.SUBMISSION,
                                                """
                                                (select * from submission where product = p.key
                                                order by received_at desc, id desc limit 10) s
                                                """,
                                                "s.received_at desc, s.id desc")),
                                Scope.FILTER);
        return reading.row(sql, Scope.of(viewer), parameters(product, measure, query, now))
                .map(row -> row.flatMap(found -> measure(found, measure, query, now)));
    }

    private Optional<MeasurePage> measure(
            Object[] row, String id, ObligationsQuery query, Instant now) {
        ScoreComputed score = json.read(column(row, 1), ScoreComputed.class);
        return place(score, id)
                .map(
                        place ->
                                new MeasurePage(
                                        now,
                                        json.read(column(row, 0), ProductHeader.class),
                                        score.catalogue(),
                                        place.principle(),
                                        place.theme(),
                                        place.measure(),
                                        query,
                                        slice(column(row, 2), query),
                                        (Long) column(row, 3),
                                        (Long) column(row, 4),
                                        (Long) column(row, 5),
                                        json.read(column(row, 6), CHANGES),
                                        score.actions().stream()
                                                .filter(action -> action.measure().equals(id))
                                                .toList(),
                                        json.read(column(row, 7), SUBMISSIONS)));
    }

    private static Optional<Place> place(ScoreComputed score, String measure) {
        for (Principle principle : score.principles()) {
            for (Theme theme : principle.themes()) {
                for (Measure each : theme.measures()) {
                    if (each.id().equals(measure)) {
                        return Optional.of(new Place(principle, theme, each));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// Empty if the viewer may not see it.
    public Uni<Optional<ObligationPage>> page(
            Viewer viewer, String product, UUID obligation, Instant now) {
        return reading.row(
                        PAGE,
                        Scope.of(viewer),
                        Map.of("key", product, "id", obligation, "now", utc(now)))
                .map(row -> row.map(found -> page(found, now)));
    }

    private static final String PAGE =
            """
            select %s, %s, %s, %s, %s, %s, %s
            from product p join obligation f on f.product = p.key
            where p.key = :key and f.id = :id and %s
            """
                    .formatted(
                            text(Columns.HEADER),
                            text(Columns.OBLIGATION.replace("o.", "f.")),
                            text(
                                    rows(
                                            Columns.OBLIGATION,
                                            """
                                            (select * from obligation where product = p.key and id <> f.id
                                                and (concern = f.concern or vulnerability = f.vulnerability)
                                            order by closed_at nulls first, due_at, id limit 50) o
                                            """,
                                            "o.closed_at nulls first, o.due_at, o.id")),
                            text(
                                    rows(
                                            Columns.SUBMISSION,
                                            """
                                            submission s where s.id in (
                                                select cast(r ->> 'submission' as uuid) from jsonb_array_elements(f.reasons) r)
                                            """,
                                            "s.received_at")),
                            text(
                                    """
                                    (select coalesce(jsonb_agg(c), '[]') from jsonb_array_elements(p.caps) c
                                    where c ->> 'figure' <> 'overall' and jsonb_exists(c -> 'concerns', f.concern))
                                    """),
                            text(
                                    rows(
                                            Columns.DECISION,
                                            """
                                            decision d where d.product = p.key
                                                and (d.obligation = f.id or d.concern = f.concern
                                                    or d.vulnerability = f.vulnerability
                                                        and (d.line is null or d.line = f.line))
                                            """,
                                            "d.asked_at desc, d.id")),
                            text("p.score"),
                            Scope.FILTER);

    private ObligationPage page(Object[] row, Instant now) {
        ObligationChanged obligation = json.read(column(row, 1), ObligationChanged.class);
        ScoreComputed score = json.readIfPresent(row[6], ScoreComputed.class);
        Optional<Place> place =
                Optional.ofNullable(score).flatMap(known -> place(known, obligation.measure()));
        return new ObligationPage(
                now,
                json.read(column(row, 0), ProductHeader.class),
                obligation,
                place.map(found -> found.measure().title()).orElse(obligation.measure()),
                place.map(found -> found.principle().id()).orElse(""),
                json.read(column(row, 2), OWED),
                json.read(column(row, 3), SUBMISSIONS).stream()
                        .collect(Collectors.toMap(SubmissionRow::id, Function.identity())),
                json.read(column(row, 4), CAPS),
                json.read(column(row, 5), DECISIONS));
    }
}
