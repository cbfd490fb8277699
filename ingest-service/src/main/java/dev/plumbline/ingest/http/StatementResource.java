package dev.plumbline.ingest.http;

import dev.plumbline.access.Role;
import dev.plumbline.ingest.access.TokenReader;
import dev.plumbline.ingest.http.StatementBodies.DutyBody;
import dev.plumbline.ingest.http.StatementBodies.FactBodies;
import dev.plumbline.ingest.http.StatementBodies.GateBody;
import dev.plumbline.ingest.http.StatementBodies.LookBody;
import dev.plumbline.ingest.http.StatementBodies.MetDutyBody;
import dev.plumbline.ingest.http.StatementBodies.ReleaseBody;
import dev.plumbline.ingest.http.StatementBodies.ReportingBody;
import dev.plumbline.ingest.http.StatementBodies.RetractionBody;
import dev.plumbline.ingest.http.StatementBodies.StatementAccepted;
import dev.plumbline.ingest.http.StatementBodies.SupportEndBody;
import dev.plumbline.ingest.intake.Instants;
import dev.plumbline.ingest.intake.IntakeConfig;
import dev.plumbline.ingest.intake.Outcome;
import dev.plumbline.ingest.intake.Outcome.Accepted;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Repeated;
import dev.plumbline.ingest.intake.Outcome.SeenBefore;
import dev.plumbline.ingest.intake.RecordStatement;
import dev.plumbline.ingest.intake.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/products/{product}/…`: what is said of a product without a document.
@Path("/api/v1/products/{product}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(
        name = "Statements",
        description =
                "Releases, ends of support, gate results, facts, duties, looks, reports to the authorities and retractions")
@APIResponse(
        responseCode = "202",
        description = "Understood and kept; scoring follows",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = StatementAccepted.class)))
@APIResponse(responseCode = "400", description = "The body or a parameter is wrong")
@APIResponse(responseCode = "401", description = "No valid token")
@APIResponse(responseCode = "403", description = "The token does not allow this")
@APIResponse(responseCode = "404", description = "There is no such product")
@APIResponse(responseCode = "409", description = "The product is archived")
public final class StatementResource {
    private static final String BACKDATING = "From when it counts; role backfill only";

    private final RecordStatement recordStatement;
    private final TokenReader tokens;
    private final IntakeConfig config;

    StatementResource(RecordStatement recordStatement, TokenReader tokens, IntakeConfig config) {
        this.recordStatement = recordStatement;
        this.tokens = tokens;
        this.config = config;
    }

    @POST
    @Path("releases")
    @RolesAllowed(Role.INGEST)
    @Operation(summary = "A release went out")
    public Uni<Response> release(
            @PathParam("product") String product,
            @Parameter(description = BACKDATING) @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Valid @NotNull ReleaseBody body) {
        return record(body.asStatement(), product, observedAt);
    }

    @POST
    @Path("support-ends")
    @RolesAllowed(Role.INGEST)
    @Operation(summary = "Support of a release line ended")
    public Uni<Response> supportEnd(
            @PathParam("product") String product,
            @Parameter(description = BACKDATING) @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Valid @NotNull SupportEndBody body) {
        return record(body.asStatement(), product, observedAt);
    }

    @POST
    @Path("gates")
    @RolesAllowed(Role.INGEST)
    @Operation(summary = "A release was held against a gate")
    public Uni<Response> gate(
            @PathParam("product") String product,
            @Parameter(description = BACKDATING) @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Valid @NotNull GateBody body) {
        return record(body.asStatement(), product, observedAt);
    }

    @POST
    @Path("facts")
    @RolesAllowed({Role.INGEST, Role.EXECUTIVE, Role.ANALYST})
    @Operation(
            summary = "Answers to items of measures, one or a list",
            description =
                    "A person's token signs the answer with a name (trust 0.7). A service account's answer counts 0.9"
                            + " if it names its proof and the proof's SHA-256, otherwise it is unsigned (0.4);"
                            + " an independent service account's counts 1.0.")
    public Uni<Response> facts(
            @PathParam("product") String product,
            @Parameter(description = BACKDATING) @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Valid @NotNull FactBodies body) {
        return record(body.asStatement(), product, observedAt);
    }

    @POST
    @Path("duties")
    @RolesAllowed({Role.INGEST, Role.EXECUTIVE, Role.UNIT_LEAD, Role.ENGINEER, Role.ANALYST})
    @Operation(
            summary = "Something is owed that no document shows",
            description =
                    "Said again it is the same duty, and a later date does not move the first one.")
    public Uni<Response> duty(
            @PathParam("product") String product,
            @Parameter(description = BACKDATING) @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Valid @NotNull DutyBody body) {
        return record(body.asStatement(), product, observedAt);
    }

    @POST
    @Path("duties/met")
    @RolesAllowed({Role.INGEST, Role.EXECUTIVE, Role.UNIT_LEAD, Role.ENGINEER, Role.ANALYST})
    @Operation(
            summary = "A duty was met",
            description =
                    "What it is worth depends on who says it, as of a fact. Board reviews and escalations are for executives in person.")
    public Uni<Response> metDuty(
            @PathParam("product") String product,
            @Parameter(description = BACKDATING) @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Valid @NotNull MetDutyBody body) {
        return record(body.asStatement(), product, observedAt);
    }

    @POST
    @Path("looks")
    @RolesAllowed({Role.INGEST, Role.EXECUTIVE, Role.UNIT_LEAD, Role.ENGINEER, Role.ANALYST})
    @Operation(
            summary = "Somebody looked where something could have been",
            description = "A look without anything found says that there was nothing.")
    public Uni<Response> look(
            @PathParam("product") String product,
            @Parameter(description = BACKDATING) @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Valid @NotNull LookBody body) {
        return record(body.asStatement(), product, observedAt);
    }

    @POST
    @Path("reporting")
    @RolesAllowed({Role.INGEST, Role.EXECUTIVE, Role.ANALYST})
    @Operation(
            summary = "A case for the authorities went one step on",
            description =
                    "That the maker is aware, or that there is nothing to report, is a decision: an analyst or executive declares it in person, with a reason.")
    public Uni<Response> reporting(
            @PathParam("product") String product,
            @Parameter(description = BACKDATING) @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Valid @NotNull ReportingBody body) {
        return record(body.asStatement(), product, observedAt);
    }

    @POST
    @Path("retractions")
    @RolesAllowed(Role.INGEST)
    @Operation(
            summary = "Withdraw an earlier submission",
            description = "What it made owed stays owed; what it credited is gone.")
    public Uni<Response> retraction(
            @PathParam("product") String product,
            @Parameter(description = BACKDATING) @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Valid @NotNull RetractionBody body) {
        return record(body.asStatement(), product, observedAt);
    }

    private Uni<Response> record(Statement statement, String product, @Nullable String observedAt) {
        Instant observed = null;
        if (observedAt != null) {
            observed = Instants.read(observedAt);
            if (observed == null) {
                return Uni.createFrom()
                        .item(Problem.of(ProblemType.INVALID_REQUEST, Instants.WORDS).asResponse());
            }
        }
        return recordStatement
                .with(statement, product, tokens.sender(), observed)
                .map(this::response);
    }

    private static IllegalStateException neverSeen(Outcome outcome) {
        return new IllegalStateException("statements are not seen before: " + outcome);
    }

    private Response response(Outcome outcome) {
        return switch (outcome) {
            case Accepted accepted ->
                    Response.accepted(new StatementAccepted(accepted.id(), "accepted"))
                            .location(
                                    URI.create(
                                            config.dashboardUrl()
                                                    + "/api/v1/submissions/"
                                                    + accepted.id()))
                            .type(MediaType.APPLICATION_JSON_TYPE)
                            .build();
            case Rejected rejected -> Problem.of(rejected).asResponse();
            case SeenBefore seen -> throw neverSeen(seen);
            case Repeated repeated -> throw neverSeen(repeated);
        };
    }
}
