package dev.plumbline.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.plumbline.ingest.intake.IntakeConfig;
import dev.plumbline.ingest.intake.Outcome;
import dev.plumbline.ingest.intake.Outcome.Accepted;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.SeenBefore;
import dev.plumbline.ingest.webhook.HookAnswer;
import dev.plumbline.ingest.webhook.TakeDelivery;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/hooks/{key}`: where forges and others deliver.
@Path("/api/v1/hooks/{key}")
@Tag(name = "Webhooks", description = "Deliveries of GitHub, GitLab and Standard Webhooks")
public final class HookResource {
    private static final String SOON_SECONDS = "60";
    private static final String LATER_SECONDS = "600";

    private final TakeDelivery takeDelivery;
    private final Answers answers;
    private final IntakeConfig config;

    HookResource(TakeDelivery takeDelivery, Answers answers, IntakeConfig config) {
        this.takeDelivery = takeDelivery;
        this.answers = answers;
        this.config = config;
    }

    /// What became of a delivery.
    ///
    /// @param status `accepted`, `seen-before`, `ignored`, `noted`, `waiting` or `pong`
    /// @param reason why it was ignored
    /// @param counts what was understood
    /// @param progress where its way to the page can be followed
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HookBody(
            @Schema(examples = "accepted") String status,
            @Nullable String reason,
            @Nullable UUID id,
            @Schema(examples = "atlas-portal") @Nullable String product,
            @Schema(examples = "4.2.0") @Nullable String release,
            @Schema(examples = "GitHub code scanning alerts") @Nullable String format,
            @Schema(examples = "CodeQL") @Nullable String tool,
            @Nullable Map<String, Long> counts,
            @Nullable String progress) {
        static HookBody of(String status, @Nullable String reason) {
            return new HookBody(status, reason, null, null, null, null, null, null, null);
        }
    }

    /// Everybody may knock: a forge has no token of ours. Who is let in is decided by the signature
    /// over the raw bytes, and by nothing else.
    @POST
    @Blocking
    @PermitAll
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            summary = "Deliver a webhook",
            description =
                    "For GitHub, GitLab and whoever signs by Standard Webhooks 1.0. See docs/webhooks.md.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "202",
            description = "Accepted, noted, ignored with a reason, or waiting while it is paused",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = HookBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was done before, or it is a ping",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = HookBody.class)))
    @APIResponse(responseCode = "401", description = "Not signed with a secret of the hook")
    @APIResponse(responseCode = "404", description = "There is no such hook, or no such product")
    @APIResponse(responseCode = "408", description = "The body came too slowly")
    @APIResponse(responseCode = "413", description = "Too large")
    @APIResponse(
            responseCode = "422",
            description = "Unreadable, or the product has no release yet")
    @APIResponse(
            responseCode = "503",
            description =
                    "No room for more that waits, a part of the service is away, or as many bodies are"
                            + " read as may be; see Retry-After")
    public Uni<Response> deliver(
            @Parameter(description = "Key of the hook", example = "acme-github") @PathParam("key")
                    String key,
            @Context HttpHeaders headers,
            InputStream body) {
        Map<String, String> single = new HashMap<>();
        headers.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (!values.isEmpty()) {
                                single.put(name, values.getFirst());
                            }
                        });
        return takeDelivery.with(key, single, body).map(answer -> response(key, answer));
    }

    private Response response(String key, HookAnswer answer) {
        return switch (answer) {
            case HookAnswer.NoHook none ->
                    Problem.of(ProblemType.UNKNOWN_HOOK, "there is no hook " + key).asResponse();
            case HookAnswer.Unsigned unsigned ->
                    Problem.of(
                                    ProblemType.NOT_SIGNED,
                                    "the signature is missing, too old, or made with a secret that is none of the hook's")
                            .asResponse();
            case HookAnswer.Sealed sealed ->
                    away("the service can't open the hook's secrets", SOON_SECONDS);
            case HookAnswer.Full full ->
                    away(
                            "the hook is paused, and there is no room for more that waits",
                            LATER_SECONDS);
            case HookAnswer.WrongForm wrong ->
                    Problem.of(ProblemType.UNKNOWN_ENCODING, wrong.detail()).asResponse();
            case HookAnswer.TooLarge large ->
                    Problem.of(ProblemType.TOO_LARGE, large.detail()).asResponse();
            case HookAnswer.Pong pong -> body(Response.Status.OK, HookBody.of("pong", null));
            case HookAnswer.Repeated repeated ->
                    body(Response.Status.OK, HookBody.of("seen-before", null));
            case HookAnswer.Ignored ignored ->
                    body(Response.Status.ACCEPTED, HookBody.of("ignored", ignored.reason()));
            case HookAnswer.Noted noted ->
                    body(Response.Status.ACCEPTED, HookBody.of("noted", null));
            case HookAnswer.Waiting waiting ->
                    body(Response.Status.ACCEPTED, HookBody.of("waiting", null));
            case HookAnswer.Done done -> response(done.outcome());
        };
    }

    private Response response(Outcome outcome) {
        return switch (outcome) {
            case Accepted a ->
                    body(
                            Response.Status.ACCEPTED,
                            new HookBody(
                                    "accepted",
                                    null,
                                    a.id(),
                                    a.product(),
                                    a.release(),
                                    a.format(),
                                    a.tool(),
                                    a.counts(),
                                    progress(a.id())));
            case SeenBefore s ->
                    body(
                            Response.Status.OK,
                            new HookBody(
                                    "seen-before",
                                    null,
                                    s.first(),
                                    s.product(),
                                    s.release(),
                                    s.format(),
                                    s.tool(),
                                    s.counts(),
                                    progress(s.first())));
            case Rejected r -> answers.result(r).problemOrThrow().asResponse();
            case Outcome.Repeated repeated ->
                    body(Response.Status.OK, HookBody.of("seen-before", null));
        };
    }

    private String progress(UUID id) {
        return config.dashboardUrl() + "/api/v1/submissions/" + id;
    }

    private static Response away(String detail, String seconds) {
        return Problem.of(ProblemType.NOT_AVAILABLE, detail)
                .builder()
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }

    private static Response body(Response.Status status, HookBody body) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body).build();
    }
}
