package dev.plumbline.dashboard.api;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.store.ProductReader;
import dev.plumbline.dashboard.view.ProductsPage;
import dev.plumbline.dashboard.view.ProductsPage.PrincipleName;
import dev.plumbline.dashboard.view.ProductsPage.ProductRow;
import dev.plumbline.dashboard.view.ProductsQuery;
import dev.plumbline.dashboard.view.ProductsQuery.Order;
import dev.plumbline.dashboard.view.ProductsQuery.Sort;
import dev.plumbline.dashboard.view.ProductsQuery.State;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.events.ScoreComputed.Cap;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The list of products for a spreadsheet: all that the filter lets through, in its order.
@Path("/products.csv")
@Tag(name = "Products")
public class ProductsCsvResource {
    private static final int ROWS_A_QUERY = 500;

    private final ProductReader products;
    private final Access access;
    private final Clock clock;

    ProductsCsvResource(ProductReader products, Access access, Clock clock) {
        this.products = products;
        this.access = access;
        this.clock = clock;
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    @Operation(summary = "Products in your sight as CSV")
    public Uni<Response> csv(
            @RestQuery @Nullable String q,
            @RestQuery @Nullable String unit,
            @RestQuery @Nullable String team,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String order) {
        Asked asked = new Asked();
        ProductsQuery query =
                new ProductsQuery(
                        Asked.text(q),
                        Asked.text(unit),
                        Asked.text(team),
                        asked.choice("state", state, State.ACTIVE),
                        asked.choice("sort", sort, Sort.NAME),
                        asked.choice("order", order, Order.ASCENDING),
                        null,
                        ROWS_A_QUERY);
        if (!asked.mistakes().isEmpty()) {
            return Uni.createFrom().item(Problem.of(asked.mistakes()).response());
        }
        return more(access.viewer(), query, clock.instant(), new StringBuilder())
                .map(
                        text ->
                                Response.ok(text.toString(), Csv.MEDIA_TYPE)
                                        .header(
                                                "Content-Disposition",
                                                "attachment; filename=\"products.csv\"")
                                        .build());
    }

    private Uni<StringBuilder> more(
            Viewer viewer, ProductsQuery query, Instant now, StringBuilder text) {
        return products.list(viewer, query, now)
                .chain(
                        page -> {
                            write(page, text);
                            String next = page.products().next();
                            return next == null
                                    ? Uni.createFrom().item(text)
                                    : more(viewer, after(query, next), now, text);
                        });
    }

    private static ProductsQuery after(ProductsQuery query, String next) {
        return new ProductsQuery(
                query.text(),
                query.unit(),
                query.team(),
                query.state(),
                query.sort(),
                query.order(),
                next,
                query.limit());
    }

    private static void write(ProductsPage page, StringBuilder text) {
        if (text.isEmpty()) {
            List<String> head = new ArrayList<>();
            head.addAll(List.of("key", "name", "unit", "team", "criticality", "overall"));
            page.principles().forEach(principle -> head.add("principle " + principle.id()));
            head.addAll(
                    List.of(
                            "change",
                            "days",
                            "confidence",
                            "headroom",
                            "held back by",
                            "open",
                            "late",
                            "next due",
                            "newest evidence"));
            Csv.line(head, text);
        }
        page.products().rows().forEach(row -> Csv.line(cells(row, page.principles()), text));
    }

    private static List<String> cells(ProductRow row, List<PrincipleName> principles) {
        List<String> cells = new ArrayList<>();
        cells.addAll(
                List.of(
                        row.product().key(),
                        row.product().name(),
                        row.product().unitName(),
                        row.product().teamName(),
                        Integer.toString(row.product().criticality()),
                        Csv.text(row.overall().shown())));
        principles.forEach(principle -> cells.add(Csv.text(row.principles().get(principle.id()))));
        cells.addAll(
                List.of(
                        row.overall().direction() == null
                                ? ""
                                : Csv.text(row.overall().direction().points()),
                        row.overall().direction() == null
                                ? ""
                                : Csv.text(row.overall().direction().days()),
                        Csv.text(row.overall().confidence()),
                        Csv.text(row.overall().headroom()),
                        row.overall().caps().stream()
                                .map(Cap::gate)
                                .collect(Collectors.joining(" ")),
                        Csv.text(row.open()),
                        Csv.text(row.late()),
                        Csv.text(row.nextDueAt()),
                        Csv.text(row.evidenceAt())));
        return cells;
    }
}
