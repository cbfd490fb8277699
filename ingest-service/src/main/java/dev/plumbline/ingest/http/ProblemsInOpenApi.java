package dev.plumbline.ingest.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Says in the OpenAPI document that each answer which is no success is a problem, so that no
/// resource has to repeat it.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ProblemsInOpenApi implements OASFilter {
    private static final List<String> NO_SUCCESS = List.of("4", "5");

    @Override
    public Operation filterOperation(Operation operation) {
        Map<String, APIResponse> answers = operation.getResponses().getAPIResponses();
        answers.forEach(
                (code, answer) -> {
                    if (NO_SUCCESS.contains(code.substring(0, 1)) && answer.getContent() == null) {
                        answer.setContent(
                                OASFactory.createContent()
                                        .addMediaType(
                                                Problem.MEDIA_TYPE,
                                                OASFactory.createMediaType()
                                                        .schema(
                                                                OASFactory.createSchema()
                                                                        .ref("Problem"))));
                    }
                });
        return operation;
    }
}
