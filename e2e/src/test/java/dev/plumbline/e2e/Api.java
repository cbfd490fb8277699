package dev.plumbline.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// The doors of the services with tokens of the real Keycloak, as a maker's tools use them.
final class Api {
    /// Every service account that loads a past; what it says may be dated.
    static final String BACKFILL = "plumbline-backfill";

    static final String CI = "plumbline-ci";
    static final String SCANNER = "plumbline-scanner";
    static final String FEEDS = "plumbline-feeds";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final RestAssuredConfig BYTES_AS_THEY_ARE =
            RestAssuredConfig.config()
                    .encoderConfig(
                            EncoderConfig.encoderConfig()
                                    .appendDefaultContentCharsetToContentTypeIfUndefined(false));

    private final Platform platform;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, Instant> tokensUntil = new HashMap<>();

    Api(Platform platform) {
        this.platform = platform;
    }

    /// A request to ingest-service as one of the service accounts.
    RequestSpecification ingest(String client) {
        return given().config(BYTES_AS_THEY_ARE)
                .baseUri(platform.ingest())
                .auth()
                .oauth2(token(client));
    }

    /// A request to dashboard-service as one of the service accounts.
    RequestSpecification dashboard(String client) {
        return given().baseUri(platform.dashboard())
                .auth()
                .oauth2(token(client))
                .redirects()
                .follow(false);
    }

    /// A request to scoring-service as one of the service accounts.
    RequestSpecification scoring(String client) {
        return given().baseUri(platform.scoring()).auth().oauth2(token(client));
    }

    /// Makes a product in a team of a unit of its own.
    void createProduct(String key, String team) {
        createProduct(key, team, "e2e");
    }

    /// Makes a product, and its team and unit where they are not there yet.
    void createProduct(String key, String team, String unit) {
        save("/api/v1/units", Map.of("key", unit, "name", "Unit " + unit));
        save("/api/v1/teams", Map.of("key", team, "name", "Team " + team, "unit", unit));
        save(
                "/api/v1/products",
                Map.of("key", key, "name", "Product " + key, "team", team, "criticality", 2));
    }

    void save(String path, Map<String, ?> entity) {
        Response response =
                dashboard(BACKFILL).contentType("application/json").body(entity).post(path);
        assertThat(response.statusCode()).as(path + ": " + response.asString()).isLessThan(300);
    }

    /// Says something of a product that is no document. What was just made in the dashboard needs a
    /// moment until the front door knows it.
    String say(String client, String product, String what, Object body, Instant observedAt) {
        AtomicReference<Response> said = new AtomicReference<>();
        await("a statement about " + product)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            RequestSpecification request =
                                    ingest(client).contentType("application/json").body(body);
                            if (observedAt != null) {
                                request.queryParam("observedAt", observedAt.toString());
                            }
                            said.set(request.post("/api/v1/products/" + product + "/" + what));
                            return said.get().statusCode() != 404;
                        });
        assertThat(said.get().statusCode())
                .as(what + " of " + product + ": " + said.get().asString())
                .isEqualTo(202);
        return said.get().path("id");
    }

    /// A document under way to the front door.
    Submission document(byte[] bytes) {
        return new Submission(this, bytes);
    }

    /// One submission as a request; nothing is sent before [#send] or [#as].
    static final class Submission {
        private final Api api;
        private final byte[] bytes;
        private final Map<String, Object> query = new LinkedHashMap<>();
        private String encoding = "";

        private Submission(Api api, byte[] bytes) {
            this.api = api;
            this.bytes = bytes;
        }

        Submission of(String product, String release) {
            query.put("product", product);
            query.put("release", release);
            return this;
        }

        Submission as(String parameter, Object value) {
            query.put(parameter, value.toString());
            return this;
        }

        Submission gzipped() {
            encoding = "gzip";
            return this;
        }

        /// Sends it and answers whatever came back.
        Response send(String client) {
            RequestSpecification request =
                    api.ingest(client)
                            .contentType("application/octet-stream")
                            .queryParams(query)
                            .body(bytes);
            if (!encoding.isEmpty()) {
                request.header("Content-Encoding", encoding);
            }
            return request.post("/api/v1/submissions");
        }

        /// Sends it and answers with its id; anything but taken or seen before fails.
        String sendFor(String client) {
            Response response = send(client);
            assertThat(response.statusCode()).as(query + ": " + response.asString()).isIn(200, 202);
            return response.path("id");
        }
    }

    /// The workflow record of a submission.
    JsonNode record(String client, String submission) {
        Response response = dashboard(client).get("/api/v1/submissions/" + submission);
        return response.statusCode() == 200 ? tree(response) : JSON.createObjectNode();
    }

    /// Step → when it was done, in the order of the record; of a step that was done several times,
    /// for several products, the last.
    static Map<String, Instant> steps(JsonNode record) {
        LinkedHashMap<String, Instant> steps = new LinkedHashMap<>();
        record.path("steps")
                .forEach(
                        step ->
                                steps.putLast(
                                        step.path("step").asText(),
                                        Instant.parse(step.path("at").asText())));
        return steps;
    }

    /// Waits until a submission is shown, and answers with its record.
    JsonNode awaitShown(String client, String submission, Duration patience) {
        AtomicReference<JsonNode> last = new AtomicReference<>(JSON.createObjectNode());
        await("submission " + submission + " shown")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            last.set(record(client, submission));
                            Map<String, Instant> steps = steps(last.get());
                            assertThat(steps.keySet())
                                    .as(last.get().toString())
                                    .doesNotContain("REFUSED", "FAILED");
                            return steps.containsKey("SHOWN") || steps.containsKey("SEEN_AGAIN");
                        });
        return last.get();
    }

    /// What products are worth at one instant, as scoring-service computes it from its evidence log
    /// alone.
    JsonNode scoresAt(Instant at, String... products) {
        Response response =
                scoring(BACKFILL)
                        .queryParam("at", at.toString())
                        .queryParam("product", (Object[]) products)
                        .get("/api/v1/verification/scores");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return tree(response);
    }

    static JsonNode tree(Response response) {
        return tree(response.asByteArray());
    }

    static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The newest submissions that the client sent or may see.
    JsonNode newest(String client, int count) {
        Response response = dashboard(client).queryParam("limit", count).get("/api/v1/submissions");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return tree(response).path("items");
    }

    void renewToken(String client) {
        synchronized (tokens) {
            tokensUntil.remove(client);
            token(client);
        }
    }

    String token(String client) {
        synchronized (tokens) {
            Instant until = tokensUntil.get(client);
            if (until == null || Instant.now().isAfter(until)) {
                Response response =
                        given().formParam("grant_type", "client_credentials")
                                .formParam("client_id", client)
                                .formParam("client_secret", platform.secretOf(client))
                                .post(platform.issuer() + "/protocol/openid-connect/token");
                assertThat(response.statusCode()).as("a token for " + client).isEqualTo(200);
                tokens.put(client, response.path("access_token"));
                tokensUntil.put(client, Instant.now().plusSeconds(200));
            }
            return tokens.get(client);
        }
    }
}
