package dev.plumbline.ingest.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Hangs up on a sender that was told that its body came too slowly: the rest is not waited for.
final class SlowBodyFilter {
    private final CurrentVertxRequest current;

    SlowBodyFilter(CurrentVertxRequest current) {
        this.current = current;
    }

    @ServerResponseFilter
    void hangUp(ContainerResponseContext response) {
        RoutingContext context = current.getCurrent();
        if (response.getStatus() == ProblemType.TOO_SLOW.status() && context != null) {
            HttpServerRequest request = context.request();
            context.addEndHandler(ended -> request.connection().close());
        }
    }
}
