package dev.plumbline.dashboard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.store.SubmissionReader;
import dev.plumbline.dashboard.view.SubmissionPage;
import dev.plumbline.dashboard.view.SubmissionPage.StepRow;
import dev.plumbline.dashboard.view.SubmissionRow;
import dev.plumbline.dashboard.view.SubmissionsPage.State;
import dev.plumbline.events.ScoreComputed.Change;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Evidence on its way from the door to the page.
@Path("/api/v1")
@Tag(name = "Submissions")
public class SubmissionResource {
    private final SubmissionReader submissions;
    private final IngestDocuments documents;
    private final Access access;
    private final Clock clock;

    SubmissionResource(
            SubmissionReader submissions, IngestDocuments documents, Access access, Clock clock) {
        this.submissions = submissions;
        this.documents = documents;
        this.access = access;
        this.clock = clock;
    }

    /// @param steps in the order in which they happened
    /// @param changes what it did to the score of its product
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Workflow(
            @JsonUnwrapped SubmissionRow submission, List<StepRow> steps, List<Change> changes) {
        static Workflow of(SubmissionPage page) {
            return new Workflow(page.submission(), page.steps(), page.changes());
        }
    }

    @GET
    @Path("submissions")
    @PermissionsAllowed(Permissions.FOLLOW)
    @Operation(
            summary = "What came in, newest first",
            description = "Of service accounts only their own.")
    public Uni<Response> list(
            @RestQuery @Nullable String product,
            @Parameter(description = "How the name of a sender begins, as feed:kev") @RestQuery
                    @Nullable String sender,
            @Parameter(description = "all, under_way, shown, stopped or reference") @RestQuery
                    @Nullable String state,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        Asked asked = new Asked();
        State which = asked.choice("state", state, State.ALL);
        int rows = asked.limit(limit);
        if (!asked.mistakes().isEmpty()) {
            return Uni.createFrom().item(Problem.of(asked.mistakes()).response());
        }
        return submissions
                .list(
                        access.viewer(),
                        Asked.text(product),
                        Asked.text(sender),
                        which,
                        Asked.text(after),
                        rows,
                        clock.instant())
                .map(page -> Response.ok(Page.of(page.submissions())).build());
    }

    @GET
    @Path("submissions/{id}")
    @PermissionsAllowed(Permissions.FOLLOW)
    @Operation(
            summary =
                    "How far a submission has come: received, parsed, applied, scored, shown, or why not",
            description =
                    "For people who may see its product, and for the service account that sent it.")
    public Uni<Response> one(UUID id) {
        return submissions
                .page(access.viewer(), id, clock.instant())
                .map(page -> Answers.found(page.map(Workflow::of)));
    }

    @GET
    @Path("submissions/{id}/document")
    @PermissionsAllowed(Permissions.READ)
    @Operation(summary = "The raw bytes as they came in")
    public RestMulti<Buffer> document(UUID id) {
        return documents.stream(
                submissions.page(access.viewer(), id, clock.instant()), id, access.bearerToken());
    }
}
