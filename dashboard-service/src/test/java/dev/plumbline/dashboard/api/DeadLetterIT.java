package dev.plumbline.dashboard.api;

import static dev.plumbline.dashboard.RoadForTests.admin;
import static dev.plumbline.dashboard.RoadForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.events.CatalogChange.UnitSaved;
import dev.plumbline.events.Topics;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class DeadLetterIT {
    @Inject RoadForTests road;

    private final String key = "d-" + UUID.randomUUID();

    /// An event on a topic where it does not belong can't be applied.
    private Map<String, Object> letter() {
        road.say(Topics.PROGRESS, new UnitSaved(key, 1, false, "Lost"));
        await().atMost(Duration.ofSeconds(30)).until(() -> find() != null);
        return find();
    }

    private Map<String, Object> find() {
        JsonPath answer =
                admin().get("/api/v1/dead-letters").then().statusCode(200).extract().jsonPath();
        return answer.getMap("letters.find { it.key == 'unit/" + key + "' }");
    }

    private static String address(Map<String, Object> letter) {
        return letter.get("topic")
                + "/"
                + letter.get("partition")
                + "/"
                + letter.get("offset")
                + "/replay";
    }

    @Test
    void shouldShowWhatCouldNotBeAppliedAndWhy() {
        // When
        Map<String, Object> letter = letter();

        // Then
        assertThat(letter)
                .containsEntry("topic", "plumbline.progress.v1.dashboard.dlq")
                .containsEntry("source", Topics.PROGRESS)
                .containsEntry("consumer", "dashboard")
                .containsEntry("type", "dev.plumbline.unit.saved.v1");
        assertThat(letter.get("cause").toString()).contains("does not belong on");
        String page =
                admin().get("/admin/dead-letters").then().statusCode(200).extract().asString();
        assertThat(page.replace("<wbr>", "")).contains("unit/" + key, "does not belong on");
    }

    @Test
    void shouldSendALetterOnceMoreAsItWas() {
        // Given
        Map<String, Object> letter = letter();

        // When
        admin().post("/api/v1/dead-letters/" + address(letter)).then().statusCode(202);

        // Then
        var again = road.hear(Topics.PROGRESS, r -> ("unit/" + key).equals(r.key()), 2).getLast();
        assertThat(RoadForTests.read(again)).isEqualTo(new UnitSaved(key, 1, false, "Lost"));
        assertThat(again.headers()).noneMatch(h -> h.key().startsWith("dead-letter-"));
        assertThat(
                        admin().get("/api/v1/dead-letters")
                                .jsonPath()
                                .getString(
                                        "letters.find { it.key == 'unit/"
                                                + key
                                                + "' && it.offset == "
                                                + letter.get("offset")
                                                + " }.replayedBy"))
                .isEqualTo("ada");
    }

    @Test
    void shouldNotSendWhatIsNotThereOrNoDeadLetter() {
        admin().post("/api/v1/dead-letters/plumbline.progress.v1.dashboard.dlq/0/999999/replay")
                .then()
                .statusCode(404);
        admin().post("/api/v1/dead-letters/" + Topics.PROGRESS + "/0/0/replay")
                .then()
                .statusCode(404);
        admin().post("/admin/dead-letters/__consumer_offsets/0/0/replay").then().statusCode(404);
    }

    @Test
    void shouldLetNobodyElseNear() {
        as(Tokens.person("eve").withRoles("auditor", "engineer"))
                .get("/api/v1/dead-letters")
                .then()
                .statusCode(403)
                .body("status", equalTo(403));
    }
}
