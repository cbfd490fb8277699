package dev.plumbline.dashboard.web;

import static dev.plumbline.dashboard.RoadForTests.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.dashboard.Scores;
import dev.plumbline.events.Topics;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class PagesIT {
    @Inject RoadForTests road;

    @TestHTTPResource URI address;

    private final String key = "p-" + UUID.randomUUID();

    @Test
    void shouldMakeUnitTeamProductAndLineByForms() {
        // When
        form("key", key, "name", "Commerce & <more>")
                .post("/admin/units/new")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/admin"));
        form("key", key, "name", "Portal team", "unit", key)
                .post("/admin/teams/new")
                .then()
                .statusCode(303);
        form("key", key, "name", "Portal", "team", key, "criticality", "3", "description", "")
                .post("/products/new")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/products/" + key));
        form("key", "4.x", "note", "")
                .post("/products/" + key + "/lines/new")
                .then()
                .statusCode(303);

        // Then
        page("admin")
                .get("/admin")
                .then()
                .statusCode(200)
                .body(containsString("Commerce &amp; &lt;more&gt;"));
        page("admin")
                .get("/products/" + key + "/edit")
                .then()
                .statusCode(200)
                .body(containsString("value=\"Portal\""), containsString("value=\"3\" selected"));
        page("admin")
                .get("/products/" + key + "/lines/4.x/edit")
                .then()
                .statusCode(200)
                .body(containsString("Edit line 4.x"));
    }

    @Test
    void shouldSayBesideTheFieldWhatIsWrongAndKeepWhatWasTyped() {
        form("key", "Not A Key", "name", "Kept as typed")
                .post("/admin/units/new")
                .then()
                .statusCode(422)
                .body(
                        containsString("Key must begin with"),
                        containsString("value=\"Kept as typed\""),
                        containsString("aria-invalid=\"true\""));
    }

    @Test
    void shouldNotOverwriteWhatExistsWithANewForm() {
        // Given
        road.makeProduct(key);

        // When
        form("key", key, "name", "Other", "team", key, "criticality", "1")
                .post("/products/new")
                .then()
                .statusCode(422)
                .body(containsString("Key is taken already"));

        // Then
        page("admin")
                .get("/products/" + key + "/edit")
                .then()
                .body(containsString("Product " + key));
    }

    @Test
    void shouldShowTheNewestToWhoeverSavesAnOldForm() {
        // Given
        road.makeProduct(key);
        form("key", key, "name", "First", "team", key, "criticality", "2", "revision", "1")
                .post("/products/" + key + "/edit")
                .then()
                .statusCode(303);

        // When
        form("key", key, "name", "Second", "team", key, "criticality", "2", "revision", "1")
                .post("/products/" + key + "/edit")
                .then()
                // Then
                .statusCode(422)
                .body(
                        containsString("Somebody changed it meanwhile"),
                        containsString("value=\"First\""));
    }

    @Test
    void shouldArchiveAProductAndBringItBack() {
        // Given
        road.makeProduct(key);

        // When
        form().post("/products/" + key + "/archive").then().statusCode(303);

        // Then
        page("admin").get("/products/" + key + "/edit").then().body(containsString("/restore\""));
        form().post("/products/" + key + "/restore").then().statusCode(303);
        page("admin").get("/products/" + key + "/edit").then().body(containsString("/archive\""));
    }

    @Test
    void shouldSayWhatStandsInTheWayOfArchiving() {
        // Given
        road.makeProduct(key);

        // When
        form().post("/admin/units/" + key + "/archive")
                .then()
                .statusCode(422)
                .body(containsString("still holds what is active: " + key));
    }

    @Test
    void shouldAnswerARefusalWithAPage() {
        page("executive")
                .get("/admin")
                .then()
                .statusCode(403)
                .contentType("text/html")
                .body(containsString("This is not yours to do"));
        page("admin")
                .get("/admin/units/nowhere-" + key)
                .then()
                .statusCode(404)
                .contentType("text/html")
                .body(containsString("There is nothing here for you"));
        page("admin")
                .get("/no/such/page")
                .then()
                .statusCode(404)
                .contentType("text/html")
                .body(containsString("There is nothing here for you"));
    }

    @Test
    void shouldTellTheBrowserHowLittleAPageMayDo() {
        page("executive")
                .get("/help/scoring")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", equalTo(PageHeaders.POLICY))
                .header("Cache-Control", containsString("private"))
                .body(containsString("id=\"kev-fix-on-time\""), not(containsString(" style=")));
    }

    @Test
    void shouldServeEverythingAPageNamesFromHere() {
        // Given
        String html = page("executive").get("/help/scoring").asString();
        List<String> named =
                java.util.regex.Pattern.compile(
                                "(?:src|href)=\"(/(?:app|webjars|_static)/[^\"]+)\"")
                        .matcher(html)
                        .results()
                        .map(match -> match.group(1))
                        .toList();

        // Then
        assertThat(named)
                .hasSize(7)
                .allSatisfy(
                        path -> given().urlEncodingEnabled(false).get(path).then().statusCode(200));
    }

    @Test
    void shouldSaySoAfterSigningOut() {
        given().accept("text/html")
                .get("/signed-out")
                .then()
                .statusCode(200)
                .body(allOf(containsString("You are signed out"), not(containsString("/logout"))));
    }

    @Test
    void shouldTellAnOpenPageThatItsProductChanged() throws Exception {
        // Given
        road.makeProduct(key);
        List<String> heard = new CopyOnWriteArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> stream =
                    client.send(
                            HttpRequest.newBuilder(address.resolve("/live?product=" + key))
                                    .header(
                                            "Authorization",
                                            "Bearer "
                                                    + Tokens.person("eve")
                                                            .withRoles("executive")
                                                            .issue())
                                    .header("Accept", "text/event-stream")
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            Thread reader =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            new java.io.BufferedReader(
                                                            new java.io.InputStreamReader(
                                                                    stream.body(),
                                                                    StandardCharsets.UTF_8))
                                                    .lines()
                                                    .forEach(heard::add));
            await().untilAsserted(() -> assertThat(heard).anyMatch(line -> line.startsWith(":")));

            // When
            road.say(Topics.SCORE, new Scores(key).score(1, Scores.daysAgo(0), 61.4));

            // Then
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(heard).contains("event:changed"));
            stream.body().close();
            reader.join(Duration.ofSeconds(5));
        }
    }

    @Test
    void shouldLetNobodyListenWithoutSigningIn() {
        given().redirects().follow(false).get("/live").then().statusCode(not(equalTo(200)));
    }

    private static RequestSpecification page(String role) {
        return given().auth()
                .oauth2(Tokens.person("pat").withRoles(role).issue())
                .accept("text/html")
                .redirects()
                .follow(false);
    }

    private static RequestSpecification form(String... fields) {
        RequestSpecification request =
                as(Tokens.person("ada").withRoles("admin"))
                        .contentType("application/x-www-form-urlencoded; charset=utf-8")
                        .accept("text/html");
        for (int i = 0; i < fields.length; i += 2) {
            request.formParam(fields[i], fields[i + 1]);
        }
        return request;
    }
}
