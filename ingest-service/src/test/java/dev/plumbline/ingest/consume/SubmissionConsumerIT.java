package dev.plumbline.ingest.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.Topic;
import dev.plumbline.ingest.access.RecordSenders;
import dev.plumbline.ingest.access.RecordSenders.Known;
import dev.plumbline.ingest.access.RecordSenders.Stranger;
import dev.plumbline.test.identity.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SubmissionConsumerIT.ShortPatience.class)
class SubmissionConsumerIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String PRODUCT = "atlas-topic";
    private static final String DEAD_LETTERS = Topics.deadLetter(Topics.SUBMISSION, "ingest");

    @Inject RecordSenders senders;
    @Inject MeterRegistry meters;

    /// A time limit that a test can wait for.
    public static final class ShortPatience implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "plumbline.ingest.staged-within", "8s",
                    "plumbline.ingest.staged-check-every", "1s",
                    "plumbline.ingest.staged-quota-bytes", "200000");
        }
    }

    @BeforeAll
    static void announceProducts() {
        Catalog.product(PRODUCT);
    }

    private static String token() {
        return Tokens.client("plumbline-ci").withRoles("ingest").issue();
    }

    private static Map<String, String> headers(String id, String token) {
        Map<String, String> headers = new HashMap<>();
        headers.put("authorization", "Bearer " + token);
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id);
        headers.put("ce_source", "/ci/atlas");
        headers.put("ce_type", "dev.plumbline.submission.sent.v1");
        headers.put("ce_product", PRODUCT);
        headers.put("ce_release", "1");
        headers.put("content-type", "application/json");
        return headers;
    }

    private static String id(String name) {
        return name + "-" + UUID.randomUUID();
    }

    private static void send(Map<String, String> headers, byte[] document) {
        Topic.send(Topics.SUBMISSION, headers.get("ce_id"), headers, document);
    }

    private static long submissions(byte[] document, String status) {
        return Rows.count(
                "select count(*) from submission where sha256 = sha256(?) and status = ?",
                document,
                status);
    }

    private static void untilKept(byte[] document, String status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(submissions(document, status)).isEqualTo(1));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /// The reason of the dead letter that was sent under a key.
    private static String untilPutAside(String key) {
        await().atMost(SOON)
                .until(
                        () ->
                                Topic.raw(DEAD_LETTERS).stream()
                                        .anyMatch(record -> key.equals(record.key())));
        ConsumerRecord<String, byte[]> letter =
                Topic.raw(DEAD_LETTERS).stream()
                        .filter(record -> key.equals(record.key()))
                        .findFirst()
                        .orElseThrow();
        assertThat(header(letter, "dead-letter-topic")).isEqualTo(Topics.SUBMISSION);
        return header(letter, "dead-letter-reason");
    }

    @Test
    void shouldTakeInADocumentInBinaryMode() {
        // Given
        byte[] bill = Samples.bill("topic-binary");

        // When
        send(headers(id("binary"), token()), bill);

        // Then
        untilKept(bill, "accepted");
        await().atMost(SOON)
                .until(
                        () ->
                                Topic.all(Topics.EVIDENCE).stream()
                                        .map(Topic.Received::event)
                                        .filter(InventoryObserved.class::isInstance)
                                        .map(InventoryObserved.class::cast)
                                        .anyMatch(
                                                e ->
                                                        e.product().equals(PRODUCT)
                                                                && e.provenance()
                                                                        .sender()
                                                                        .equals("plumbline-ci")
                                                                && e.provenance().trust() == 0.9));
    }

    @Test
    void shouldTakeInDocumentsInStructuredModeAsJsonTextAndBase64() {
        // Given
        byte[] json = Samples.bill("topic-structured");
        byte[] text = Samples.bill("topic-text");
        byte[] packed = Samples.bill("topic-base64");
        Map<String, String> headers =
                Map.of(
                        "authorization",
                        "Bearer " + token(),
                        "content-type",
                        "application/cloudevents+json; charset=UTF-8");
        String attributes =
                "{\"specversion\":\"1.0\",\"type\":\"dev.plumbline.submission.sent.v1\",\"source\":\"/ci\",\"time\":\"2026-01-01T00:00:00Z\",\"product\":\""
                        + PRODUCT
                        + "\",\"release\":\"2\",";
        String quoted = new String(text, StandardCharsets.UTF_8).replace("\"", "\\\"");

        // When
        Topic.send(
                Topics.SUBMISSION,
                "s1",
                headers,
                Samples.utf8(
                        attributes
                                + "\"id\":\""
                                + id("json")
                                + "\",\"data\":"
                                + new String(json, StandardCharsets.UTF_8)
                                + "}"));
        Topic.send(
                Topics.SUBMISSION,
                "s2",
                headers,
                Samples.utf8(
                        attributes
                                + "\"id\":\""
                                + id("text")
                                + "\",\"datacontenttype\":\"text/plain\",\"data\":\""
                                + quoted
                                + "\"}"));
        Topic.send(
                Topics.SUBMISSION,
                "s3",
                headers,
                Samples.utf8(
                        attributes
                                + "\"id\":\""
                                + id("base64")
                                + "\",\"data_base64\":\""
                                + Base64.getEncoder().encodeToString(Samples.gzip(packed))
                                + "\"}"));

        // Then
        untilKept(json, "accepted");
        untilKept(text, "accepted");
        untilKept(packed, "accepted");
    }

    @Test
    void shouldHearAnEventOnceAndTheSameBytesInAnotherAgain() {
        // Given
        byte[] bill = Samples.bill("topic-twice");
        String id = id("twice");
        send(headers(id, token()), bill);
        untilKept(bill, "accepted");

        // When
        send(headers(id, token()), bill);
        send(headers(id, token()), Samples.bill("topic-other-bytes"));
        send(headers(id("again"), token()), bill);

        // Then
        untilKept(bill, "seen_again");
        byte[] marker = Samples.bill("topic-marker");
        send(headers(id("marker"), token()), marker);
        untilKept(marker, "accepted");
        assertThat(submissions(bill, "seen_again")).isEqualTo(1);
        assertThat(submissions(Samples.bill("topic-other-bytes"), "accepted")).isZero();
    }

    @Test
    void shouldKeepARefusedDocumentWithItsReason() {
        // Given
        byte[] broken = Samples.utf8("{\"bomFormat\":\"CycloneDX\",\n \"topic\":");
        byte[] unknown = Samples.utf8("{\"what\":\"topic-unknown-format\"}");

        // When
        send(headers(id("broken"), token()), broken);
        send(headers(id("unknown"), token()), unknown);

        // Then
        untilKept(broken, "refused");
        untilKept(unknown, "refused");
        assertThat(
                        Rows.count(
                                "select count(*) from submission where sha256 = sha256(?) and reason like '%(line 2, column%'",
                                broken))
                .isEqualTo(1);
    }

    @Test
    void shouldLetNoStrangerIn() {
        // Given
        byte[] bill = Samples.bill("topic-stranger");
        String good = token();
        String forged = good.substring(0, good.lastIndexOf('.') + 1) + "c2lnbmVkIGJ5IG5vYm9keQ";
        Map<String, String> tokens =
                Map.of(
                        id("forged"),
                        forged,
                        id("opaque"),
                        "opaque",
                        id("garbage"),
                        "YWJj.YWJj.YWJj",
                        id("none"),
                        "eyJhbGciOiJub25lIn0.e30.YQ",
                        id("expired"),
                        Tokens.client("plumbline-ci")
                                .withRoles("ingest")
                                .lasting(Duration.ofMinutes(-5))
                                .issue(),
                        id("audience"),
                        Tokens.client("plumbline-ci")
                                .withRoles("ingest")
                                .forAudience("somebody-else")
                                .issue(),
                        id("role"),
                        Tokens.person("erin").withRoles("engineer").issue());
        double before = strangers();

        // When
        tokens.forEach((id, token) -> send(headers(id, token), bill));
        Map<String, String> without = headers(id("without"), good);
        without.remove("authorization");
        send(without, bill);

        // Then
        Map<String, String> reasons = new HashMap<>();
        tokens.keySet().forEach(id -> reasons.put(id.split("-")[0], untilPutAside(id)));
        assertThat(reasons.get("forged")).startsWith("the token is not valid");
        assertThat(reasons.get("opaque"))
                .isEqualTo("the header authorization holds no signed bearer token");
        assertThat(reasons.get("garbage")).startsWith("the token is not valid");
        assertThat(reasons.get("none")).startsWith("the token is not valid");
        assertThat(reasons.get("expired")).startsWith("the token had expired at");
        assertThat(reasons.get("audience")).startsWith("the token is not valid");
        assertThat(reasons.get("role")).startsWith("the token has neither the role ingest");
        assertThat(untilPutAside(without.get("ce_id")))
                .isEqualTo("the record has no header authorization");
        assertThat(submissions(bill, "accepted")).isZero();
        assertThat(strangers() - before).isEqualTo(8);
    }

    private double strangers() {
        var counter =
                meters.find("plumbline.ingest.dead.letters").tag("reason", "stranger").counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void shouldJudgeATokenByTheTimeAtWhichTheBrokerTookTheRecord() {
        // Given
        String expired =
                "Bearer "
                        + Tokens.client("plumbline-ci")
                                .withRoles("ingest")
                                .lasting(Duration.ofSeconds(-30))
                                .issue();

        // When
        var asItCame = told(expired, Instant.now().minusSeconds(60));
        var asItIsRead = told(expired, null);
        var beforeItWasIssued = told(expired, Instant.now().minusSeconds(600));

        // Then
        assertThat(asItCame)
                .isInstanceOfSatisfying(
                        Known.class,
                        known -> assertThat(known.sender().name()).isEqualTo("plumbline-ci"));
        assertThat(asItIsRead).isInstanceOf(Stranger.class);
        assertThat(beforeItWasIssued)
                .isEqualTo(new Stranger("the token was issued after the record came"));
    }

    private RecordSenders.Told told(String authorization, Instant at) {
        return senders.of(authorization, at).await().atMost(SOON);
    }

    @Test
    void shouldPutAsideWhatIsNoSuchEvent() {
        // Given
        Map<String, String> other = headers(id("type"), token());
        other.put("ce_type", "com.example.other");
        Map<String, String> nameless = headers(id("nameless"), token());
        String namelessKey = nameless.remove("ce_id");
        Map<String, String> structured =
                Map.of(
                        "authorization",
                        "Bearer " + token(),
                        "content-type",
                        "application/cloudevents+json");
        String brokenKey = id("broken-event");
        Map<String, String> unknown = headers(id("product"), token());
        unknown.put("ce_product", "nobody-knows");

        // When
        send(other, Samples.utf8("{}"));
        Topic.send(Topics.SUBMISSION, namelessKey, nameless, Samples.utf8("{}"));
        Topic.send(
                Topics.SUBMISSION, brokenKey, structured, Samples.utf8("{\"specversion\":\"1.0\""));
        send(unknown, Samples.bill("topic-nobody"));

        // Then
        assertThat(untilPutAside(other.get("ce_id")))
                .isEqualTo("attribute type must be dev.plumbline.submission.sent.v1");
        assertThat(untilPutAside(namelessKey)).isEqualTo("attribute id or source is missing");
        assertThat(untilPutAside(brokenKey)).contains("not valid JSON", "line 1");
        assertThat(untilPutAside(unknown.get("ce_id")))
                .isEqualTo("there is no product nobody-knows");
    }

    // --- parts ---------------------------------------------------------------------------------

    private static String sha256(byte[] document) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sendPart(String document, int nth, int count, String sha256, byte[] bytes) {
        Map<String, String> headers = headers(document + "/" + nth, token());
        headers.put("ce_release", document);
        headers.put("ce_documentid", document);
        headers.put("ce_partindex", "" + nth);
        headers.put("ce_partcount", "" + count);
        headers.put("ce_documentsha256", sha256);
        Topic.send(Topics.SUBMISSION, document, headers, bytes);
    }

    private static List<byte[]> cut(byte[] document, int parts) {
        int size = (document.length + parts - 1) / parts;
        return java.util.stream.IntStream.range(0, parts)
                .mapToObj(
                        i ->
                                Arrays.copyOfRange(
                                        document,
                                        Math.min(i * size, document.length),
                                        Math.min((i + 1) * size, document.length)))
                .toList();
    }

    private static List<Step> steps(String release) {
        return Topic.all(Topics.PROGRESS).stream()
                .map(Topic.Received::event)
                .filter(ProgressReported.class::isInstance)
                .map(ProgressReported.class::cast)
                .filter(p -> Objects.equals(p.release(), release))
                .map(ProgressReported::step)
                .toList();
    }

    private static long staged(String document) {
        return Rows.count("select count(*) from staged_document where name = ?", document);
    }

    @Test
    void shouldPutTogetherPartsThatComeInAnyOrderAndTwice() {
        // Given
        byte[] bill = Samples.bill("topic-parts", 500);
        List<byte[]> parts = cut(bill, 4);
        String document = id("parts");

        // When
        for (int nth : new int[] {3, 1, 3, 4, 1, 2, 2}) {
            sendPart(document, nth, 4, sha256(bill), parts.get(nth - 1));
        }

        // Then
        untilKept(bill, "accepted");
        await().atMost(SOON).untilAsserted(() -> assertThat(staged(document)).isZero());
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(steps(document))
                                        .startsWith(Step.RECEIVED, Step.WAITING)
                                        .contains(Step.PARSED)
                                        .doesNotContain(Step.REFUSED));
        assertThat(submissions(bill, "seen_again")).isZero();
    }

    @Test
    void shouldRefuseADocumentWhosePartsDoNotAllComeInTime() {
        // Given
        byte[] bill = Samples.bill("topic-missing", 50);
        List<byte[]> parts = cut(bill, 3);
        String document = id("missing");

        // When
        sendPart(document, 1, 3, sha256(bill), parts.get(0));
        sendPart(document, 3, 3, sha256(bill), parts.get(2));

        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                Rows.count(
                                                        "select count(*) from submission where release = ? and status = 'refused' and reason like '1 of 3 parts did not come%'",
                                                        document))
                                        .isEqualTo(1));
        assertThat(staged(document)).isZero();
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(steps(document))
                                        .containsExactly(
                                                Step.RECEIVED, Step.WAITING, Step.REFUSED));
    }

    @Test
    void shouldRefusePartsThatMakeAnotherDocument() {
        // Given
        byte[] bill = Samples.bill("topic-digest", 50);
        List<byte[]> parts = cut(bill, 2);
        String document = id("digest");

        // When
        sendPart(document, 1, 2, sha256(Samples.utf8("another")), parts.get(0));
        sendPart(document, 2, 2, sha256(Samples.utf8("another")), parts.get(1));

        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                Rows.count(
                                                        "select count(*) from submission where release = ? and status = 'refused' and reason like '%SHA-256%'",
                                                        document))
                                        .isEqualTo(1));
        assertThat(submissions(bill, "accepted")).isZero();
        assertThat(staged(document)).isZero();
    }

    @Test
    void shouldPutAsideAPartThatSaysSomethingElseOfItsDocument() {
        // Given
        byte[] bill = Samples.bill("topic-disagrees", 50);
        String document = id("disagrees");
        sendPart(document, 1, 3, sha256(bill), cut(bill, 3).get(0));

        // When
        sendPart(document, 2, 4, sha256(bill), cut(bill, 3).get(1));

        // Then
        assertThat(untilPutAside(document)).contains("partcount", "differ");
    }

    @Test
    void shouldPutAsideAPartThatThereIsNoRoomFor() {
        // Given
        String document = id("quota");

        // When
        sendPart(document, 1, 2, sha256(new byte[0]), new byte[250_000]);

        // Then
        assertThat(untilPutAside(document)).startsWith("there is no room for more parts");
        assertThat(staged(document)).isZero();
    }

    @Test
    void shouldRefuseAWholeThatNoProductIsThereFor() {
        // Given
        byte[] bill = Samples.bill("topic-parts-nobody", 3);
        String document = id("homeless");
        List<byte[]> parts = cut(bill, 2);

        // When
        for (int nth = 1; nth <= 2; nth++) {
            Map<String, String> headers = headers(document + "/" + nth, token());
            headers.put("ce_product", "nobody-knows");
            headers.put("ce_release", document);
            headers.put("ce_documentid", document);
            headers.put("ce_partindex", "" + nth);
            headers.put("ce_partcount", "2");
            headers.put("ce_documentsha256", sha256(bill));
            Topic.send(Topics.SUBMISSION, document, headers, parts.get(nth - 1));
        }

        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                Rows.count(
                                                        "select count(*) from submission where release = ? and status = 'refused' and reason = 'there is no product nobody-knows'",
                                                        document))
                                        .isEqualTo(1));
    }
}
