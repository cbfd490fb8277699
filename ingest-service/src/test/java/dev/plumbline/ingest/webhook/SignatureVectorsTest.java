package dev.plumbline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.ingest.source.Corpus;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The signature vectors of Standard Webhooks in the shared corpus, where that is there.
class SignatureVectorsTest {
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);

    @Test
    void shouldAgreeWithEveryVector() throws Exception {
        int vectors = 0;
        for (var file : Corpus.below("hooks/standard-webhooks")) {
            for (JsonNode vector : new ObjectMapper().readTree(file.bytes()).path("cases")) {
                vectors++;
                assertThat(holds(vector))
                        .as(vector.path("name").asText())
                        .isEqualTo(vector.path("valid").asBoolean());
            }
        }
        System.out.println("Standard Webhooks: " + vectors + " vectors, unexpected 0");
    }

    private static boolean holds(JsonNode vector) throws Exception {
        Map<String, String> headers = new HashMap<>();
        vector.fields()
                .forEachRemaining(
                        field -> {
                            if (field.getKey().startsWith("webhook-")) {
                                headers.put(field.getKey(), field.getValue().asText());
                            }
                        });
        Signature signature =
                Signature.of(
                        HookKind.STANDARD, headers, List.of(vector.path("secret").asText()), AT);
        if (signature == null) {
            return false;
        }
        byte[] payload = vector.path("payload").asText().getBytes(StandardCharsets.UTF_8);
        try (var in = signature.listeningTo(new ByteArrayInputStream(payload))) {
            in.readAllBytes();
        }
        return signature.holds();
    }
}
