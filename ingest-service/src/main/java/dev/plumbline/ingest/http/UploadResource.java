package dev.plumbline.ingest.http;

import dev.plumbline.access.Role;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.access.TokenReader;
import dev.plumbline.ingest.intake.AcceptDocument;
import dev.plumbline.ingest.intake.Arrival;
import dev.plumbline.ingest.intake.Bodies;
import dev.plumbline.ingest.intake.Bodies.Senders;
import dev.plumbline.ingest.intake.Door;
import dev.plumbline.ingest.intake.Hop;
import dev.plumbline.ingest.intake.IntakeConfig;
import dev.plumbline.ingest.intake.Offer;
import dev.plumbline.outbox.TransientFailure;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/submissions` with `multipart/form-data`: several documents in one request.
///
/// Each part is taken off the wire, parsed and kept before the next is looked at, so that nothing
/// is held but the answers.
@Path("/api/v1/submissions")
@Tag(name = "Submissions")
public final class UploadResource {
    private static final int MULTI_STATUS = 207;

    private final AcceptDocument acceptDocument;
    private final Bodies bodies;
    private final TokenReader tokens;
    private final Answers answers;
    private final IntakeConfig config;

    UploadResource(
            AcceptDocument acceptDocument,
            Bodies bodies,
            TokenReader tokens,
            Answers answers,
            IntakeConfig config) {
        this.acceptDocument = acceptDocument;
        this.bodies = bodies;
        this.tokens = tokens;
        this.answers = answers;
        this.config = config;
    }

    @POST
    @Blocking
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @RolesAllowed({Role.INGEST, Role.REFERENCE})
    @Operation(
            summary = "Hand in several documents",
            description =
                    "Each part with a file name is a document and may have a Content-Encoding of its own. The fields"
                            + " `product`, `release`, `format` and `observedAt` hold for the documents after them,"
                            + " until they are said anew; before that, what the query says.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            properties = {
                                                @SchemaProperty(
                                                        name = "product",
                                                        type = SchemaType.STRING),
                                                @SchemaProperty(
                                                        name = "release",
                                                        type = SchemaType.STRING),
                                                @SchemaProperty(
                                                        name = "format",
                                                        type = SchemaType.STRING),
                                                @SchemaProperty(
                                                        name = "observedAt",
                                                        type = SchemaType.STRING),
                                                @SchemaProperty(
                                                        name = "document",
                                                        type = SchemaType.STRING,
                                                        format = "binary")
                                            })))
    @APIResponse(
            responseCode = "202",
            description = "Every document was taken in, or was here before",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UploadBody.class)))
    @APIResponse(
            responseCode = "207",
            description = "Not every document was taken in: each result tells",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UploadBody.class)))
    @APIResponse(
            responseCode = "400",
            description = "There is no document in it, or it is no multipart body")
    @APIResponse(responseCode = "408", description = "The body came too slowly")
    @APIResponse(
            responseCode = "503",
            description = "As many bodies are read as may be; see Retry-After")
    public Uni<Response> upload(
            @Parameter(description = "Key of the product", example = "atlas-portal")
                    @QueryParam("product")
                    @Nullable String product,
            @Parameter(description = "Version of the release", example = "4.2.0")
                    @QueryParam("release")
                    @Nullable String release,
            @Parameter(description = "Overrides what the content shows") @QueryParam("format")
                    @Nullable String format,
            @Parameter(description = "From when it counts; role backfill only")
                    @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            InputStream body) {
        Hop hop = Hop.here();
        Sender sender = tokens.sender();
        Offer general = new Offer(product, release, format, observedAt, null, null);
        return bodies.paced(
                Senders.KNOWN,
                body,
                paced -> {
                    Upload upload =
                            new Upload(hop, sender, new UploadParts(contentType, paced, general));
                    return upload.next().map(nothing -> upload.response());
                });
    }

    /// One upload under way.
    private final class Upload {
        private final Hop hop;
        private final Sender sender;
        private final UploadParts parts;
        private final List<Result> results = new ArrayList<>();
        private @Nullable Problem end;

        Upload(Hop hop, Sender sender, UploadParts parts) {
            this.hop = hop;
            this.sender = sender;
            this.parts = parts;
        }

        /// Takes part after part, until there is none or none can follow.
        Uni<Boolean> next() {
            return Multi.createBy()
                    .repeating()
                    .uni(this::part)
                    .whilst(more -> more)
                    .collect()
                    .last();
        }

        private Uni<Boolean> part() {
            return hop.onWorker(bodies.readers(), parts::next)
                    .chain(
                            part ->
                                    switch (part) {
                                        case UploadParts.Document document -> take(document);
                                        case UploadParts.Broken broken -> stop(broken.problem());
                                        case UploadParts.End none -> Uni.createFrom().item(false);
                                    });
        }

        private Uni<Boolean> take(UploadParts.Document document) {
            if (results.size() == config.maxUploadParts()) {
                return stop(
                        Problem.of(
                                ProblemType.TOO_LARGE,
                                "an upload has at most "
                                        + config.maxUploadParts()
                                        + " documents: those after are not taken in"));
            }
            return acceptDocument
                    .with(hop, document.offer(), sender, document.bytes(), Arrival.by(Door.UPLOAD))
                    .map(
                            outcome -> {
                                add(answers.result(outcome), document.name());
                                return true;
                            })
                    .onFailure()
                    .recoverWithItem(
                            failure -> {
                                if (!(failure instanceof TransientFailure)
                                        && failure instanceof IOException) {
                                    end = UploadParts.broken(failure);
                                    return false;
                                }
                                add(Result.of(ProblemMappers.problem(failure)), document.name());
                                return !(failure instanceof TransientFailure);
                            });
        }

        private Uni<Boolean> stop(Problem problem) {
            end = problem;
            return Uni.createFrom().item(false);
        }

        private void add(Result result, @Nullable String name) {
            results.add(result.ofPart(results.size() + 1, name));
        }

        Response response() {
            if (results.isEmpty()) {
                Problem none =
                        Problem.of(
                                ProblemType.INVALID_REQUEST,
                                "there is no document in it: a document is a part with a file name");
                return (end == null ? none : end).asResponse();
            }
            boolean all = end == null && results.stream().allMatch(Result::isTakenIn);
            return Response.status(all ? Response.Status.ACCEPTED.getStatusCode() : MULTI_STATUS)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(new UploadBody(results, end))
                    .build();
        }
    }
}
