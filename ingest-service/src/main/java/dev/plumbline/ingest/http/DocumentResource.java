package dev.plumbline.ingest.http;

import dev.plumbline.access.Role;
import dev.plumbline.ingest.access.TokenReader;
import dev.plumbline.ingest.intake.ReadDocument;
import dev.plumbline.ingest.intake.ReadDocument.Readable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/// `GET /api/v1/submissions/{id}/document`: the bytes that prove a figure.
///
/// Documents are foreign content: they are served as a download that no browser may guess a type
/// for.
@Path("/api/v1/submissions/{id}/document")
@Tag(name = "Documents", description = "Raw bytes, for people")
public final class DocumentResource {
    private final ReadDocument readDocument;
    private final TokenReader tokens;

    DocumentResource(ReadDocument readDocument, TokenReader tokens) {
        this.readDocument = readDocument;
        this.tokens = tokens;
    }

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @RolesAllowed({
        Role.EXECUTIVE,
        Role.UNIT_LEAD,
        Role.ENGINEER,
        Role.ANALYST,
        Role.AUDITOR,
        Role.ADMIN
    })
    @Operation(
            summary = "The raw bytes of a document",
            description =
                    "For people, filtered by the products that they may see; documents of the world are for everybody"
                            + " who is signed in.")
    @APIResponse(
            responseCode = "200",
            description = "The bytes as they came in",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    @APIResponse(
            responseCode = "404",
            description = "There is no such document, or not for this viewer")
    public RestMulti<Buffer> document(@PathParam("id") UUID id) {
        Uni<Readable> readable =
                readDocument
                        .of(id, tokens.sight())
                        .map(
                                found ->
                                        found.orElseThrow(
                                                () ->
                                                        new ProblemFailure(
                                                                Problem.of(
                                                                        ProblemType
                                                                                .UNKNOWN_SUBMISSION,
                                                                        "no document of a submission "
                                                                                + id
                                                                                + " is there for you"))));
        return RestMulti.fromUniResponse(
                readable,
                document -> document.bytes().map(Buffer::buffer),
                document -> headers(id, document));
    }

    private static Map<String, List<String>> headers(UUID id, Readable document) {
        String sha256 = HexFormat.of().formatHex(document.sha256());
        return Map.of(
                "Content-Type", List.of(MediaType.APPLICATION_OCTET_STREAM),
                "Content-Disposition", List.of("attachment; filename=\"" + id + "\""),
                "Content-Length", List.of(Long.toString(document.sizeBytes())),
                "X-Content-Type-Options", List.of("nosniff"),
                "Content-Security-Policy", List.of("sandbox; default-src 'none'"),
                "Cache-Control", List.of("private, no-store"),
                "ETag", List.of('"' + sha256 + '"'));
    }
}
