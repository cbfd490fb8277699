package dev.plumbline.ingest.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookSecret;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.ConnectionReported;
import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.Evidence.ReleasePublished;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Seal;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HookIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Seal SEAL = Seal.with(List.of("passphrase-of-the-ingest-tests"));
    private static final String PRODUCT = "atlas-hooked";
    private static final String SECRET = "the secret of the hook";
    private static final String STANDARD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @BeforeAll
    static void announceProducts() {
        Catalog.product(PRODUCT);
        Catalog.archivedProduct("atlas-hooked-retired");
    }

    /// A hook as the dashboard announces it.
    private static final class Hook {
        private final String key;
        private final HookKind kind;
        private long revision;
        private boolean paused;
        private boolean world;
        private List<HookTarget> targets = List.of(new HookTarget("*", PRODUCT, "1.0.0"));
        private final List<HookSecret> secrets = new ArrayList<>();

        Hook(String key, HookKind kind) {
            this.key = key;
            this.kind = kind;
        }

        Hook of(String repository, String product, String release) {
            targets = List.of(new HookTarget(repository, product, release));
            return this;
        }

        Hook ofTheWorld() {
            world = true;
            return this;
        }

        Hook secret(String secret, Instant until) {
            secrets.add(new HookSecret(SEAL.close(secret, "hook/" + key), until));
            return this;
        }

        Hook pause(boolean now) {
            paused = now;
            return this;
        }

        Hook announce() {
            revision++;
            Topic.send(
                    Topics.CATALOG,
                    new HookSaved(key, revision, false, kind, paused, world, targets, secrets));
            await().atMost(SOON)
                    .until(
                            () ->
                                    Rows.count(
                                                    "select count(*) from hook where key = ? and revision = ?",
                                                    key,
                                                    revision)
                                            == 1);
            return this;
        }

        ValidatableResponse github(String event, String payload) {
            return github(event, payload, SECRET);
        }

        ValidatableResponse github(String event, String payload, String secret) {
            return post(
                    Map.of(
                            "X-GitHub-Event",
                            event,
                            "X-Hub-Signature-256",
                            "sha256=" + HexFormat.of().formatHex(hmac(utf8(secret), utf8(payload))),
                            "Content-Type",
                            "application/json"),
                    utf8(payload));
        }

        ValidatableResponse standard(String id, byte[] payload, Instant at) {
            byte[] head = utf8(id + "." + at.getEpochSecond() + ".");
            byte[] signed = new byte[head.length + payload.length];
            System.arraycopy(head, 0, signed, 0, head.length);
            System.arraycopy(payload, 0, signed, head.length, payload.length);
            return post(
                    Map.of(
                            "webhook-id",
                            id,
                            "webhook-timestamp",
                            Long.toString(at.getEpochSecond()),
                            "webhook-signature",
                            "v1,"
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    hmac(
                                                            Base64.getDecoder()
                                                                    .decode(STANDARD.substring(6)),
                                                            signed)),
                            "Content-Type",
                            "application/json"),
                    payload);
        }

        ValidatableResponse post(Map<String, String> headers, byte[] body) {
            return given().headers(new HashMap<>(headers))
                    .body(body)
                    .when()
                    .post("/api/v1/hooks/" + key)
                    .then();
        }

        ConnectionReported lastReport() {
            return Topic.all(Topics.PROGRESS).stream()
                    .map(Topic.Received::event)
                    .filter(ConnectionReported.class::isInstance)
                    .map(ConnectionReported.class::cast)
                    .filter(report -> report.connection().equals("hook/" + key))
                    .reduce((before, after) -> after)
                    .orElse(null);
        }
    }

    private static Hook github(String key) {
        return new Hook(key, HookKind.GITHUB).secret(SECRET, null);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String repository(String name) {
        return "\"repository\":{\"full_name\":\""
                + name
                + "\",\"html_url\":\"https://github.example/"
                + name
                + "\",\"default_branch\":\"main\"}";
    }

    private static String release(String repository, String tag, boolean prerelease) {
        return "{\"action\":\"published\",\"release\":{\"tag_name\":\""
                + tag
                + "\",\"draft\":false,\"prerelease\":"
                + prerelease
                + ",\"published_at\":\"2026-01-02T03:04:05Z\",\"assets\":[]},"
                + repository(repository)
                + "}";
    }

    private static String alert(String repository, int number, String state, String updated) {
        return """
        {"action":"x","ref":"refs/heads/main","alert":{"number":%d,"state":"%s","updated_at":"%s",
         "rule":{"id":"java/rule-%d","description":"Rule %d","severity":"error","security_severity_level":"high",
           "tags":["security","external/cwe/cwe-089"]},"tool":{"name":"CodeQL","version":"2.19.1"},
         "dismissed_reason":"false positive",
         "most_recent_instance":{"location":{"path":"src/A%d.java","start_line":3}}},%s}"""
                .formatted(number, state, updated, number, number, number, repository(repository));
    }

    private static UUID id(ValidatableResponse answer) {
        return UUID.fromString(answer.extract().path("id"));
    }

    private static FindingsObserved findings(UUID submission) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(Topic.about(Topics.EVIDENCE, submission)).hasSize(1));
        return (FindingsObserved) Topic.about(Topics.EVIDENCE, submission).getFirst().event();
    }

    @Test
    void shouldTurnAReleaseOfGitHubIntoEvidence() {
        // Given
        Hook hook = github("it-release").announce();

        // When
        ValidatableResponse answer =
                hook.github("release", release("acme/portal", "v4.2.0", false));

        // Then
        answer.statusCode(202)
                .body("status", equalTo("accepted"))
                .body("product", equalTo(PRODUCT))
                .body("release", equalTo("v4.2.0"));
        UUID id = id(answer);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topic.about(Topics.EVIDENCE, id)).hasSize(1));
        ReleasePublished published =
                (ReleasePublished) Topic.about(Topics.EVIDENCE, id).getFirst().event();
        assertThat(published.version()).isEqualTo("v4.2.0");
        assertThat(published.publishedAt()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(published.provenance().sender()).isEqualTo("hook:it-release");
        assertThat(published.provenance().trust()).isEqualTo(0.9);
    }

    @Test
    void shouldLetNobodyInWithoutASignatureAndKeepNothing() {
        // Given
        Hook hook = github("it-unsigned").announce();
        String payload = release("acme/unsigned", "v1", false);

        // When
        ValidatableResponse none = hook.post(Map.of("X-GitHub-Event", "release"), utf8(payload));
        ValidatableResponse wrong = hook.github("release", payload, "another secret");

        // Then
        none.statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:plumbline:problem:not-signed"));
        wrong.statusCode(401);
        assertThat(Rows.count("select count(*) from submission where sender = 'hook:it-unsigned'"))
                .isZero();
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            ConnectionReported report = hook.lastReport();
                            assertThat(report).isNotNull();
                            assertThat(report.refused()).isEqualTo(2);
                            assertThat(report.state()).isEqualTo(ConnectionReported.State.FAILING);
                            assertThat(report.problem()).contains("without a valid signature");
                        });
    }

    @Test
    void shouldCountStrangersAndNotFailByThem() {
        // Given
        Hook hook = github("it-strangers").announce();
        hook.github("release", release("acme/strangers", "v1", false)).statusCode(202);
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            ConnectionReported report = hook.lastReport();
                            assertThat(report).isNotNull();
                            assertThat(report.accepted()).isEqualTo(1);
                        });

        // When
        hook.github("release", release("acme/strangers", "v2", false), "another secret")
                .statusCode(401);

        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            ConnectionReported report = hook.lastReport();
                            assertThat(report.refused()).isEqualTo(1);
                            assertThat(report.state()).isEqualTo(ConnectionReported.State.WELL);
                            assertThat(report.problem()).contains("without a valid signature");
                        });
    }

    @Test
    void shouldNotLetStrangersHideWhatIsWrong() {
        // Given
        Hook hook = github("it-hidden").announce();
        hook.github("ping", "{}");
        hook.github("release", "[");
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            ConnectionReported report = hook.lastReport();
                            assertThat(report).isNotNull();
                            assertThat(report.refused()).isEqualTo(1);
                        });

        // When
        hook.github("ping", "{}", "another secret").statusCode(401);

        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            ConnectionReported report = hook.lastReport();
                            assertThat(report.refused()).isEqualTo(2);
                            assertThat(report.state()).isEqualTo(ConnectionReported.State.FAILING);
                            assertThat(report.problem())
                                    .doesNotContain("without a valid signature");
                        });
    }

    @Test
    void shouldKnowNoOtherHook() {
        new Hook("it-nowhere", HookKind.GITHUB)
                .github("ping", "{}")
                .statusCode(404)
                .body("type", equalTo("urn:plumbline:problem:unknown-hook"));
    }

    @Test
    void shouldTakeTheOldSecretAsLongAsItIsValid() {
        // Given
        Hook hook =
                new Hook("it-rotated", HookKind.GITHUB)
                        .secret("the newest secret", null)
                        .secret("the one before", Instant.now().plusSeconds(3_600))
                        .secret("the one before that", Instant.now().minusSeconds(1))
                        .announce();

        // Then
        hook.github("ping", "{\"zen\":1}", "the newest secret").statusCode(200);
        hook.github("ping", "{\"zen\":2}", "the one before")
                .statusCode(200)
                .body("status", equalTo("pong"));
        hook.github("ping", "{\"zen\":3}", "the one before that").statusCode(401);
    }

    @Test
    void shouldDoADeliveryOnce() {
        // Given
        Hook hook = github("it-replayed").announce();
        String payload = release("acme/replayed", "v7", false);
        hook.github("release", payload).statusCode(202);

        // When
        ValidatableResponse again = hook.github("release", payload);

        // Then
        again.statusCode(200).body("status", equalTo("seen-before"));
        assertThat(Rows.count("select count(*) from submission where sender = 'hook:it-replayed'"))
                .isEqualTo(1);
    }

    @Test
    void shouldDoADeliveryAgainThatFailed() {
        // Given
        Hook hook = github("it-failed").of("acme/*", "atlas-hooked-late", null).announce();
        String payload = alert("acme/late", 1, "open", "2026-01-01T00:00:00Z");
        hook.github("code_scanning_alert", payload)
                .statusCode(404)
                .body("type", equalTo("urn:plumbline:problem:unknown-product"));
        Catalog.product("atlas-hooked-late");
        hook.github("code_scanning_alert", payload)
                .statusCode(422)
                .body("detail", containsString("no release of product atlas-hooked-late"));

        // When
        hook.github("release", release("acme/late", "v1", false)).statusCode(202);
        hook.github("release", release("acme/late", "v2-rc1", true)).statusCode(202);
        ValidatableResponse answer = hook.github("code_scanning_alert", payload);

        // Then
        answer.statusCode(202).body("release", equalTo("v1"));
    }

    @Test
    void shouldGiveAnAlertToTheReleaseThatWasPublishedLast() {
        // Given
        Catalog.product("atlas-hooked-newest");
        Hook hook = github("it-newest").of("acme/*", "atlas-hooked-newest", null).announce();
        String newest = release("acme/newest", "v2", false).replace("2026-01-02T", "2026-02-02T");
        hook.github("release", newest).statusCode(202);
        hook.github("release", release("acme/newest", "v1", false)).statusCode(202);

        // Then
        hook.github("code_scanning_alert", alert("acme/newest", 1, "open", "2026-03-01T00:00:00Z"))
                .statusCode(202)
                .body("release", equalTo("v2"));
    }

    @Test
    void shouldRefuseEvidenceOfAnArchivedProduct() {
        github("it-archived")
                .of("acme/*", "atlas-hooked-retired", "1")
                .announce()
                .github("release", release("acme/old", "v1", false))
                .statusCode(409);
    }

    @Test
    void shouldIgnoreARepositoryThatHasNoTarget() {
        github("it-other")
                .of("acme/portal", PRODUCT, null)
                .announce()
                .github("release", release("acme/shop", "v1", false))
                .statusCode(202)
                .body("status", equalTo("ignored"))
                .body("reason", containsString("acme/shop"));
    }

    @Test
    void shouldSayAllAlertsOfARepositoryEachTimeOneChanges() {
        // Given
        Hook hook = github("it-alerts").announce();
        String repository = "acme/alerts";
        hook.github("code_scanning_alert", alert(repository, 1, "open", "2026-01-01T00:00:00Z"))
                .statusCode(202);
        hook.github(
                        "code_scanning_alert",
                        alert(repository, 2, "dismissed", "2026-01-02T00:00:00Z"))
                .statusCode(202);
        hook.github("code_scanning_alert", alert(repository, 3, "open", "2026-01-03T00:00:00Z"))
                .statusCode(202);

        // When
        ValidatableResponse fixed =
                hook.github(
                        "code_scanning_alert",
                        alert(repository, 1, "fixed", "2026-01-04T00:00:00Z"));
        ValidatableResponse older =
                hook.github(
                        "code_scanning_alert",
                        alert(repository, 1, "open", "2026-01-03T12:00:00Z"));

        // Then
        fixed.statusCode(202).body("counts.findings", equalTo(2));
        older.statusCode(202)
                .body("status", equalTo("ignored"))
                .body("reason", containsString("newer state"));
        FindingsObserved said = findings(id(fixed));
        assertThat(said.release()).isEqualTo("1.0.0");
        assertThat(said.scan().tool()).isEqualTo("CodeQL");
        assertThat(said.scan().scope()).isEqualTo(repository);
        assertThat(said.findings())
                .extracting(Finding::rule)
                .containsExactly("java/rule-2", "java/rule-3");
        assertThat(said.findings())
                .extracting(Finding::suppressed)
                .containsExactly("false positive", null);
        assertThat(said.provenance().trust()).isEqualTo(0.9);
    }

    @Test
    void shouldLoseNothingWhenDeliveriesComeAtOnce() throws Exception {
        // Given
        Hook hook = github("it-at-once").announce();
        String repository = "acme/at-once";
        List<Callable<UUID>> deliveries = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            String payload = alert(repository, i, "open", "2026-01-01T00:00:00Z");
            deliveries.add(() -> id(hook.github("code_scanning_alert", payload).statusCode(202)));
        }

        // When
        List<UUID> ids = new ArrayList<>();
        try (var callers = Executors.newFixedThreadPool(8)) {
            for (Future<UUID> answer : callers.invokeAll(deliveries)) {
                ids.add(answer.get());
            }
        }

        // Then
        List<Integer> sizes =
                ids.stream().map(id -> findings(id).findings().size()).sorted().toList();
        assertThat(sizes).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void shouldDoTheSameDeliveryOnceWhenItComesTwiceAtOnce() throws Exception {
        // Given
        Hook hook = github("it-twice").announce();
        String payload = release("acme/twice", "v9", false);
        Callable<String> delivery = () -> hook.github("release", payload).extract().path("status");

        // When
        List<String> answers = new ArrayList<>();
        try (var callers = Executors.newFixedThreadPool(4)) {
            for (Future<String> answer :
                    callers.invokeAll(List.of(delivery, delivery, delivery, delivery))) {
                answers.add(answer.get());
            }
        }

        // Then
        assertThat(answers)
                .containsExactlyInAnyOrder("accepted", "seen-before", "seen-before", "seen-before");
        assertThat(Rows.count("select count(*) from submission where sender = 'hook:it-twice'"))
                .isEqualTo(1);
    }

    @Test
    void shouldWorkThroughWhatWaitedInItsOrder() {
        // Given
        Hook hook = github("it-paused").pause(true).announce();
        for (String tag : List.of("v1", "v2", "v3")) {
            hook.github("release", release("acme/paused", tag, false))
                    .statusCode(202)
                    .body("status", equalTo("waiting"));
        }
        hook.github("release", release("acme/paused", "v2", false))
                .statusCode(202)
                .body("status", equalTo("waiting"));
        assertThat(Rows.count("select count(*) from hook_waiting where hook = 'it-paused'"))
                .isEqualTo(3);

        // When
        hook.pause(false).announce();

        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                Rows.count(
                                                        "select count(*) from hook_waiting where hook = 'it-paused'"))
                                        .isZero());
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                Topic.all(Topics.EVIDENCE).stream()
                                                        .map(Topic.Received::event)
                                                        .filter(ReleasePublished.class::isInstance)
                                                        .map(ReleasePublished.class::cast)
                                                        .filter(
                                                                r ->
                                                                        r.provenance()
                                                                                .sender()
                                                                                .equals(
                                                                                        "hook:it-paused"))
                                                        .map(ReleasePublished::version))
                                        .containsExactly("v1", "v2", "v3"));
        assertThat(Rows.count("select waiting_bytes from hook_state where hook = 'it-paused'"))
                .isZero();
        hook.github("release", release("acme/paused", "v1", false))
                .statusCode(200)
                .body("status", equalTo("seen-before"));
    }

    @Test
    void shouldAskToComeBackWhenTooMuchWaits() {
        // Given
        Hook hook = github("it-full").pause(true).announce();
        for (int i = 0; i < 8; i++) {
            hook.github("release", release("acme/full", "v" + i, false)).statusCode(202);
        }

        // When
        ValidatableResponse answer = hook.github("release", release("acme/full", "v8", false));

        // Then
        answer.statusCode(503)
                .header("Retry-After", equalTo("600"))
                .contentType("application/problem+json");
    }

    @Test
    void shouldTakeAnyDocumentThatIsSignedByStandardWebhooks() {
        // Given
        Hook hook = new Hook("it-standard", HookKind.STANDARD).secret(STANDARD, null).announce();
        byte[] bill = Samples.bill("by webhook");

        // When
        ValidatableResponse answer = hook.standard("msg_1", bill, Instant.now());

        // Then
        answer.statusCode(202)
                .body("format", equalTo("CycloneDX 1.6 JSON"))
                .body("release", equalTo("1.0.0"));
        UUID id = id(answer);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topic.about(Topics.EVIDENCE, id)).hasSize(1));
        InventoryObserved inventory =
                (InventoryObserved) Topic.about(Topics.EVIDENCE, id).getFirst().event();
        assertThat(inventory.provenance().sender()).isEqualTo("hook:it-standard");
        hook.standard("msg_1", bill, Instant.now())
                .statusCode(200)
                .body("status", equalTo("seen-before"));
        hook.standard("msg_2", bill, Instant.now().minusSeconds(400)).statusCode(401);
    }

    @Test
    void shouldLetOnlyAHookOfTheWorldSpeakForIt() {
        // Given
        String kev = new String(Samples.kev("CVE-2026-7000"), StandardCharsets.UTF_8);
        Hook makers = new Hook("it-maker", HookKind.STANDARD).secret(STANDARD, null).announce();
        Hook worlds =
                new Hook("it-world", HookKind.STANDARD)
                        .secret(STANDARD, null)
                        .ofTheWorld()
                        .announce();

        // Then
        makers.standard("msg_1", utf8(kev), Instant.now()).statusCode(403);
        worlds.standard("msg_1", utf8(kev), Instant.now()).statusCode(202);
    }

    @Test
    void shouldHonourAnAdvisoryThatIsWithdrawn() {
        // Given
        String payload =
                """
                {"action":"withdrawn","security_advisory":{"ghsa_id":"GHSA-hook-aaaa-bbbb","summary":"s","severity":"high",
                 "published_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-02T00:00:00Z","withdrawn_at":"2026-01-02T00:00:00Z",
                 "identifiers":[{"type":"GHSA","value":"GHSA-hook-aaaa-bbbb"}],
                 "vulnerabilities":[{"package":{"ecosystem":"npm","name":"left"},"vulnerable_version_range":"< 2"}]}}""";
        Hook makers = github("it-advisory-maker").announce();
        Hook worlds = github("it-advisory").ofTheWorld().announce();

        // When
        makers.github("security_advisory", payload)
                .statusCode(202)
                .body("status", equalTo("ignored"));
        UUID id = id(worlds.github("security_advisory", payload).statusCode(202));

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topic.about(Topics.REFERENCE, id)).hasSize(1));
        AdvisoryPublished advisory =
                (AdvisoryPublished) Topic.about(Topics.REFERENCE, id).getFirst().event();
        assertThat(advisory.id()).isEqualTo("GHSA-hook-aaaa-bbbb");
        assertThat(advisory.withdrawn()).isEqualTo("2026-01-02T00:00:00Z");
    }

    @Test
    void shouldCountChangesThatWereReviewed() {
        // Given
        Hook hook = github("it-reviews").announce();
        String repository = repository("acme/reviews");
        String push =
                "{\"ref\":\"refs/heads/main\",\"after\":\"%s\",\"head_commit\":{\"message\":\"m\"},"
                        + repository
                        + "}";
        String pull =
                "\"pull_request\":{\"number\":5,\"merged\":true,\"merge_commit_sha\":\"bb\",\"base\":{\"ref\":\"main\"},\"user\":{\"login\":\"ann\"}},"
                        + repository
                        + "}";
        String review =
                "{\"action\":\"submitted\",\"review\":{\"state\":\"%s\",\"user\":{\"login\":\"%s\"},\"submitted_at\":\"%s\"},"
                        + pull;

        // When
        UUID past = id(hook.github("push", push.formatted("aa")).statusCode(202));
        hook.github(
                        "pull_request_review",
                        review.formatted("approved", "ann", "2026-01-01T00:00:00Z"))
                .statusCode(202)
                .body("status", equalTo("noted"));
        UUID merged =
                id(hook.github("pull_request", "{\"action\":\"closed\"," + pull).statusCode(202));
        hook.github("push", push.formatted("bb")).body("status", equalTo("noted"));
        UUID approved =
                id(
                        hook.github(
                                        "pull_request_review",
                                        review.formatted("approved", "bob", "2026-01-01T00:00:00Z"))
                                .statusCode(202));
        UUID takenBack =
                id(
                        hook.github(
                                        "pull_request_review",
                                        review.formatted(
                                                "changes_requested", "bob", "2026-01-02T00:00:00Z"))
                                .statusCode(202));

        // Then
        assertThat(fact(past).item()).isEqualTo("github.example/acme/reviews/reviewed");
        assertThat(fact(past).measure()).isEqualTo("review-before-merge");
        assertThat(fact(past).value()).isZero();
        assertThat(fact(merged).value()).isZero();
        assertThat(fact(approved).value()).isEqualTo(0.5);
        assertThat(fact(approved).provenance().trust()).isEqualTo(0.9);
        assertThat(fact(approved).provenance().documentSha256()).isNotNull();
        assertThat(fact(takenBack).value()).isZero();
    }

    private static FactReported fact(UUID submission) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(Topic.about(Topics.EVIDENCE, submission)).hasSize(1));
        return (FactReported) Topic.about(Topics.EVIDENCE, submission).getFirst().event();
    }

    @Test
    void shouldTakeAReleaseOfGitLabWithItsToken() {
        // Given
        Hook hook = new Hook("it-gitlab", HookKind.GITLAB).secret(SECRET, null).announce();
        byte[] payload =
                utf8(
                        "{\"object_kind\":\"release\",\"action\":\"create\",\"tag\":\"v3\",\"released_at\":\"2026-01-02 03:04:05 UTC\","
                                + "\"project\":{\"path_with_namespace\":\"acme/portal\",\"web_url\":\"https://gitlab.example/acme/portal\",\"default_branch\":\"main\"}}");
        Map<String, String> headers =
                Map.of(
                        "X-Gitlab-Token",
                        SECRET,
                        "X-Gitlab-Event",
                        "Release Hook",
                        "X-Gitlab-Event-UUID",
                        "13792a34-cac6-4fda-95a8-c58e00a3954e");

        // Then
        hook.post(headers, payload).statusCode(202).body("release", equalTo("v3"));
        hook.post(headers, payload).statusCode(200).body("status", equalTo("seen-before"));
        hook.post(Map.of("X-Gitlab-Token", "another"), payload).statusCode(401);
    }

    @Test
    void shouldNameTheContentTypeThatIsAskedFor() throws Exception {
        // Given
        github("it-form").announce();
        byte[] payload = utf8("payload=%7B%7D");
        HttpRequest form =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:"
                                                + RestAssured.port
                                                + "/api/v1/hooks/it-form"))
                        .header("X-GitHub-Event", "release")
                        .header(
                                "X-Hub-Signature-256",
                                "sha256=" + HexFormat.of().formatHex(hmac(utf8(SECRET), payload)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(payload))
                        .build();

        // When
        HttpResponse<String> answer;
        try (HttpClient client = HttpClient.newHttpClient()) {
            answer = client.send(form, HttpResponse.BodyHandlers.ofString());
        }

        // Then
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("application/json");
    }

    @Test
    void shouldReportHowItIsDoing() {
        // Given
        Hook hook = github("it-reported").announce();
        hook.github("star", "{}").body("status", equalTo("ignored"));

        // When
        hook.github("release", release("acme/reported", "v1", false)).statusCode(202);

        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            ConnectionReported report = hook.lastReport();
                            assertThat(report).isNotNull();
                            assertThat(report.state()).isEqualTo(ConnectionReported.State.WELL);
                            assertThat(report.accepted()).isEqualTo(1);
                            assertThat(report.ignored()).isEqualTo(1);
                            assertThat(report.refused()).isZero();
                            assertThat(report.problem()).isNull();
                        });
    }
}
