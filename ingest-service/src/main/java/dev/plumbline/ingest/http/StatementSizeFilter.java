package dev.plumbline.ingest.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Statements are read whole, unlike documents, so their size is bounded before they are read.
final class StatementSizeFilter {
    static final int MAX_BYTES = 1024 * 1024;

    @ServerRequestFilter(preMatching = true)
    Optional<Response> refuseLargeStatements(ContainerRequestContext request) {
        boolean statement = request.getUriInfo().getPath().startsWith("/api/v1/products/");
        return statement && request.getLength() > MAX_BYTES
                ? Optional.of(
                        Problem.of(
                                        ProblemType.TOO_LARGE,
                                        "a statement has at most " + MAX_BYTES + " bytes")
                                .asResponse())
                : Optional.empty();
    }
}
