package dev.plumbline.dashboard.api;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// No key, name or search holds a NUL, which the database can't either: nothing is found there.
final class AddressFilter {

    @ServerRequestFilter(preMatching = true)
    @Nullable Response refuseNul(HttpServerRequest request) {
        if (!request.uri().contains("%00")) {
            return null;
        }
        return request.uri().startsWith("/api/")
                ? Problem.of(ProblemType.UNKNOWN, null).response()
                : Response.status(Response.Status.NOT_FOUND).build();
    }
}
