package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.decide.Ask;
import dev.plumbline.dashboard.decide.Decided;
import dev.plumbline.dashboard.decide.EndWaiver;
import dev.plumbline.dashboard.decide.Question;
import dev.plumbline.dashboard.store.ObligationReader;
import dev.plumbline.dashboard.view.Form;
import dev.plumbline.dashboard.view.ObligationPage;
import dev.plumbline.dashboard.view.Viewer;
import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatus;
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
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;

/// One thing owed, and what people decide about it: triage, and risks carried until a day.
@Path("/")
@Produces(MediaType.TEXT_HTML)
class ObligationResource {
    private final Shells shells;
    private final Pages pages;
    private final Access access;
    private final ObligationReader reader;
    private final Ask ask;
    private final EndWaiver endWaiver;

    ObligationResource(
            Shells shells,
            Pages pages,
            Access access,
            ObligationReader reader,
            Ask ask,
            EndWaiver endWaiver) {
        this.shells = shells;
        this.pages = pages;
        this.access = access;
        this.reader = reader;
        this.ask = ask;
        this.endWaiver = endWaiver;
    }

    @GET
    @Path("products/{key}/obligations/{id}")
    @PermissionsAllowed(Permissions.READ)
    public Uni<Response> obligation(@RestPath String key, @RestPath UUID id) {
        return show(key, id, Forms.NONE);
    }

    @POST
    @Path("products/{key}/obligations/{id}/triage")
    @PermissionsAllowed(Permissions.TRIAGE)
    public Uni<Response> triage(
            @RestPath String key, @RestPath UUID id, MultivaluedMap<String, String> typed) {
        Map<String, String> values = Typed.values(typed);
        return decide(
                key,
                id,
                (page, viewer) ->
                        ask.now(
                                viewer,
                                new Question.Triage(
                                        key,
                                        page.obligation().vulnerability(),
                                        "product".equals(values.get("scope"))
                                                ? null
                                                : page.obligation().line(),
                                        Typed.constant(VexStatus.class, values.get("status")),
                                        Typed.constant(
                                                VexJustification.class,
                                                values.get("justification")),
                                        values.getOrDefault("reason", ""),
                                        id)),
                mistakes -> new Forms(new Form(values, mistakes), Form.EMPTY, Form.EMPTY));
    }

    @POST
    @Path("products/{key}/obligations/{id}/risk")
    @PermissionsAllowed(Permissions.ASK)
    public Uni<Response> risk(
            @RestPath String key, @RestPath UUID id, MultivaluedMap<String, String> typed) {
        Map<String, String> values = Typed.values(typed);
        return decide(
                key,
                id,
                (page, viewer) ->
                        ask.now(
                                viewer,
                                new Question.Risk(
                                        key,
                                        page.obligation().concern(),
                                        id,
                                        values.getOrDefault("reason", ""),
                                        values.getOrDefault("owner", ""),
                                        Typed.endOfDay(values.get("expiresAt")))),
                mistakes -> new Forms(Form.EMPTY, new Form(values, mistakes), Form.EMPTY));
    }

    @POST
    @Path("products/{key}/obligations/{id}/waivers/{waiver}/end")
    @PermissionsAllowed(Permissions.ASK)
    public Uni<Response> end(
            @RestPath String key,
            @RestPath UUID id,
            @RestPath UUID waiver,
            MultivaluedMap<String, String> typed) {
        Map<String, String> values = Typed.values(typed);
        return decide(
                key,
                id,
                (page, viewer) -> endWaiver.of(viewer, waiver, values.getOrDefault("reason", "")),
                mistakes -> new Forms(Form.EMPTY, Form.EMPTY, new Form(values, mistakes)));
    }

    private Uni<Response> decide(
            String key,
            UUID id,
            BiFunction<ObligationPage, Viewer, Uni<Decided>> decision,
            Function<Map<String, String>, Forms> refused) {
        return reader.page(access.viewer(), key, id, pages.now())
                .chain(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().item(Pages.notFound())
                                        : decision.apply(found.get(), access.viewer())
                                                .chain(
                                                        decided ->
                                                                answer(key, id, decided, refused)));
    }

    private Uni<Response> answer(
            String key, UUID id, Decided decided, Function<Map<String, String>, Forms> refused) {
        return switch (decided) {
            case Decided.InForce done -> Uni.createFrom().item(Pages.goTo(path(key, id)));
            case Decided.Waiting waiting -> Uni.createFrom().item(Pages.goTo(path(key, id)));
            case Decided.Closed closed -> Uni.createFrom().item(Pages.goTo(path(key, id)));
            case Decided.Refused wrong -> show(key, id, refused.apply(wrong.mistakes()));
            case Decided.Overtaken late -> show(key, id, refused.apply(Map.of("", late.why())));
            case Decided.NotAllowed no -> show(key, id, refused.apply(Map.of("", no.why())));
            case Decided.Unknown unknown -> Uni.createFrom().item(Pages.notFound());
        };
    }

    private Uni<Response> show(String key, UUID id, Forms forms) {
        return shells.around("products")
                .chain(
                        shell ->
                                reader.page(access.viewer(), key, id, pages.now())
                                        .map(
                                                found ->
                                                        found.map(
                                                                        page ->
                                                                                Templates
                                                                                        .obligation(
                                                                                                shell,
                                                                                                pages
                                                                                                        .words(),
                                                                                                page,
                                                                                                forms
                                                                                                        .triage(),
                                                                                                forms
                                                                                                        .risk(),
                                                                                                forms
                                                                                                        .ending()))
                                                                .map(forms::answer)
                                                                .orElseGet(Pages::notFound)));
    }

    private static String path(String key, UUID id) {
        return "/products/" + key + "/obligations/" + id;
    }

    private record Forms(Form triage, Form risk, Form ending) {
        static final Forms NONE = new Forms(Form.EMPTY, Form.EMPTY, Form.EMPTY);

        Response answer(TemplateInstance page) {
            return triage.failed() || risk.failed() || ending.failed()
                    ? Pages.refused(page)
                    : Pages.ok(page);
        }
    }
}
