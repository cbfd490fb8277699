package dev.plumbline.ingest.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// No key, version or name holds a NUL, which the database can't either.
final class AddressFilter {

    @ServerRequestFilter(preMatching = true)
    Optional<Response> refuseNul(HttpServerRequest request) {
        return request.uri().contains("%00")
                ? Optional.of(
                        Problem.of(ProblemType.NOT_FOUND, "an address can't hold a NUL")
                                .asResponse())
                : Optional.empty();
    }
}
