package dev.plumbline.ingest.http;

import static dev.plumbline.ingest.http.Calls.as;
import static dev.plumbline.ingest.http.Calls.ci;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import dev.plumbline.test.identity.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BulkIT {
    private static final String BULK = "/api/v1/submissions/bulk";
    private static final String NDJSON = "application/x-ndjson";
    private static final String PRODUCT = "atlas-bulk";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource URI service;

    @BeforeAll
    static void announceProducts() {
        Catalog.product(PRODUCT);
    }

    private static List<JsonNode> send(String query, String body) {
        Response response =
                ci().contentType(NDJSON)
                        .body(body.getBytes(StandardCharsets.UTF_8))
                        .post(BULK + query);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.contentType()).startsWith(NDJSON);
        return tree(response.asString());
    }

    private static List<JsonNode> tree(String lines) {
        List<JsonNode> all = new ArrayList<>();
        lines.lines()
                .forEach(
                        line -> {
                            try {
                                all.add(JSON.readTree(line));
                            } catch (IOException e) {
                                throw new AssertionError("no JSON: " + line, e);
                            }
                        });
        return all;
    }

    private static String line(String release, String document) {
        return "{\"product\":\""
                + PRODUCT
                + "\",\"release\":\""
                + release
                + "\",\"document\":"
                + document
                + "}\n";
    }

    private static String bill(String salt) {
        return new String(Samples.bill(salt), StandardCharsets.UTF_8);
    }

    @Test
    void shouldNameWhatIsWrongWithTheBulkAsAWhole() {
        // Given
        byte[] body = line("1", bill("bulk-whole")).getBytes(StandardCharsets.UTF_8);

        // When
        Response from = ci().contentType(NDJSON).body(body).post(BULK + "?from=abc");
        Response packed =
                ci().contentType(NDJSON)
                        .header("Content-Encoding", "gzip")
                        .body(Samples.gzip(body))
                        .post(BULK);

        // Then
        assertThat(from.statusCode()).isEqualTo(400);
        assertThat(from.<String>path("detail")).contains("from must be the number of a line");
        assertThat(packed.statusCode()).isEqualTo(415);
        assertThat(packed.<String>path("type")).endsWith("unknown-encoding");
        assertThat(packed.<String>path("detail")).contains("without a Content-Encoding");
    }

    @Test
    void shouldAnswerEveryLineAndGoOnAfterABrokenOne() {
        // Given
        String body =
                line("1", bill("bulk-one"))
                        + "{\"product\":\n"
                        + "\n"
                        + line("1", "{\"bomFormat\":\"CycloneDX\"}")
                        + line("1", "{\"hello\":\"world\"}")
                        + "{\"product\":\"nobody-knows\",\"release\":\"1\",\"document\":"
                        + bill("bulk-none")
                        + "}\n"
                        + "{\"produkt\":\"x\"}\n"
                        + "[]\n"
                        + "{\"product\":\"atlas-bulk\"}\n"
                        + line("1", bill("bulk-last")).strip();

        // When
        List<JsonNode> answers = send("", body);

        // Then
        assertThat(answers)
                .extracting(a -> a.path("line").asInt())
                .containsExactly(1, 2, 4, 5, 6, 7, 8, 9, 10, 0);
        assertThat(answers)
                .extracting(a -> a.path("status").asInt())
                .containsExactly(202, 400, 422, 415, 404, 400, 400, 400, 202, 0);
        assertThat(answers.getFirst().at("/submission/counts/components").asInt()).isEqualTo(1);
        assertThat(answers.get(1).at("/problem/detail").asText())
                .startsWith("the line can't be read: not valid JSON");
        assertThat(answers.get(1).at("/problem/line").asInt()).isEqualTo(2);
        assertThat(answers.get(2).at("/problem/submission").asText()).isNotEmpty();
        assertThat(answers.get(3).at("/problem/lookedFor")).isNotEmpty();
        assertThat(answers.get(5).at("/problem/detail").asText()).endsWith("no field produkt");
        assertThat(answers.get(7).at("/problem/detail").asText())
                .isEqualTo("the line has neither document nor documentBase64");
        assertThat(answers.getLast().toString())
                .isEqualTo(
                        "{\"end\":true,\"lines\":9,\"accepted\":2,\"seenBefore\":0,\"refused\":7}");
    }

    @Test
    void shouldKeepTheBytesOfADocumentAsTheyStandInTheLine() {
        // Given
        String document =
                "{ \"bomFormat\" : \"CycloneDX\", \"specVersion\":\"1.6\", \"version\": 1e0,"
                        + "  \"components\":[ ] , \"metadata\":{\"properties\":[{\"name\":\"säl\",\"value\":\"\\u00e4\"}]} }";

        // When
        List<JsonNode> answers = send("", line("bytes", document));

        // Then
        assertThat(answers.getFirst().path("status").asInt()).isEqualTo(202);
        assertThat(
                        Rows.count(
                                "select count(*) from submission where id = ?::uuid and sha256 = sha256(?)",
                                answers.getFirst().at("/submission/id").asText(),
                                document.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(1);
    }

    @Test
    void shouldTakeTextsAndBase64AndWhatTheQuerySaysForAll() throws IOException {
        // Given
        String text = JSON.writeValueAsString(bill("bulk-text"));
        String packed =
                Base64.getEncoder().encodeToString(Samples.gzip(Samples.bill("bulk-packed")));
        String body =
                "{\"document\":"
                        + text
                        + "}\n{\"release\":\"8\",\"documentBase64\":\""
                        + packed
                        + "\"}\n{\"documentBase64\":\"%%%\"}\n{\"document\":7}\n";

        // When
        List<JsonNode> answers = send("?product=" + PRODUCT + "&release=7", body);

        // Then
        assertThat(answers)
                .extracting(a -> a.path("status").asInt())
                .containsExactly(202, 202, 400, 400, 0);
        assertThat(answers)
                .extracting(a -> a.at("/submission/release").asText())
                .startsWith("7", "8");
    }

    @Test
    void shouldGoOnFromTheLineThatWasNotAnswered() {
        // Given
        String body =
                line("from", bill("from-1"))
                        + line("from", bill("from-2"))
                        + line("from", bill("from-3"));
        send("", body.lines().findFirst().orElseThrow());

        // When
        List<JsonNode> rest = send("?from=2", body);
        List<JsonNode> again = send("", body);

        // Then
        assertThat(rest).extracting(a -> a.path("line").asInt()).containsExactly(2, 3, 0);
        assertThat(rest.getLast().path("accepted").asInt()).isEqualTo(2);
        assertThat(again)
                .extracting(a -> a.path("status").asInt())
                .containsExactly(200, 200, 200, 0);
        assertThat(again.getLast().path("seenBefore").asInt()).isEqualTo(3);
    }

    @Test
    void shouldAnswerALineBeforeTheNextIsSent() throws IOException {
        // Given
        String token = Tokens.client("plumbline-ci").withRoles("ingest").issue();
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out.write(
                    ("POST "
                                    + BULK
                                    + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + token
                                    + "\r\nContent-Type: "
                                    + NDJSON
                                    + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            for (int i = 1; i <= 2; i++) {
                // When
                chunk(out, line("live", bill("live-" + i)));

                // Then
                String answer = in.readLine();
                while (!answer.startsWith("{")) {
                    answer = in.readLine();
                }
                assertThat(JSON.readTree(answer).path("line").asInt()).isEqualTo(i);
                assertThat(JSON.readTree(answer).path("status").asInt()).isEqualTo(202);
            }
        }
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Test
    void shouldLetOnlyThoseInWhoMaySend() {
        // Then
        given().contentType(NDJSON).body(Samples.utf8("{}")).post(BULK).then().statusCode(401);
        as("plumbline-dashboard", "auditor")
                .contentType(NDJSON)
                .body(Samples.utf8("{}"))
                .post(BULK)
                .then()
                .statusCode(403);
        ci().contentType("text/plain")
                .body(Samples.utf8("{}"))
                .post(BULK)
                .then()
                .statusCode(415)
                .body("title", containsString("format"));
    }

    @Test
    void shouldAnswerNothingButTheSumsToNothing() {
        assertThat(send("", "\n\r\n"))
                .singleElement()
                .satisfies(end -> assertThat(end.path("lines").asInt()).isZero());
    }

    @Test
    void shouldRefuseTheWorldFromWhoMayNotSpeakOfIt() {
        ci().contentType(NDJSON)
                .body(Samples.utf8("{\"document\":" + Samples.osv("OSV-BULK-1") + "}\n"))
                .post(BULK)
                .then()
                .statusCode(200)
                .body(containsString("\"status\":403"));
    }
}
