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
import dev.plumbline.ingest.intake.Offer;
import io.smallrye.common.annotation.Blocking;
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
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/submissions`: documents come in here.
@Path("/api/v1/submissions")
@Tag(name = "Submissions", description = "Documents: SBOMs, scans, VEX, advisories, KEV")
public final class SubmissionResource {
    private final AcceptDocument acceptDocument;
    private final Bodies bodies;
    private final TokenReader tokens;
    private final Answers answers;

    SubmissionResource(
            AcceptDocument acceptDocument, Bodies bodies, TokenReader tokens, Answers answers) {
        this.acceptDocument = acceptDocument;
        this.bodies = bodies;
        this.tokens = tokens;
        this.answers = answers;
    }

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @RolesAllowed({Role.INGEST, Role.REFERENCE})
    @Operation(
            summary = "Hand in a document",
            description =
                    "The body is the document itself, plain or compressed. Its format is told from its content. The"
                            + " same bytes for the same product and release are not parsed again, but refresh what"
                            + " they prove.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            examples =
                                    @ExampleObject(
                                            name = "CycloneDX",
                                            value =
                                                    "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"components\":[{\"type\":\"library\",\"name\":\"jquery\",\"version\":\"3.4.1\",\"purl\":\"pkg:npm/jquery@3.4.1\"}]}")))
    @APIResponse(
            responseCode = "202",
            description = "Understood and kept; scoring follows",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AcceptedBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "The same bytes came before for the same product and release",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AcceptedBody.class)))
    @APIResponse(responseCode = "400", description = "A parameter is wrong")
    @APIResponse(responseCode = "401", description = "No valid token")
    @APIResponse(responseCode = "403", description = "The token does not allow this")
    @APIResponse(responseCode = "404", description = "There is no such product")
    @APIResponse(responseCode = "408", description = "The body came too slowly")
    @APIResponse(responseCode = "409", description = "The product is archived")
    @APIResponse(responseCode = "413", description = "Too large, or it expands too far")
    @APIResponse(
            responseCode = "415",
            description = "Unknown format; `lookedFor` lists those that are known")
    @APIResponse(responseCode = "422", description = "Unreadable, with line and column")
    @APIResponse(
            responseCode = "503",
            description =
                    "The database is away, or as many bodies are read as may be; see Retry-After")
    public Uni<Response> submit(
            @Parameter(
                            description =
                                    "Key of the product; left out for what the world says (OSV, KEV)",
                            example = "atlas-portal")
                    @QueryParam("product")
                    @Nullable String product,
            @Parameter(description = "Version of the release", example = "4.2.0")
                    @QueryParam("release")
                    @Nullable String release,
            @Parameter(
                            description =
                                    "Overrides what the content shows; a wrong name is answered with all names")
                    @QueryParam("format")
                    @Nullable String format,
            @Parameter(
                            description = "From when it counts; role backfill only",
                            example = "2026-06-01T12:00:00Z")
                    @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Parameter(description = "The document is this feed's whole content: osv or kev")
                    @QueryParam("feed")
                    @Nullable String feed,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_ENCODING)
                    @Nullable String contentEncoding,
            InputStream body) {
        Hop hop = Hop.here();
        Sender sender = tokens.sender();
        Offer offer = new Offer(product, release, format, observedAt, feed, contentEncoding);
        return bodies.paced(
                        Senders.KNOWN,
                        body,
                        paced ->
                                acceptDocument.with(
                                        hop, offer, sender, paced, Arrival.by(Door.HTTP)))
                .map(answers::response);
    }
}
