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
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ProgressReported.Step;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void shouldSayHowLongTheOldSecretOfAWebhookIsAccepted() {
        // Given
        String hook = key.length() > 60 ? key.substring(0, 60) : key;
        form("key", hook, "kind", "github", "state", "on", "world", "yes", "targets", "")
                .post("/admin/hooks/new")
                .then()
                .statusCode(200)
                .body(containsString("This is shown once"), not(containsString("The old one")));

        // Then
        form().post("/admin/hooks/" + hook + "/secret")
                .then()
                .statusCode(200)
                .body(containsString("The old one is accepted until"));
        page("admin")
                .get("/admin/connections")
                .then()
                .body(containsString("<summary aria-label=\"New secret for " + hook + "\""));
        page("admin")
                .get("/admin/hooks/" + hook)
                .then()
                .body(containsString("it can&#39;t be changed."), containsString(" readonly "));
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
                Pattern.compile("(?:src|href)=\"(/(?:app|webjars|_static)/[^\"]+)\"")
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
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream stream = live(client, Instant.now().toString(), heard)) {
            await().untilAsserted(() -> assertThat(heard).anyMatch(line -> line.startsWith(":")));

            // When
            road.say(Topics.SCORE, new Scores(key).score(1, Scores.daysAgo(0), 61.4));

            // Then
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(heard).contains("event:changed"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T00:00:00Z", "yesterday", ""})
    void shouldTellAPageAtOnceThatItMayHaveMissedSomething(String rendered) throws Exception {
        // Given
        road.makeProduct(key);
        List<String> heard = new CopyOnWriteArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient();

                // When
                InputStream stream = live(client, rendered, heard)) {

            // Then
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(heard).contains("event:changed"));
        }
    }

    private InputStream live(HttpClient client, String rendered, List<String> heard)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> stream =
                client.send(
                        HttpRequest.newBuilder(
                                        address.resolve(
                                                "/live?product=" + key + "&since=" + rendered))
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
        Thread.ofVirtual()
                .start(
                        () ->
                                new BufferedReader(
                                                new InputStreamReader(
                                                        stream.body(), StandardCharsets.UTF_8))
                                        .lines()
                                        .forEach(heard::add));
        return stream.body();
    }

    @Test
    void shouldLeadFromTheOrganisationToTheEvidence() {
        // Given
        scored();
        var owed = new Scores(key).owed("CVE-2020-11023", Scores.daysAgo(6), null);
        road.say(Topics.OBLIGATION, owed);

        // Then
        shows("/", "/products?unit=" + key);
        shows("/products?unit=" + key, "Product " + key);
        shows("/products?q=" + key, "61.4", "1 product");
        shows("/products/" + key, "61.4", "KEV lists it", "−3.00");
        shows("/products/" + key + "/changes", "−3", "exact parts");
        shows(
                "/products/" + key + "/obligations/" + owed.id(),
                "6 days late",
                "jquery 3.4.1 in range &lt;3.5.0");
        for (String path :
                List.of(
                        "/",
                        "/products",
                        "/products/" + key,
                        "/products/" + key + "/changes",
                        "/products/" + key + "/obligations/" + owed.id(),
                        "/submissions",
                        "/approvals")) {
            page("analyst")
                    .get(path)
                    .then()
                    .statusCode(200)
                    .header("Content-Security-Policy", equalTo(PageHeaders.POLICY))
                    .header("Cache-Control", containsString("private"));
        }
    }

    @Test
    void shouldFindNothingAtAnAddressWithANul() {
        for (String path :
                List.of("/products?q=%00", "/products/%00", "/submissions?product=%00")) {
            page("executive").urlEncodingEnabled(false).get(path).then().statusCode(404);
        }
    }

    @Test
    void shouldSendOnlyWhatMovesToAnOpenPage() {
        // Given
        scored();

        // When
        page("executive")
                .header("HX-Request", "true")
                .header("HX-Target", "content")
                .get("/products/" + key)
                .then()
                .statusCode(200)
                .body(containsString("id=\"content\""), not(containsString("<html")));
    }

    @Test
    void shouldHideAProductFromTeamsThatDoNotOwnIt() {
        // Given
        road.makeProduct(key);

        // Then
        given().auth()
                .oauth2(
                        Tokens.person("eli")
                                .withRoles("engineer")
                                .inGroups("/units/other/teams/other")
                                .issue())
                .accept("text/html")
                .get("/products/" + key)
                .then()
                .statusCode(404)
                .body(containsString("There is nothing here for you"));
    }

    @Test
    void shouldStateAnAnalystsTriageAndShowWhoSaidIt() {
        // Given
        var owed = owed();

        // When
        formOf(
                        "analyst",
                        "ana",
                        "status",
                        "NOT_AFFECTED",
                        "scope",
                        "line",
                        "reason",
                        "Never loaded <here>.")
                .post(path(owed) + "/triage")
                .then()
                .statusCode(422)
                .body(
                        containsString("The justification is needed"),
                        containsString("Never loaded &lt;here&gt;."));
        formOf(
                        "analyst",
                        "ana",
                        "status",
                        "NOT_AFFECTED",
                        "justification",
                        "VULNERABLE_CODE_NOT_PRESENT",
                        "scope",
                        "line",
                        "reason",
                        "Never loaded.")
                .post(path(owed) + "/triage")
                .then()
                .statusCode(303);

        // Then
        page("auditor")
                .get(path(owed))
                .then()
                .body(
                        containsString("stated by ana"),
                        containsString("vulnerable code not present"));
        road.hear(Topics.DECISION, record -> key.equals(record.key()), 1);
    }

    @Test
    void shouldTakeARiskOnlyWithASecondPerson() {
        // Given
        var owed = owed();
        String day = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
        formOf("analyst", "ana", "reason", "Ships next week.", "owner", "petra", "expiresAt", day)
                .post(path(owed) + "/risk")
                .then()
                .statusCode(303);
        String request = request(owed);

        // When
        formOf("executive", "ana", "verdict", "approve")
                .post("/approvals/" + request)
                .then()
                .statusCode(422)
                .body(containsString("Nobody approves what they asked themselves."));
        formOf("executive", "eve", "verdict", "approve", "answer", "Agreed.")
                .post("/approvals/" + request)
                .then()
                .statusCode(303);

        // Then
        page("auditor")
                .get(path(owed))
                .then()
                .body(containsString("approved by eve"), containsString("in force"));
    }

    @Test
    void shouldShowASubmissionOnItsWayAndTakeItOutWithASecondPerson() {
        // Given
        road.makeProduct(key);
        UUID submission = UUID.randomUUID();
        road.say(
                Topics.PROGRESS,
                new Scores(key)
                        .step(
                                submission,
                                Step.RECEIVED,
                                Scores.daysAgo(0),
                                Map.of("components", 1500L)));
        shows("/submissions/" + submission, "cdxgen 11", "every 1s");
        shows("/submissions?product=" + key, "4.9.2", "received");
        String brought = "/submissions?product=" + key + "&sender=";
        shows(brought + "plumbline-", "4.9.2");
        page("executive").get(brought + "feed:").then().body(containsString("No evidence"));

        // When
        formOf("engineer", "eli", "reason", "It is of another product.")
                .post("/submissions/" + submission + "/erroneous")
                .then()
                .statusCode(404);
        formOf("analyst", "ana", "reason", "It is of another product.")
                .post("/submissions/" + submission + "/erroneous")
                .then()
                .statusCode(303);

        // Then
        shows(
                "/submissions/" + submission,
                "It is of another product.",
                "waits for a second person");
    }

    private void scored() {
        road.makeProduct(key);
        var scores = new Scores(key);
        road.say(
                Topics.SCORE,
                Scores.with(
                        scores.score(1, Scores.daysAgo(0), 61.4),
                        List.of(Scores.change(Scores.daysAgo(1), "KEV lists it", -3, null))));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                road.count(
                                                        "select sequence from product where key = ?",
                                                        key))
                                        .isEqualTo(1));
    }

    private ObligationChanged owed() {
        road.makeProduct(key);
        var owed = new Scores(key).owed("CVE-2020-11023", Scores.daysAgo(6), null);
        road.say(Topics.OBLIGATION, owed);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                road.count(
                                                        "select count(*) from obligation where id = ?",
                                                        owed.id()))
                                        .isEqualTo(1));
        return owed;
    }

    private String request(ObligationChanged owed) {
        return Pattern.compile("href=\"/approvals#([0-9a-f-]{36})\"")
                .matcher(page("executive").get(path(owed)).asString())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private String path(ObligationChanged owed) {
        return "/products/" + key + "/obligations/" + owed.id();
    }

    private static void shows(String path, String... words) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                page("executive")
                                                        .get(path)
                                                        .then()
                                                        .statusCode(200)
                                                        .extract()
                                                        .asString())
                                        .contains(words));
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
        return form(Tokens.person("ada").withRoles("admin"), fields);
    }

    private static RequestSpecification formOf(String role, String person, String... fields) {
        return form(Tokens.person(person).withRoles(role), fields);
    }

    private static RequestSpecification form(Tokens who, String... fields) {
        RequestSpecification request =
                as(who).contentType("application/x-www-form-urlencoded; charset=utf-8")
                        .accept("text/html");
        for (int i = 0; i < fields.length; i += 2) {
            request.formParam(fields[i], fields[i + 1]);
        }
        return request;
    }
}
