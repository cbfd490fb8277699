package dev.plumbline.dashboard.api;

import static dev.plumbline.dashboard.RoadForTests.admin;
import static dev.plumbline.dashboard.RoadForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.events.CatalogChange.FeedKind;
import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookSecret;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.ConnectionReported;
import dev.plumbline.events.ConnectionReported.State;
import dev.plumbline.events.Seal;
import dev.plumbline.events.Topics;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class ConnectionIT {
    private static final Seal SEAL = Seal.with(List.of("passphrase-of-the-dashboard-tests"));

    @Inject RoadForTests road;

    private final String key = "h-" + UUID.randomUUID();

    private Map<String, Object> github(String product) {
        return Map.of(
                "kind",
                "github",
                "targets",
                List.of(Map.of("repository", "acme/*", "product", product)));
    }

    private HookSaved heard(int revisions) {
        return (HookSaved)
                RoadForTests.read(
                        road.hear(Topics.CATALOG, r -> r.key().equals("hook/" + key), revisions)
                                .getLast());
    }

    @Test
    void shouldShowANewSecretOnceAndSendItSealed() throws Exception {
        // Given
        road.makeProduct(key);

        // When
        String secret =
                admin().body(github(key))
                        .put("/api/v1/hooks/" + key)
                        .then()
                        .statusCode(201)
                        .header("Location", endsWith("/api/v1/hooks/" + key))
                        .body("revision", equalTo(1))
                        .extract()
                        .path("secret");

        // Then
        HookSaved hook = heard(1);
        assertThat(secret).hasSizeGreaterThan(30);
        assertThat(hook.kind()).isEqualTo(HookKind.GITHUB);
        assertThat(hook.targets()).containsExactly(new HookTarget("acme/*", key, null));
        assertThat(SEAL.open(hook.secrets().getFirst().sealed(), "hook/" + key)).isEqualTo(secret);
        admin().get("/api/v1/hooks/" + key)
                .then()
                .statusCode(200)
                .body("secret", nullValue())
                .body(not(containsString(hook.secrets().getFirst().sealed())));
        admin().get("/admin/connections").then().statusCode(200).body(containsString(key));
    }

    @Test
    void shouldForgetAFeedsKeyWhenItsAddressBecomesThatOfAnotherHost() {
        // Given
        admin().body(feed("https://mirror.example/nvd/", "given-for-the-mirror"))
                .put("/api/v1/feeds/" + key)
                .then()
                .statusCode(201);

        // When
        admin().body(feed("https://mirror.example/other/", null))
                .put("/api/v1/feeds/" + key)
                .then()
                .statusCode(200);
        admin().body(feed("https://elsewhere.example/nvd/", null))
                .put("/api/v1/feeds/" + key)
                .then()
                .statusCode(200);

        // Then
        List<FeedSaved> saved =
                road.hear(Topics.CATALOG, r -> r.key().equals("feed/" + key), 3).stream()
                        .map(RoadForTests::read)
                        .map(FeedSaved.class::cast)
                        .toList();
        assertThat(saved.get(1).sealedKey()).isEqualTo(saved.get(0).sealedKey()).isNotNull();
        assertThat(saved.get(2).sealedKey()).isNull();
    }

    private static Map<String, Object> feed(String address, @Nullable String apiKey) {
        Map<String, Object> feed = new HashMap<>();
        feed.put("kind", "nvd");
        feed.put("paused", true);
        feed.put("address", address);
        feed.put("everyMinutes", 60);
        if (apiKey != null) {
            feed.put("apiKey", apiKey);
        }
        return feed;
    }

    @Test
    void shouldRefuseABodyThatIsNothing() {
        for (String nothing : List.of("null", "")) {
            admin().body(nothing)
                    .put("/api/v1/feeds/" + key)
                    .then()
                    .statusCode(400)
                    .body("detail", containsString("JSON object"));
        }
    }

    @Test
    void shouldAcceptTheOldSecretAWhileLonger() throws Exception {
        // Given
        road.makeProduct(key);
        String first =
                admin().body(github(key))
                        .put("/api/v1/hooks/" + key)
                        .then()
                        .extract()
                        .path("secret");
        Instant before = Instant.now();

        // When
        String second =
                admin().body(Map.of("overlapHours", 5))
                        .post("/api/v1/hooks/" + key + "/secret")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("secret");

        // Then
        List<HookSecret> secrets = heard(2).secrets();
        assertThat(secrets).hasSize(2);
        assertThat(SEAL.open(secrets.get(0).sealed(), "hook/" + key)).isEqualTo(second);
        assertThat(secrets.get(0).until()).isNull();
        assertThat(SEAL.open(secrets.get(1).sealed(), "hook/" + key)).isEqualTo(first);
        assertThat(secrets.get(1).until())
                .isBetween(
                        before.plus(Duration.ofHours(5)).minusSeconds(2),
                        Instant.now().plus(Duration.ofHours(5)));
    }

    @Test
    void shouldTakeASecretThatTheSenderMade() throws Exception {
        // Given
        String standard = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

        // When
        admin().body(Map.of("kind", "standard", "world", true, "secret", standard))
                .put("/api/v1/hooks/" + key)
                .then()
                .statusCode(201)
                .body("secret", nullValue());

        // Then
        assertThat(SEAL.open(heard(1).secrets().getFirst().sealed(), "hook/" + key))
                .isEqualTo(standard);
    }

    @Test
    void shouldKeepSecretsWhenOnlyTheStateChanges() {
        // Given
        road.makeProduct(key);
        admin().body(github(key)).put("/api/v1/hooks/" + key).then().statusCode(201);
        HookSaved before = heard(1);

        // When
        admin().body(
                        Map.of(
                                "kind",
                                "github",
                                "paused",
                                true,
                                "targets",
                                List.of(Map.of("repository", "acme/*", "product", key))))
                .put("/api/v1/hooks/" + key)
                .then()
                .statusCode(200);
        admin().body(github(key)).put("/api/v1/hooks/" + key).then().statusCode(200);
        admin().body(github(key))
                .put("/api/v1/hooks/" + key)
                .then()
                .statusCode(200)
                .body("revision", equalTo(3));

        // Then
        HookSaved after = heard(3);
        assertThat(after.paused()).isFalse();
        assertThat(after.secrets()).isEqualTo(before.secrets());
    }

    @Test
    void shouldNameEveryMistakeOfADraft() {
        admin().body(
                        Map.of(
                                "kind",
                                "gitea",
                                "secret",
                                "short",
                                "targets",
                                List.of(Map.of("repository", "acme/x"))))
                .put("/api/v1/hooks/Not A Key")
                .then()
                .statusCode(422)
                .body("errors", hasKey("key"))
                .body("errors", hasKey("kind"))
                .body("errors", hasKey("secret"))
                .body("errors", hasKey("targets"));
        admin().body(Map.of("kind", "csaf", "everyMinutes", 1))
                .put("/api/v1/feeds/" + key)
                .then()
                .statusCode(422)
                .body("errors", hasKey("address"))
                .body("errors", hasKey("everyMinutes"));
        admin().body(Map.of("kind", "kev", "everyMinutes", 60, "address", "file:///etc/passwd"))
                .put("/api/v1/feeds/" + key)
                .then()
                .statusCode(422)
                .body("errors", hasKey("address"));
    }

    @Test
    void shouldRefuseAHookForAProductThatThereIsNot() {
        admin().body(github("no-such-product"))
                .put("/api/v1/hooks/" + key)
                .then()
                .statusCode(422)
                .body("errors.targets", containsString("no-such-product"));
    }

    @Test
    void shouldListTheFeedsThatEverybodyNeedsAtRest() {
        admin().get("/api/v1/feeds")
                .then()
                .statusCode(200)
                .body("find { it.key == 'nvd' }.paused", equalTo(true))
                .body("key", hasItem("epss"));
    }

    @Test
    void shouldLetAFeedOutAndShowHowItIsDoing() {
        // Given
        admin().body(
                        Map.of(
                                "kind",
                                "osv",
                                "everyMinutes",
                                30,
                                "only",
                                List.of("Maven"),
                                "address",
                                "https://mirror.example/osv"))
                .put("/api/v1/feeds/" + key)
                .then()
                .statusCode(201);
        FeedSaved told =
                (FeedSaved)
                        RoadForTests.read(
                                road.hear(Topics.CATALOG, r -> r.key().equals("feed/" + key), 1)
                                        .getLast());
        Instant now = Instant.parse("2026-11-23T08:00:00Z");

        // When
        road.say(
                Topics.PROGRESS,
                new ConnectionReported(
                        "feed/" + key,
                        now,
                        State.FAILING,
                        now,
                        null,
                        now.plusSeconds(60),
                        "page 3",
                        7,
                        0,
                        2,
                        "429 from the publisher"));
        road.say(
                Topics.PROGRESS,
                new ConnectionReported(
                        "feed/" + key,
                        now.minusSeconds(9),
                        State.RUNNING,
                        now,
                        null,
                        null,
                        null,
                        1,
                        0,
                        0,
                        null));

        // Then
        assertThat(told.kind()).isEqualTo(FeedKind.OSV);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                admin().get("/api/v1/feeds/" + key)
                                        .then()
                                        .body("report", notNullValue())
                                        .body("report.problem", equalTo("429 from the publisher"))
                                        .body("report.refused", equalTo(2)));
        admin().get("/admin/connections")
                .then()
                .statusCode(200)
                .body(containsString("429 from the publisher"));
    }

    @Test
    void shouldLetNobodyElseNear() {
        as(Tokens.person("eve").withRoles("engineer", "auditor", "executive"))
                .get("/api/v1/hooks")
                .then()
                .statusCode(403);
        as(Tokens.person("eve").withRoles("engineer"))
                .body(github("x"))
                .put("/api/v1/hooks/" + key)
                .then()
                .statusCode(403);
    }
}
