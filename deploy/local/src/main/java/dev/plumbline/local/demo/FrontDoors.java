package dev.plumbline.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The HTTP doors of one install, with a token of its Keycloak for `plumbline-backfill`.
///
/// What passes by itself is asked again for a while: a service that restarts, one that is full, and
/// a product, release or obligation that was made a moment ago and is not known everywhere yet.
final class FrontDoors {
    private static final String CLIENT = "plumbline-backfill";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final Properties credentials;
    private final InstantSource clock;
    private String token = "";
    private Instant tokenUntil = Instant.MIN;

    FrontDoors(Properties credentials, InstantSource clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /// Sends it and gives the id of the submission that it was given, if it was given one.
    ///
    /// @param body of the call, with what it needs filled in
    /// @throws Refused if the door said no
    @Nullable String send(Call call, byte[] body) throws InterruptedException {
        Instant until = clock.instant().plus(PATIENCE);
        Duration pause = FIRST_PAUSE;
        while (true) {
            String problem;
            try {
                HttpResponse<byte[]> response =
                        http.send(request(call, body), HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() / 100 == 2) {
                    return submissionOf(response.body());
                }
                problem = describe(call, response);
                if (!passes(response.statusCode())) {
                    throw new Refused(problem);
                }
            } catch (IOException e) {
                problem = call.id() + ": " + baseOf(call.door()) + " does not answer (" + e + ")";
            }
            if (clock.instant().isAfter(until)) {
                throw new Refused(problem + "; gave up after " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    /// Waits until the dashboard shows what came of a submission, so that a decision finds what it
    /// is about. After a while it goes on all the same: the decision names its subject itself.
    void awaitShown(String submission) throws InterruptedException {
        Instant until = clock.instant().plus(PATIENCE);
        while (clock.instant().isBefore(until) && !isShown(submission)) {
            Thread.sleep(LONGEST_PAUSE.dividedBy(4));
        }
    }

    private boolean isShown(String submission) throws InterruptedException {
        try {
            HttpResponse<byte[]> response =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    baseOf(Call.Door.DASHBOARD)
                                                            + "/api/v1/submissions/"
                                                            + submission))
                                    .header("Authorization", "Bearer " + token())
                                    .header("Accept", "application/json")
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200
                    && Json.read(response.body())
                            .path("steps")
                            .valueStream()
                            .anyMatch(step -> "SHOWN".equalsIgnoreCase(step.path("step").asText()));
        } catch (IOException e) {
            return false; // asked again until patience ends
        }
    }

    private static boolean passes(int status) {
        return status == 404 || status == 409 || status == 429 || status >= 500;
    }

    private HttpRequest request(Call call, byte[] body) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(URI.create(baseOf(call.door()) + call.path()))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", call.type())
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private String baseOf(Call.Door door) {
        return setting(
                switch (door) {
                    case INGEST -> "ingest.url";
                    case DASHBOARD -> "dashboard.url";
                });
    }

    private String setting(String name) {
        String value = credentials.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new Refused("the credentials file does not say " + name);
        }
        return value;
    }

    private static @Nullable String submissionOf(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        try {
            JsonNode id = Json.read(body).get("id");
            return id == null ? null : id.asText();
        } catch (IOException e) {
            return null;
        }
    }

    /// The line that an operator reads: what was asked, what came back and why.
    private static String describe(Call call, HttpResponse<byte[]> response) {
        String why = new String(response.body(), StandardCharsets.UTF_8);
        try {
            JsonNode problem = Json.read(response.body());
            if (problem.hasNonNull("detail")) {
                why = problem.get("detail").asText();
            } else if (problem.hasNonNull("title")) {
                why = problem.get("title").asText();
            }
        } catch (IOException e) {
            why = why.isBlank() ? "no reason given" : why.lines().findFirst().orElse("");
        }
        return call.id()
                + ": "
                + response.uri().getPath()
                + " answered "
                + response.statusCode()
                + ", "
                + why;
    }

    private synchronized String token() throws IOException, InterruptedException {
        if (clock.instant().isBefore(tokenUntil)) {
            return token;
        }
        String form =
                "grant_type=client_credentials&client_id="
                        + CLIENT
                        + "&client_secret="
                        + URLEncoder.encode(
                                setting("client." + CLIENT + ".secret"), StandardCharsets.UTF_8);
        HttpResponse<byte[]> response =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                setting("identity.url")
                                                        + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .timeout(Duration.ofSeconds(30))
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new Refused("Keycloak gave " + CLIENT + " no token: " + response.statusCode());
        }
        JsonNode answer = Json.read(response.body());
        token = answer.get("access_token").asText();
        tokenUntil = clock.instant().plusSeconds(answer.path("expires_in").asLong(60) / 2);
        return token;
    }
}
