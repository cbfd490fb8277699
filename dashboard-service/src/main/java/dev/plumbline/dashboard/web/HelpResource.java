package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.view.ErrorPage;
import dev.plumbline.dashboard.view.ScoringPage;
import dev.plumbline.model.catalogue.Catalogue;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// How scores come about, and the page after signing out.
@Path("/")
@Produces(MediaType.TEXT_HTML)
class HelpResource {
    private final ScoringPage rules;
    private final Shells shells;
    private final Pages pages;

    HelpResource(Catalogue catalogue, Shells shells, Pages pages) {
        this.rules = ScoringRules.of(catalogue);
        this.shells = shells;
        this.pages = pages;
    }

    @GET
    @Path("help/scoring")
    @PermissionsAllowed(Permissions.READ)
    public Uni<TemplateInstance> scoring() {
        return shells.around("help").map(shell -> Templates.scoring(shell, pages.words(), rules));
    }

    @GET
    @Path("signed-out")
    @PermitAll
    public TemplateInstance signedOut() {
        return Templates.error(shells.plain(), pages.words(), ErrorPage.signedOut());
    }
}
