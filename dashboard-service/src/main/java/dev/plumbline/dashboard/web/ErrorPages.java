package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.view.ErrorPage;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// A refusal that has no words yet becomes a page, where a browser asked for one.
final class ErrorPages {
    /// before [PageHeaders], which must see what came of it
    private static final int EARLY = 6_000;

    private static final Annotation[] NONE = {};

    private final Shells shells;
    private final Pages pages;

    ErrorPages(Shells shells, Pages pages) {
        this.shells = shells;
        this.pages = pages;
    }

    @ServerResponseFilter(priority = EARLY)
    void explain(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() >= 400
                && !response.hasEntity()
                && !request.getUriInfo().getPath().startsWith("/api/")
                && asksForAPage(request)) {
            response.setEntity(
                    Templates.error(
                                    shells.plain(),
                                    pages.words(),
                                    ErrorPage.of(response.getStatus(), null))
                            .render(),
                    NONE,
                    MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
        }
    }

    private static boolean asksForAPage(ContainerRequestContext request) {
        return request.getAcceptableMediaTypes().stream()
                .anyMatch(type -> type.isCompatible(MediaType.TEXT_HTML_TYPE));
    }
}
