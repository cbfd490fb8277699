package dev.plumbline.dashboard.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.dashboard.Scores;
import dev.plumbline.dashboard.store.ChangeNotice;
import dev.plumbline.dashboard.store.ChangeNotices;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.Topics;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class ProjectionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject RoadForTests road;
    @Inject ChangeNotices notices;
    @Inject KeepTime keepTime;

    private final String key = "q-" + UUID.randomUUID();
    private final Scores scores = new Scores(key);

    @BeforeEach
    void makeProduct() {
        road.makeProduct(key);
    }

    @Test
    void shouldShowTheNewestScoreAndDropAnOlderOneThatComesLate() {
        // When
        road.say(Topics.SCORE, scores.score(2, Scores.daysAgo(1), 60));
        awaitSequence(2);
        road.say(Topics.SCORE, scores.score(1, Scores.daysAgo(2), 40));
        road.say(Topics.SCORE, scores.score(3, Scores.NOW, 61));
        awaitSequence(3);

        // Then
        assertThat(road.count("select count(*) from score_point where product = ?", key))
                .isEqualTo(2);
        assertThat(road.count("select overall from product where key = ?", key)).isEqualTo(61);
    }

    @Test
    void shouldApplyAScoreOnceHoweverOftenItIsDelivered() {
        // Given
        UUID event = UUID.randomUUID();
        ScoreComputed score =
                Scores.with(
                        scores.score(1, Scores.daysAgo(1), 60),
                        List.of(
                                Scores.change(
                                        Scores.daysAgo(1),
                                        "SBOM of 4.9.2",
                                        60,
                                        UUID.randomUUID())));

        // When
        road.say(Topics.SCORE, score, event);
        road.say(Topics.SCORE, score, event);
        road.say(Topics.SCORE, scores.score(2, Scores.NOW, 60));
        awaitSequence(2);

        // Then
        assertThat(road.count("select count(*) from score_change where product = ?", key))
                .isEqualTo(1);
    }

    @Test
    void shouldReplaceThePastThatWasComputedAnew() {
        // Given
        road.say(Topics.SCORE, with(scores.score(1, Scores.daysAgo(50), 50), 50, "first"));
        road.say(Topics.SCORE, with(scores.score(2, Scores.daysAgo(20), 55), 5, "second"));
        awaitSequence(2);

        // When
        road.say(
                Topics.SCORE,
                Scores.with(
                        scores.score(3, Scores.NOW, 70),
                        List.of(
                                Scores.change(
                                        Scores.NOW, "old evidence came", 15, UUID.randomUUID())),
                        List.of(
                                Scores.point(
                                        Scores.daysAgo(40),
                                        62,
                                        Scores.change(
                                                Scores.daysAgo(40), "dated 40 days ago", 12, null)),
                                Scores.point(
                                        Scores.NOW,
                                        70,
                                        Scores.change(Scores.NOW, "and since", 8, null))),
                        List.of()));
        awaitSequence(3);

        // Then
        assertThat(road.count("select count(*) from score_point where product = ?", key))
                .isEqualTo(3);
        assertThat(road.count("select sum(overall) from score_change where product = ?", key))
                .as("the ledger adds up to the score")
                .isEqualTo(70);
        await("the roll-up to know every day since")
                .atMost(PATIENCE)
                .until(
                        () ->
                                road.count(
                                                "select count(*) from team_day where team = ? and weight > 0"
                                                        + " and day between current_date - 45 and current_date",
                                                key)
                                        == 46);
    }

    @Test
    void shouldSayThatASubmissionIsShownWhicheverOfScoredAndAppliedComesFirst() {
        // Given
        UUID scoredFirst = UUID.randomUUID();
        UUID appliedFirst = UUID.randomUUID();

        // When
        road.say(Topics.SCORE, Scores.taking(scores.score(1, Scores.daysAgo(1), 60), scoredFirst));
        awaitSequence(1);
        for (UUID submission : List.of(scoredFirst, appliedFirst)) {
            road.say(Topics.PROGRESS, scores.step(submission, Step.RECEIVED, Scores.NOW, Map.of()));
            road.say(
                    Topics.PROGRESS,
                    scores.step(
                            submission,
                            Step.APPLIED,
                            Scores.NOW.plusMillis(5),
                            Map.of("products", 1L)));
        }
        await().atMost(PATIENCE).until(() -> stepOf(appliedFirst, Step.APPLIED) == 1);
        road.say(Topics.SCORE, Scores.taking(scores.score(2, Scores.NOW, 61), appliedFirst));

        // Then
        for (UUID submission : List.of(scoredFirst, appliedFirst)) {
            assertThat(
                            road
                                    .hear(
                                            Topics.PROGRESS,
                                            r ->
                                                    r.key().equals(submission.toString())
                                                            && ((ProgressReported)
                                                                                    RoadForTests
                                                                                            .read(
                                                                                                    r))
                                                                            .step()
                                                                    == Step.SHOWN,
                                            1)
                                    .stream()
                                    .map(r -> (ProgressReported) RoadForTests.read(r)))
                    .singleElement()
                    .satisfies(
                            report -> {
                                assertThat(report.product()).isEqualTo(key);
                                assertThat(report.sender()).isEqualTo("plumbline-ci");
                            });
            await().atMost(PATIENCE).until(() -> stepOf(submission, Step.SHOWN) == 1);
        }
    }

    @Test
    void shouldCountWhatIsOpenAndLate() {
        // When
        road.say(Topics.OBLIGATION, scores.owed("CVE-2020-11023", Scores.daysAgo(6), null));
        road.say(
                Topics.OBLIGATION,
                scores.owed("CVE-2021-44228", Scores.NOW.plus(Duration.ofDays(3)), null));
        road.say(
                Topics.OBLIGATION,
                scores.owed("CVE-2019-5418", Scores.daysAgo(9), Scores.daysAgo(10)));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                road.count(
                                                        "select open_count * 10 + late_count from product where key = ?",
                                                        key))
                                        .isEqualTo(21));
    }

    @Test
    void shouldCountAsLateWhatFallsDueWithTime() throws Throwable {
        // Given
        Instant due = Instant.now().plusSeconds(2);
        road.say(Topics.OBLIGATION, scores.owed("CVE-2020-11023", due, null));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                road.count(
                                                "select open_count * 10 + late_count from product where key = ?",
                                                key)
                                        == 10);
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(due));

        // When
        VertxContextSupport.subscribeAndAwait(keepTime::tick);

        // Then
        assertThat(road.count("select late_count from product where key = ?", key)).isEqualTo(1);
    }

    @Test
    void shouldPutAsideWhatCanNotBeAppliedAndGoOn() {
        // Given
        String nobody = "nobody-" + UUID.randomUUID();

        // When
        road.sayRaw(
                Topics.SCORE,
                key,
                Map.of("ce_type", "dev.plumbline.unheard.of.v1"),
                "{}".getBytes(StandardCharsets.UTF_8));
        road.say(Topics.SCORE, new Scores(nobody).score(1, Scores.NOW, 10));
        road.say(Topics.SCORE, scores.score(1, Scores.NOW, 42));
        awaitSequence(1);

        // Then
        assertThat(
                        road.hear(
                                Topics.deadLetter(Topics.SCORE, "dashboard"),
                                r -> r.key().equals(key) || r.key().equals(nobody),
                                2))
                .allSatisfy(
                        record ->
                                assertThat(
                                                record.headers()
                                                        .lastHeader("dead-letter-reason")
                                                        .value())
                                        .isNotEmpty());
    }

    @Test
    void shouldSignalOpenPagesOnceTheScoreIsThere() {
        // Given
        Queue<ChangeNotice> heard = new ConcurrentLinkedQueue<>();
        notices.listen(heard::add);

        // When
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            road.say(Topics.SCORE, scores.score(System.nanoTime(), Scores.NOW, 42));

                            // Then
                            assertThat(heard).contains(new ChangeNotice(key, key, key));
                        });
    }

    private static ScoreComputed with(ScoreComputed score, double delta, String title) {
        return Scores.with(score, List.of(Scores.change(score.at(), title, delta, null)));
    }

    private long stepOf(UUID submission, Step step) {
        return road.count(
                "select count(*) from submission where id = ? and step = ?",
                submission,
                step.name());
    }

    private void awaitSequence(long sequence) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                road.count(
                                                        "select sequence from product where key = ?",
                                                        key))
                                        .isEqualTo(sequence));
    }
}
