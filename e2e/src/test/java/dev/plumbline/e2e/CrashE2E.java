package dev.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Parts die in the middle of the work, and in the end nobody can tell.
///
/// The same fifty SBOMs go to fifty products three times: while scoring-service is killed again and
/// again, while PostgreSQL is away for a minute, and in peace. All carry the same dates, and scores
/// do not depend on what a product is called, so at one pinned instant all three must be worth the
/// same.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(3)
class CrashE2E {
    private static final int SUBMISSIONS = 50;
    private static final int KILLS = 5;
    private static final int LEAST = 10;
    private static final Set<String> APPLIED = Set.of("APPLIED", "SCORED", "SHOWN");

    /// More than one event holds, so that a kill finds documents of which only a part is there.
    private static final int COMPONENTS = 3_000;

    private static final Duration POSTGRES_AWAY = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static Platform platform;
    private static Api api;
    private static Instant today;

    @BeforeAll
    static void bringTheWorldIn() {
        platform = Platform.running();
        api = new Api(platform);
        today = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String advisories =
                api.document(RoadInputs.resource("own/osv.jsonl"))
                        .as("feed", "osv")
                        .sendFor(Api.FEEDS);
        String kev =
                api.document(RoadInputs.resource("own/kev.json"))
                        .as("feed", "kev")
                        .sendFor(Api.FEEDS);
        api.awaitShown(Api.FEEDS, advisories, PATIENCE);
        api.awaitShown(Api.FEEDS, kev, PATIENCE);
    }

    @Test
    @Order(1)
    void shouldLoseNothingWhenScoringIsKilledFiveTimesInTheMiddle() throws Exception {
        // Given
        long seed = Long.getLong("plumbline.e2e.seed", System.nanoTime());
        Random random = new Random(seed);
        createProducts("killed");
        Map<Integer, String> sent = new LinkedHashMap<>();
        List<Instant> kills = new ArrayList<>();
        System.out.println("seed of the kills: " + seed + " (-Dplumbline.e2e.seed repeats it)");

        // When
        platform.run("stop", "scoring").orFail();
        try (ExecutorService senders = Executors.newFixedThreadPool(3)) {
            Map<Integer, Future<String>> sending = new LinkedHashMap<>();
            for (int i = 0; i < SUBMISSIONS; i++) {
                int number = i;
                sending.put(number, senders.submit(() -> send("killed", number)));
            }
            // so that enough of them wait, however fast they are scored
            for (int i = 0; i < SUBMISSIONS / 2; i++) {
                sending.get(i).get();
            }
            platform.run("start", "scoring").orFail();
            ProcessHandle victim = scoringService();
            int enough = LEAST;
            while (kills.size() < KILLS) {
                int target = enough + random.nextInt(3);
                await("scoring-service applies")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> applied(sent(sending)) >= target);
                kills.add(kill(victim, random));
                enough = applied(sent(sending)) + 1;
                if (kills.size() < KILLS) {
                    victim = nextAfter(victim);
                }
            }
            for (Map.Entry<Integer, Future<String>> each : sending.entrySet()) {
                sent.put(each.getKey(), each.getValue().get());
            }
        }

        // Then
        Map<Integer, JsonNode> records = awaitAll(sent);
        for (Instant kill : kills) {
            long accepted =
                    records.values().stream().filter(r -> done(r, "RECEIVED", kill)).count();
            long applied = records.values().stream().filter(r -> done(r, "APPLIED", kill)).count();
            System.out.printf(
                    Locale.ROOT,
                    "killed at %s with %d applied and %d waiting%n",
                    kill,
                    applied,
                    accepted - applied);
            assertThat(applied).as("applied at " + kill).isGreaterThanOrEqualTo(LEAST);
            assertThat(accepted - applied).as("waiting at " + kill).isGreaterThanOrEqualTo(LEAST);
        }
    }

    @Test
    @Order(2)
    void shouldWaitForPostgresqlWhenItIsAwayForAMinute() throws Exception {
        // Given
        createProducts("waited");
        Map<Integer, String> sent = new LinkedHashMap<>();
        Instant stopped;

        // When
        try (ExecutorService senders = Executors.newFixedThreadPool(3)) {
            Map<Integer, Future<String>> sending = new LinkedHashMap<>();
            for (int i = 0; i < SUBMISSIONS; i++) {
                int number = i;
                sending.put(number, senders.submit(() -> sendUntilTaken("waited", number)));
            }
            for (int i = 0; i < LEAST; i++) {
                sent.put(i, sending.get(i).get());
            }
            // Keycloak has no new one to give while its database is away
            api.renewToken(Api.BACKFILL);
            platform.run("stop", "postgresql").orFail();
            stopped = Instant.now();
            await("PostgreSQL to have been away for a minute")
                    .atMost(POSTGRES_AWAY.plusSeconds(30))
                    .pollDelay(POSTGRES_AWAY)
                    .until(() -> true);
            platform.run("start", "postgresql").orFail();
            for (int i = LEAST; i < SUBMISSIONS; i++) {
                sent.put(i, sending.get(i).get());
            }
        }

        // Then
        Map<Integer, JsonNode> records = awaitAll(sent);
        Instant back = stopped.plus(POSTGRES_AWAY);
        long late = records.values().stream().filter(r -> !done(r, "APPLIED", back)).count();
        System.out.printf(
                Locale.ROOT,
                "PostgreSQL was away from %s to %s; %d of %d were applied after it%n",
                stopped,
                back,
                late,
                SUBMISSIONS);
        assertThat(late).isPositive();
    }

    @Test
    @Order(3)
    void shouldEndWithTheScoresOfAnUndisturbedRun() {
        // Given
        createProducts("undisturbed");
        Map<Integer, String> sent = new LinkedHashMap<>();
        for (int i = 0; i < SUBMISSIONS; i++) {
            sent.put(i, send("undisturbed", i));
        }
        awaitAll(sent);

        // When
        Instant pinned = Instant.now();
        JsonNode killed = api.scoresAt(pinned, names("killed"));
        JsonNode waited = api.scoresAt(pinned, names("waited"));
        JsonNode undisturbed = api.scoresAt(pinned, names("undisturbed"));

        // Then
        Map<Double, Integer> different = new TreeMap<>();
        for (int i = 0; i < SUBMISSIONS; i++) {
            JsonNode expected = undisturbed.path(name("undisturbed", i));
            assertThat(expected.path("principles")).as(expected.toString()).isNotEmpty();
            assertThat(killed.path(name("killed", i))).isEqualTo(expected);
            assertThat(waited.path(name("waited", i))).isEqualTo(expected);
            different.merge(expected.path("overall").path("raw").asDouble(), 1, Integer::sum);
        }
        System.out.println(
                "3 × " + SUBMISSIONS + " scores at " + pinned + " agree; of one run: " + different);
        assertThat(different).as("scores that differ between products").hasSizeGreaterThan(3);
    }

    @Test
    @Order(4)
    void shouldHaveAnEmptyDeadLetterQueueAndNothingToVerify() throws Exception {
        // When
        Map<String, Long> dead = new TreeMap<>();
        try (Admin kafka = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
            List<String> queues =
                    kafka.listTopics().names().get().stream()
                            .filter(topic -> topic.endsWith(".dlq"))
                            .toList();
            assertThat(queues).isNotEmpty();
            Map<TopicPartition, OffsetSpec> ends = new LinkedHashMap<>();
            kafka.describeTopics(queues)
                    .allTopicNames()
                    .get()
                    .forEach(
                            (topic, description) ->
                                    description
                                            .partitions()
                                            .forEach(
                                                    p ->
                                                            ends.put(
                                                                    new TopicPartition(
                                                                            topic, p.partition()),
                                                                    OffsetSpec.latest())));
            kafka.listOffsets(ends)
                    .all()
                    .get()
                    .forEach((queue, end) -> dead.merge(queue.topic(), end.offset(), Long::sum));
        }

        // Then
        assertThat(dead.values()).as("dead letters: " + dead).allMatch(count -> count == 0);

        // When
        Platform.Said verified = platform.run("verify");

        // Then
        System.out.println(verified.output().strip());
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    private static void createProducts(String run) {
        for (int i = 0; i < SUBMISSIONS; i++) {
            api.createProduct(name(run, i), "crash");
        }
        // products are made known in order: when the last one is, all are
        api.say(
                Api.BACKFILL,
                name(run, SUBMISSIONS - 1),
                "releases",
                Map.of("version", "1." + (SUBMISSIONS - 1), "line", "1.x"),
                today.minus(Duration.ofDays(40)));
        for (int i = 0; i < SUBMISSIONS - 1; i++) {
            api.say(
                    Api.BACKFILL,
                    name(run, i),
                    "releases",
                    Map.of("version", "1." + i, "line", "1.x"),
                    today.minus(Duration.ofDays(40)));
        }
    }

    /// SIGKILL at a random moment; the supervisor starts it anew.
    private static Instant kill(ProcessHandle victim, Random random) {
        await("a random moment")
                .pollDelay(Duration.ofMillis(random.nextInt(100)))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> true);
        Instant now = Instant.now();
        assertThat(victim.destroyForcibly()).isTrue();
        await("the end of scoring-service").until(() -> !victim.isAlive());
        return now;
    }

    private static ProcessHandle nextAfter(ProcessHandle killed) {
        await("scoring-service started anew")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> scoringService().pid() != killed.pid());
        return scoringService();
    }

    private static ProcessHandle scoringService() {
        return ProcessHandle.of(platform.processOf("scoring"))
                .orElseThrow(() -> new AssertionError("scoring-service does not run"));
    }

    /// What was taken until now.
    private static Map<Integer, String> sent(Map<Integer, Future<String>> sending) {
        Map<Integer, String> sent = new LinkedHashMap<>();
        sending.forEach(
                (number, future) -> {
                    if (future.state() == Future.State.SUCCESS) {
                        sent.put(number, future.resultNow());
                    }
                });
        return sent;
    }

    /// How many of these were applied, as the list of submissions tells.
    private static int applied(Map<Integer, String> sent) {
        int applied = 0;
        for (JsonNode submission : api.newest(Api.BACKFILL, SUBMISSIONS)) {
            if (sent.containsValue(submission.path("id").asText())
                    && APPLIED.contains(submission.path("step").asText())) {
                applied++;
            }
        }
        return applied;
    }

    private static String send(String run, int number) {
        Response response = document(run, number).send(Api.BACKFILL);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return response.path("id");
    }

    /// As a patient client does: what can't be taken now is sent again.
    private static String sendUntilTaken(String run, int number) {
        AtomicReference<Response> last = new AtomicReference<>();
        await("submission " + number + " taken")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> {
                            last.set(document(run, number).send(Api.BACKFILL));
                            assertThat(last.get().statusCode())
                                    .as(last.get().asString())
                                    .isIn(200, 202, 503);
                            return last.get().statusCode() != 503;
                        });
        return last.get().path("id");
    }

    private static Api.Submission document(String run, int number) {
        return api.document(bom(number))
                .of(name(run, number), "1." + number)
                .as("observedAt", today.minus(Duration.ofDays(40)));
    }

    /// An SBOM of many components that nobody has seen before, and some that are known for flaws.
    private static byte[] bom(int number) {
        Stream<String> flawed =
                Stream.of(
                                "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
                                "pkg:npm/jquery@3.4.1",
                                "pkg:pypi/requests@2.30.0")
                        .limit(number % 4);
        Stream<String> others =
                IntStream.range(0, COMPONENTS)
                        .mapToObj(i -> "pkg:npm/e2e-" + number + "-" + i + "@1." + i + ".0");
        String components =
                Stream.concat(flawed, others)
                        .map(
                                purl ->
                                        "{\"type\":\"library\",\"name\":\""
                                                + purl.substring(
                                                        purl.lastIndexOf('/') + 1,
                                                        purl.lastIndexOf('@'))
                                                + "\",\"version\":\""
                                                + purl.substring(purl.lastIndexOf('@') + 1)
                                                + "\",\"purl\":\""
                                                + purl
                                                + "\"}")
                        .reduce((a, b) -> a + "," + b)
                        .orElseThrow();
        return ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"version\":1,\"components\":["
                        + components
                        + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<Integer, JsonNode> awaitAll(Map<Integer, String> sent) {
        Map<Integer, JsonNode> records = new LinkedHashMap<>();
        sent.forEach(
                (number, id) -> records.put(number, api.awaitShown(Api.BACKFILL, id, PATIENCE)));
        assertThat(records).hasSize(SUBMISSIONS);
        return records;
    }

    private static boolean done(JsonNode record, String step, Instant by) {
        Instant at = Api.steps(record).get(step);
        return at != null && !at.isAfter(by);
    }

    private static String[] names(String run) {
        return IntStream.range(0, SUBMISSIONS).mapToObj(i -> name(run, i)).toArray(String[]::new);
    }

    private static String name(String run, int number) {
        return "crash-" + run + "-" + number;
    }
}
