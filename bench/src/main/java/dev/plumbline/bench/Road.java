package dev.plumbline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;

/// The front doors of an install, as a maker's tools use them: HTTP with a token of Keycloak.
final class Road {
    private static final Duration TO_BE_KNOWN = Duration.ofSeconds(30);
    private static final Duration TOKEN_LASTS = Duration.ofMinutes(3);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final ObjectMapper json = new ObjectMapper();
    private final Properties credentials;
    private String token = "";
    private Instant tokenFrom = Instant.EPOCH;

    Road(Properties credentials) {
        this.credentials = credentials;
    }

    /// What the front door said to one document.
    ///
    /// @param status 202 for a new document, 200 for one that was there before
    record Answer(int status, UUID submission) {}

    void createProducts(String team, Iterable<String> keys)
            throws IOException, InterruptedException {
        String dashboard = credentials.getProperty("dashboard.url");
        post(dashboard + "/api/v1/units", Map.of("key", "bench", "name", "Bench"));
        post(
                dashboard + "/api/v1/teams",
                Map.of("key", team, "name", "Bench team", "unit", "bench"));
        for (String key : keys) {
            post(
                    dashboard + "/api/v1/products",
                    Map.of("key", key, "name", key, "team", team, "criticality", 2));
        }
        for (String key : keys) {
            awaitKnown(key);
        }
    }

    Answer submit(String query, byte[] document) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        credentials.getProperty("ingest.url")
                                                + "/api/v1/submissions?"
                                                + query))
                        .header("Authorization", "Bearer " + token())
                        .header("Content-Type", "application/octet-stream")
                        .timeout(Duration.ofMinutes(2))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(document))
                        .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 202 && response.statusCode() != 200) {
            throw refused(request, response);
        }
        JsonNode answer = json.readTree(response.body());
        return new Answer(response.statusCode(), UUID.fromString(answer.get("id").asText()));
    }

    private void post(String address, Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", "Bearer " + token())
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                        .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw refused(request, response);
        }
    }

    /// The catalogue reaches ingest-service by event. What it says to the withdrawal of something
    /// that never was tells whether it knows the product.
    private void awaitKnown(String product) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        credentials.getProperty("ingest.url")
                                                + "/api/v1/products/"
                                                + product
                                                + "/retractions"))
                        .header("Authorization", "Bearer " + token())
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        json.writeValueAsBytes(
                                                Map.of(
                                                        "submission",
                                                        new UUID(0, 0).toString(),
                                                        "reason",
                                                        "to ask whether the product is known"))))
                        .build();
        Instant limit = Instant.now().plus(TO_BE_KNOWN);
        while (true) {
            HttpResponse<byte[]> response =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (!new String(response.body(), StandardCharsets.UTF_8).contains("unknown-product")) {
                return;
            }
            if (Instant.now().isAfter(limit)) {
                throw refused(request, response);
            }
            Thread.sleep(50);
        }
    }

    private synchronized String token() throws IOException, InterruptedException {
        if (Instant.now().isAfter(tokenFrom.plus(TOKEN_LASTS))) {
            String form =
                    Map.of(
                                    "grant_type",
                                    "client_credentials",
                                    "client_id",
                                    "plumbline-backfill",
                                    "client_secret",
                                    credentials.getProperty("client.plumbline-backfill.secret"))
                            .entrySet()
                            .stream()
                            .map(
                                    e ->
                                            e.getKey()
                                                    + "="
                                                    + URLEncoder.encode(
                                                            e.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"));
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            credentials.getProperty("identity.url")
                                                    + "/protocol/openid-connect/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build();
            HttpResponse<byte[]> response =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("Keycloak gave no token: " + response.statusCode());
            }
            token = json.readTree(response.body()).get("access_token").asText();
            tokenFrom = Instant.now();
        }
        return token;
    }

    private static IllegalStateException refused(
            HttpRequest request, HttpResponse<byte[]> response) {
        return new IllegalStateException(
                request.method()
                        + " "
                        + request.uri()
                        + " gave "
                        + response.statusCode()
                        + ": "
                        + new String(response.body(), StandardCharsets.UTF_8));
    }
}
