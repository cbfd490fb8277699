package dev.plumbline.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The answer to a document that was taken in.
///
/// @param status `accepted`, or `seen-before` with the id of the first
/// @param counts what was understood
/// @param progress where its way to the page can be followed
@JsonInclude(JsonInclude.Include.NON_NULL)
record AcceptedBody(
        UUID id,
        @Schema(examples = "accepted") String status,
        @Schema(examples = "atlas-portal") @Nullable String product,
        @Schema(examples = "4.2.0") @Nullable String release,
        @Schema(examples = "CycloneDX 1.6 JSON") @Nullable String format,
        @Schema(examples = "syft 1.18.0") @Nullable String tool,
        Map<String, Long> counts,
        @Schema(
                        examples =
                                "http://localhost:8080/api/v1/submissions/019aaf3e-0000-7000-8000-000000000000")
                String progress) {}
