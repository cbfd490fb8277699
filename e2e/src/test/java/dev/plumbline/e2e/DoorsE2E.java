package dev.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
                            List<JsonNode> items =
                                    RoadE2E.items(
                                            auditor.json(
                                                    "/api/v1/products/"
                                                            + PRODUCT
                                                            + "/obligations?limit=100"));
                            assertThat(items)
                                    .extracting(item -> item.path("title").asText())
                                    .anyMatch(each -> each.contains(title));
                        });
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
}
