package dev.plumbline.dashboard.api;

import static dev.plumbline.dashboard.RoadForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.plumbline.dashboard.IngestForTests;
import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.dashboard.Scores;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Topics;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
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
@QuarkusTestResource(IngestForTests.class)
class DocumentIT {
    @Inject RoadForTests road;

    private final String key = "b-" + UUID.randomUUID();

    @Test
    void shouldPassTheBytesOnAsADownloadWithTheViewersToken() {
        // Given
        UUID submission = received(UUID.randomUUID());

        // When
        byte[] bytes =
                as(Tokens.person("mira").withRoles("auditor"))
                        .get("/api/v1/submissions/" + submission + "/document")
                        .then()
                        .statusCode(200)
                        .contentType("application/octet-stream")
                        .header("Content-Disposition", startsWith("attachment"))
                        .header("X-Content-Type-Options", equalTo("nosniff"))
                        .extract()
                        .asByteArray();

        // Then
        assertThat(bytes).hasSizeGreaterThan(IngestForTests.LENGTH);
        assertThat(new String(bytes, 0, 20, StandardCharsets.US_ASCII)).startsWith("Bearer ey");
    }

    @Test
    void shouldNotAskForWhatTheViewerMayNotSee() {
        // Given
        UUID submission = received(UUID.randomUUID());

        // When, Then
        as(Tokens.person("eric").withRoles("engineer").inGroups("/units/x/teams/x"))
                .get("/api/v1/submissions/" + submission + "/document")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void shouldSayThatTheOtherServiceFailed() {
        // Given
        UUID submission = received(UUID.fromString(IngestForTests.GONE));

        // When, Then
        as(Tokens.person("mira").withRoles("auditor"))
                .get("/api/v1/submissions/" + submission + "/document")
                .then()
                .statusCode(502)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:plumbline:problem:gateway"));
    }

    private UUID received(UUID submission) {
        road.makeProduct(key);
        road.say(
                Topics.PROGRESS,
                new Scores(key).step(submission, Step.RECEIVED, Scores.NOW, Map.of()));
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                road.count(
                                                "select count(*) from submission where id = ?",
                                                submission)
                                        == 1);
        return submission;
    }
}
