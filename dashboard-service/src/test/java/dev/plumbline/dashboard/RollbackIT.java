package dev.plumbline.dashboard;

import static dev.plumbline.dashboard.RoadForTests.admin;
import static dev.plumbline.dashboard.RoadForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Where the last write of a use case fails, none of the earlier ones may stay.
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class RollbackIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject RoadForTests road;
    @Inject DataSource database;

    private final String key = "unlucky-" + UUID.randomUUID();
    private final Scores scores = new Scores(key);
    private final Tokens analyst = Tokens.person("anna").withRoles("analyst");
    private final Tokens lead =
            Tokens.person("lena").withRoles("unit-lead").inGroups("/units/" + key);

    @BeforeEach
    void makeProduct() {
        road.makeProduct(key);
    }

    @AfterEach
    void mend() throws SQLException {
        run("drop trigger if exists break_it on outbox");
        run("drop trigger if exists break_it on product");
        run("drop function if exists break_it()");
    }

    @Test
    void shouldNotSaveAnEntityThatItCanNotTellOf() throws SQLException {
        // Given
        breakInserts();

        // When
        admin().body(Map.of("name", "New name", "team", key, "criticality", 4))
                .put("/api/v1/products/" + key)
                .then()
                .statusCode(500);
        admin().post("/api/v1/products/" + key + "/archive").then().statusCode(500);

        // Then
        assertThat(
                        road.count(
                                "select count(*) from product where key = ? and revision = 1"
                                        + " and criticality = 2 and not archived",
                                key))
                .isEqualTo(1);
    }

    @Test
    void shouldNotKeepADecisionThatItCanNotTellOf() throws SQLException {
        // Given
        road.say(Topics.OBLIGATION, scores.owed("CVE-2020-11023", Scores.daysAgo(6), null));
        await().atMost(PATIENCE)
                .until(() -> road.count("select open_count from product where key = ?", key) == 1);
        String waiver =
                as(analyst)
                        .body(
                                Map.of(
                                        "concern", "kev/CVE-2020-11023/4.x",
                                        "reason", "4.10 mends it",
                                        "owner", "mira",
                                        "expiresAt",
                                                Scores.NOW.plus(Duration.ofDays(9)).toString()))
                        .post("/api/v1/products/" + key + "/waivers")
                        .then()
                        .extract()
                        .path("id");
        breakInserts();

        // When
        as(analyst)
                .body(
                        Map.of(
                                "vulnerability",
                                "CVE-2020-11023",
                                "status",
                                "AFFECTED",
                                "reason",
                                "checked"))
                .post("/api/v1/products/" + key + "/triage")
                .then()
                .statusCode(500);
        as(lead).post("/api/v1/products/" + key + "/waivers/" + waiver + "/approve")
                .then()
                .statusCode(500);

        // Then
        assertThat(road.count("select count(*) from decision where product = ?", key)).isEqualTo(1);
        assertThat(
                        road.count(
                                "select count(*) from decision where product = ? and state = 'WAITING' and answered_by is null",
                                key))
                .isEqualTo(1);
    }

    @Test
    void shouldNotEndAWaiverThatItCanNotTellOf() throws SQLException {
        // Given
        String waiver =
                as(Tokens.client("plumbline-backfill").withRoles("backfill"))
                        .body(
                                Map.of(
                                        "concern", "match/CVE-2020-11023/4.x",
                                        "reason", "4.10 mends it",
                                        "owner", "mira",
                                        "expiresAt", Scores.NOW.plus(Duration.ofDays(9)).toString(),
                                        "decidedBy", "anna",
                                        "decidedAt", Scores.daysAgo(3).toString(),
                                        "approver", "lena"))
                        .post("/api/v1/products/" + key + "/waivers")
                        .then()
                        .extract()
                        .path("id");
        breakInserts();

        // When
        as(lead).body(Map.of("reason", "mended"))
                .post("/api/v1/products/" + key + "/waivers/" + waiver + "/end")
                .then()
                .statusCode(500);

        // Then
        assertThat(
                        road.count(
                                "select count(*) from decision where product = ? and state = 'IN_FORCE'",
                                key))
                .isEqualTo(1);
    }

    @Test
    void shouldShowNothingOfAScoreWhoseArrivalItCanNotTell() throws SQLException {
        // Given
        UUID submission = UUID.randomUUID();
        road.say(Topics.PROGRESS, scores.step(submission, Step.RECEIVED, Scores.NOW, Map.of()));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                road.count(
                                                "select count(*) from submission where id = ?",
                                                submission)
                                        == 1);
        breakInserts();
        UUID event = UUID.randomUUID();

        // When
        road.say(
                Topics.SCORE,
                Scores.with(
                        scores.score(1, Scores.NOW, 40),
                        List.of(Scores.change(Scores.NOW, "SBOM", 40, submission)),
                        List.of(),
                        List.of(submission)),
                event);
        awaitDeadLetter(Topics.SCORE);

        // Then
        assertThat(
                        road.count(
                                """
                                select (select sequence from product where key = ?)
                                    + (select count(*) from score_point where product = ?)
                                    + (select count(*) from score_change where product = ?)
                                    + (select count(*) from submission_shown where product = ?)
                                    + (select count(*) from inbox where event_id = ?)
                                """,
                                key,
                                key,
                                key,
                                key,
                                event))
                .isZero();
    }

    @Test
    void shouldShowNothingOfAnObligationThatItCanNotCount() throws SQLException {
        // Given
        breakProducts();
        UUID event = UUID.randomUUID();

        // When
        road.say(Topics.OBLIGATION, scores.owed("CVE-2020-11023", Scores.daysAgo(6), null), event);
        awaitDeadLetter(Topics.OBLIGATION);

        // Then
        assertThat(
                        road.count(
                                """
                                select (select count(*) from obligation where product = ?)
                                    + (select count(*) from inbox where event_id = ?)
                                """,
                                key,
                                event))
                .isZero();
    }

    @Test
    void shouldForgetAStepThatItCanNotCarryThrough() throws SQLException {
        // Given
        breakProducts();
        UUID submission = UUID.randomUUID();

        // When
        road.say(Topics.PROGRESS, scores.step(submission, Step.RECEIVED, Scores.NOW, Map.of()));
        road.hear(
                Topics.deadLetter(Topics.PROGRESS, "dashboard"),
                r -> r.key().equals(submission.toString()),
                1);

        // Then
        assertThat(road.count("select count(*) from submission where id = ?", submission)).isZero();
    }

    @Test
    void shouldWaitAndTryAgainWhileTheDatabaseCanNot() throws SQLException {
        // Given
        run(
                """
                create function break_it() returns trigger language plpgsql as $$
                begin
                    if new.key like 'unlucky%' then
                        raise exception 'in recovery' using errcode = '57P03';
                    end if;
                    return new;
                end $$
                """);
        run(
                "create trigger break_it before update on product for each row execute function break_it()");

        // When
        road.say(Topics.SCORE, scores.score(1, Scores.NOW, 40));
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        run("drop trigger break_it on product");

        // Then
        await().atMost(PATIENCE)
                .until(() -> road.count("select sequence from product where key = ?", key) == 1);
    }

    private void awaitDeadLetter(String topic) {
        road.hear(Topics.deadLetter(topic, "dashboard"), r -> r.key().equals(key), 1);
    }

    private void breakInserts() throws SQLException {
        breaking("insert", "outbox");
    }

    private void breakProducts() throws SQLException {
        breaking("update", "product");
    }

    private void breaking(String verb, String table) throws SQLException {
        run(
                """
                create function break_it() returns trigger language plpgsql as $$
                begin
                    if cast(to_jsonb(new) as text) like '%unlucky%' then
                        raise exception 'broken by the test';
                    end if;
                    return new;
                end $$
                """);
        run(
                "create trigger break_it before "
                        + verb
                        + " on "
                        + table
                        + " for each row execute function break_it()");
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
