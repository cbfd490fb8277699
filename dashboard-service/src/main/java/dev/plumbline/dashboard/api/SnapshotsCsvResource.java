package dev.plumbline.dashboard.api;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.store.SnapshotReader;
import dev.plumbline.dashboard.view.Slice;
import dev.plumbline.dashboard.view.Snapshot;
import dev.plumbline.dashboard.view.Snapshot.HeldBy;
import dev.plumbline.dashboard.view.Snapshot.Worth;
import dev.plumbline.dashboard.view.SnapshotRow;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Measure;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What was shown of all products day by day, for a spreadsheet: a line for each product and day.
///
/// Lines leave as they are read, so that three years of a large maker take no more room than a
/// page.
@Path("/snapshots.csv")
@Tag(name = "Organisation")
public class SnapshotsCsvResource {
    private static final int ROWS_A_QUERY = 500;
    private static final int USUAL_DAYS = 30;

    private final SnapshotReader snapshots;
    private final Access access;
    private final Clock clock;
    private final List<String> principles;
    private final List<String> measures;

    SnapshotsCsvResource(
            SnapshotReader snapshots, Catalogue catalogue, Access access, Clock clock) {
        this.snapshots = snapshots;
        this.access = access;
        this.clock = clock;
        this.principles = catalogue.principles().stream().map(Catalogue.Principle::id).toList();
        this.measures = catalogue.measures().map(Measure::id).toList();
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "What was shown of products in your sight, day by day, as CSV",
            description =
                    "A line for each product and day, by day. Columns are the principles and measures of the"
                            + " catalogue in use; what another catalogue measured then is in the JSON of each product.")
    public RestMulti<String> csv(
            @RestQuery @Nullable String unit,
            @RestQuery @Nullable String team,
            @Parameter(example = "2026-11-01") @RestQuery @Nullable String from,
            @Parameter(description = "today if left out") @RestQuery @Nullable String to) {
        Asked asked = new Asked();
        Asked.Days days =
                asked.days(
                        from, to, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), USUAL_DAYS);
        if (!asked.mistakes().isEmpty()) {
            throw new WebApplicationException(Problem.of(asked.mistakes()).response());
        }
        Viewer viewer = access.viewer();
        Multi<String> lines =
                Multi.createBy()
                        .repeating()
                        .uni(
                                Place::new,
                                place ->
                                        snapshots
                                                .all(
                                                        viewer,
                                                        Asked.text(unit),
                                                        Asked.text(team),
                                                        days.from(),
                                                        days.to(),
                                                        place.next,
                                                        ROWS_A_QUERY)
                                                .invoke(slice -> place.next = slice.next()))
                        .whilst(slice -> slice.next() != null)
                        .map(this::lines);
        return RestMulti.fromMultiData(
                        Multi.createBy()
                                .concatenating()
                                .streams(Multi.createFrom().item(head()), lines))
                .header("Content-Disposition", "attachment; filename=\"snapshots.csv\"")
                .build();
    }

    /// Where the list goes on.
    private static final class Place {
        @Nullable String next;
    }

    private String head() {
        List<String> head =
                new ArrayList<>(
                        List.of(
                                "key",
                                "name",
                                "unit",
                                "team",
                                "day",
                                "taken at",
                                "filled in",
                                "catalogue",
                                "catalogue sha256",
                                "overall"));
        principles.forEach(principle -> head.add("principle " + principle));
        head.addAll(List.of("confidence", "headroom", "held back by"));
        measures.forEach(measure -> head.add("measure " + measure));
        StringBuilder text = new StringBuilder();
        Csv.line(head, text);
        return text.toString();
    }

    private String lines(Slice<SnapshotRow> slice) {
        StringBuilder text = new StringBuilder();
        slice.rows().forEach(row -> Csv.line(cells(row), text));
        return text.toString();
    }

    private List<String> cells(SnapshotRow row) {
        Snapshot snapshot = row.snapshot();
        List<String> cells =
                new ArrayList<>(
                        List.of(
                                row.product().key(),
                                row.product().name(),
                                row.product().unitName(),
                                row.product().teamName(),
                                snapshot.day().toString(),
                                snapshot.takenAt().toString(),
                                snapshot.filledIn() ? "yes" : "no",
                                snapshot.catalogue().id() + " " + snapshot.catalogue().version(),
                                snapshot.catalogue().sha256(),
                                Csv.text(snapshot.overall())));
        principles.forEach(id -> cells.add(Csv.text(snapshot.principles().get(id))));
        cells.addAll(
                List.of(
                        Csv.text(snapshot.confidence()),
                        Csv.text(snapshot.headroom()),
                        snapshot.caps().stream()
                                .map(HeldBy::gate)
                                .distinct()
                                .collect(Collectors.joining(" "))));
        Map<String, Double> worth =
                snapshot.measures().stream().collect(Collectors.toMap(Worth::id, Worth::value));
        measures.forEach(id -> cells.add(Csv.text(worth.get(id))));
        return cells;
    }
}
