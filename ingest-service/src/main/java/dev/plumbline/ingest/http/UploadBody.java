package dev.plumbline.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of each document of an upload, in the order of its parts.
///
/// @param problem why documents after the last result were not looked at, if any were not
@JsonInclude(JsonInclude.Include.NON_NULL)
record UploadBody(List<Result> results, @Nullable Problem problem) {
    UploadBody {
        results = List.copyOf(results);
    }
}
