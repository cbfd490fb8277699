package dev.plumbline.dashboard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What went wrong, as RFC 9457 says it.
///
/// @param errors field → what to mend
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        Map<String, String> errors) {
    static final String MEDIA_TYPE = "application/problem+json";

    Problem {
        errors = Map.copyOf(errors);
    }

    static Problem of(ProblemType type, @Nullable String detail) {
        return new Problem(type.uri(), type.title(), type.status(), detail, Map.of());
    }

    static Problem of(Map<String, String> errors) {
        ProblemType type = ProblemType.INVALID;
        String detail = errors.get("");
        return new Problem(type.uri(), type.title(), type.status(), detail, errors);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
