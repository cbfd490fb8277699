package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.decide.Ask;
import dev.plumbline.dashboard.decide.Decided;
import dev.plumbline.dashboard.decide.Question;
import dev.plumbline.dashboard.store.SubmissionReader;
import dev.plumbline.dashboard.view.Form;
import dev.plumbline.dashboard.view.SubmissionsLinks;
import dev.plumbline.dashboard.view.SubmissionsPage;
import dev.plumbline.dashboard.view.Viewer;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The evidence that came in, and each piece's way to the page.
@Path("/")
@Produces(MediaType.TEXT_HTML)
class SubmissionsResource {
    private static final int ROWS = 50;

    private final Shells shells;
    private final Pages pages;
    private final Access access;
    private final SubmissionReader reader;
    private final Ask ask;

    SubmissionsResource(
            Shells shells, Pages pages, Access access, SubmissionReader reader, Ask ask) {
        this.shells = shells;
        this.pages = pages;
        this.access = access;
        this.reader = reader;
        this.ask = ask;
    }

    @GET
    @Path("submissions")
    @PermissionsAllowed(Permissions.READ)
    public Uni<TemplateInstance> list(
            @RestQuery @Nullable String product,
            @RestQuery @Nullable String sender,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String after) {
        String cursor = Typed.text(after);
        return shells.around("evidence")
                .chain(
                        shell ->
                                reader.list(
                                                access.viewer(),
                                                Typed.text(product),
                                                Typed.text(sender),
                                                Typed.choice(state, SubmissionsPage.State.ALL),
                                                cursor,
                                                ROWS,
                                                pages.now())
                                        .map(
                                                page ->
                                                        Templates.submissions(
                                                                shell,
                                                                pages.words(),
                                                                page,
                                                                SubmissionsLinks.of(
                                                                        page, cursor))));
    }

    @GET
    @Path("submissions/{id}")
    @PermissionsAllowed(Permissions.READ)
    public Uni<Response> submission(@RestPath UUID id, @Context HttpHeaders headers) {
        return shells.around("evidence")
                .chain(
                        shell ->
                                reader.page(access.viewer(), id, pages.now())
                                        .map(
                                                found ->
                                                        found.map(
                                                                        page ->
                                                                                Pages.fitting(
                                                                                        headers,
                                                                                        () ->
                                                                                                Templates
                                                                                                        .submission$content(
                                                                                                                shell,
                                                                                                                pages
                                                                                                                        .words(),
                                                                                                                page,
                                                                                                                Form
                                                                                                                        .EMPTY),
                                                                                        () ->
                                                                                                Templates
                                                                                                        .submission(
                                                                                                                shell,
                                                                                                                pages
                                                                                                                        .words(),
                                                                                                                page,
                                                                                                                Form
                                                                                                                        .EMPTY)))
                                                                .map(Pages::ok)
                                                                .orElseGet(Pages::notFound)));
    }

    @POST
    @Path("submissions/{id}/erroneous")
    @PermissionsAllowed(Permissions.ASK)
    public Uni<Response> erroneous(@RestPath UUID id, MultivaluedMap<String, String> typed) {
        Map<String, String> values = Typed.values(typed);
        Viewer viewer = access.viewer();
        return reader.page(viewer, id, pages.now())
                .chain(
                        found -> {
                            String product =
                                    found.map(page -> page.submission().product()).orElse(null);
                            return product == null
                                    ? Uni.createFrom().item(Pages.notFound())
                                    : ask.now(
                                                    viewer,
                                                    new Question.Erroneous(
                                                            product,
                                                            id,
                                                            values.getOrDefault("reason", "")))
                                            .chain(decided -> answer(id, values, decided));
                        });
    }

    private Uni<Response> answer(UUID id, Map<String, String> values, Decided decided) {
        return switch (decided) {
            case Decided.InForce done -> Uni.createFrom().item(Pages.goTo("/submissions/" + id));
            case Decided.Waiting waiting -> Uni.createFrom().item(Pages.goTo("/submissions/" + id));
            case Decided.Closed closed -> Uni.createFrom().item(Pages.goTo("/submissions/" + id));
            case Decided.Refused wrong -> again(id, new Form(values, wrong.mistakes()));
            case Decided.Overtaken late -> again(id, new Form(values, Map.of("", late.why())));
            case Decided.NotAllowed no -> again(id, new Form(values, Map.of("", no.why())));
            case Decided.Unknown unknown -> Uni.createFrom().item(Pages.notFound());
        };
    }

    private Uni<Response> again(UUID id, Form form) {
        return shells.around("evidence")
                .chain(
                        shell ->
                                reader.page(access.viewer(), id, pages.now())
                                        .map(
                                                found ->
                                                        found.map(
                                                                        page ->
                                                                                Templates
                                                                                        .submission(
                                                                                                shell,
                                                                                                pages
                                                                                                        .words(),
                                                                                                page,
                                                                                                form))
                                                                .map(Pages::refused)
                                                                .orElseGet(Pages::notFound)));
    }
}
