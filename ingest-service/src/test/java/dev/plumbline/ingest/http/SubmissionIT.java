package dev.plumbline.ingest.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Topic;
import dev.plumbline.test.identity.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SubmissionIT {
    private static final String BILL =
            """
            {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,
             "metadata":{"tools":{"components":[{"type":"application","name":"syft","version":"1.18.0"}]}},
             "components":[{"type":"library","name":"jquery","version":"3.4.1","purl":"pkg:npm/jquery@3.4.1"}]}
            """;

    @Test
    void shouldTurnASbomIntoEvidenceOnTheTopic() {
        // Given
        Catalog.product("slice");

        // When
        String id =
                given().auth()
                        .oauth2(Tokens.client("plumbline-ci").withRoles("ingest").issue())
                        .queryParam("product", "slice")
                        .queryParam("release", "1.0.0")
                        .body(BILL.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .when()
                        .post("/api/v1/submissions")
                        .then()
                        .statusCode(202)
                        .body("status", equalTo("accepted"))
                        .body("format", equalTo("CycloneDX 1.6 JSON"))
                        .body("tool", equalTo("syft 1.18.0"))
                        .body("counts.components", equalTo(1))
                        .header("Location", startsWith("http://localhost:8080/api/v1/submissions/"))
                        .extract()
                        .path("id");

        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            var events = Topic.about(Topics.EVIDENCE, UUID.fromString(id));
                            assertThat(events).hasSize(1);
                            assertThat(events.getFirst().key()).isEqualTo("slice");
                            InventoryObserved inventory =
                                    (InventoryObserved) events.getFirst().event();
                            assertThat(inventory.components())
                                    .extracting("purl")
                                    .containsExactly("pkg:npm/jquery@3.4.1");
                            assertThat(inventory.provenance().trust()).isEqualTo(0.9);
                        });
    }
}
