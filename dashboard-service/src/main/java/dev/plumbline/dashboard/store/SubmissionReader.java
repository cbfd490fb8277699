package dev.plumbline.dashboard.store;

import static dev.plumbline.dashboard.store.Columns.rows;
import static dev.plumbline.dashboard.store.Columns.text;
import static dev.plumbline.dashboard.store.ProductReader.column;
import static dev.plumbline.dashboard.store.ProductReader.utc;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.dashboard.view.DecisionRow;
import dev.plumbline.dashboard.view.Slice;
import dev.plumbline.dashboard.view.SubmissionPage;
import dev.plumbline.dashboard.view.SubmissionPage.StepRow;
import dev.plumbline.dashboard.view.SubmissionRow;
import dev.plumbline.dashboard.view.SubmissionsPage;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ScoreComputed.Change;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Submissions as pages and scripts see them.
///
/// What speaks of a product is seen by those who see the product; what speaks of the world by
/// everybody; and whoever sent something follows it, whatever else they may see.
@ApplicationScoped
public class SubmissionReader {
    private static final TypeReference<List<SubmissionRow>> ROWS = new TypeReference<>() {};
    private static final TypeReference<List<StepRow>> STEPS = new TypeReference<>() {};
    private static final TypeReference<List<Change>> CHANGES = new TypeReference<>() {};
    private static final TypeReference<List<ObligationChanged>> OWED = new TypeReference<>() {};

    /// Over `submission s`. Of one of which only scores are known, nobody knows what it is about.
    private static final String SEEN =
            """
            (:viewer = any(s.senders) or :reads and (
                s.product is null and exists (
                    select from submission_step r where r.submission = s.id and r.step <> 'SCORED')
                or exists (select from product p where p.key = s.product and %s)))
            """
                    .formatted(Scope.FILTER);

    private final Reading reading;
    private final Json json;

    SubmissionReader(Reading reading, Json json) {
        this.reading = reading;
        this.json = json;
    }

    /// Newest first.
    ///
    /// @param product `null` for all
    /// @param sender how the name of someone who sent it begins; `null` for all
    public Uni<SubmissionsPage> list(
            Viewer viewer,
            @Nullable String product,
            @Nullable String sender,
            SubmissionsPage.State state,
            @Nullable String after,
            int limit,
            Instant now) {
        Optional<Cursor> cursor = Cursor.parse(after, 2).filter(SubmissionReader::readable);
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("viewer", viewer.userName());
        parameters.put("reads", reads(viewer));
        parameters.put("product", product);
        parameters.put("sender", sender);
        parameters.put("limit", limit + 1);
        parameters.put("at", cursor.map(c -> utc(Instant.parse(c.get(0)))).orElse(null));
        parameters.put("id", cursor.map(c -> UUID.fromString(c.get(1))).orElse(null));
        String sql =
                """
                select %s, (select p.name from product p where p.key = cast(:product as text) and %s)
                """
                        .formatted(
                                text(
                                        rows(
                                                Columns.SUBMISSION,
                                                """
                                                (select s.* from submission s
                                                where %s and %s
                                                    and (cast(:product as text) is null or s.product = :product)
                                                    and (cast(:sender as text) is null or exists (
                                                        select from unnest(s.senders) who where starts_with(who, :sender)))
                                                    and (cast(:at as timestamptz) is null or (s.received_at, s.id)
                                                        < (cast(:at as timestamptz), cast(:id as uuid)))
                                                order by s.received_at desc, s.id desc limit :limit) s
                                                """
                                                        .formatted(SEEN, state(state)),
                                                "s.received_at desc, s.id desc")),
                                Scope.FILTER);
        return reading.row(sql, Scope.of(viewer), parameters)
                .map(Optional::orElseThrow)
                .map(
                        row -> {
                            List<SubmissionRow> found = json.read(column(row, 0), ROWS);
                            List<SubmissionRow> rows =
                                    found.subList(0, Math.min(limit, found.size()));
                            return new SubmissionsPage(
                                    now,
                                    product,
                                    (String) row[1],
                                    sender,
                                    state,
                                    new Slice<>(
                                            rows,
                                            found.size() > rows.size()
                                                    ? Cursor.of(
                                                                    rows.getLast().receivedAt(),
                                                                    rows.getLast().id())
                                                            .toString()
                                                    : null));
                        });
    }

    private static boolean readable(Cursor cursor) {
        try {
            return Instant.parse(cursor.get(0)).isBefore(Instant.MAX)
                    && UUID.fromString(cursor.get(1)).version() >= 0;
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            return false;
        }
    }

    private static String state(SubmissionsPage.State state) {
        return switch (state) {
            case ALL -> "true";
            case UNDER_WAY -> "s.step in ('RECEIVED', 'PARSED', 'WAITING', 'APPLIED', 'SCORED')";
            case SHOWN -> "s.step in ('SHOWN', 'SEEN_AGAIN')";
            case STOPPED -> "s.step in ('REFUSED', 'FAILED')";
            case REFERENCE -> "s.product is null";
        };
    }

    /// Whether the viewer is a person who reads, and not a machine that only follows its own.
    private static boolean reads(Viewer viewer) {
        return viewer.roles().stream()
                .anyMatch(role -> !List.of("ingest", "reference", "backfill").contains(role));
    }

    /// Empty if the viewer may not see it.
    public Uni<Optional<SubmissionPage>> page(Viewer viewer, UUID id, Instant now) {
        return reading.row(
                        PAGE,
                        Scope.of(viewer),
                        Map.of(
                                "id", id,
                                "viewer", viewer.userName(),
                                "reads", reads(viewer),
                                "now", utc(now)))
                .map(row -> row.map(found -> page(found, now)));
    }

    private static final String PAGE =
            """
            select %s, %s, %s, %s,
                cast((select %s from decision d where d.submission = s.id order by d.asked_at desc limit 1) as text)
            from submission s where s.id = :id and %s
            """
                    .formatted(
                            text(Columns.SUBMISSION),
                            text(
                                    rows(
                                            "jsonb_build_object('step', t.step, 'at', t.at, 'counts', t.counts, 'problem', t.problem)",
                                            "submission_step t where t.submission = s.id",
                                            """
                                            t.at, array_position(array['RECEIVED', 'PARSED', 'WAITING', 'APPLIED', 'SCORED',
                                                'SHOWN', 'SEEN_AGAIN', 'REFUSED', 'FAILED'], t.step)
                                            """)),
                            text(
                                    rows(
                                            Columns.CHANGE,
                                            "score_change c where c.submission = s.id and c.product = s.product",
                                            "c.at, c.id")),
                            text(
                                    rows(
                                            Columns.OBLIGATION,
                                            """
                                            (select * from obligation
                                            where product = s.product and reasons
                                                @> jsonb_build_array(jsonb_build_object('submission', s.id))
                                            order by closed_at nulls first, due_at, id limit 50) o
                                            """,
                                            "o.closed_at nulls first, o.due_at, o.id")),
                            Columns.DECISION,
                            SEEN);

    private SubmissionPage page(Object[] row, Instant now) {
        return new SubmissionPage(
                now,
                json.read(column(row, 0), SubmissionRow.class),
                json.read(column(row, 1), STEPS),
                json.read(column(row, 2), CHANGES),
                json.read(column(row, 3), OWED),
                json.readIfPresent(row[4], DecisionRow.class));
    }
}
