package dev.plumbline.dashboard.api;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.ask.AskScoring;
import dev.plumbline.dashboard.store.DecisionReader;
import dev.plumbline.dashboard.store.ObligationReader;
import dev.plumbline.dashboard.store.ProductReader;
import dev.plumbline.dashboard.store.SnapshotReader;
import dev.plumbline.dashboard.view.ObligationsQuery;
import dev.plumbline.dashboard.view.ProductsQuery;
import dev.plumbline.dashboard.view.ProductsQuery.Order;
import dev.plumbline.dashboard.view.ProductsQuery.Sort;
import dev.plumbline.dashboard.view.ProductsQuery.State;
import dev.plumbline.events.ScoreComputed;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Products and everything behind their scores.
@Path("/api/v1")
@Tag(name = "Products", description = "Scores, what is owed, how it came about, what to do next")
public class ProductResource {
    private static final int LONGEST_TREND = 1_100;
    private static final int USUAL_TREND = 180;
    private static final int USUAL_SNAPSHOTS = 90;

    private final ProductReader products;
    private final ObligationReader obligations;
    private final DecisionReader decisions;
    private final SnapshotReader snapshots;
    private final AskScoring scoring;
    private final Access access;
    private final Clock clock;

    ProductResource(
            ProductReader products,
            ObligationReader obligations,
            DecisionReader decisions,
            SnapshotReader snapshots,
            AskScoring scoring,
            Access access,
            Clock clock) {
        this.products = products;
        this.obligations = obligations;
        this.decisions = decisions;
        this.snapshots = snapshots;
        this.scoring = scoring;
        this.access = access;
        this.clock = clock;
    }

    @GET
    @Path("products")
    @PermissionsAllowed(Permissions.READ_CATALOGUE)
    @Operation(
            summary = "Products in your sight",
            description =
                    "Filter, sort and page by keyset: send `next` of one answer as `after` of the next request.")
    public Uni<Response> list(
            @Parameter(description = "part of name or key", example = "portal") @RestQuery
                    @Nullable String q,
            @RestQuery @Nullable String unit,
            @RestQuery @Nullable String team,
            @Parameter(description = "active, rated, not_rated, held_back, late or archived")
                    @RestQuery
                    @Nullable String state,
            @Parameter(
                            description =
                                    "name, overall, principle_1 to principle_3, change, confidence, late or next_due")
                    @RestQuery
                    @Nullable String sort,
            @Parameter(description = "ascending or descending") @RestQuery @Nullable String order,
            @RestQuery @Nullable String after,
            @Parameter(description = "1 to 500", example = "50") @RestQuery
                    @Nullable String limit) {
        Asked asked = new Asked();
        ProductsQuery query =
                new ProductsQuery(
                        Asked.text(q),
                        Asked.text(unit),
                        Asked.text(team),
                        asked.choice("state", state, State.ACTIVE),
                        asked.choice("sort", sort, Sort.NAME),
                        asked.choice("order", order, Order.ASCENDING),
                        Asked.text(after),
                        asked.limit(limit));
        if (!asked.mistakes().isEmpty()) {
            return Uni.createFrom().item(Problem.of(asked.mistakes()).response());
        }
        return products.list(access.viewer(), query, clock.instant())
                .map(page -> Response.ok(Page.of(page.products(), page.total())).build());
    }

    @GET
    @Path("products/{key}")
    @PermissionsAllowed(Permissions.READ_CATALOGUE)
    @Operation(summary = "One product with its figures")
    public Uni<Response> one(String key) {
        return products.summary(access.viewer(), key).map(Answers::found);
    }

    @GET
    @Path("products/{key}/score")
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "The newest score with every reason",
            description = "404 for a product without a score yet.")
    public Uni<Response> score(String key) {
        return products.score(access.viewer(), key)
                .map(score -> Answers.found(score.flatMap(Function.identity())));
    }

    @GET
    @Path("products/{key}/actions")
    @PermissionsAllowed(Permissions.READ)
    @Operation(summary = "What to do next, best first")
    public Uni<Response> actions(String key) {
        return products.score(access.viewer(), key)
                .map(
                        score ->
                                Answers.found(
                                        score.map(
                                                known ->
                                                        known.map(ScoreComputed::actions)
                                                                .orElse(List.of()))));
    }

    @GET
    @Path("products/{key}/what-if")
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "What can be done, and the score if some of it were done now",
            description =
                    "Exact, for any set of the offered actions: repeat `action` with their ids.")
    public Uni<Response> whatIf(String key, @RestQuery List<String> action) {
        return scoring.whatIf(key, action, access.bearerToken()).map(Answers::found);
    }

    @GET
    @Path("products/{key}/difference")
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "What each measure contributes to the difference of two scores",
            description =
                    "Of the product on two days, or of it and another one (`with`). The parts add up exactly.")
    public Uni<Response> difference(
            String key,
            @Parameter(example = "2026-11-01T00:00:00Z", description = "now if left out") @RestQuery
                    @Nullable String from,
            @Parameter(description = "now if left out") @RestQuery @Nullable String to,
            @Parameter(description = "key of another product, for the later side") @RestQuery
                    @Nullable String with) {
        Asked asked = new Asked();
        Instant start = asked.instant("from", from);
        Instant end = asked.instant("to", to);
        if (!asked.mistakes().isEmpty()) {
            return Uni.createFrom().item(Problem.of(asked.mistakes()).response());
        }
        return scoring.difference(key, start, end, Asked.text(with), access.bearerToken())
                .map(Answers::found);
    }

    @GET
    @Path("products/{key}/methods")
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "The same evidence under two catalogues, side by side",
            description =
                    "The one that counts at the instant, and any other that ever counted or comes with the product;"
                            + " `choices` says which there are.")
    public Uni<Response> methods(
            String key,
            @Parameter(
                            description = "id of the other catalogue; none if left out",
                            example = "full")
                    @RestQuery
                    @Nullable String catalogue,
            @Parameter(description = "its version; any if left out", example = "1.0") @RestQuery
                    @Nullable String version,
            @Parameter(description = "how its digest begins, where two are called alike") @RestQuery
                    @Nullable String sha256,
            @Parameter(example = "2026-11-01T00:00:00Z", description = "now if left out") @RestQuery
                    @Nullable String at) {
        Asked asked = new Asked();
        Instant when = asked.instant("at", at);
        if (!asked.mistakes().isEmpty()) {
            return Uni.createFrom().item(Problem.of(asked.mistakes()).response());
        }
        return scoring.methods(
                        key,
                        Asked.text(catalogue),
                        Asked.text(version),
                        Asked.text(sha256),
                        when,
                        access.bearerToken())
                .map(Answers::found);
    }

    @GET
    @Path("products/{key}/undecided")
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "What matching could not decide",
            description =
                    "Advisories of packages that the product holds, of which nobody can tell whether they concern the"
                            + " version. No match is made of them.")
    public Uni<Response> undecided(String key) {
        return scoring.undecided(key, access.bearerToken()).map(Answers::found);
    }

    @GET
    @Path("products/{key}/history")
    @PermissionsAllowed(Permissions.READ)
    @Operation(summary = "The score over time, oldest first")
    public Uni<Response> history(
            String key,
            @Parameter(description = "1 to 1100", example = "180") @RestQuery
                    @Nullable Integer days) {
        int back = days == null ? USUAL_TREND : Math.clamp(days, 1, LONGEST_TREND);
        return products.history(access.viewer(), key, clock.instant().minus(Duration.ofDays(back)))
                .map(Answers::found);
    }

    @GET
    @Path("products/{key}/snapshots")
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "What was shown at 00:00 UTC of each day, oldest first",
            description =
                    "Written once and never changed, while `history` is computed anew where late evidence changes"
                            + " the past. Kept for three years; without `from` the last 90 days.")
    public Uni<Response> snapshots(
            String key,
            @Parameter(example = "2026-11-01") @RestQuery @Nullable String from,
            @Parameter(description = "today if left out") @RestQuery @Nullable String to) {
        Asked asked = new Asked();
        Asked.Days days =
                asked.days(
                        from,
                        to,
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                        USUAL_SNAPSHOTS);
        if (!asked.mistakes().isEmpty()) {
            return Uni.createFrom().item(Problem.of(asked.mistakes()).response());
        }
        return snapshots.of(access.viewer(), key, days.from(), days.to()).map(Answers::found);
    }

    @GET
    @Path("products/{key}/changes")
    @PermissionsAllowed(Permissions.READ)
    @Operation(
            summary = "The ledger: what moved the score and by how much, newest first",
            description = "The lines add up to the score, to the last digit.")
    public Uni<Response> changes(
            String key, @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        Asked asked = new Asked();
        int rows = asked.limit(limit);
        if (!asked.mistakes().isEmpty()) {
            return Uni.createFrom().item(Problem.of(asked.mistakes()).response());
        }
        return products.changes(access.viewer(), key, Asked.text(after), rows, clock.instant())
                .map(
                        found ->
                                Answers.found(
                                        found.map(
                                                page ->
                                                        Page.of(
                                                                page.changes().rows(),
                                                                page.changes().total()))));
    }

    @GET
    @Path("products/{key}/obligations")
    @PermissionsAllowed(Permissions.READ)
    @Operation(summary = "What is owed, late first")
    public Uni<Response> obligations(
            String key,
            @Parameter(example = "kev-fix-on-time") @RestQuery @Nullable String measure,
            @Parameter(description = "all, late, open or closed") @RestQuery @Nullable String state,
            @RestQuery @Nullable String line,
            @Parameter(description = "part of title, vulnerability or component") @RestQuery
                    @Nullable String q,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        Asked asked = new Asked();
        ObligationsQuery query =
                new ObligationsQuery(
                        asked.choice("state", state, ObligationsQuery.State.ALL),
                        Asked.text(line),
                        Asked.text(q),
                        Asked.text(after),
                        asked.limit(limit));
        if (!asked.mistakes().isEmpty()) {
            return Uni.createFrom().item(Problem.of(asked.mistakes()).response());
        }
        return obligations
                .list(access.viewer(), key, Asked.text(measure), query, clock.instant())
                .map(found -> Answers.found(found.map(Page::of)));
    }

    @GET
    @Path("products/{key}/obligations/{id}")
    @PermissionsAllowed(Permissions.READ)
    @Operation(summary = "One thing owed, why, and what people decided about it")
    public Uni<Response> obligation(String key, UUID id) {
        return obligations.page(access.viewer(), key, id, clock.instant()).map(Answers::found);
    }

    @GET
    @Path("products/{key}/decisions")
    @PermissionsAllowed(Permissions.READ)
    @Operation(summary = "What people asked and decided, newest first")
    public Uni<Response> decisions(String key) {
        return decisions
                .of(access.viewer(), key, clock.instant())
                .map(found -> Answers.found((Optional<?>) found));
    }
}
