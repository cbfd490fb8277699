package dev.plumbline.dashboard.api;

import dev.plumbline.access.Role;
import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.decide.Answer;
import dev.plumbline.dashboard.decide.Ask;
import dev.plumbline.dashboard.decide.Decided;
import dev.plumbline.dashboard.decide.EndWaiver;
import dev.plumbline.dashboard.decide.Past;
import dev.plumbline.dashboard.decide.Question;
import dev.plumbline.dashboard.store.DecisionReader;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatus;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where people decide. What needs a second person answers 202 and waits for an approval.
@Path("/api/v1")
@Tag(name = "Decisions", description = "Triage, accepted risks, submissions filed wrongly")
public class DecisionResource {
    private final Ask ask;
    private final Answer answer;
    private final EndWaiver endWaiver;
    private final DecisionReader decisions;
    private final Access access;
    private final Clock clock;

    DecisionResource(
            Ask ask,
            Answer answer,
            EndWaiver endWaiver,
            DecisionReader decisions,
            Access access,
            Clock clock) {
        this.ask = ask;
        this.answer = answer;
        this.endWaiver = endWaiver;
        this.decisions = decisions;
        this.access = access;
        this.clock = clock;
    }

    /// @param obligation instead of vulnerability: what it is about
    /// @param line without it, all lines
    @Schema(
            name = "Triage",
            examples =
                    "{\"vulnerability\": \"CVE-2020-11023\", \"line\": \"4.x\", \"status\": \"NOT_AFFECTED\","
                            + " \"justification\": \"VULNERABLE_CODE_NOT_IN_EXECUTE_PATH\","
                            + " \"reason\": \"html() is never called with foreign markup; see review 214\"}")
    public record TriageJson(
            @Nullable String vulnerability,
            @Nullable String line,
            @Nullable VexStatus status,
            @Nullable VexJustification justification,
            @Nullable String reason,
            @Nullable UUID obligation,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt) {}

    /// @param concern or `obligation`: what is carried
    @Schema(
            name = "Waiver",
            examples =
                    "{\"concern\": \"match/CVE-2020-11023/4.x\", \"reason\": \"Release 4.10 mends it\","
                            + " \"owner\": \"mira\", \"expiresAt\": \"2027-01-31T00:00:00Z\"}")
    public record WaiverJson(
            @Nullable String concern,
            @Nullable UUID obligation,
            @Nullable String reason,
            @Nullable String owner,
            @Nullable Instant expiresAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String approver,
            @Nullable String approverRole,
            @Nullable Instant approvedAt) {}

    @Schema(
            name = "Erroneous",
            examples =
                    "{\"submission\": \"019aa6f2-8a3b-7c7e-b1ab-0d1f0a5b7c11\", \"reason\": \"SBOM of another product\"}")
    public record ErroneousJson(
            @Nullable UUID submission,
            @Nullable String reason,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String approver,
            @Nullable String approverRole,
            @Nullable Instant approvedAt) {}

    /// What a second person says, or why a waiver ends.
    @Schema(name = "Words", examples = "{\"reason\": \"Checked with the team\"}")
    public record WordsJson(@Nullable String reason) {}

    @POST
    @Path("products/{key}/triage")
    @PermissionsAllowed({Permissions.TRIAGE, Permissions.BRING_PAST})
    @Operation(
            summary = "Say whether a vulnerability concerns a line",
            description = "An analyst's word counts at once; an engineer's waits for an analyst.")
    public Uni<Response> triage(String key, TriageJson triage) {
        return ask(
                new Question.Triage(
                        key,
                        EntityJson.optional(triage.vulnerability()),
                        EntityJson.optional(triage.line()),
                        triage.status(),
                        triage.justification(),
                        EntityJson.text(triage.reason()),
                        triage.obligation()),
                past(triage.decidedBy(), triage.decidedAt(), null, null, null));
    }

    @POST
    @Path("products/{key}/waivers")
    @PermissionsAllowed({Permissions.ASK, Permissions.BRING_PAST})
    @Operation(
            summary = "Ask to carry a risk until a day",
            description = "A unit lead or an executive approves, another person than who asks.")
    public Uni<Response> waiver(String key, WaiverJson waiver) {
        return ask(
                new Question.Risk(
                        key,
                        EntityJson.optional(waiver.concern()),
                        waiver.obligation(),
                        EntityJson.text(waiver.reason()),
                        EntityJson.text(waiver.owner()),
                        waiver.expiresAt()),
                past(
                        waiver.decidedBy(),
                        waiver.decidedAt(),
                        waiver.approver(),
                        waiver.approverRole(),
                        waiver.approvedAt()));
    }

    @POST
    @Path("products/{key}/erroneous")
    @PermissionsAllowed({Permissions.ASK, Permissions.BRING_PAST})
    @Operation(
            summary = "Ask to take out a submission that was filed wrongly",
            description = "An analyst or a unit lead approves, another person than who asks.")
    public Uni<Response> erroneous(String key, ErroneousJson erroneous) {
        return ask(
                new Question.Erroneous(
                        key, erroneous.submission(), EntityJson.text(erroneous.reason())),
                past(
                        erroneous.decidedBy(),
                        erroneous.decidedAt(),
                        erroneous.approver(),
                        erroneous.approverRole(),
                        erroneous.approvedAt()));
    }

    @POST
    @Path("products/{key}/{kind: triage|waivers|erroneous}/{id}/approve")
    @PermissionsAllowed(Permissions.APPROVE)
    @Operation(summary = "Approve what another person asked")
    public Uni<Response> approve(String key, String kind, UUID id, @Nullable WordsJson words) {
        return said(answer.with(Answer.Verdict.APPROVE, access.viewer(), id, text(words)));
    }

    @POST
    @Path("products/{key}/{kind: triage|waivers|erroneous}/{id}/decline")
    @PermissionsAllowed({Permissions.APPROVE, Permissions.ASK})
    @Operation(summary = "Decline what another person asked, or withdraw what you asked")
    public Uni<Response> decline(String key, String kind, UUID id, @Nullable WordsJson words) {
        return said(answer.with(Answer.Verdict.DECLINE, access.viewer(), id, text(words)));
    }

    @POST
    @Path("products/{key}/waivers/{id}/end")
    @PermissionsAllowed(Permissions.ASK)
    @Operation(summary = "End a waiver: what it excused is mended")
    public Uni<Response> end(String key, UUID id, @Nullable WordsJson words) {
        return said(endWaiver.of(access.viewer(), id, Objects.requireNonNullElse(text(words), "")));
    }

    @GET
    @Path("decisions/{id}")
    @PermissionsAllowed(Permissions.READ)
    @Operation(summary = "One request or decision")
    public Uni<Response> one(UUID id) {
        return decisions.one(access.viewer(), id, clock.instant()).map(Answers::found);
    }

    private static @Nullable String text(@Nullable WordsJson words) {
        return words == null ? null : EntityJson.optional(words.reason());
    }

    private static @Nullable Past past(
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String approver,
            @Nullable String approverRole,
            @Nullable Instant approvedAt) {
        return decidedBy == null || decidedAt == null
                ? null
                : new Past(decidedBy, decidedAt, approver, approverRole, approvedAt);
    }

    /// People decide in their own name and now; the role `backfill` brings what others decided
    /// before, and only that.
    private Uni<Response> ask(Question question, @Nullable Past past) {
        Viewer viewer = access.viewer();
        boolean backfills = viewer.roles().contains(Role.BACKFILL);
        if (backfills && past == null) {
            return Uni.createFrom()
                    .item(
                            Problem.of(
                                            Map.of(
                                                    "decidedBy",
                                                    "and decidedAt are needed: a service account decides nothing itself"))
                                    .response());
        }
        if (!backfills && past != null) {
            return Uni.createFrom()
                    .item(
                            Problem.of(
                                            ProblemType.NOT_ALLOWED,
                                            "Only the role backfill may name who decided, and when.")
                                    .response());
        }
        return said(past == null ? ask.now(viewer, question) : ask.then(viewer, question, past));
    }

    private static Uni<Response> said(Uni<Decided> decided) {
        return decided.map(DecisionResource::response);
    }

    private static Response response(Decided decided) {
        return switch (decided) {
            case Decided.InForce done ->
                    Response.status(Response.Status.CREATED)
                            .entity(Map.of("id", done.id(), "state", "IN_FORCE"))
                            .build();
            case Decided.Waiting waiting ->
                    Response.accepted(Map.of("id", waiting.id(), "state", "WAITING")).build();
            case Decided.Closed closed ->
                    Response.ok(Map.of("id", closed.id(), "state", "CLOSED")).build();
            case Decided.Refused refused -> Problem.of(refused.mistakes()).response();
            case Decided.Unknown unknown -> Answers.unknown();
            case Decided.NotAllowed not ->
                    Problem.of(ProblemType.NOT_ALLOWED, not.why()).response();
            case Decided.Overtaken over -> Problem.of(ProblemType.CONFLICT, over.why()).response();
        };
    }
}
