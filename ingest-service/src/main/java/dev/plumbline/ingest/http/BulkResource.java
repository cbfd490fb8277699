package dev.plumbline.ingest.http;

import dev.plumbline.access.Role;
import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.access.TokenReader;
import dev.plumbline.ingest.http.BoundedLines.Line;
import dev.plumbline.ingest.intake.AcceptDocument;
import dev.plumbline.ingest.intake.Arrival;
import dev.plumbline.ingest.intake.Bodies;
import dev.plumbline.ingest.intake.Bodies.Senders;
import dev.plumbline.ingest.intake.DocumentInJson;
import dev.plumbline.ingest.intake.DocumentInJson.Others;
import dev.plumbline.ingest.intake.DocumentInJson.Read;
import dev.plumbline.ingest.intake.DocumentInJson.Shape;
import dev.plumbline.ingest.intake.Door;
import dev.plumbline.ingest.intake.Encoding;
import dev.plumbline.ingest.intake.Hop;
import dev.plumbline.ingest.intake.IntakeConfig;
import dev.plumbline.ingest.intake.Offer;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.outbox.TransientFailure;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/submissions/bulk`: many documents, one a line, each answered as soon as it is
/// kept.
///
/// Lines are worked on one after the other, and a line is read only when the answer before it could
/// be written: a sender that does not read its answers is slowed down, and nothing piles up here.
/// Whoever is cut off sends the same bytes again with `from=` the line after the last answered one.
@Path("/api/v1/submissions/bulk")
@Tag(name = "Submissions")
public final class BulkResource {
    private static final Logger LOG = Logger.getLogger(BulkResource.class);
    static final String NDJSON = "application/x-ndjson";
    private static final Shape LINE =
            new Shape(
                    Set.of("product", "release", "format", "observedAt", "encoding"),
                    "document",
                    "documentBase64",
                    Others.REFUSED);

    private final AcceptDocument acceptDocument;
    private final Bodies bodies;
    private final TokenReader tokens;
    private final Answers answers;
    private final IntakeConfig config;

    BulkResource(
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

    /// A line of the answer.
    ///
    /// @param body a [Result], or the [BulkEnd] after the last
    /// @param last whether nothing follows
    private record Step(Object body, boolean last) {}

    @POST
    @Blocking
    @Consumes({NDJSON, "application/ndjson", "application/jsonl", "application/json-lines"})
    @Produces(NDJSON)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.INGEST, Role.REFERENCE})
    @Operation(
            summary = "Hand in many documents, one a line",
            description =
                    "Each line is an object: `document` holds a document as JSON or as a text, `documentBase64` one"
                            + " in base64 (which may be compressed); `product`, `release`, `format` and `observedAt`"
                            + " say what the query says for all. Each line is answered by a line, as soon as it is"
                            + " kept; blank lines are not. A broken line is answered and the next one read. The last"
                            + " line of a complete answer has the sums. Whoever was cut off sends the same bytes"
                            + " again with `from=` the line after the last one answered: what came before is passed"
                            + " over. Sending it all again is safe as well; what is known is answered as"
                            + " `seen-before`.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = NDJSON,
                            examples =
                                    @ExampleObject(
                                            name = "two lines",
                                            value =
                                                    "{\"product\":\"atlas-portal\",\"release\":\"4.2.0\",\"document\":{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[]}}\n"
                                                            + "{\"product\":\"atlas-portal\",\"release\":\"4.2.0\",\"documentBase64\":\"H4sIAAAA\"}\n")))
    @APIResponse(
            responseCode = "200",
            description = "A line per line, then the sums",
            content =
                    @Content(
                            mediaType = NDJSON,
                            schema = @Schema(oneOf = {Result.class, BulkEnd.class})))
    @APIResponse(responseCode = "400", description = "`from` is no number of a line")
    @APIResponse(
            responseCode = "415",
            description = "The body is no NDJSON, or compressed as a whole")
    @APIResponse(
            responseCode = "503",
            description = "As many bodies are read as may be; see Retry-After")
    public RestMulti<Object> submit(
            @Parameter(description = "For lines that name no product", example = "atlas-portal")
                    @QueryParam("product")
                    @Nullable String product,
            @Parameter(description = "For lines that name no release", example = "4.2.0")
                    @QueryParam("release")
                    @Nullable String release,
            @Parameter(description = "For lines that name no format") @QueryParam("format")
                    @Nullable String format,
            @Parameter(description = "For lines without a date; role backfill only")
                    @QueryParam("observedAt")
                    @Nullable String observedAt,
            @Parameter(
                            description = "The first line to take in; those before are passed over",
                            schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
                    @QueryParam("from")
                    @DefaultValue("1")
                    String from,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_ENCODING)
                    @Nullable String contentEncoding,
            InputStream body) {
        long first = line(from);
        if (Encoding.of(contentEncoding).filter(Encoding.IDENTITY::equals).isEmpty()) {
            throw new ProblemFailure(
                    Problem.of(
                            ProblemType.UNKNOWN_ENCODING,
                            "the lines of a bulk come as they are, without a Content-Encoding: a"
                                    + " document may be compressed in documentBase64"));
        }
        Offer general = new Offer(product, release, format, observedAt, null, null);
        Hop hop = Hop.here();
        Sender sender = tokens.sender();
        // its lines may come slowly by design
        Bodies.Body patient = bodies.patient(Senders.KNOWN, body);
        Bulk bulk = new Bulk(hop, sender, general, first, patient);
        return RestMulti.fromMultiData(bulk.steps().onTermination().invoke(patient::leave))
                .status(200)
                .build();
    }

    private static long line(String from) {
        try {
            return Long.parseLong(from);
        } catch (NumberFormatException e) {
            throw new ProblemFailure(
                    Problem.of(
                            ProblemType.INVALID_REQUEST,
                            "from must be the number of a line, counted from 1"));
        }
    }

    /// One upload under way.
    private final class Bulk {
        private final Hop hop;
        private final Sender sender;
        private final Offer general;
        private final long from;
        private final BoundedLines lines;
        private final BulkEnd.Sums sums = new BulkEnd.Sums();
        private boolean cutOff;

        Bulk(Hop hop, Sender sender, Offer general, long from, InputStream body) {
            this.hop = hop;
            this.sender = sender;
            this.general = general;
            this.from = from;
            this.lines = new BoundedLines(body, config.maxLineBytes());
        }

        Multi<Object> steps() {
            return Multi.createBy()
                    .repeating()
                    .uni(this::step)
                    .whilst(step -> !step.last())
                    // an answer without sums tells whoever still hears it that not all was read
                    .select()
                    .where(step -> !cutOff)
                    .map(Step::body);
        }

        private Uni<Step> step() {
            return hop.onWorker(bodies.readers(), this::nextLine)
                    .chain(
                            line ->
                                    line.isEmpty()
                                            ? Uni.createFrom().item(new Step(sums.end(), true))
                                            : answer(line.get()));
        }

        private Optional<Line> nextLine() {
            try {
                Line line = lines.next();
                while (line != null && (line.number() < from || line.isBlank())) {
                    line = lines.next();
                }
                return Optional.ofNullable(line);
            } catch (IOException left) {
                LOG.infof("A bulk of %s was cut off: %s", sender.name(), left.getMessage());
                cutOff = true;
                return Optional.empty();
            }
        }

        private Uni<Step> answer(Line line) {
            return take(line)
                    .map(result -> new Step(sums.counted(result.ofLine(line.number())), false))
                    .onFailure()
                    .recoverWithItem(
                            failure ->
                                    // while the database is away, each further line would fail as
                                    // this one: the sender goes on from here later
                                    new Step(
                                            Result.of(ProblemMappers.problem(failure))
                                                    .ofLine(line.number()),
                                            failure instanceof TransientFailure));
        }

        private Uni<Result> take(Line line) {
            byte[] bytes = line.bytes();
            if (bytes == null) {
                return refused(
                        ProblemType.TOO_LARGE,
                        "a line has at most "
                                + config.maxLineBytes()
                                + " bytes: send such a document alone");
            }
            return switch (DocumentInJson.read(bytes, 0, bytes.length, LINE)) {
                case Read.Broken broken -> refused(line, broken.why());
                case Read.Found found -> take(found.value());
            };
        }

        private Uni<Result> take(DocumentInJson envelope) {
            InputStream document = envelope.document();
            if (document == null) {
                return refused(
                        ProblemType.INVALID_REQUEST,
                        "the line has neither document nor documentBase64");
            }
            Map<String, String> words = envelope.words();
            Offer own =
                    new Offer(
                            words.get("product"),
                            words.get("release"),
                            words.get("format"),
                            words.get("observedAt"),
                            null,
                            words.get("encoding"));
            return acceptDocument
                    .with(hop, own.or(general), sender, document, Arrival.by(Door.BULK))
                    .map(answers::result);
        }

        private Uni<Result> refused(Line line, Malformed why) {
            return Uni.createFrom()
                    .item(
                            Result.of(
                                    Problem.of(
                                                    ProblemType.INVALID_REQUEST,
                                                    "the line can't be read: " + why.reason())
                                            .at(
                                                    Math.toIntExact(
                                                            Math.min(
                                                                    line.number(),
                                                                    Integer.MAX_VALUE)),
                                                    why.column())));
        }

        private static Uni<Result> refused(ProblemType type, String detail) {
            return Uni.createFrom().item(Result.of(Problem.of(type, detail)));
        }
    }
}
