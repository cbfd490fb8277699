package dev.plumbline.ingest.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Statements are read whole, unlike documents, so their size must be known and is bounded before
/// they are read.
final class StatementSizeFilter {
    static final int MAX_BYTES = 1024 * 1024;

    @ServerRequestFilter(preMatching = true)
    Optional<Response> refuseLargeStatements(ContainerRequestContext request) {
        if (!request.getUriInfo().getPath().startsWith("/api/v1/products/")) {
            return Optional.empty();
        }
        if (request.getMethod().equals("POST") && request.getLength() < 0) {
            return Optional.of(
                    Problem.of(
                                    ProblemType.LENGTH_REQUIRED,
                                    "a statement comes with its Content-Length, and not in chunks")
                            .asResponse());
        }
        return request.getLength() > MAX_BYTES
                ? Optional.of(
                        Problem.of(
                                        ProblemType.TOO_LARGE,
                                        "a statement has at most " + MAX_BYTES + " bytes")
                                .asResponse())
                : Optional.empty();
    }
}
