package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.store.OrganisationReader;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/// The page that a leader reads in ten seconds.
@Path("/")
@Produces(MediaType.TEXT_HTML)
class OrganisationResource {
    private final Shells shells;
    private final Pages pages;
    private final Access access;
    private final OrganisationReader reader;

    OrganisationResource(Shells shells, Pages pages, Access access, OrganisationReader reader) {
        this.shells = shells;
        this.pages = pages;
        this.access = access;
        this.reader = reader;
    }

    @GET
    @PermissionsAllowed(Permissions.READ)
    public Uni<TemplateInstance> organisation(@Context HttpHeaders headers) {
        return shells.around("organisation")
                .chain(
                        shell ->
                                reader.page(access.viewer(), pages.now())
                                        .map(
                                                page ->
                                                        Pages.fitting(
                                                                headers,
                                                                () ->
                                                                        Templates
                                                                                .organisation$content(
                                                                                        shell,
                                                                                        pages
                                                                                                .words(),
                                                                                        page),
                                                                () ->
                                                                        Templates.organisation(
                                                                                shell,
                                                                                pages.words(),
                                                                                page))));
    }
}
