package dev.plumbline.dashboard.project;

import static dev.plumbline.dashboard.RoadForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.dashboard.Scores;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Cap;
import dev.plumbline.events.Topics;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Days lie ahead of the clock, each test having some of its own, for a day that is complete stays
/// so in the database that tests share.
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class SnapshotIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SETTLED = Duration.ofMinutes(11);
    private static final RestAssuredConfig DOUBLES =
            RestAssuredConfig.config()
                    .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE));

    @Inject RoadForTests road;
    @Inject TakeSnapshots takeSnapshots;
    @Inject DataSource database;

    private final String key = "s-" + UUID.randomUUID();
    private final Scores scores = new Scores(key);
    private final Tokens engineer =
            Tokens.person("erin").withRoles("engineer").inGroups("/units/" + key + "/teams/" + key);
    private final Tokens stranger =
            Tokens.person("eric").withRoles("engineer").inGroups("/units/other/teams/other");

    /// the first day that nobody has completed
    private LocalDate day = LocalDate.MIN;

    @BeforeEach
    void makeProduct() throws Throwable {
        road.makeProduct(key);
        VertxContextSupport.subscribeAndAwait(takeSnapshots::tick);
        day =
                LocalDate.ofEpochDay(
                        road.count("select max(day) + 1 - date '1970-01-01' from snapshot_day"));
    }

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private void score(ScoreComputed score) {
        road.say(Topics.SCORE, score);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                road.count(
                                                        "select sequence from product where key = ?",
                                                        key))
                                        .isEqualTo(score.sequence()));
    }

    private void take(Instant now) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> takeSnapshots.upTo(now));
    }

    private long snapshots() {
        return road.count("select count(*) from snapshot where product = ?", key);
    }

    @Test
    void shouldKeepWhatCountedWhenTheDayBeganWithAllItsMeasures() throws Throwable {
        // Given
        ScoreComputed score =
                Scores.measured(
                        scores.score(
                                1,
                                begin(day),
                                58.25,
                                0.8,
                                List.of(new Cap("kev-overdue", 60, "late by 6 days", List.of()))),
                        Scores.measure("kev-fix-on-time", 10, 0.75, 1),
                        Scores.measure("vdp-complete", 7.5, 0.4, 1),
                        Scores.exempt("admin-mfa-default"));
        score(score);

        // When
        take(begin(day).plus(SETTLED));

        // Then
        as(engineer)
                .config(DOUBLES)
                .get("/api/v1/products/%s/snapshots?from=%s&to=%s".formatted(key, day, day))
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].day", equalTo(day.toString()))
                .body("[0].filledIn", equalTo(false))
                .body("[0].overall", equalTo(58.25))
                .body("[0].confidence", equalTo(0.8))
                .body("[0].headroom", equalTo(78.25))
                .body("[0].principles.'2'", equalTo(59.25))
                .body("[0].caps.gate", hasItem("kev-overdue"))
                .body("[0].catalogue.sha256", startsWith("9f2c"))
                .body("[0].measures.id", equalTo(List.of("kev-fix-on-time", "vdp-complete")))
                .body("[0].measures.value", equalTo(List.of(0.75, 0.4)))
                .body("[0].measures.weight", equalTo(List.of(10.0, 7.5)));
        as(stranger)
                .get("/api/v1/products/%s/snapshots?from=%s&to=%s".formatted(key, day, day))
                .then()
                .statusCode(404);
    }

    @Test
    void shouldKeepTheStateOfMidnightThoughALaterScoreComesFirst() throws Throwable {
        // Given
        LocalDate today = LocalDate.ofInstant(Scores.NOW, ZoneOffset.UTC);
        run("delete from snapshot_day where day >= '" + today + "'");
        take(begin(today));
        score(scores.score(1, begin(today).minusSeconds(600), 50));

        // When
        score(scores.score(2, Scores.NOW, 70));
        take(Scores.NOW.plus(SETTLED));

        // Then
        assertThat(
                        road.count(
                                "select overall from snapshot where product = ? and day = ?",
                                key,
                                today))
                .isEqualTo(50);
        assertThat(snapshots()).isEqualTo(1);
    }

    @Test
    void shouldWaitForTheScoresOfMidnight() throws Throwable {
        // Given
        score(scores.score(1, begin(day).minusSeconds(600), 50));

        // When
        take(begin(day).plusSeconds(60));

        // Then
        assertThat(snapshots()).isZero();
    }

    @Test
    void shouldTakeADayOnceHoweverOftenAndByHowManyItIsTried() throws Throwable {
        // Given
        score(scores.score(1, begin(day).minusSeconds(600), 50));
        Instant now = begin(day).plus(SETTLED);

        // When
        List<CompletableFuture<Void>> instances =
                List.of(
                        CompletableFuture.runAsync(() -> tryToTake(now)),
                        CompletableFuture.runAsync(() -> tryToTake(now.plusSeconds(1))));
        instances.forEach(CompletableFuture::join);
        score(scores.score(2, begin(day).plusSeconds(3_600), 70));
        take(now.plusSeconds(7_200));

        // Then
        assertThat(snapshots()).isEqualTo(1);
        assertThat(road.count("select overall from snapshot where product = ?", key)).isEqualTo(50);
        assertThat(road.count("select count(*) from snapshot_day where day = ?", day)).isEqualTo(1);
    }

    private void tryToTake(Instant now) {
        try {
            take(now);
        } catch (Throwable failure) {
            throw new CompletionException(failure);
        }
    }

    @Test
    void shouldKeepNoneOfADayThatItCanNotComplete() throws Throwable {
        // Given
        score(scores.score(1, begin(day).minusSeconds(600), 50));
        run("alter table snapshot_day add constraint break_it check (day < '" + day + "')");

        // When
        try {
            assertThatThrownBy(() -> take(begin(day).plus(SETTLED))).isInstanceOf(Exception.class);
        } finally {
            run("alter table snapshot_day drop constraint break_it");
        }

        // Then
        assertThat(snapshots()).isZero();
        take(begin(day).plus(SETTLED));
        assertThat(snapshots()).isEqualTo(1);
    }

    @Test
    void shouldFillInDaysOnWhichNobodyWasThereAndMarkThem() throws Throwable {
        // Given
        score(scores.score(1, begin(day).minusSeconds(600), 50));

        // When
        take(begin(day.plusDays(3)).plus(SETTLED));

        // Then
        assertThat(snapshots()).isEqualTo(4);
        assertThat(
                        road.count(
                                "select count(*) from snapshot where product = ? and filled_in and day < ?",
                                key,
                                day.plusDays(3)))
                .isEqualTo(3);
        assertThat(
                        road.count(
                                "select count(*) from snapshot where product = ? and not filled_in",
                                key))
                .isEqualTo(1);
    }

    @Test
    void shouldMakeUpNothingForDaysBeforeTheFirstScore() throws Throwable {
        // Given
        score(scores.score(1, begin(day.plusDays(2)).minusSeconds(600), 50));

        // When
        take(begin(day.plusDays(2)).plus(SETTLED));

        // Then
        assertThat(snapshots()).isEqualTo(1);
    }

    @Test
    void shouldNeverChangeWhatIsThere() throws Throwable {
        // Given
        score(scores.score(1, begin(day).minusSeconds(600), 50));
        take(begin(day).plus(SETTLED));

        // When
        for (String change :
                List.of(
                        "update snapshot set overall = 100 where product = '%s'",
                        "delete from snapshot where product = '%s'", "truncate snapshot")) {
            assertThatThrownBy(() -> run(change.formatted(key)))
                    // Then
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("never changed");
        }
        assertThat(snapshots()).isEqualTo(1);
    }

    @Test
    void shouldMakeMonthsAheadAndDropThoseThatEndedThreeYearsAgo() throws Throwable {
        // Given
        run(
                "create table snapshot_202001 partition of snapshot for values from ('2020-01-01') to ('2020-02-01')");

        // When
        take(begin(day).plus(SETTLED));

        // Then
        assertThat(months("snapshot_202001")).isZero();
        for (int ahead = 0; ahead <= 2; ahead++) {
            LocalDate month = day.plusMonths(ahead);
            assertThat(months("snapshot_%d%02d".formatted(month.getYear(), month.getMonthValue())))
                    .isEqualTo(1);
        }
    }

    private long months(String table) {
        return road.count(
                "select count(*) from pg_inherits where inhparent = 'snapshot'::regclass"
                        + " and inhrelid = to_regclass(?)",
                table);
    }

    @Test
    void shouldListTheSnapshotsOfThoseInSightForASpreadsheet() throws Throwable {
        // Given
        String other = "t-" + UUID.randomUUID();
        road.makeProduct(other);
        road.say(Topics.SCORE, new Scores(other).score(1, begin(day).minusSeconds(600), 20));
        score(
                Scores.measured(
                        scores.score(1, begin(day).minusSeconds(600), 50),
                        Scores.measure("kev-fix-on-time", 10, 0.75, 1)));
        await().atMost(PATIENCE)
                .until(() -> road.count("select sequence from product where key = ?", other) == 1);
        take(begin(day).plus(SETTLED));
        String path = "/snapshots.csv?from=%s&to=%s".formatted(day, day);

        // When
        as(engineer)
                .get(path)
                .then()
                // Then
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .header("Content-Disposition", containsString("snapshots.csv"))
                .header("Cache-Control", containsString("no-store"))
                .body(startsWith("key,name,unit,team,day,"))
                .body(containsString("measure kev-fix-on-time"))
                .body(containsString(key + ",Product " + key + ","), containsString(",50.0,"))
                .body(not(containsString(other)));
        as(Tokens.person("mira").withRoles("executive"))
                .get(path)
                .then()
                .body(containsString(key), containsString(other));
        as(Tokens.person("mira").withRoles("executive"))
                .get(path + "&unit=" + other)
                .then()
                .body(not(containsString(key)), containsString(other));
    }

    @Test
    void shouldSayWhatIsWrongWithTheDaysThatWereAskedFor() {
        as(engineer)
                .get("/api/v1/products/" + key + "/snapshots?from=yesterday&to=2026-02-30")
                .then()
                .statusCode(422)
                .body("errors.from", containsString("2026-11-01"))
                .body("errors.to", containsString("2026-11-01"));
        as(engineer)
                .get("/snapshots.csv?from=2026-11-02&to=2026-11-01")
                .then()
                .statusCode(422)
                .body("errors.from", containsString("after"));
    }

    @Test
    void shouldSayOnThePageWhereTheHistoryIsNoLongerWhatWasShown() throws Throwable {
        // Given
        LocalDate today = LocalDate.ofInstant(Scores.NOW, ZoneOffset.UTC);
        run(
                """
                insert into snapshot (product, day, taken_at, filled_in, scored_at, catalogue_id, catalogue_version,
                    catalogue_sha256, overall, headroom, confidence, principles, shown, caps, ids, worth, weight)
                values ('%s', '%s', now(), false, now(), 'core', '1.0', '9f2c', 71.2, 90, 0.8, '{}', '{}', '[]', '{}', '{}', '{}')
                """
                        .formatted(key, today));
        score(scores.score(1, begin(today).minusSeconds(600), 71.2));
        as(engineer)
                .accept("text/html")
                .get("/products/" + key)
                .then()
                .statusCode(200)
                .body(not(containsString("changed the past")));

        // When
        score(
                Scores.with(
                        scores.score(2, Scores.NOW, 75),
                        List.of(),
                        List.of(
                                Scores.point(
                                        begin(today).minusSeconds(600),
                                        68.94,
                                        Scores.change(begin(today), "came late", -2.26, null)),
                                Scores.point(
                                        Scores.NOW,
                                        75,
                                        Scores.change(Scores.NOW, "and since", 6.06, null))),
                        List.of()));

        // Then
        as(engineer)
                .accept("text/html")
                .get("/products/" + key)
                .then()
                .body(
                        containsString("1 day showed another figure"),
                        containsString("<b>71.2</b> was shown"),
                        containsString("<b>68.9</b> is known today"));
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
