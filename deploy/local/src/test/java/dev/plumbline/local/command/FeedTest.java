package dev.plumbline.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTest {
    private static JsonNode feed(String paused, String report) throws Exception {
        return new ObjectMapper()
                .readTree(
                        """
                        {"key":"osv","revision":3,"archived":false,"kind":"osv","paused":%s,
                         "address":"http://mirror.example.org/osv/","everyMinutes":60,"only":["Maven"],
                         "hasApiKey":false,"report":%s}"""
                                .formatted(paused, report));
    }

    @Test
    void shouldSayInOneLineHowAFeedIsDoing() throws Exception {
        assertThat(Feed.line(feed("false", "{\"state\":\"WELL\",\"checkpoint\":\"up to noon\"}")))
                .isEqualTo("osv                  osv            well     up to noon");
        assertThat(
                        Feed.line(
                                feed(
                                        "false",
                                        "{\"state\":\"FAILING\",\"checkpoint\":\"up to noon\",\"problem\":\"503\"}")))
                .endsWith("failing  503");
        assertThat(Feed.line(feed("true", "null"))).endsWith("off");
        assertThat(Feed.line(feed("false", "null"))).endsWith("new");
    }

    @Test
    void shouldSayHowAFeedIsDoingOnceItIsSaved() throws Exception {
        // Given
        String reported = feed("false", "{\"state\":\"WELL\",\"checkpoint\":\"noon\"}").toString();
        String saved = feed("false", "null").toString();
        HttpServer dashboard =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        dashboard.createContext(
                "/",
                exchange -> {
                    String answer =
                            switch (exchange.getRequestMethod()) {
                                case "POST" -> "{\"access_token\":\"t\"}";
                                case "PUT" -> saved;
                                default -> reported;
                            };
                    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        dashboard.start();
        String url = "http://127.0.0.1:" + dashboard.getAddress().getPort();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = System.out;

        // When
        try (Platform platform =
                new Platform(
                        Map.of(
                                "identity.url", url,
                                "dashboard.url", url,
                                "client.plumbline-backfill.secret", "s"))) {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            Feed.save(platform, "osv", "on", Optional.empty());
        } finally {
            System.setOut(out);
            dashboard.stop(0);
        }

        // Then
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("well     noon");
    }

    @Test
    void shouldChangeNothingButThePauseAndTheAddressThatIsGiven() throws Exception {
        JsonNode known = feed("true", "null");

        assertThat(Feed.changed(known, "on", Optional.empty()).toString())
                .isEqualTo(
                        "{\"kind\":\"osv\",\"address\":\"http://mirror.example.org/osv/\",\"everyMinutes\":60,"
                                + "\"only\":[\"Maven\"],\"revision\":3,\"paused\":false}");
        assertThat(
                        Feed.changed(known, "on", Optional.of("http://b.example.org/"))
                                .path("address")
                                .asText())
                .isEqualTo("http://b.example.org/");
        assertThat(Feed.changed(known, "off", Optional.empty()).path("paused").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "update", "list more", "on", "off a b", "pause osv"})
    void shouldSayHowItIsUsed(String line) {
        assertThatThrownBy(
                        () ->
                                new Feed()
                                        .run(
                                                Path.of("."),
                                                line.isEmpty()
                                                        ? List.of()
                                                        : List.of(line.split(" "))))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("feed list");
    }
}
