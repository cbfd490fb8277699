package dev.plumbline.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.restassured.response.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the wire to the obligation, by every door: what a scanner reports is owed by the product,
/// whichever way the report came.
@Order(6)
class DoorsE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PRODUCT = "doors";
    private static final String RELEASE = "1.0.0";
    private static final String SUBMISSIONS = "plumbline.submission.v1";

    private static Platform platform;
    private static Api api;
    private static Person auditor;

    @TempDir Path folder;

    @BeforeAll
    static void start() {
        platform = Platform.running();
        api = new Api(platform);
        auditor = Person.signIn(platform, "auditor");
        api.createProduct(PRODUCT, "doors");
        api.say(Api.CI, PRODUCT, "releases", Map.of("version", RELEASE), null);
    }

    /// A report with one finding; each door has a scanner of its own, so that no report closes what
    /// another opened.
    private static byte[] report(String door) {
        return """
        {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Scanner %1$s","version":"1.0","rules":[
         {"id":"sql-%1$s","shortDescription":{"text":"Query built from user input, by %1$s"},
          "properties":{"tags":["security","external/cwe/cwe-089"],"security-severity":"8.8"}}]}},
         "results":[{"ruleId":"sql-%1$s","message":{"text":"tainted"},
          "locations":[{"physicalLocation":{"artifactLocation":{"uri":"src/db.js"},"region":{"startLine":7}}}],
          "partialFingerprints":{"primaryLocationLineHash":"39fa2ee980eb94b0:1"}}]}]}
        """
                .formatted(door)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void assertOwed(String title) {
        await("owed: " + title)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(
                        () -> {
                            assertThat(owed())
                                    .extracting(item -> item.path("title").asText())
                                    .anyMatch(each -> each.contains(title));
                        });
    }

    private static List<JsonNode> owed() {
        return RoadE2E.items(
                auditor.json("/api/v1/products/" + PRODUCT + "/obligations?limit=100"));
    }

    private static void assertOwedBy(String door) {
        assertOwed("Query built from user input, by " + door);
    }

    @Test
    void shouldOweWhatComesAlone() {
        api.document(report("one")).of(PRODUCT, RELEASE).sendFor(Api.CI);
        assertOwedBy("one");
    }

    @Test
    void shouldOweWhatComesAmongSeveral() {
        Response response =
                api.ingest(Api.CI)
                        .multiPart("product", PRODUCT)
                        .multiPart("release", RELEASE)
                        .multiPart("document", "a.sarif", report("upload-a"))
                        .multiPart("document", "b.sarif", report("upload-b"))
                        .post("/api/v1/submissions");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        assertOwedBy("upload-a");
        assertOwedBy("upload-b");
    }

    @Test
    void shouldOweWhatComesLineByLine() {
        String line =
                "{\"product\":\"%s\",\"release\":\"%s\",\"documentBase64\":\"%s\"}\n"
                        .formatted(
                                PRODUCT,
                                RELEASE,
                                Base64.getEncoder().encodeToString(report("bulk")));
        Response response =
                api.ingest(Api.CI)
                        .contentType("application/x-ndjson")
                        .body(line.getBytes(StandardCharsets.UTF_8))
                        .post("/api/v1/submissions/bulk");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertOwedBy("bulk");
    }

    @Test
    void shouldOweWhatComesByTheCommandLine() throws Exception {
        Path file = Files.write(folder.resolve("scan.sarif"), report("command"));
        Platform.Said said =
                platform.run("submit", file.toString(), "--product", PRODUCT, "--release", RELEASE);
        assertThat(said.exitCode()).as(said.output()).isZero();
        assertOwedBy("command");
    }

    @Test
    void shouldOweWhatComesAsAnEvent() throws Exception {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("authorization", "Bearer " + api.token(Api.CI));
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", "dev.plumbline.submission.sent.v1");
        headers.put("ce_source", "/ci/doors");
        headers.put("ce_id", UUID.randomUUID().toString());
        headers.put("ce_product", PRODUCT);
        headers.put("ce_release", RELEASE);
        send(headers, report("event"));
        assertOwedBy("event");
    }

    @Test
    void shouldOweWhatComesAsAStructuredEvent() throws Exception {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("authorization", "Bearer " + api.token(Api.CI));
        headers.put("content-type", "application/cloudevents+json");
        String event =
                "{\"specversion\":\"1.0\",\"type\":\"dev.plumbline.submission.sent.v1\",\"source\":\"/ci/doors\",\"id\":\"%s\",\"product\":\"%s\",\"release\":\"%s\",\"data\":%s}"
                        .formatted(
                                UUID.randomUUID(),
                                PRODUCT,
                                RELEASE,
                                new String(report("structured"), StandardCharsets.UTF_8));
        send(headers, event.getBytes(StandardCharsets.UTF_8));
        assertOwedBy("structured");
    }

    private static void send(Map<String, String> headers, byte[] value) throws Exception {
        Map<String, Object> config =
                Map.of("bootstrap.servers", platform.bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(SUBMISSIONS, PRODUCT, value);
            headers.forEach(
                    (name, text) ->
                            record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
        }
    }

    @Test
    void shouldOweWhatAForgeTells() throws Exception {
        // Given
        Response made =
                api.dashboard(Api.BACKFILL)
                        .contentType("application/json")
                        .body(
                                Map.of(
                                        "kind",
                                        "github",
                                        "targets",
                                        List.of(
                                                Map.of(
                                                        "repository",
                                                        "acme/doors",
                                                        "product",
                                                        PRODUCT,
                                                        "release",
                                                        RELEASE))))
                        .put("/api/v1/hooks/doors-forge");
        assertThat(made.statusCode()).as(made.asString()).isIn(200, 201);
        String secret = made.path("secret");
        byte[] alert =
                """
                {"action":"created","ref":"refs/heads/main","commit_oid":"%1$s","alert":{"number":7,"state":"open",
                 "created_at":"2026-11-20T10:00:00Z","updated_at":"2026-11-20T10:00:00Z",
                 "rule":{"id":"js/sql","description":"Query built from user input, by forge","severity":"error",
                  "security_severity_level":"high","tags":["security","external/cwe/cwe-089"]},
                 "tool":{"name":"CodeQL","version":"2.19"},
                 "most_recent_instance":{"ref":"refs/heads/main","state":"open","commit_sha":"%1$s",
                  "location":{"path":"src/db.js","start_line":7}}},
                 "repository":{"full_name":"acme/doors","default_branch":"main"}}
                """
                        .formatted("0".repeat(40))
                        .getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(alert));

        // When
        await("the hook is known")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> deliver(alert, signature).statusCode() != 404);
        Response forged = deliver(alert, "sha256=" + "0".repeat(64));

        // Then
        assertThat(forged.statusCode()).isEqualTo(401);
        assertOwedBy("forge");
    }

    private static Response deliver(byte[] body, String signature) {
        return given().baseUri(platform.ingest())
                .contentType("application/json")
                .header("X-GitHub-Event", "code_scanning_alert")
                .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                .header("X-Hub-Signature-256", signature)
                .body(body)
                .post("/api/v1/hooks/doors-forge");
    }

    @Test
    void shouldOweWhatAFeedPublishes() throws Exception {
        // Given
        String kev =
                """
                {"title":"k","catalogVersion":"2026.11.23","dateReleased":"2026-11-23T00:00:00Z","count":1,
                 "vulnerabilities":[{"cveID":"CVE-2099-4242","vendorProject":"a","product":"b","vulnerabilityName":"n",
                  "dateAdded":"2026-11-01","shortDescription":"s","requiredAction":"r","dueDate":"2026-11-20",
                  "knownRansomwareCampaignUse":"Unknown","notes":"","cwes":["CWE-79"]}]}
                """;
        String osv =
                """
                {"id":"DOORS-1","modified":"2026-11-01T00:00:00Z","published":"2026-11-01T00:00:00Z",
                 "aliases":["CVE-2099-4242"],"summary":"a flaw that feeds tell of",
                 "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
                 "affected":[{"package":{"ecosystem":"npm","name":"of-doors"},"ranges":[{"type":"SEMVER",
                  "events":[{"introduced":"0"},{"fixed":"2.0.0"}]}]}]}
                """;
        String bill =
                """
                {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[
                 {"type":"library","name":"of-doors","version":"1.2.3","purl":"pkg:npm/of-doors@1.2.3"}]}
                """;
        api.document(bill.getBytes(StandardCharsets.UTF_8)).of(PRODUCT, RELEASE).sendFor(Api.CI);
        api.document(osv.getBytes(StandardCharsets.UTF_8)).sendFor(Api.FEEDS);
        HttpServer publisher =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publisher.createContext(
                "/kev.json",
                exchange -> {
                    byte[] bytes = kev.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        publisher.start();
        try {
            // When
            Response made =
                    api.dashboard(Api.BACKFILL)
                            .contentType("application/json")
                            .body(
                                    Map.of(
                                            "kind",
                                            "kev",
                                            "everyMinutes",
                                            60,
                                            "address",
                                            "http://127.0.0.1:"
                                                    + publisher.getAddress().getPort()
                                                    + "/kev.json"))
                            .put("/api/v1/feeds/doors-kev");
            assertThat(made.statusCode()).as(made.asString()).isIn(200, 201);

            // Then
            await("owed because it is exploited")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(
                            () ->
                                    assertThat(owed())
                                            .filteredOn(
                                                    each ->
                                                            each.path("vulnerability")
                                                                    .asText()
                                                                    .equals("CVE-2099-4242"))
                                            .extracting(each -> each.path("measure").asText())
                                            .contains("kev-fix-on-time"));
        } finally {
            publisher.stop(0);
        }
    }
}
