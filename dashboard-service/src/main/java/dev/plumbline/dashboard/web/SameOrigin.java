package dev.plumbline.dashboard.web;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Takes what changes something only from our own pages, where the browser signs in by cookie.
///
/// Every browser in use sends `Sec-Fetch-Site`, or at least `Origin`, with a form; a page elsewhere
/// can't forge either. A request that carries its own `Authorization` can't be made by somebody
/// else's page and passes. The session cookie is `SameSite=Lax` besides.
final class SameOrigin {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    @ServerRequestFilter
    @Nullable Response refuse(HttpServerRequest request) {
        return allows(
                        request.method().name(),
                        request.getHeader("Authorization"),
                        request.getHeader("Sec-Fetch-Site"),
                        request.getHeader("Origin"),
                        request.authority() == null ? null : request.authority().toString())
                ? null
                : Response.status(Response.Status.FORBIDDEN).build();
    }

    static boolean allows(
            String method,
            @Nullable String authorization,
            @Nullable String fetchSite,
            @Nullable String origin,
            @Nullable String authority) {
        if (SAFE.contains(method) || authorization != null) {
            return true;
        }
        if (fetchSite != null) {
            return fetchSite.equals("same-origin");
        }
        if (origin == null || authority == null) {
            return false;
        }
        try {
            return authority.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
