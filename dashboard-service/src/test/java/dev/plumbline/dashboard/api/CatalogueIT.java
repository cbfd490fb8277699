package dev.plumbline.dashboard.api;

import static dev.plumbline.dashboard.RoadForTests.admin;
import static dev.plumbline.dashboard.RoadForTests.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.events.CatalogChange.ProductSaved;
import dev.plumbline.events.Topics;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class CatalogueIT {
    @Inject RoadForTests road;

    private final String key = "p-" + UUID.randomUUID();

    @Test
    void shouldTellTheCatalogueTopicOfANewProduct() {
        // Given
        road.makeTeam(key, key);

        // When
        admin().body(
                        Map.of(
                                "key",
                                key,
                                "name",
                                "Portal",
                                "team",
                                key,
                                "criticality",
                                3,
                                "description",
                                "Door"))
                .post("/api/v1/products")
                .then()
                .statusCode(201)
                .header("Location", endsWith("/api/v1/products/" + key))
                .body("revision", equalTo(1));

        // Then
        assertThat(
                        road.hear(Topics.CATALOG, r -> r.key().equals("product/" + key), 1).stream()
                                .map(RoadForTests::read))
                .containsExactly(new ProductSaved(key, 1, false, "Portal", key, 3, "Door"));
    }

    @Test
    void shouldSayNothingWhenTheSameIsSavedAgain() {
        // Given
        road.makeProduct(key);
        Map<String, Object> same = Map.of("name", "Product " + key, "team", key, "criticality", 2);

        // When
        admin().body(same)
                .put("/api/v1/products/" + key)
                .then()
                .statusCode(200)
                .body("revision", equalTo(1));
        admin().body(Map.of("name", "Other", "team", key, "criticality", 2))
                .put("/api/v1/products/" + key)
                .then()
                .statusCode(200)
                .body("revision", equalTo(2));

        // Then
        assertThat(road.hear(Topics.CATALOG, r -> r.key().equals("product/" + key), 2))
                .extracting(r -> ((ProductSaved) RoadForTests.read(r)).revision())
                .containsExactly(1L, 2L);
    }

    @Test
    void shouldRefuseWhoeverWasOvertaken() {
        // Given
        road.makeProduct(key);
        admin().body(Map.of("name", "Second", "team", key, "criticality", 2))
                .put("/api/v1/products/" + key);

        // When, Then
        admin().body(Map.of("name", "Late", "team", key, "criticality", 2, "revision", 1))
                .put("/api/v1/products/" + key)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:plumbline:problem:conflict"))
                .body("detail", containsString("revision 2"));
    }

    @Test
    void shouldNameAllMistakesAtOnce() {
        admin().body(Map.of("key", "No Good", "criticality", 9))
                .post("/api/v1/products")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors", hasKey("key"))
                .body("errors", hasKey("name"))
                .body("errors", hasKey("team"))
                .body("errors", hasKey("criticality"));
    }

    @Test
    void shouldArchiveAProductAndBringItBack() {
        // Given
        road.makeProduct(key);

        // When, Then
        admin().post("/api/v1/products/" + key + "/archive")
                .then()
                .statusCode(200)
                .body("archived", equalTo(true));
        admin().post("/api/v1/products/" + key + "/archive")
                .then()
                .statusCode(200)
                .body("revision", equalTo(2));
        admin().post("/api/v1/products/" + key + "/restore")
                .then()
                .statusCode(200)
                .body("archived", equalTo(false));
    }

    @Test
    void shouldNotArchiveATeamThatHoldsAnActiveProduct() {
        // Given
        road.makeProduct(key);

        // When, Then
        admin().post("/api/v1/teams/" + key + "/archive")
                .then()
                .statusCode(422)
                .body("detail", containsString(key));
    }

    @Test
    void shouldLetTheBackfillAccountKeepTheCatalogueAndNobodyElse() {
        // Given
        Map<String, Object> unit = Map.of("key", key, "name", "Unit");

        // When, Then
        as(Tokens.client("plumbline-backfill").withRoles("backfill", "ingest"))
                .body(unit)
                .post("/api/v1/units")
                .then()
                .statusCode(201);
        as(Tokens.person("erin").withRoles("engineer"))
                .body(unit)
                .post("/api/v1/units")
                .then()
                .statusCode(403);
        as(Tokens.client("plumbline-ci").withRoles("ingest"))
                .body(unit)
                .post("/api/v1/units")
                .then()
                .statusCode(403);
        given().contentType("application/json")
                .body(unit)
                .post("/api/v1/units")
                .then()
                .statusCode(401);
    }
}
