package dev.plumbline.ingest.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.plumbline.ingest.http.Problem.Violation;
import dev.plumbline.ingest.intake.Bodies.Crowded;
import dev.plumbline.ingest.intake.Bodies.TooSlow;
import dev.plumbline.outbox.TransientFailure;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns whatever the framework or the outside throws into a problem, without telling a client more
/// than it needs.
final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String RETRY_SECONDS = "5";

    @ServerExceptionMapper
    Response notAuthenticated(UnauthorizedException e) {
        return challenge("send a bearer token of the realm plumbline");
    }

    @ServerExceptionMapper
    Response tokenRefused(AuthenticationFailedException e) {
        return challenge(
                "the token is not valid: expired, of another realm or audience, or broken");
    }

    private static Response challenge(String detail) {
        return Problem.of(ProblemType.NOT_AUTHENTICATED, detail)
                .builder()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response notAllowed(ForbiddenException e) {
        return Problem.of(ProblemType.NOT_ALLOWED, "none of the token's roles allows this")
                .asResponse();
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e) {
        List<Violation> violations =
                e.getConstraintViolations().stream()
                        .map(
                                v ->
                                        new Violation(
                                                field(v.getPropertyPath().toString()),
                                                v.getMessage()))
                        .sorted((a, b) -> a.field().compareTo(b.field()))
                        .toList();
        String detail =
                violations.stream()
                        .map(v -> v.field() + " " + v.message())
                        .collect(Collectors.joining("; "));
        return Problem.of(ProblemType.INVALID_REQUEST, detail).violating(violations).asResponse();
    }

    /// The path without the method and the parameter: `publish.body.artefacts[0].sha256` →
    /// `artefacts[0].sha256`.
    private static String field(String path) {
        String[] steps = path.split("\\.", 3);
        return steps.length < 2 ? path : steps[steps.length - 1];
    }

    /// Named apart because the framework has a mapper of its own for it.
    @ServerExceptionMapper
    Response otherJson(MismatchedInputException e) {
        return brokenJson(e);
    }

    @ServerExceptionMapper
    Response brokenJson(JacksonException e) {
        JsonLocation at = e.getLocation();
        String where =
                e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                        ? " at "
                                + mapping.getPath().stream()
                                        .map(ProblemMappers::step)
                                        .collect(Collectors.joining("."))
                        : "";
        Problem problem =
                Problem.of(
                        ProblemType.INVALID_REQUEST,
                        "the body is not the JSON that is asked for" + where);
        return (at == null ? problem : problem.at(at.getLineNr(), at.getColumnNr())).asResponse();
    }

    private static String step(JsonMappingException.Reference reference) {
        return reference.getFieldName() != null
                ? reference.getFieldName()
                : String.valueOf(reference.getIndex());
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException e) {
        if (e.getCause() instanceof JacksonException broken) {
            return brokenJson(broken);
        }
        int status = e.getResponse().getStatus();
        ProblemType type = ProblemType.of(status);
        return Problem.of(type, type.title()).asResponse();
    }

    @ServerExceptionMapper
    Response away(TransientFailure e) {
        return problem(e).builder().header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build();
    }

    @ServerExceptionMapper
    Response crowded(Crowded e) {
        return Problem.of(
                        ProblemType.NOT_AVAILABLE,
                        "as many bodies are read at the moment as may be: come back soon")
                .builder()
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response slow(TooSlow e) {
        return Problem.of(ProblemType.TOO_SLOW, e.detail()).asResponse();
    }

    @ServerExceptionMapper
    Response carried(ProblemFailure e) {
        return e.problem().asResponse();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        return problem(e).asResponse();
    }

    /// What a client is told of a failure; the log has the rest.
    static Problem problem(Throwable failure) {
        if (failure instanceof TransientFailure) {
            LOG.warnf(
                    "Answered 503: %s. The database may be away; clients are told to come back.",
                    failure.getMessage());
            return Problem.of(
                    ProblemType.NOT_AVAILABLE, "a part of the service is away for the moment");
        }
        UUID incident = UUID.randomUUID();
        LOG.errorf(failure, "Unexpected failure, told to the client as incident %s", incident);
        return Problem.of(
                ProblemType.INTERNAL, "incident " + incident + " is in the service's log");
    }
}
