package dev.plumbline.dashboard.api;

import static dev.plumbline.dashboard.RoadForTests.admin;
import static dev.plumbline.dashboard.RoadForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.dashboard.Scores;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Cap;
import dev.plumbline.events.ScoreComputed.Change;
import dev.plumbline.events.Topics;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class ReadingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final RestAssuredConfig DOUBLES =
            RestAssuredConfig.config()
                    .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE));

    @Inject RoadForTests road;

    private final String key = "r-" + UUID.randomUUID();
    private final Scores scores = new Scores(key);
    private final UUID submission = UUID.randomUUID();
    private final Tokens executive = Tokens.person("mira").withRoles("executive");
    private final Tokens engineer =
            Tokens.person("erin").withRoles("engineer").inGroups("/units/" + key + "/teams/" + key);
    private final Tokens lead =
            Tokens.person("lena").withRoles("unit-lead").inGroups("/units/" + key);
    private final Tokens stranger =
            Tokens.person("eric").withRoles("engineer").inGroups("/units/other/teams/other");

    @BeforeEach
    void haveAScore() {
        road.makeProduct(key);
        road.say(
                Topics.PROGRESS,
                scores.step(submission, Step.RECEIVED, Scores.NOW, Map.of("components", 12L)));
        road.say(Topics.OBLIGATION, scores.owed("CVE-2020-11023", Scores.daysAgo(6), null));
        road.say(
                Topics.OBLIGATION,
                scores.owed("CVE-2021-44228", Scores.NOW.plus(Duration.ofDays(3)), null));
        road.say(
                Topics.OBLIGATION,
                scores.owed("CVE-2019-5418", Scores.daysAgo(9), Scores.daysAgo(10)));
        road.say(
                Topics.SCORE,
                Scores.with(
                        scores.score(1, Scores.daysAgo(100), 50),
                        List.of(
                                Scores.change(
                                        Scores.daysAgo(100),
                                        "first SBOM",
                                        50,
                                        UUID.randomUUID()))));
        ScoreComputed capped =
                scores.score(
                        2,
                        Scores.NOW,
                        58,
                        0.8,
                        List.of(
                                new Cap(
                                        "kev-overdue",
                                        60,
                                        "late by 6 days",
                                        List.of("kev/CVE-2020-11023/4.x"))));
        road.say(
                Topics.SCORE,
                Scores.with(
                        capped,
                        List.of(
                                Scores.change(
                                        Scores.daysAgo(30), "SBOM of 4.9.2", 11.5, submission),
                                Scores.change(Scores.daysAgo(6), "KEV is late", -3.5, null)),
                        List.of(),
                        List.of(submission)));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                road.count(
                                                        """
                                                        select sequence * 100 + open_count * 10 + late_count
                                                            + 1000 * (select count(*) from release where product = key)
                                                        from product where key = ?
                                                        """,
                                                        key))
                                        .isEqualTo(1221));
        await("the sums of the team")
                .atMost(PATIENCE)
                .until(() -> road.count("select count(*) from team_due where team = ?", key) == 0);
    }

    @Test
    void shouldShowAProductToThoseWhoSeeItsTeamAndToNobodyElse() {
        for (Tokens sees : List.of(executive, engineer, lead)) {
            as(sees).get("/api/v1/products/" + key)
                    .then()
                    .statusCode(200)
                    .body("product.key", equalTo(key));
            as(sees).get("/api/v1/products?q=" + key).then().body("items", hasSize(1));
        }
        for (String path :
                List.of(
                        "",
                        "/score",
                        "/history",
                        "/changes",
                        "/obligations",
                        "/actions",
                        "/lines",
                        "/decisions")) {
            as(stranger)
                    .get("/api/v1/products/" + key + path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:plumbline:problem:unknown"));
        }
        as(stranger)
                .get("/api/v1/products?q=" + key)
                .then()
                .body("items", hasSize(0))
                .body("total", equalTo(0));
        as(stranger)
                .get("/api/v1/organisation")
                .then()
                .statusCode(200)
                .body("products", equalTo(0));
        as(stranger).get("/api/v1/submissions/" + submission).then().statusCode(404);
    }

    @Test
    void shouldLetALeadOfATeamsGroupSeeThatTeamOnly() {
        as(Tokens.person("lars").withRoles("unit-lead").inGroups("/units/" + key + "/teams/other"))
                .get("/api/v1/products/" + key)
                .then()
                .statusCode(404);
    }

    @Test
    void shouldShowFiguresDirectionAndWhatIsOwed() {
        as(engineer)
                .config(DOUBLES)
                .get("/api/v1/products/" + key)
                .then()
                .statusCode(200)
                .body("overall.shown", equalTo(58.0))
                .body("overall.direction.points", equalTo(8.0))
                .body("overall.direction.days", equalTo(90))
                .body("overall.caps[0].gate", equalTo("kev-overdue"))
                .body("principles.'2'", equalTo(59.0))
                .body("late", equalTo(1))
                .body("open", equalTo(2))
                .body("nextDueAt", notNullValue())
                .body("evidenceAt", notNullValue());
        as(engineer)
                .get("/api/v1/products/" + key + "/obligations")
                .then()
                .body(
                        "items.vulnerability",
                        equalTo(List.of("CVE-2020-11023", "CVE-2021-44228", "CVE-2019-5418")));
        as(engineer)
                .get("/api/v1/products/" + key + "/obligations?state=late&measure=kev-fix-on-time")
                .then()
                .body("items", hasSize(1));
        as(engineer).get("/api/v1/products/" + key + "/score").then().body("sequence", equalTo(2));
        as(engineer)
                .get("/api/v1/products/" + key + "/history?days=30")
                .then()
                .body("$", hasSize(1));
        as(engineer)
                .get("/api/v1/products/" + key + "/actions")
                .then()
                .statusCode(200)
                .body("$", hasSize(0));
    }

    @Test
    void shouldPageTheLedgerSoThatNoLineIsLostOrTwice() {
        // When
        List<String> titles = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonPath page =
                    as(engineer)
                            .get("/api/v1/products/" + key + "/changes?limit=1&after=" + after)
                            .jsonPath();
            titles.addAll(page.getList("items.title"));
            after = page.getString("next");
        }

        // Then
        assertThat(titles).containsExactly("KEV is late", "SBOM of 4.9.2", "first SBOM");
    }

    @Test
    void shouldPageObligationsSoThatNoneIsLostOrTwice() {
        // When
        List<String> found = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonPath page =
                    as(engineer)
                            .get("/api/v1/products/" + key + "/obligations?limit=1&after=" + after)
                            .jsonPath();
            found.addAll(page.getList("items.vulnerability"));
            after = page.getString("next");
        }

        // Then
        assertThat(found).containsExactly("CVE-2020-11023", "CVE-2021-44228", "CVE-2019-5418");
    }

    @Test
    void shouldKeepPagesOfProductsStableWhileTheListGrows() {
        // Given
        for (String name : List.of("a", "c", "e", "g")) {
            admin().body(
                            Map.of(
                                    "key",
                                    name + "-" + key,
                                    "name",
                                    name + " " + key,
                                    "team",
                                    key,
                                    "criticality",
                                    1))
                    .post("/api/v1/products");
        }

        for (String sort :
                List.of(
                        "name",
                        "overall",
                        "late",
                        "change",
                        "confidence",
                        "next_due",
                        "principle_1")) {
            for (String order : List.of("ascending", "descending")) {
                // When
                List<String> keys = new ArrayList<>();
                String after = "";
                while (after != null) {
                    JsonPath page =
                            as(engineer)
                                    .get(
                                            "/api/v1/products?limit=2&sort="
                                                    + sort
                                                    + "&order="
                                                    + order
                                                    + "&after="
                                                    + after)
                                    .jsonPath();
                    keys.addAll(page.getList("items.product.key"));
                    after = page.getString("next");
                    if (keys.size() == 2) {
                        admin().body(
                                        Map.of(
                                                "name",
                                                "b " + sort + order,
                                                "team",
                                                key,
                                                "criticality",
                                                1))
                                .put("/api/v1/products/" + "b-" + sort + "-" + order + key);
                    }
                }

                // Then
                assertThat(keys)
                        .as(sort + " " + order)
                        .doesNotHaveDuplicates()
                        .contains("a-" + key, "c-" + key, "e-" + key, "g-" + key, key);
            }
        }
        as(engineer)
                .get("/api/v1/products?sort=overall&order=descending")
                .then()
                .body("items[0].product.key", equalTo(key));
        as(engineer)
                .get("/api/v1/products?sort=overall")
                .then()
                .body("items[0].product.key", equalTo(key));
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstandInAnAddress() {
        as(engineer)
                .get("/api/v1/products?sort=luck&limit=9999")
                .then()
                .statusCode(422)
                .body("errors.sort", containsString("overall"))
                .body("errors.limit", containsString("500"));
        as(engineer).get("/api/v1/products?after=bm90LW91cnM").then().statusCode(200);
        as(engineer)
                .get("/api/v1/products/" + key + "/obligations/not-an-id")
                .then()
                .statusCode(404);
    }

    @Test
    void shouldGiveTheListToASpreadsheetWithoutRunningNamesAsFormulas() {
        // Given
        admin().body(
                        Map.of(
                                "key",
                                "f-" + key,
                                "name",
                                "=cmd|' /C calc'!A0, \"x\"",
                                "team",
                                key,
                                "criticality",
                                1))
                .post("/api/v1/products");

        // When
        String csv =
                as(engineer)
                        .get("/products.csv?sort=overall&order=descending")
                        .then()
                        .statusCode(200)
                        .contentType("text/csv")
                        .header("Content-Disposition", containsString("products.csv"))
                        .header("X-Content-Type-Options", equalTo("nosniff"))
                        .extract()
                        .asString();

        // Then
        assertThat(csv.lines())
                .hasSize(3)
                .satisfies(
                        lines ->
                                assertThat(lines.get(0))
                                        .startsWith("key,name,unit,team,criticality,overall"))
                .satisfies(
                        lines ->
                                assertThat(lines.get(1))
                                        .startsWith(key + ",Product " + key)
                                        .contains(",58.0,", "kev-overdue"))
                .satisfies(
                        lines ->
                                assertThat(lines.get(2))
                                        .contains("\"'=cmd|' /C calc'!A0, \"\"x\"\"\""));
    }

    @Test
    void shouldPutTheOrganisationTogetherForALead() {
        as(lead).config(DOUBLES)
                .get("/api/v1/organisation")
                .then()
                .statusCode(200)
                .body("products", equalTo(1))
                .body("rated", equalTo(1))
                .body("releases", equalTo(1))
                .body("overall.shown", closeTo(58, 1e-9))
                .body("overall.direction.points", closeTo(8, 1e-9))
                .body("principles.id", equalTo(List.of("1", "2", "3")))
                .body(
                        "principles.shortTitle",
                        equalTo(List.of("Own outcomes", "Be transparent", "Lead from the top")))
                .body("principles[0].cappedProducts", equalTo(1))
                .body("principles[0].why[0].title", equalTo("SBOM of 4.9.2"))
                .body("units[0].key", equalTo(key))
                .body("history", hasSize(101))
                .body("movers[0].product", equalTo(key))
                .body("movers[0].points", closeTo(8, 1e-9))
                .body("movers[0].why.title", equalTo(List.of("SBOM of 4.9.2", "KEV is late")))
                .body("movers[0].rest", closeTo(0, 1e-9))
                .body("deadlines[0].caps", hasItem("kev-overdue"))
                .body("deadlines", hasSize(2))
                .body("deadlines[1].teamName", equalTo("Team " + key))
                .body("markers.size()", greaterThan(0));
    }

    @Test
    void shouldPutLateOnesThatSetACapFirstAndThenWhatRunsOutNext() {
        // Given
        for (int i = 0; i < 5; i++) {
            road.say(Topics.OBLIGATION, scores.owed("CVE-2026-100" + i, Scores.daysAgo(20), null));
        }
        for (int i = 0; i < 8; i++) {
            road.say(
                    Topics.OBLIGATION,
                    scores.owed("CVE-2026-200" + i, Scores.NOW.plus(Duration.ofDays(4 + i)), null));
        }
        road.say(
                Topics.SCORE,
                scores.score(
                        3,
                        Scores.NOW.plusSeconds(1),
                        58,
                        0.8,
                        List.of(
                                new Cap(
                                        "kev-overdue",
                                        60,
                                        "late by 6 days",
                                        List.of("kev/CVE-2020-11023/4.x")))));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                road.count(
                                                "select open_count * 100 + late_count from product where key = ?",
                                                key)
                                        == 1506);

        // When
        JsonPath page = as(lead).get("/api/v1/organisation").jsonPath();

        // Then
        assertThat(page.getLong("late")).isEqualTo(6);
        assertThat(page.getList("deadlines.title", String.class))
                .hasSize(9)
                .startsWith("CVE-2020-11023 in jquery 3.4.1")
                .element(3)
                .isEqualTo("CVE-2021-44228 in jquery 3.4.1");
        assertThat(page.getList("deadlines[0].caps")).containsExactly("kev-overdue");
        assertThat(page.getList("deadlines[1].caps")).isEmpty();
        assertThat(page.getList("deadlines.title", String.class).get(8))
                .startsWith("CVE-2026-2004");
    }

    @Test
    void shouldShowOnAProductsPageOnlyLinesThatRoundToSomethingAndSumTheRest() {
        // Given
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            changes.add(
                    Scores.change(Scores.daysAgo(5).plusSeconds(i), "feed checked", 0.001, null));
        }
        for (int i = 0; i < 13; i++) {
            changes.add(
                    Scores.change(Scores.daysAgo(4).plusSeconds(i), "step " + (i + 1), 0.25, null));
        }
        road.say(
                Topics.SCORE,
                Scores.with(scores.score(3, Scores.NOW.plusSeconds(1), 61.28), changes));
        await().atMost(PATIENCE)
                .until(() -> road.count("select sequence from product where key = ?", key) == 3);

        // When
        String page =
                as(engineer).get("/products/" + key).then().statusCode(200).extract().asString();

        // Then
        assertThat(page)
                .contains(">step 13<", ">step 2<", "30 lines of less than 0.01 each", ">+0.03<")
                .doesNotContain("feed checked", ">step 1<")
                // step 1, SBOM of 4.9.2 and KEV is late: 0.25 + 11.5 - 3.5
                .contains("3 older lines", ">+8.25<")
                .contains(">+11.28<");
        as(engineer).get("/api/v1/products/" + key + "/changes").then().body("total", equalTo(46));
    }

    @Test
    void shouldNameAReleaseAndItsEvidenceByWhatTheyTrulyMoved() {
        // Given
        UUID release = UUID.randomUUID();
        UUID sbom = UUID.randomUUID();
        UUID scan = UUID.randomUUID();
        Instant published = Scores.daysAgo(20);
        Map.of(release, "release", sbom, "cyclonedx", scan, "sarif")
                .forEach(
                        (id, format) ->
                                road.say(Topics.PROGRESS, scores.received(id, "5.0.0", format)));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                road.count(
                                                "select count(*) from submission where product = ? and"
                                                        + " release = '5.0.0'",
                                                key)
                                        == 3);

        // When
        road.say(
                Topics.SCORE,
                Scores.with(
                        scores.score(3, Scores.NOW.plusSeconds(1), 47),
                        List.of(
                                Scores.change(published, "release 5.0.0", -55, release),
                                Scores.change(
                                        published.plusSeconds(300), "SBOM of 5.0.0", 42, sbom),
                                Scores.change(
                                        published.plus(Duration.ofDays(9)),
                                        "CodeQL scan of 5.0.0",
                                        2,
                                        scan)),
                        List.of(),
                        List.of()));
        await().atMost(PATIENCE)
                .until(() -> road.count("select sequence from product where key = ?", key) == 3);

        // Then
        JsonPath page = as(lead).config(DOUBLES).get("/api/v1/organisation").jsonPath();
        String netted = "release 5.0.0 and its evidence";
        assertThat(page.getList("movers[0].why.title"))
                .containsExactly(netted, "SBOM of 4.9.2", "KEV is late", "CodeQL scan of 5.0.0");
        assertThat(page.getDouble("movers[0].why[0].points")).isCloseTo(-13, within(1e-9));
        assertThat(page.getDouble("movers[0].rest")).isCloseTo(0, within(1e-9));
        assertThat(page.getString("principles[0].why[0].title")).isEqualTo(netted);
        assertThat(page.getList("markers.title")).contains(netted);
        assertThat(page.getList("markers.productName")).containsOnly("Product " + key);
        assertThat(page.getList("markers.title")).doesNotContain("release 5.0.0", "SBOM of 5.0.0");
        assertThat(page.getDouble("markers.find { it.title == '" + netted + "' }.points"))
                .isCloseTo(-13, within(1e-9));
        as(engineer)
                .get("/products/" + key)
                .then()
                .statusCode(200)
                .body(containsString(netted), containsString("−13.0"));
        as(engineer)
                .get("/api/v1/products/" + key + "/changes")
                .then()
                .body("items.title", hasItems("release 5.0.0", "SBOM of 5.0.0"));
    }

    @Test
    void shouldWeighProductsByCriticalityAndLeaveNoneOut() {
        // Given
        String weak = "w-" + key;
        admin().body(Map.of("key", weak, "name", "Weak", "team", key, "criticality", 1))
                .post("/api/v1/products");
        road.say(Topics.SCORE, new Scores(weak).score(1, Scores.daysAgo(20), 20, 0.1, List.of()));
        await().atMost(PATIENCE)
                .until(() -> road.count("select sequence from product where key = ?", weak) == 1);
        double expected =
                100
                        * (Math.exp((2 * Math.log(.1 + .9 * .58) + Math.log(.1 + .9 * .20)) / 3)
                                - .1)
                        / .9;

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            JsonPath page = organisation(lead);
                            assertThat(page.getDouble("history[-1].overall"))
                                    .as("the kept sums say what the model says")
                                    .isCloseTo(expected, within(1e-9));
                            assertThat(page.getDouble("history[-1].confidence"))
                                    .isCloseTo((2 * .8 + .1) / 3, within(1e-9));
                        });
        JsonPath page = organisation(lead);
        assertThat(page.getDouble("overall.shown")).isCloseTo(expected, within(1e-9));
        assertThat(page.getInt("rated")).isEqualTo(1);
        assertThat(page.getList("connect.key")).containsExactly(weak);
    }

    private static JsonPath organisation(Tokens reader) {
        return as(reader)
                .config(DOUBLES)
                .get("/api/v1/organisation")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void shouldFollowASubmissionToThePage() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                as(engineer)
                                        .get("/api/v1/submissions/" + submission)
                                        .then()
                                        .statusCode(200)
                                        .body("step", equalTo("SHOWN"))
                                        .body("steps.step", equalTo(List.of("RECEIVED", "SHOWN")))
                                        .body("counts.components", equalTo(12))
                                        .body("changes.title", equalTo(List.of("SBOM of 4.9.2"))));
        as(Tokens.client("plumbline-ci").withRoles("ingest"))
                .get("/api/v1/submissions/" + submission)
                .then()
                .statusCode(200);
        as(Tokens.client("plumbline-scanner").withRoles("ingest"))
                .get("/api/v1/submissions/" + submission)
                .then()
                .statusCode(404);
        as(engineer)
                .get("/api/v1/submissions?product=" + key)
                .then()
                .body("items.id", equalTo(List.of(submission.toString())));
    }

    @Test
    void shouldLetWhoBroughtKnownReferenceFactsAgainFollowThem() {
        // Given
        UUID feed = UUID.randomUUID();
        road.say(Topics.PROGRESS, reference(feed, Step.RECEIVED, null, "plumbline-backfill"));
        road.say(Topics.PROGRESS, reference(feed, Step.SCORED, key, null));

        // When
        road.say(Topics.PROGRESS, reference(feed, Step.SEEN_AGAIN, null, "plumbline-feeds"));

        // Then
        for (String sender : List.of("plumbline-backfill", "plumbline-feeds")) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    as(Tokens.client(sender).withRoles("reference"))
                                            .get("/api/v1/submissions/" + feed)
                                            .then()
                                            .statusCode(200)
                                            .body("product", nullValue())
                                            .body("sender", equalTo("plumbline-backfill"))
                                            .body(
                                                    "steps.step",
                                                    equalTo(
                                                            List.of(
                                                                    "RECEIVED",
                                                                    "SCORED",
                                                                    "SEEN_AGAIN"))));
        }
        as(Tokens.client("plumbline-ci").withRoles("ingest"))
                .get("/api/v1/submissions/" + feed)
                .then()
                .statusCode(404);
    }

    @Test
    void shouldKeepReferenceFactsShownThatALaterScoreRestsOn() {
        // Given
        UUID feed = UUID.randomUUID();
        road.say(Topics.PROGRESS, reference(feed, Step.RECEIVED, null, "plumbline-feeds"));
        road.say(
                Topics.PROGRESS,
                report(feed, Step.APPLIED, Scores.NOW, null, null, Map.of("products", 0L)));
        awaitStep(feed, "SHOWN");

        // When
        Instant later = Instant.now().plus(Duration.ofHours(1));
        road.say(Topics.PROGRESS, report(feed, Step.SCORED, later, key, null, Map.of("late", 1L)));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                as(engineer)
                                        .get("/api/v1/submissions/" + feed)
                                        .then()
                                        .statusCode(200)
                                        .body("counts.late", equalTo(1))
                                        .body("step", equalTo("SHOWN")));
    }

    @Test
    void shouldKeepWhatIsShownSoWhenTheSameComesAgain() {
        // Given
        UUID feed = UUID.randomUUID();
        road.say(Topics.PROGRESS, reference(feed, Step.RECEIVED, null, "plumbline-feeds"));
        road.say(
                Topics.PROGRESS,
                report(feed, Step.APPLIED, Scores.NOW, null, null, Map.of("products", 0L)));
        awaitStep(feed, "SHOWN");

        // When
        Instant later = Instant.now().plus(Duration.ofHours(1));
        road.say(Topics.PROGRESS, report(feed, Step.SEEN_AGAIN, later, null, null, Map.of()));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                as(engineer)
                                        .get("/api/v1/submissions/" + feed)
                                        .then()
                                        .statusCode(200)
                                        .body("steps.step", hasItem("SEEN_AGAIN"))
                                        .body("step", equalTo("SHOWN")));
    }

    @Test
    void shouldShowASightingOfFactsThatCameBefore() {
        // Given
        UUID sighting = UUID.randomUUID();

        // When
        road.say(Topics.PROGRESS, reference(sighting, Step.SEEN_AGAIN, null, "plumbline-feeds"));

        // Then
        awaitStep(sighting, "SEEN_AGAIN");
    }

    @Test
    void shouldHideWhatWasScoredUntilItIsKnownWhatItIsAbout() {
        // Given
        UUID unknown = UUID.randomUUID();
        UUID feed = UUID.randomUUID();

        // When
        road.say(Topics.PROGRESS, reference(unknown, Step.SCORED, key, null));
        road.say(Topics.PROGRESS, reference(feed, Step.SCORED, key, null));
        road.say(Topics.PROGRESS, reference(feed, Step.RECEIVED, null, "plumbline-feeds"));

        // Then
        awaitStep(feed, "SCORED");
        as(engineer).get("/api/v1/submissions/" + unknown).then().statusCode(404);
    }

    private void awaitStep(UUID submission, String step) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                as(engineer)
                                        .get("/api/v1/submissions/" + submission)
                                        .then()
                                        .statusCode(200)
                                        .body("step", equalTo(step)));
    }

    private static ProgressReported reference(
            UUID submission, Step step, @Nullable String product, @Nullable String sender) {
        return report(submission, step, Scores.NOW, product, sender, Map.of());
    }

    private static ProgressReported report(
            UUID submission,
            Step step,
            Instant at,
            @Nullable String product,
            @Nullable String sender,
            Map<String, Long> counts) {
        return new ProgressReported(
                submission, step, at, product, null, "osv", null, sender, null, counts, null);
    }

    @Test
    void shouldKnowLinesByTheirReleases() {
        as(engineer)
                .get("/api/v1/products/" + key + "/lines")
                .then()
                .statusCode(200)
                .body("[0].key", equalTo("4.x"))
                .body("[0].releases[0].version", equalTo("4.9.2"))
                .body("[0].releases[0].evidence.cyclonedx.id", equalTo(submission.toString()));
    }

    @Test
    void shouldDescribeItselfAndKeepPagesToPeopleWhoSignedIn() {
        as(engineer)
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/products/{key}/score'", notNullValue())
                .body("paths.'/api/v1/products/{key}/waivers'.post", notNullValue());
        io.restassured.RestAssured.given()
                .redirects()
                .follow(false)
                .get("/products.csv")
                .then()
                .statusCode(302)
                .header("Location", containsString("/auth?"))
                .header("Location", containsString("code_challenge_method=S256"));
        io.restassured.RestAssured.given().get("/api/v1/organisation").then().statusCode(401);
        as(Tokens.person("nobody")).get("/api/v1/organisation").then().statusCode(403);
        as(Tokens.person("eve").withRoles("executive").forAudience("other"))
                .get("/api/v1/organisation")
                .then()
                .statusCode(401);
        as(engineer).get("/api/v1/nothing").then().statusCode(404).body("title", not(equalTo("")));
    }
}
