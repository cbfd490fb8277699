package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.decide.Answer;
import dev.plumbline.dashboard.decide.Answer.Verdict;
import dev.plumbline.dashboard.decide.Decided;
import dev.plumbline.dashboard.store.DecisionReader;
import dev.plumbline.dashboard.view.Form;
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
import org.jboss.resteasy.reactive.RestPath;

/// What waits for a second person, and their answer.
@Path("/")
@Produces(MediaType.TEXT_HTML)
class ApprovalsResource {
    private final Shells shells;
    private final Pages pages;
    private final Access access;
    private final DecisionReader reader;
    private final Answer answer;

    ApprovalsResource(
            Shells shells, Pages pages, Access access, DecisionReader reader, Answer answer) {
        this.shells = shells;
        this.pages = pages;
        this.access = access;
        this.reader = reader;
        this.answer = answer;
    }

    @GET
    @Path("approvals")
    @PermissionsAllowed(Permissions.READ)
    public Uni<Response> approvals() {
        return show(Form.EMPTY);
    }

    /// Whoever asked may decline their own, which withdraws it.
    @POST
    @Path("approvals/{id}")
    @PermissionsAllowed({Permissions.ASK, Permissions.APPROVE})
    public Uni<Response> answer(@RestPath UUID id, MultivaluedMap<String, String> typed) {
        Map<String, String> values = Typed.values(typed);
        Verdict verdict = Typed.constant(Verdict.class, values.get("verdict"));
        if (verdict == null) {
            return show(new Form(values, Map.of("", "Choose to approve or to decline.")));
        }
        return answer.with(verdict, access.viewer(), id, Typed.text(values.get("answer")))
                .chain(
                        decided ->
                                switch (decided) {
                                    case Decided.InForce done -> back();
                                    case Decided.Waiting waiting -> back();
                                    case Decided.Closed closed -> back();
                                    case Decided.Refused wrong ->
                                            show(
                                                    new Form(
                                                            values,
                                                            Map.of(
                                                                    "",
                                                                    "Your words: "
                                                                            + String.join(
                                                                                    ", ",
                                                                                    wrong.mistakes()
                                                                                            .values())
                                                                            + ".")));
                                    case Decided.Overtaken late ->
                                            show(new Form(values, Map.of("", late.why())));
                                    case Decided.NotAllowed no ->
                                            show(new Form(values, Map.of("", no.why())));
                                    case Decided.Unknown unknown ->
                                            Uni.createFrom().item(Pages.notFound());
                                });
    }

    private Uni<Response> show(Form form) {
        return shells.around("approvals")
                .chain(
                        shell ->
                                reader.approvals(access.viewer(), pages.now())
                                        .map(
                                                page ->
                                                        answer(
                                                                form,
                                                                Templates.approvals(
                                                                        shell,
                                                                        pages.words(),
                                                                        page,
                                                                        form))));
    }

    private static Response answer(Form form, TemplateInstance page) {
        return form.failed() ? Pages.refused(page) : Pages.ok(page);
    }

    private static Uni<Response> back() {
        return Uni.createFrom().item(Pages.goTo("/approvals"));
    }
}
