package dev.plumbline.dashboard.api;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.connect.ConnectionDraft;
import dev.plumbline.dashboard.connect.KeepConnection;
import dev.plumbline.dashboard.connect.KeepConnection.Archival;
import dev.plumbline.dashboard.connect.Kept;
import dev.plumbline.dashboard.store.ConnectionRepository;
import dev.plumbline.dashboard.store.ConnectionRepository.Known;
import dev.plumbline.events.CatalogChange.FeedKind;
import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.CatalogChange.OfConnection;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Webhooks and feeds. A secret is answered once, to whoever had it made; it can't be read again.
@Path("/api/v1")
@Tag(name = "Connections", description = "Webhooks that others call, and feeds that are fetched")
public class ConnectionResource {
    private static final Duration USUAL_OVERLAP = Duration.ofHours(48);

    private final ConnectionRepository connections;
    private final KeepConnection keep;
    private final Access access;

    ConnectionResource(ConnectionRepository connections, KeepConnection keep, Access access) {
        this.connections = connections;
        this.keep = keep;
        this.access = access;
    }

    @GET
    @Path("hooks")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Webhooks and how they are doing, archived ones too")
    public Uni<List<ConnectionJson>> hooks() {
        return all(HookSaved.class);
    }

    @GET
    @Path("feeds")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Feeds and how they are doing, archived ones too")
    public Uni<List<ConnectionJson>> feeds() {
        return all(FeedSaved.class);
    }

    private Uni<List<ConnectionJson>> all(Class<? extends OfConnection> type) {
        return connections
                .all()
                .map(
                        known ->
                                known.stream()
                                        .filter(each -> type.isInstance(each.connection()))
                                        .map(ConnectionResource::json)
                                        .toList());
    }

    private static ConnectionJson json(Known known) {
        return ConnectionJson.of(known.connection(), known.report().orElse(null), null);
    }

    @GET
    @Path("hooks/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "One webhook")
    public Uni<Response> hook(String key) {
        return connections
                .one("hook/" + key)
                .map(one -> Answers.found(one.map(ConnectionResource::json)));
    }

    @GET
    @Path("feeds/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "One feed")
    public Uni<Response> feed(String key) {
        return connections
                .one("feed/" + key)
                .map(one -> Answers.found(one.map(ConnectionResource::json)));
    }

    @PUT
    @Path("hooks/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(
            summary = "Make or change a webhook",
            description =
                    "A new one without `secret` has one made, which the answer shows this once. A `secret` replaces all"
                            + " that were there; to change it without a gap, use the address below.")
    public Uni<Response> putHook(String key, @Nullable HookJson sent) {
        HookJson hook = given(sent);
        return save(
                new ConnectionDraft.Hook(
                        key,
                        constant(HookKind.class, hook.kind()),
                        Boolean.TRUE.equals(hook.paused()),
                        Boolean.TRUE.equals(hook.world()),
                        targets(hook.targets()),
                        EntityJson.optional(hook.secret())),
                hook.revision());
    }

    private static List<HookTarget> targets(@Nullable List<@Nullable TargetJson> sent) {
        List<HookTarget> targets = new ArrayList<>();
        for (TargetJson target : sent == null ? List.<@Nullable TargetJson>of() : sent) {
            if (target != null) {
                targets.add(
                        new HookTarget(
                                EntityJson.text(target.repository()),
                                EntityJson.text(target.product()),
                                EntityJson.optional(target.release())));
            }
        }
        return targets;
    }

    @POST
    @Path("hooks/{key}/secret")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(
            summary = "Give a webhook a new secret",
            description =
                    "Without `secret` one is made, which the answer shows this once. Older ones are accepted for"
                            + " `overlapHours` more (48 if not said, at most 720).")
    public Uni<Response> rotate(String key, @Nullable RotationJson sent) {
        RotationJson rotation = given(sent);
        Integer hours = rotation.overlapHours();
        return keep.rotate(
                        key,
                        EntityJson.optional(rotation.secret()),
                        hours == null ? USUAL_OVERLAP : Duration.ofHours(hours),
                        access.viewer().userName())
                .map(ConnectionResource::answer);
    }

    @PUT
    @Path("feeds/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(
            summary = "Make or change a feed",
            description =
                    "Without `apiKey` the one that is there stays, unless the address becomes that of another host,"
                            + " port or scheme: then it is forgotten.")
    public Uni<Response> putFeed(String key, @Nullable FeedJson sent) {
        FeedJson feed = given(sent);
        return save(
                new ConnectionDraft.Feed(
                        key,
                        constant(FeedKind.class, feed.kind()),
                        Boolean.TRUE.equals(feed.paused()),
                        EntityJson.optional(feed.address()),
                        Objects.requireNonNullElse(feed.everyMinutes(), 0),
                        feed.only() == null
                                ? List.of()
                                : feed.only().stream().map(EntityJson::text).toList(),
                        EntityJson.optional(feed.apiKey())),
                feed.revision());
    }

    @POST
    @Path("hooks/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Take a webhook out of use")
    public Uni<Response> archiveHook(String key) {
        return move("hook/" + key, Archival.ARCHIVED);
    }

    @POST
    @Path("hooks/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Bring a webhook back")
    public Uni<Response> restoreHook(String key) {
        return move("hook/" + key, Archival.ACTIVE);
    }

    @POST
    @Path("feeds/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Take a feed out of use")
    public Uni<Response> archiveFeed(String key) {
        return move("feed/" + key, Archival.ARCHIVED);
    }

    @POST
    @Path("feeds/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    @Operation(summary = "Bring a feed back")
    public Uni<Response> restoreFeed(String key) {
        return move("feed/" + key, Archival.ACTIVE);
    }

    /// Nothing, or JSON's `null`, is no body.
    private static <T> T given(@Nullable T body) {
        if (body == null) {
            throw new WebApplicationException(
                    Problem.of(ProblemType.UNREADABLE, "The body must be a JSON object.")
                            .response());
        }
        return body;
    }

    private Uni<Response> save(ConnectionDraft draft, @Nullable Long revision) {
        return keep.as(draft, access.viewer().userName(), revision).map(ConnectionResource::answer);
    }

    private Uni<Response> move(String name, Archival archival) {
        return keep.archive(name, archival, access.viewer().userName())
                .map(ConnectionResource::answer);
    }

    private static Response answer(Kept kept) {
        return switch (kept) {
            case Kept.Saved saved -> {
                ConnectionJson json = ConnectionJson.of(saved.connection(), null, saved.secret());
                yield saved.created()
                        ? Response.created(address(saved.connection())).entity(json).build()
                        : Response.ok(json).build();
            }
            case Kept.Unchanged same ->
                    Response.ok(ConnectionJson.of(same.connection(), null, null)).build();
            case Kept.Refused refused -> Problem.of(refused.mistakes()).response();
            case Kept.Overtaken overtaken ->
                    Problem.of(
                                    ProblemType.CONFLICT,
                                    "Somebody changed it meanwhile: it is at revision "
                                            + overtaken.current().revision()
                                            + ".")
                            .response();
            case Kept.Unknown unknown -> Answers.unknown();
        };
    }

    private static URI address(OfConnection connection) {
        return URI.create(
                "/api/v1/"
                        + (connection instanceof HookSaved ? "hooks/" : "feeds/")
                        + connection.key());
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String typed) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(typed)) {
                return constant;
            }
        }
        return null;
    }

    /// @param kind `github`, `gitlab` or `standard`
    public record HookJson(
            @Nullable String kind,
            @Nullable Boolean paused,
            @Nullable Boolean world,
            @Nullable List<@Nullable TargetJson> targets,
            @Nullable String secret,
            @Nullable Long revision) {}

    public record TargetJson(
            @Nullable String repository, @Nullable String product, @Nullable String release) {}

    public record RotationJson(@Nullable String secret, @Nullable Integer overlapHours) {}

    /// @param kind `osv`, `kev`, `epss`, `csaf`, `nvd` or `vulnrichment`
    public record FeedJson(
            @Nullable String kind,
            @Nullable Boolean paused,
            @Nullable String address,
            @Nullable Integer everyMinutes,
            @Nullable List<@Nullable String> only,
            @Nullable String apiKey,
            @Nullable Long revision) {}
}
