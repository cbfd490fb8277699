package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.access.Permissions;
import dev.plumbline.dashboard.store.SensitivityReader;
import dev.plumbline.dashboard.view.SensitivityPage;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// How sure the ranking of products is.
@Path("/sensitivity")
@Produces(MediaType.TEXT_HTML)
class SensitivityResource {
    private final Shells shells;
    private final Pages pages;
    private final Access access;
    private final SensitivityReader reader;

    SensitivityResource(Shells shells, Pages pages, Access access, SensitivityReader reader) {
        this.shells = shells;
        this.pages = pages;
        this.access = access;
        this.reader = reader;
    }

    /// @param sort `rank`, or `span` for those first whose rank is least sure
    @GET
    @PermissionsAllowed(Permissions.READ)
    public Uni<TemplateInstance> sensitivity(
            @RestQuery @Nullable String sort, @RestQuery @Nullable String from) {
        return shells.around("products")
                .chain(
                        shell ->
                                reader.page(access.viewer(), pages.now())
                                        .map(
                                                page ->
                                                        Templates.sensitivity(
                                                                shell,
                                                                pages.words(),
                                                                page,
                                                                page.part(
                                                                        Typed.choice(
                                                                                sort,
                                                                                SensitivityPage.Sort
                                                                                        .RANK),
                                                                        Objects.requireNonNullElse(
                                                                                Typed.number(from),
                                                                                0L)))));
    }
}
