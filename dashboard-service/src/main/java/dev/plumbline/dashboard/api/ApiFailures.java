package dev.plumbline.dashboard.api;

import dev.plumbline.dashboard.ask.NoAnswer;
import dev.plumbline.outbox.TransientFailure;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Makes a problem of whatever goes wrong, without telling strangers about our inside.
final class ApiFailures {
    private static final Logger LOG = Logger.getLogger(ApiFailures.class);
    private static final Annotation[] NONE = {};

    /// The framework's own refusals (wrong method, not allowed, no such address) come without a
    /// body.
    @ServerResponseFilter
    void explain(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() >= 400
                && !response.hasEntity()
                && concerns(request.getUriInfo())) {
            response.setEntity(
                    Problem.of(ProblemType.ofStatus(response.getStatus()), null),
                    NONE,
                    MediaType.valueOf(Problem.MEDIA_TYPE));
        }
    }

    @ServerExceptionMapper
    Response notNow(TransientFailure failure, UriInfo uri) {
        LOG.warnf("The request to %s can't be served now: %s", uri.getPath(), failure.getMessage());
        Response.ResponseBuilder response =
                concerns(uri)
                        ? Response.fromResponse(
                                Problem.of(ProblemType.UNAVAILABLE, "Try again in a moment.")
                                        .response())
                        : Response.status(Response.Status.SERVICE_UNAVAILABLE);
        return response.header("Retry-After", Math.max(1, failure.retryAfter().toSeconds()))
                .build();
    }

    @ServerExceptionMapper
    Response noAnswer(NoAnswer failure, UriInfo uri) {
        LOG.warnf("The request to %s has %s", uri.getPath(), failure.getMessage());
        return concerns(uri)
                ? Problem.of(ProblemType.GATEWAY, null).response()
                : Response.status(Response.Status.BAD_GATEWAY).build();
    }

    /// The framework's own answers stay as they are.
    @ServerExceptionMapper
    Response refused(WebApplicationException refusal) {
        return refusal.getResponse();
    }

    @ServerExceptionMapper
    Response failed(Throwable failure, UriInfo uri) {
        LOG.errorf(failure, "The request to %s failed.", uri.getPath());
        return concerns(uri)
                ? Problem.of(ProblemType.FAILED, "The failure is in the log.").response()
                : Response.serverError().build();
    }

    private static boolean concerns(UriInfo uri) {
        return uri.getPath().startsWith("/api/");
    }
}
