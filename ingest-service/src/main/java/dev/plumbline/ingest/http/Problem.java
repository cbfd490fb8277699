package dev.plumbline.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of an answer that is no success (RFC 9457).
///
/// @param line where a document can't be read, counted from 1
/// @param lookedFor the formats or encodings that are known, where another came
/// @param submission under which a refused document was kept
/// @param violations which fields are wrong, and how
@Schema(description = "A problem after RFC 9457")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        @Schema(examples = "urn:plumbline:problem:unreadable") String type,
        @Schema(examples = "The document can't be read") String title,
        @Schema(examples = "422") int status,
        @Schema(examples = "bomFormat is missing: this is no CycloneDX document") String detail,
        @Nullable Integer line,
        @Nullable Integer column,
        @Nullable List<String> lookedFor,
        @Nullable UUID submission,
        @Nullable List<Violation> violations) {

    static final String MEDIA_TYPE = "application/problem+json";

    /// @param field path of the field, such as `artefacts[0].sha256`
    record Violation(String field, String message) {}

    static Problem of(ProblemType type, String detail) {
        return new Problem(
                type.uri(), type.title(), type.status(), detail, null, null, null, null, null);
    }

    static Problem of(Rejected rejected) {
        return of(ProblemType.of(rejected.why()), rejected.detail())
                .at(rejected.line(), rejected.column())
                .keptAs(rejected.submission());
    }

    Problem at(int lineNumber, int columnNumber) {
        return lineNumber <= 0
                ? this
                : new Problem(
                        type,
                        title,
                        status,
                        detail,
                        lineNumber,
                        columnNumber,
                        lookedFor,
                        submission,
                        violations);
    }

    Problem keptAs(@Nullable UUID id) {
        return new Problem(type, title, status, detail, line, column, lookedFor, id, violations);
    }

    Problem lookingFor(List<String> known) {
        return new Problem(
                type, title, status, detail, line, column, known, submission, violations);
    }

    Problem violating(List<Violation> wrong) {
        return new Problem(type, title, status, detail, line, column, lookedFor, submission, wrong);
    }

    Response asResponse() {
        return builder().build();
    }

    Response.ResponseBuilder builder() {
        return Response.status(status).type(MediaType.valueOf(MEDIA_TYPE)).entity(this);
    }
}
