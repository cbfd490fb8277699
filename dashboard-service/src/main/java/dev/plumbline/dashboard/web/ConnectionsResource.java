package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.connect.ConnectionDraft;
import dev.plumbline.dashboard.connect.KeepConnection;
import dev.plumbline.dashboard.connect.KeepConnection.Archival;
import dev.plumbline.dashboard.connect.Kept;
import dev.plumbline.dashboard.store.ConnectionRepository;
import dev.plumbline.dashboard.store.ConnectionRepository.Known;
import dev.plumbline.dashboard.view.ConnectionsPage;
import dev.plumbline.dashboard.view.ConnectionsPage.Doing;
import dev.plumbline.dashboard.view.EntityForm;
import dev.plumbline.dashboard.view.Form;
import dev.plumbline.dashboard.view.SecretPage;
import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.OfConnection;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Where administrators keep webhooks and feeds, and see how they are doing.
@Path("/")
@Produces(MediaType.TEXT_HTML)
class ConnectionsResource {
    private static final long NOT_THERE_YET = -1;

    private final Shells shells;
    private final Access access;
    private final ConnectionRepository connections;
    private final KeepConnection keep;
    private final Pages pages;
    private final PagesConfig config;

    ConnectionsResource(
            Shells shells,
            Access access,
            ConnectionRepository connections,
            KeepConnection keep,
            Pages pages,
            PagesConfig config) {
        this.shells = shells;
        this.access = access;
        this.connections = connections;
        this.keep = keep;
        this.pages = pages;
        this.config = config;
    }

    @GET
    @Path("admin/connections")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<TemplateInstance> overview() {
        return shells.around("admin")
                .chain(
                        shell ->
                                connections
                                        .all()
                                        .map(
                                                all ->
                                                        Templates.connections(
                                                                shell, pages.words(), page(all))));
    }

    private ConnectionsPage page(List<Known> all) {
        List<ConnectionsPage.Hook> hooks = new ArrayList<>();
        List<ConnectionsPage.Feed> feeds = new ArrayList<>();
        for (Known known : all) {
            switch (known.connection()) {
                case HookSaved hook ->
                        hooks.add(new ConnectionsPage.Hook(hook, doing(known, hook.paused())));
                case FeedSaved feed ->
                        feeds.add(new ConnectionsPage.Feed(feed, doing(known, feed.paused())));
            }
        }
        return new ConnectionsPage(hooks, feeds, hookAddress(""));
    }

    private static Doing doing(Known known, boolean paused) {
        return new Doing(known.connection().archived(), paused, known.report().orElse(null));
    }

    private String hookAddress(String key) {
        return config.ingestUrl() + "/api/v1/hooks/" + key;
    }

    @GET
    @Path("admin/hooks/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> newHook() {
        return show(ConnectionForms.blankHook(Form.of(Map.of("state", "on", "world", "no"))));
    }

    @POST
    @Path("admin/hooks/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> makeHook(MultivaluedMap<String, String> typed) {
        Map<String, String> values = Typed.values(typed);
        return make(
                ConnectionForms.hook(values),
                mistakes ->
                        ConnectionForms.blankHook(
                                new Form(ConnectionForms.shownAgain(values, null), mistakes)));
    }

    @GET
    @Path("admin/hooks/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> hook(@RestPath String key) {
        return edit("hook/" + key);
    }

    @POST
    @Path("admin/hooks/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> saveHook(@RestPath String key, MultivaluedMap<String, String> typed) {
        Map<String, String> values = Typed.values(typed);
        values.put("key", key);
        values.remove("secret");
        return change("hook/" + key, values, ConnectionForms::hook);
    }

    /// The old secret is accepted for two more days, which is time to change it on the other side.
    @POST
    @Path("admin/hooks/{key}/secret")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> rotate(@RestPath String key) {
        return keep.rotate(key, null, Duration.ofDays(2), access.viewer().userName())
                .chain(this::afterwards);
    }

    @POST
    @Path("admin/hooks/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> archiveHook(@RestPath String key) {
        return move("hook/" + key, Archival.ARCHIVED);
    }

    @POST
    @Path("admin/hooks/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> restoreHook(@RestPath String key) {
        return move("hook/" + key, Archival.ACTIVE);
    }

    @GET
    @Path("admin/feeds/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> newFeed() {
        return show(
                ConnectionForms.blankFeed(Form.of(Map.of("state", "on", "everyMinutes", "120"))));
    }

    @POST
    @Path("admin/feeds/new")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> makeFeed(MultivaluedMap<String, String> typed) {
        Map<String, String> values = Typed.values(typed);
        return make(
                ConnectionForms.feed(values),
                mistakes ->
                        ConnectionForms.blankFeed(
                                new Form(ConnectionForms.shownAgain(values, null), mistakes)));
    }

    @GET
    @Path("admin/feeds/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> feed(@RestPath String key) {
        return edit("feed/" + key);
    }

    @POST
    @Path("admin/feeds/{key}")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> saveFeed(@RestPath String key, MultivaluedMap<String, String> typed) {
        Map<String, String> values = Typed.values(typed);
        values.put("key", key);
        return change("feed/" + key, values, ConnectionForms::feed);
    }

    @POST
    @Path("admin/feeds/{key}/archive")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> archiveFeed(@RestPath String key) {
        return move("feed/" + key, Archival.ARCHIVED);
    }

    @POST
    @Path("admin/feeds/{key}/restore")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> restoreFeed(@RestPath String key) {
        return move("feed/" + key, Archival.ACTIVE);
    }

    private interface FormAgain {
        EntityForm with(Map<String, String> mistakes);
    }

    private interface Meaning {
        ConnectionDraft of(Map<String, String> typed);
    }

    private Uni<Response> make(ConnectionDraft draft, FormAgain again) {
        return keep.as(draft, access.viewer().userName(), NOT_THERE_YET)
                .chain(
                        kept ->
                                switch (kept) {
                                    case Kept.Refused refused ->
                                            refuse(again.with(refused.mistakes()));
                                    case Kept.Overtaken taken ->
                                            refuse(again.with(Map.of("key", "is taken already")));
                                    default -> afterwards(kept);
                                });
    }

    private Uni<Response> edit(String name) {
        return connections
                .one(name)
                .chain(
                        found ->
                                found.isEmpty()
                                        ? notFound()
                                        : show(
                                                ConnectionForms.editing(
                                                        found.get().connection(),
                                                        Form.of(
                                                                ConnectionForms.values(
                                                                        found.get()
                                                                                .connection())))));
    }

    private Uni<Response> change(String name, Map<String, String> values, Meaning meaning) {
        Long revision = Typed.number(values.get("revision"));
        return connections
                .one(name)
                .chain(
                        found ->
                                found.isEmpty() || revision == null
                                        ? notFound()
                                        : change(
                                                found.get().connection(),
                                                values,
                                                meaning,
                                                revision));
    }

    private Uni<Response> change(
            OfConnection present, Map<String, String> values, Meaning meaning, long revision) {
        // what can't be changed does not come with the form
        values.put("kind", ConnectionForms.values(present).getOrDefault("kind", ""));
        return keep.as(meaning.of(values), access.viewer().userName(), revision)
                .chain(
                        kept ->
                                switch (kept) {
                                    case Kept.Refused refused ->
                                            refuse(
                                                    ConnectionForms.editing(
                                                            present,
                                                            new Form(
                                                                    ConnectionForms.shownAgain(
                                                                            values, present.key()),
                                                                    refused.mistakes())));
                                    case Kept.Overtaken overtaken ->
                                            refuse(
                                                    ConnectionForms.editing(
                                                            overtaken.current(),
                                                            new Form(
                                                                    ConnectionForms.values(
                                                                            overtaken.current()),
                                                                    Map.of(
                                                                            "",
                                                                            "Somebody changed it meanwhile; this is what stands there now."))));
                                    default -> afterwards(kept);
                                });
    }

    private Uni<Response> move(String name, Archival archival) {
        return keep.archive(name, archival, access.viewer().userName()).chain(this::afterwards);
    }

    private Uni<Response> afterwards(Kept kept) {
        return switch (kept) {
            case Kept.Saved saved when saved.secret() != null ->
                    reveal(saved.connection(), saved.secret());
            case Kept.Saved saved -> back();
            case Kept.Unchanged same -> back();
            case Kept.Unknown unknown -> notFound();
            case Kept.Overtaken overtaken -> Uni.createFrom().item(Pages.conflict());
            case Kept.Refused refused -> Uni.createFrom().item(Pages.conflict());
        };
    }

    private Uni<Response> reveal(OfConnection connection, @Nullable String secret) {
        SecretPage page =
                new SecretPage(
                        connection.key(),
                        hookAddress(connection.key()),
                        secret == null ? "" : secret,
                        connection instanceof HookSaved hook
                                ? ConnectionsPage.oldSecretUntil(hook)
                                : null);
        return shells.around("admin")
                .map(shell -> Pages.ok(Templates.secret(shell, pages.words(), page)));
    }

    private Uni<Response> show(EntityForm form) {
        return shells.around("admin")
                .map(shell -> Pages.ok(Templates.entity(shell, pages.words(), form)));
    }

    private Uni<Response> refuse(EntityForm form) {
        return shells.around("admin")
                .map(shell -> Pages.refused(Templates.entity(shell, pages.words(), form)));
    }

    private static Uni<Response> back() {
        return Uni.createFrom().item(Pages.goTo(ConnectionForms.BACK));
    }

    private static Uni<Response> notFound() {
        return Uni.createFrom().item(Pages.notFound());
    }
}
