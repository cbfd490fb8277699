package dev.plumbline.dashboard.api;

import static dev.plumbline.dashboard.RoadForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.dashboard.Scores;
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
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The tests' organisation took the pledge on 8 May 2026.
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class PledgeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final RestAssuredConfig DOUBLES =
            RestAssuredConfig.config()
                    .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE));
    private static final String GOAL_5 = "goals.find { it.id == '5' }.";

    @Inject RoadForTests road;
    @Inject DataSource database;

    private final String key = "g-" + UUID.randomUUID();
    private final String unscored = "u-" + UUID.randomUUID();
    private final Scores scores = new Scores(key);
    private final Tokens lead =
            Tokens.person("lena").withRoles("unit-lead").inGroups("/units/" + key);
    private final Tokens stranger =
            Tokens.person("eric").withRoles("engineer").inGroups("/units/other/teams/other");

    @BeforeEach
    void haveAPast() throws SQLException {
        road.makeProduct(key);
        RoadForTests.admin()
                .body(Map.of("key", unscored, "name", "Unscored", "team", key, "criticality", 1))
                .post("/api/v1/products")
                .then()
                .statusCode(201);
        run("select keep_snapshot_months('2026-04-15', 36, 2)");
        snapshot(LocalDate.of(2026, 4, 20), 0.1);
        snapshot(LocalDate.of(2026, 6, 1), 0.4);
        road.say(
                Topics.SCORE,
                Scores.measured(
                        scores.score(1, Scores.NOW, 60),
                        Scores.measure("vdp-complete", 7.5, 0.75, 1),
                        Scores.measure("injection-weakness-free", 7.5, 0, 0),
                        Scores.exempt("admin-mfa-default")));
        await().atMost(PATIENCE)
                .until(() -> road.count("select sequence from product where key = ?", key) == 1);
    }

    private void snapshot(LocalDate day, double disclosure) throws SQLException {
        run(
                """
                insert into snapshot (product, day, taken_at, filled_in, scored_at, catalogue_id, catalogue_version,
                    catalogue_sha256, overall, headroom, confidence, principles, shown, caps, ids, worth, weight)
                values ('%s', '%s', now(), false, now(), 'core', '1.0', '%s', 50, 90, 0.8, '{}', '{}', '[]',
                    '{vdp-complete}', '{%s}', '{7.5}')
                """
                        .formatted(key, day, "9f2c".repeat(16), disclosure));
    }

    @Test
    void shouldHoldTodayAgainstTheFirstSnapshotSinceThePledgeWasTaken() {
        as(lead).config(DOUBLES)
                .get("/api/v1/organisation/pledge")
                .then()
                .statusCode(200)
                .body("stated", equalTo("2026-05-08"))
                .body("baseline", equalTo("2026-06-01"))
                .body("window.until", equalTo("2027-05-08"))
                .body("products", equalTo(2))
                .body("compared", equalTo(1))
                .body("methodChanged", equalTo(false))
                .body("goals", hasSize(7))
                .body(GOAL_5 + "title", equalTo("Publish a vulnerability disclosure policy"))
                .body(GOAL_5 + "measures.id", hasItem("vdp-complete"))
                .body(GOAL_5 + "worth.baseline", closeTo(40.0, 1e-9))
                .body(GOAL_5 + "worth.compared", closeTo(75.0, 1e-9))
                .body(GOAL_5 + "worth.progress", closeTo(35.0, 1e-9))
                .body(GOAL_5 + "worth.today", closeTo(2 * 75.0 / 3, 1e-9))
                .body(GOAL_5 + "concerned", equalTo(2))
                .body(GOAL_5 + "lacking.key", equalTo(List.of(unscored)));
    }

    @Test
    void shouldCountAndNameWhoLacksTheEvidenceAndLeaveOutWhomTheGoalDoesNotConcern() {
        as(lead).config(DOUBLES)
                .get("/api/v1/organisation/pledge")
                .then()
                .body("goals.find { it.id == '3' }.lacking.key", equalTo(List.of(key, unscored)))
                .body("goals.find { it.id == '3' }.worth.baseline", nullValue())
                .body("goals.find { it.id == '1' }.lacking.key", equalTo(List.of(unscored)));
    }

    @Test
    void shouldShowOnlyProductsInSightAndNarrowThemToATeam() {
        as(stranger)
                .get("/api/v1/organisation/pledge")
                .then()
                .statusCode(200)
                .body("products", equalTo(0))
                .body("baseline", nullValue());
        as(Tokens.person("mira").withRoles("executive"))
                .get("/api/v1/organisation/pledge?team=" + key)
                .then()
                .body("products", equalTo(2))
                .body("baseline", equalTo("2026-06-01"));
    }

    @Test
    void shouldShowThePageToThoseInSight() {
        as(lead).accept("text/html")
                .get("/pledge")
                .then()
                .statusCode(200)
                .body(
                        containsString("Taken on 8 May 2026"),
                        containsString("Publish a vulnerability disclosure policy"),
                        containsString("Unscored"));
        as(stranger)
                .accept("text/html")
                .get("/pledge")
                .then()
                .statusCode(200)
                .body(containsString("No products here"), not(containsString("Unscored")));
        as(Tokens.client("plumbline-ci").withRoles("ingest"))
                .get("/api/v1/organisation/pledge")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldCountAFlawOnceByClassAndMonth() {
        // Given
        Instant before = month(-13);
        Instant early = month(-3);
        Instant late = month(-1);
        say("a", "match/CVE-1/4.x", before, null, null, List.of("CWE-79", "CWE-80"));
        say("b", "kev-match/CVE-1/4.x", early, null, null, List.of("CWE-79", "CWE-80"));
        say("a", "match/CVE-2/4.x", before, late, "release-fixed", List.of("CWE-79"));
        say("a", "finding/4.x/semgrep/src/f1", early, late, "rescan", List.of("CWE-89"));
        say("a", "finding/4.x/semgrep/src/f2", early, late, "accepted", List.of("CWE-89"));
        say("a", "finding/4.x/semgrep/src/f3", late, null, null, List.of());
        say(
                "a",
                "match/CVE-3/4.x",
                before,
                before.plusSeconds(1),
                "release-fixed",
                List.of("CWE-79"));
        say("a", "waiver/w1", early, null, null, null);

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                road.count(
                                                        "select count(*) from obligation where product = ?",
                                                        key))
                                        .isEqualTo(8));
        as(lead).get("/api/v1/organisation/weaknesses")
                .then()
                .statusCode(200)
                .body("total.open", equalTo(3))
                .body("total.before", equalTo(2))
                .body("total.opened", equalTo(3))
                .body("total.closed", equalTo(2))
                .body("classes.id", equalTo(List.of("CWE-89", "", "CWE-79", "CWE-80")))
                .body("classes.open", equalTo(List.of(1, 1, 1, 1)))
                .body("classes.before", equalTo(List.of(0, 0, 2, 1)))
                .body("classes[0].name", equalTo("SQL injection"))
                .body("classes[0].months", hasSize(12))
                .body(
                        "classes[0].months.open",
                        equalTo(List.of(0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 1, 1)))
                .body("classes[2].months.closed[10]", equalTo(1))
                .body("flaws", hasSize(0));
        as(lead).get("/api/v1/organisation/weaknesses?source=code&weakness=CWE-89")
                .then()
                .body("total.open", equalTo(2))
                .body("flaws.title", equalTo(List.of("flaw finding/4.x/semgrep/src/f2")));
        as(lead).get("/api/v1/organisation/weaknesses?weakness=none")
                .then()
                .body("flaws.title", equalTo(List.of("flaw finding/4.x/semgrep/src/f3")));
        as(lead).accept("text/html")
                .get("/weaknesses?product=" + key + "&weakness=CWE-79")
                .then()
                .statusCode(200)
                .body(
                        containsString("Cross-site scripting"),
                        containsString("flaw match/CVE-1/4.x"));
    }

    @Test
    void shouldShowNoFlawOfProductsOutOfSight() {
        // Given
        say("a", "finding/4.x/semgrep/src/f1", month(-1), null, null, List.of("CWE-89"));
        await().atMost(PATIENCE)
                .until(() -> road.count("select open_count from product where key = ?", key) == 1);

        // Then
        as(stranger)
                .get("/api/v1/organisation/weaknesses")
                .then()
                .body("total.open", equalTo(0))
                .body("classes", hasSize(0));
        as(stranger).get("/api/v1/organisation/weaknesses?product=" + key).then().statusCode(404);
        as(stranger).accept("text/html").get("/weaknesses?product=" + key).then().statusCode(404);
        as(stranger)
                .get("/api/v1/organisation/weaknesses?source=elsewhere")
                .then()
                .statusCode(422)
                .body("errors.source", containsString("components"));
    }

    /// Midday of the second day of a month, counted from this one.
    private static Instant month(int offset) {
        return LocalDate.ofInstant(Scores.NOW, ZoneOffset.UTC)
                .withDayOfMonth(1)
                .plusMonths(offset)
                .atTime(12, 0)
                .plusDays(1)
                .toInstant(ZoneOffset.UTC);
    }

    private void say(
            String measure,
            String concern,
            Instant opened,
            @Nullable Instant closed,
            @Nullable String closedBy,
            @Nullable List<String> weaknesses) {
        road.say(
                Topics.OBLIGATION,
                scores.flaw(measure, concern, opened, closed, closedBy, weaknesses));
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
