package dev.plumbline.ingest.http;

import static dev.plumbline.ingest.http.Calls.ci;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookSecret;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.Seal;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.Topic;
import dev.plumbline.test.identity.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Bodies that come slowly cost whoever sends them time, and nobody else.
@QuarkusTest
@TestProfile(SlowBodiesIT.FewThreads.class)
class SlowBodiesIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String PRODUCT = "atlas-slow";
    private static final int THREADS = 4;
    private static final int SENDERS = 2 * THREADS;
    private static final int DELIVERIES = 2 * THREADS;

    public static final class FewThreads implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.thread-pool.max-threads", String.valueOf(THREADS),
                    "plumbline.ingest.bodies-at-once", String.valueOf(SENDERS + 1),
                    "plumbline.ingest.deliveries-at-once", String.valueOf(DELIVERIES),
                    "plumbline.ingest.body-grace", "10s");
        }
    }

    private final List<Socket> slow = new ArrayList<>();

    @BeforeAll
    static void announce() {
        Catalog.product(PRODUCT);
        Topic.send(
                Topics.CATALOG,
                new HookSaved(
                        "slow",
                        1,
                        false,
                        HookKind.GITHUB,
                        false,
                        false,
                        List.of(new HookTarget("*", PRODUCT, "1.0.0")),
                        List.of(
                                new HookSecret(
                                        Seal.with(List.of("passphrase-of-the-ingest-tests"))
                                                .close("secret", "hook/slow"),
                                        null))));
        await().atMost(SOON)
                .until(() -> Rows.count("select count(*) from hook where key = 'slow'") == 1);
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void shouldAnswerOthersWhileMoreBodiesDripThanThereAreThreads() throws Exception {
        // Given
        for (int i = 0; i < SENDERS; i++) {
            drip(submissions());
        }
        for (int i = 0; i < DELIVERIES; i++) {
            drip(deliveries());
        }
        await().atMost(SOON).until(() -> deliver().statusCode() == 503);

        // When
        Response answer = submit("meanwhile");

        // Then
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(deliver().header("Retry-After")).isEqualTo("5");

        // When
        drip(submissions());
        await().atMost(SOON).until(() -> submit("too many").statusCode() == 503);

        // Then
        for (Socket socket : slow) {
            assertThat(rest(socket))
                    .startsWith("HTTP/1.1 408")
                    .contains("urn:plumbline:problem:too-slow");
        }
        assertThat(submit("after").statusCode()).isEqualTo(202);
        assertThat(deliver().statusCode()).isEqualTo(401);
    }

    @Test
    void shouldEndAnUploadOfSeveralPartsThatComesTooSlowly() throws Exception {
        // When
        Socket upload =
                drip(
                        head(
                                "/api/v1/submissions?release=1&product=" + PRODUCT,
                                "Content-Type: multipart/form-data; boundary=x",
                                bearer()));

        // Then
        assertThat(rest(upload)).startsWith("HTTP/1.1 408").contains("too-slow");
    }

    private static Response submit(String name) {
        return ci().queryParam("product", PRODUCT)
                .queryParam("release", "1")
                .body(Samples.bill(name))
                .post("/api/v1/submissions");
    }

    private static Response deliver() {
        return given().header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", "sha256=" + "0".repeat(64))
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/hooks/slow");
    }

    private static String submissions() {
        return head("/api/v1/submissions?release=1&product=" + PRODUCT, bearer());
    }

    private static String deliveries() {
        return head(
                "/api/v1/hooks/slow",
                "Content-Type: application/json",
                "X-GitHub-Event: push",
                "X-Hub-Signature-256: sha256=" + "0".repeat(64));
    }

    private static String bearer() {
        return "Authorization: Bearer " + Tokens.client("plumbline-ci").withRoles("ingest").issue();
    }

    private static String head(String address, String... headers) {
        return "POST "
                + address
                + " HTTP/1.1\r\n"
                + String.join(
                        "\r\n",
                        Stream.concat(
                                        Stream.of("Host: localhost", "Transfer-Encoding: chunked"),
                                        Stream.of(headers))
                                .toList())
                + "\r\n\r\n";
    }

    /// Sends the head and one byte of a body that never ends.
    private Socket drip(String head) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        slow.add(socket);
        socket.setSoTimeout(Math.toIntExact(SOON.toMillis()));
        socket.getOutputStream().write((head + "1\r\n{\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /// What is answered, up to the type of the problem.
    private static String rest(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("too-slow") < 0) {
            int read = socket.getInputStream().read();
            if (read < 0) {
                break;
            }
            answer.append((char) read);
        }
        return answer.toString();
    }
}
