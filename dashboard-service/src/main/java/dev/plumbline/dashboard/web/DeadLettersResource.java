package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.deadletter.DeadLetterBox;
import dev.plumbline.dashboard.store.DeadLetterReplays.Place;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/// What no consumer could apply, for administrators.
@Path("/")
@Produces(MediaType.TEXT_HTML)
class DeadLettersResource {
    private final Shells shells;
    private final Access access;
    private final DeadLetterBox letters;
    private final Pages pages;

    DeadLettersResource(Shells shells, Access access, DeadLetterBox letters, Pages pages) {
        this.shells = shells;
        this.access = access;
        this.letters = letters;
        this.pages = pages;
    }

    @GET
    @Path("admin/dead-letters")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<TemplateInstance> overview() {
        return shells.around("admin")
                .chain(
                        shell ->
                                letters.page()
                                        .map(
                                                page ->
                                                        Templates.deadletters(
                                                                shell, pages.words(), page)));
    }

    @POST
    @Path("admin/dead-letters/{topic}/{partition}/{offset}/replay")
    @PermissionsAllowed(Permissions.EDIT_CATALOGUE)
    public Uni<Response> replay(
            @RestPath String topic, @RestPath int partition, @RestPath long offset) {
        return letters.replay(new Place(topic, partition, offset), access.viewer().userName())
                .map(sent -> sent ? Pages.goTo("/admin/dead-letters") : Pages.notFound());
    }
}
