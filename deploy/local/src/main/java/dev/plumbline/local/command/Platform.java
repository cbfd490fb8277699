package dev.plumbline.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The running platform as a machine with credentials sees it: over HTTP, with a token from
/// Keycloak.
final class Platform implements AutoCloseable {

    /// Tokens last five minutes; a fresh one is taken well before that.
    private static final Duration TOKEN_USE = Duration.ofMinutes(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> credentials;
    private final Map<String, Token> tokens = new LinkedHashMap<>();

    Platform(Map<String, String> credentials) {
        this.credentials = credentials;
    }

    private record Token(String value, Instant taken) {}

    /// What a service said.
    ///
    /// @param body JSON; a missing node where there was none
    record Answer(int status, JsonNode body) {

        boolean isAccepted() {
            return status == 200 || status == 202;
        }

        /// The reason in an RFC 9457 problem with what is wrong in which field, else the status
        /// alone.
        String problem() {
            String title = body.path("title").asText("");
            String detail = body.path("detail").asText("");
            String fields =
                    body.path("errors").properties().stream()
                            .map(error -> "\n  " + error.getKey() + ": " + reason(error.getValue()))
                            .collect(Collectors.joining());
            return (status + " " + title + (detail.isEmpty() ? "" : ": " + detail) + fields)
                    .strip();
        }

        private static String reason(JsonNode error) {
            return error.isValueNode() ? error.asText() : error.toString();
        }
    }

    /// Reads addresses and secrets of this install.
    static Platform of(Install install) {
        Map<String, String> credentials = PrivateFile.read(install.credentials());
        if (credentials.isEmpty()) {
            throw new StartupFailure(
                    "Nothing was ever started in " + install.data() + ": run ./plumbline up");
        }
        return new Platform(credentials);
    }

    String token(String client) {
        Token present = tokens.get(client);
        if (present != null && present.taken().plus(TOKEN_USE).isAfter(Instant.now())) {
            return present.value();
        }
        String form =
                Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                client,
                                "client_secret",
                                credential("client." + client + ".secret"))
                        .entrySet()
                        .stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        Answer answer =
                send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                credential("identity.url")
                                                        + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .timeout(Duration.ofSeconds(30))
                                .POST(BodyPublishers.ofString(form))
                                .build());
        if (answer.status() != 200) {
            throw new StartupFailure("Keycloak gives " + client + " no token: " + answer.problem());
        }
        String value = answer.body().get("access_token").asText();
        tokens.put(client, new Token(value, Instant.now()));
        return value;
    }

    /// Sends a document to ingest-service as it is.
    ///
    /// @param query of the address, encoded
    Answer submit(String client, String query, Path document) throws IOException {
        return send(
                authorized(client, credential("ingest.url") + "/api/v1/submissions?" + query)
                        .header("Content-Type", "application/octet-stream")
                        .timeout(Duration.ofMinutes(10))
                        .POST(BodyPublishers.ofFile(document))
                        .build());
    }

    /// Sends lines to the bulk address of ingest-service and answers with the lines that came back;
    /// a problem of the whole is its only line.
    ///
    /// @param query of the address, encoded
    List<JsonNode> bulk(String client, String query, byte[] lines) {
        HttpRequest request =
                authorized(client, credential("ingest.url") + "/api/v1/submissions/bulk?" + query)
                        .setHeader("Accept", "application/x-ndjson")
                        .header("Content-Type", "application/x-ndjson")
                        .timeout(Duration.ofMinutes(10))
                        .POST(BodyPublishers.ofByteArray(lines))
                        .build();
        List<JsonNode> answers = new ArrayList<>();
        for (String line : received(request).body().lines().toList()) {
            try {
                answers.add(json.readTree(line));
            } catch (JsonProcessingException e) {
                throw new StartupFailure(
                        "No bulk is understood at " + request.uri().getAuthority(), e);
            }
        }
        return answers;
    }

    /// Where a submission stands, as the dashboard knows it.
    Answer submission(String client, String id) {
        return send(
                authorized(client, credential("dashboard.url") + "/api/v1/submissions/" + id)
                        .timeout(Duration.ofSeconds(30))
                        .build());
    }

    String dashboard() {
        return credential("dashboard.url");
    }

    Answer getFromDashboard(String client, String path) {
        return send(
                authorized(client, credential("dashboard.url") + path)
                        .timeout(Duration.ofSeconds(30))
                        .build());
    }

    Answer putToDashboard(String client, String path, JsonNode body) {
        return send(
                authorized(client, credential("dashboard.url") + path)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .PUT(BodyPublishers.ofString(body.toString()))
                        .build());
    }

    /// Calls scoring-service with an empty body.
    Answer postToScoring(String client, String path, Duration patience) {
        return send(
                authorized(client, credential("scoring.url") + path)
                        .timeout(patience)
                        .POST(BodyPublishers.noBody())
                        .build());
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder authorized(String client, String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token(client));
    }

    private Answer send(HttpRequest request) {
        HttpResponse<String> response = received(request);
        try {
            return new Answer(response.statusCode(), read(response));
        } catch (JsonProcessingException e) {
            throw new StartupFailure("No JSON comes from " + request.uri().getAuthority(), e);
        }
    }

    private HttpResponse<String> received(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StartupFailure(
                    "Nothing answers at "
                            + request.uri().getAuthority()
                            + ": does Plumbline run? (./plumbline status)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure(
                    "Interrupted while waiting for " + request.uri().getAuthority(), e);
        }
    }

    private JsonNode read(HttpResponse<String> response) throws JsonProcessingException {
        boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return isJson ? json.readTree(response.body()) : json.missingNode();
    }

    private String credential(String name) {
        String value = credentials.get(name);
        if (value == null) {
            throw new StartupFailure("No " + name + " among the credentials of this install");
        }
        return value;
    }
}
