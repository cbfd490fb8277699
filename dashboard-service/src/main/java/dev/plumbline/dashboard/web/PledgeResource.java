package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.store.PledgeReader;
import dev.plumbline.dashboard.store.WeaknessReader;
import dev.plumbline.dashboard.view.WeaknessesQuery;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The goals of the pledge since it was taken, and classes of weakness over a year.
@Path("/")
@Produces(MediaType.TEXT_HTML)
class PledgeResource {
    private final Shells shells;
    private final Pages pages;
    private final Access access;
    private final PledgeReader pledge;
    private final WeaknessReader weaknesses;

    PledgeResource(
            Shells shells,
            Pages pages,
            Access access,
            PledgeReader pledge,
            WeaknessReader weaknesses) {
        this.shells = shells;
        this.pages = pages;
        this.access = access;
        this.pledge = pledge;
        this.weaknesses = weaknesses;
    }

    @GET
    @Path("pledge")
    @PermissionsAllowed(Permissions.READ)
    public Uni<TemplateInstance> pledge(
            @RestQuery @Nullable String unit, @RestQuery @Nullable String team) {
        return shells.around("organisation")
                .chain(
                        shell ->
                                pledge.page(
                                                access.viewer(),
                                                Typed.text(unit),
                                                Typed.text(team),
                                                pages.now())
                                        .map(page -> Templates.pledge(shell, pages.words(), page)));
    }

    @GET
    @Path("weaknesses")
    @PermissionsAllowed(Permissions.READ)
    public Uni<Response> weaknesses(
            @RestQuery @Nullable String unit,
            @RestQuery @Nullable String team,
            @RestQuery @Nullable String product,
            @RestQuery @Nullable String source,
            @RestQuery @Nullable String weakness) {
        WeaknessesQuery query =
                new WeaknessesQuery(
                        Typed.text(unit),
                        Typed.text(team),
                        Typed.text(product),
                        Typed.choice(source, WeaknessesQuery.Source.ALL),
                        Typed.text(weakness));
        return shells.around("organisation")
                .chain(
                        shell ->
                                weaknesses
                                        .page(access.viewer(), query, pages.now())
                                        .map(
                                                found ->
                                                        found.map(
                                                                        page ->
                                                                                Templates
                                                                                        .weaknesses(
                                                                                                shell,
                                                                                                pages
                                                                                                        .words(),
                                                                                                page))
                                                                .map(Pages::ok)
                                                                .orElseGet(Pages::notFound)));
    }
}
