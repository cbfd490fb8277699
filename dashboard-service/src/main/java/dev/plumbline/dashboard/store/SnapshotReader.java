package dev.plumbline.dashboard.store;

import static dev.plumbline.dashboard.store.Columns.rows;
import static dev.plumbline.dashboard.store.Columns.text;
import static dev.plumbline.dashboard.store.ProductReader.column;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.dashboard.view.Slice;
import dev.plumbline.dashboard.view.Snapshot;
import dev.plumbline.dashboard.view.SnapshotRow;
import dev.plumbline.dashboard.view.Viewer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was shown on past days, as [SnapshotRepository] wrote it down.
@ApplicationScoped
public class SnapshotReader {
    private static final TypeReference<List<Snapshot>> SNAPSHOTS = new TypeReference<>() {};
    private static final TypeReference<List<SnapshotRow>> ROWS = new TypeReference<>() {};

    private final Reading reading;
    private final Json json;

    SnapshotReader(Reading reading, Json json) {
        this.reading = reading;
        this.json = json;
    }

    /// `snapshot s` as a [Snapshot]
    private static final String SNAPSHOT =
            """
            jsonb_build_object('day', s.day, 'takenAt', s.taken_at, 'filledIn', s.filled_in, 'scoredAt', s.scored_at,
                'catalogue', jsonb_build_object('id', s.catalogue_id, 'version', s.catalogue_version,
                    'sha256', s.catalogue_sha256),
                'overall', s.overall, 'headroom', s.headroom, 'confidence', s.confidence,
                'principles', (select coalesce(jsonb_object_agg(e.id, e.shown), '{}')
                    from unnest(s.principles, s.shown) as e(id, shown)),
                'caps', s.caps,
                'measures', (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'value', e.worth,
                        'weight', e.weight) order by e.nth), '[]')
                    from unnest(s.ids, s.worth, s.weight) with ordinality as e(id, worth, weight, nth)))
            """;

    /// Of the days from `from` to `to`, both included, oldest first; empty if there is no such
    /// product for this viewer.
    public Uni<Optional<List<Snapshot>>> of(
            Viewer viewer, String key, LocalDate from, LocalDate to) {
        return reading.row(
                        "select %s, p.key from product p where p.key = :key and %s"
                                .formatted(
                                        text(
                                                rows(
                                                        SNAPSHOT,
                                                        """
                                                        snapshot s where s.product = p.key
                                                            and s.day between cast(:from as date) and cast(:to as date)
                                                        """,
                                                        "s.day")),
                                        Scope.FILTER),
                        Scope.of(viewer),
                        Map.of("key", key, "from", from, "to", to))
                .map(row -> row.map(found -> json.read(column(found, 0), SNAPSHOTS)));
    }

    /// Of all products in sight, by day and product.
    ///
    /// @param unit and `team` that the products belong to today; `null` for all
    /// @param after cursor of an earlier slice; `null` begins with the first day
    public Uni<Slice<SnapshotRow>> all(
            Viewer viewer,
            @Nullable String unit,
            @Nullable String team,
            LocalDate from,
            LocalDate to,
            @Nullable String after,
            int limit) {
        Optional<Cursor> cursor = Cursor.parse(after, 2).filter(SnapshotReader::readable);
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("unit", unit);
        parameters.put("team", team);
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.put("day", cursor.map(c -> LocalDate.parse(c.get(0))).orElse(null));
        parameters.put("key", cursor.map(c -> c.get(1)).orElse(null));
        parameters.put("limit", limit + 1);
        return reading.row(ALL, Scope.of(viewer), parameters)
                .map(Optional::orElseThrow)
                .map(row -> slice(json.read(column(row, 0), ROWS), limit));
    }

    private static final String ALL =
            "select %s, 0"
                    .formatted(
                            text(
                                    rows(
                                            "jsonb_build_object('product', %s, 'snapshot', %s)"
                                                    .formatted(Columns.HEADER, SNAPSHOT),
                                            """
                                            (select s.* from snapshot s join product p on p.key = s.product
                                            where s.day between cast(:from as date) and cast(:to as date) and %s
                                                and (cast(:unit as text) is null or p.unit = :unit)
                                                and (cast(:team as text) is null or p.team = :team)
                                                and (cast(:day as date) is null
                                                    or (s.day, s.product) > (cast(:day as date), cast(:key as text)))
                                            order by s.day, s.product limit :limit) s
                                            join product p on p.key = s.product
                                            """
                                                    .formatted(Scope.FILTER),
                                            "s.day, s.product")));

    private static boolean readable(Cursor cursor) {
        try {
            return LocalDate.parse(cursor.get(0)).getYear() > 0;
        } catch (DateTimeException notOurs) {
            return false;
        }
    }

    private static Slice<SnapshotRow> slice(List<SnapshotRow> found, int limit) {
        List<SnapshotRow> rows = found.subList(0, Math.min(limit, found.size()));
        return new Slice<>(
                rows,
                found.size() > rows.size()
                        ? Cursor.of(rows.getLast().snapshot().day(), rows.getLast().product().key())
                                .toString()
                        : null);
    }
}
