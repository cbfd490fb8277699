package dev.plumbline.dashboard.web;

import static dev.plumbline.dashboard.RoadForTests.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.dashboard.ScoringForTests;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Questions about a score: what a page makes of the answers, and of none.
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(ScoringForTests.class)
class QuestionsIT {
    @Inject RoadForTests road;

    private final String key = "q-" + UUID.randomUUID();
    private final Tokens auditor = Tokens.person("mira").withRoles("auditor");

    @Test
    void shouldOfferWhatCanBeDone() {
        // Given
        road.makeProduct(key);

        // Then
        page().get("/products/" + key + "/what-if")
                .then()
                .statusCode(200)
                .body(
                        containsString("Release 3.x with jquery 3.5.0"),
                        containsString("value=\"abc\""),
                        not(containsString("checked")),
                        containsString("lifts the cap"));
    }

    @Test
    void shouldShowWhatTheChosenAreWorthAndWhatMakesTheDifference() {
        // Given
        road.makeProduct(key);

        // Then
        page().get("/products/" + key + "/what-if?action=abc")
                .then()
                .statusCode(200)
                .body(
                        containsString("With 1 thing done"),
                        containsString("checked"),
                        containsString("61.3"),
                        containsString("No longer held back by <b class=\"good\">KEV overdue</b>"),
                        containsString("/measures/kev-fix-on-time"),
                        containsString("caps"));
    }

    @Test
    void shouldGiveOnlyWhatMovesToHtmx() {
        // Given
        road.makeProduct(key);

        // Then
        page().header("HX-Target", "content")
                .get("/products/" + key + "/what-if?action=abc")
                .then()
                .statusCode(200)
                .body(containsString("id=\"content\""), not(containsString("<html")));
    }

    @Test
    void shouldTakeTwoDaysApart() {
        // Given
        road.makeProduct(key);

        // Then
        page().get("/products/" + key + "/difference?from=2026-11-01")
                .then()
                .statusCode(200)
                .body(
                        containsString("KEV fixed by the day"),
                        containsString("value=\"2026-11-01\""),
                        containsString("After, held back by KEV overdue"),
                        containsString("A new catalogue: core 1.0 → core 1.0+acme"));
        page().get("/products/" + key + "/difference?with=hidden")
                .then()
                .statusCode(200)
                .body(containsString("There is no such product"));
    }

    @Test
    void shouldShowTheSameEvidenceByTwoCatalogues() {
        // Given
        road.makeProduct(key);

        // Then
        page().get("/products/" + key + "/methods")
                .then()
                .statusCode(200)
                .body(
                        containsString("By core 1.0: 60.0"),
                        containsString("value=\"full/1.0/bbbbbbbbbb\""));
        page().queryParam("with", "full/1.0/bbbbbbbbbb")
                .get("/products/" + key + "/methods")
                .then()
                .statusCode(200)
                .body(
                        containsString("value=\"full/1.0/bbbbbbbbbb\" selected"),
                        containsString("cap 60 · KEV overdue"),
                        containsString("Not rated yet"),
                        containsString("0.91"),
                        containsString("1 open → 2 known exploited vulnerabilities, 2 open"));
        page().queryParam("with", "none")
                .get("/products/" + key + "/methods")
                .then()
                .statusCode(200)
                .body(containsString("There is no such catalogue"));
        as(auditor)
                .get("/api/v1/products/" + key + "/methods?catalogue=full")
                .then()
                .statusCode(200)
                .body("other.catalogue.id", equalTo("full"))
                .body("measures[0].counts.share", equalTo(0.25f));
    }

    @Test
    void shouldNameWhatMatchingCouldNotDecide() {
        // Given
        road.makeProduct(key);

        // Then
        page().get("/products/" + key + "/undecided")
                .then()
                .statusCode(200)
                .body(
                        containsString("501 advisories of 1 component, of 1,204 in all"),
                        containsString("GHSA-1"),
                        containsString("4.9.2, 4.9.3"),
                        containsString("500 more are not listed"));
        as(auditor)
                .get("/api/v1/products/" + key + "/undecided")
                .then()
                .statusCode(200)
                .body("rows[0].text", equalTo("current-build"));
    }

    @Test
    void shouldAnswerTheSameAsJson() {
        // Given
        road.makeProduct(key);

        // Then
        as(auditor)
                .get("/api/v1/products/" + key + "/what-if?action=abc")
                .then()
                .statusCode(200)
                .body("after.overall", equalTo(61.26f))
                .body("offers[0].gainLater", equalTo(35.5f));
        as(auditor)
                .get("/api/v1/products/" + key + "/difference?from=2026-11-01T00:00:00Z")
                .then()
                .statusCode(200)
                .body("principles[0].measures[0].byConduct", equalTo(-1.25f));
        for (String wrong : List.of("yesterday", "%2B300000-01-01T00:00:00Z")) {
            as(auditor)
                    .urlEncodingEnabled(false)
                    .get("/api/v1/products/" + key + "/difference?from=" + wrong)
                    .then()
                    .statusCode(422)
                    .body("errors.from", containsString("instant"));
        }
    }

    @Test
    void shouldSayThatTheOtherServiceFailed() {
        // Given
        String silent = ScoringForTests.SILENT + "-" + key;
        road.makeProduct(silent);

        // Then
        page().get("/products/" + silent + "/what-if")
                .then()
                .statusCode(502)
                .body(containsString("Not available right now"));
        as(auditor)
                .get("/api/v1/products/" + silent + "/what-if")
                .then()
                .statusCode(502)
                .body("type", equalTo("urn:plumbline:problem:gateway"));
    }

    @Test
    void shouldNotAskAboutWhatTheViewerMayNotSee() {
        // Given
        road.makeProduct(key);

        // Then
        given().auth()
                .oauth2(
                        Tokens.person("eric")
                                .withRoles("engineer")
                                .inGroups("/units/x/teams/x")
                                .issue())
                .accept("text/html")
                .get("/products/" + key + "/what-if")
                .then()
                .statusCode(404);
    }

    private RequestSpecification page() {
        return given().auth().oauth2(auditor.issue()).accept("text/html");
    }
}
