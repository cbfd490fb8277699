package dev.plumbline.dashboard.store;

import static dev.plumbline.dashboard.store.Columns.rows;
import static dev.plumbline.dashboard.store.Columns.text;
import static dev.plumbline.dashboard.store.ProductReader.column;
import static dev.plumbline.dashboard.store.ProductReader.utc;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.dashboard.view.ApprovalsPage;
import dev.plumbline.dashboard.view.DecisionRow;
import dev.plumbline.dashboard.view.Viewer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What people asked and decided, as far as the viewer may see the product.
@ApplicationScoped
public class DecisionReader {
    private static final TypeReference<List<DecisionRow>> ROWS = new TypeReference<>() {};

    private final Reading reading;
    private final Json json;

    DecisionReader(Reading reading, Json json) {
        this.reading = reading;
        this.json = json;
    }

    public Uni<ApprovalsPage> approvals(Viewer viewer, Instant now) {
        String seen =
                "exists (select from product p where p.key = d.product and %s)"
                        .formatted(Scope.FILTER);
        String sql =
                "select %s, %s"
                        .formatted(
                                text(
                                        rows(
                                                Columns.DECISION,
                                                "decision d where d.state = 'WAITING' and " + seen,
                                                "d.asked_at, d.id")),
                                text(
                                        rows(
                                                Columns.DECISION,
                                                """
                                                (select d.* from decision d where d.answered_at is not null and %s
                                                order by d.answered_at desc limit 50) d
                                                """
                                                        .formatted(seen),
                                                "d.answered_at desc, d.id")));
        return reading.row(sql, Scope.of(viewer), Map.of("now", utc(now)))
                .map(Optional::orElseThrow)
                .map(
                        row ->
                                new ApprovalsPage(
                                        now,
                                        json.read(column(row, 0), ROWS),
                                        json.read(column(row, 1), ROWS)));
    }

    /// How many requests wait that this viewer can answer.
    public Uni<Long> waiting(Viewer viewer) {
        return reading.row(
                        "select count(*), 0 from decision d join product p on p.key = d.product where %s and %s"
                                .formatted(ANSWERABLE, Scope.FILTER),
                        Scope.of(viewer),
                        Map.of("viewer", viewer.userName(), "kinds", kinds(viewer)))
                .map(row -> (Long) column(row.orElseThrow(), 0));
    }

    /// over `decision d`: waits for somebody like this viewer; wants `:viewer` and `:kinds`
    static final String ANSWERABLE =
            " d.state = 'WAITING' and d.asked_by <> :viewer and d.kind = any(cast(:kinds as text[])) ";

    /// Kinds of requests that the roles of this viewer may answer.
    static String[] kinds(Viewer viewer) {
        return Arrays.stream(DecisionRow.Kind.values())
                .filter(kind -> viewer.roles().stream().anyMatch(kind.answeredBy()::contains))
                .map(Enum::name)
                .toArray(String[]::new);
    }

    /// All of a product, newest first; empty if there is no such product for this viewer.
    public Uni<Optional<List<DecisionRow>>> of(Viewer viewer, String product, Instant now) {
        return reading.row(
                        "select %s, p.key from product p where p.key = :key and %s"
                                .formatted(
                                        text(
                                                rows(
                                                        Columns.DECISION,
                                                        "decision d where d.product = p.key",
                                                        "d.asked_at desc, d.id")),
                                        Scope.FILTER),
                        Scope.of(viewer),
                        Map.of("key", product, "now", utc(now)))
                .map(row -> row.map(found -> json.read(column(found, 0), ROWS)));
    }

    /// Empty if the viewer may not see it.
    public Uni<Optional<DecisionRow>> one(Viewer viewer, UUID id, Instant now) {
        return reading.row(
                        "select %s, p.key from decision d join product p on p.key = d.product where d.id = :id and %s"
                                .formatted(text(Columns.DECISION), Scope.FILTER),
                        Scope.of(viewer),
                        Map.of("id", id, "now", utc(now)))
                .map(row -> row.map(found -> json.read(column(found, 0), DecisionRow.class)));
    }
}
