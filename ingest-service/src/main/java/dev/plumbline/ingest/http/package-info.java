/// The door: documents, statements that are no documents, and raw bytes back to people.
///
/// Every endpoint names its roles; what names none is denied. Every answer that is no success is a
/// problem of RFC 9457 with a type of [dev.plumbline.ingest.http.ProblemType], whoever produced it.
/// Calls the use cases of `intake` and turns outcomes into status codes; decides nothing itself.
@NullMarked
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Plumbline ingest",
                        version = "v1",
                        description =
                                "Takes in documents, releases, gate results, facts and retractions."),
        components =
                @Components(schemas = @Schema(name = "Problem", implementation = Problem.class)))
package dev.plumbline.ingest.http;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.NullMarked;
