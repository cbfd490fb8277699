package dev.plumbline.ingest.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of one of several documents: `submission` or `problem`, never both.
///
/// @param line of a bulk, counted from 1
/// @param part of an upload: which of its documents, counted from 1
/// @param name the file name of that part, or the name of its field
/// @param status as one document alone would have been answered
@JsonInclude(JsonInclude.Include.NON_NULL)
record Result(
        @Schema(examples = "1") @Nullable Long line,
        @Schema(examples = "1") @Nullable Integer part,
        @Schema(examples = "bom.json") @Nullable String name,
        @Schema(examples = "202") int status,
        @Nullable AcceptedBody submission,
        @Nullable Problem problem) {

    static Result of(int status, AcceptedBody submission) {
        return new Result(null, null, null, status, submission, null);
    }

    static Result of(Problem problem) {
        return new Result(null, null, null, problem.status(), null, problem);
    }

    Result ofLine(long number) {
        return new Result(number, null, null, status, submission, problem);
    }

    Result ofPart(int number, @Nullable String partName) {
        return new Result(null, number, partName, status, submission, problem);
    }

    @JsonIgnore
    boolean isTakenIn() {
        return submission != null;
    }

    Problem problemOrThrow() {
        if (problem == null) {
            throw new IllegalStateException("it was taken in");
        }
        return problem;
    }
}
