package dev.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A person who signed in at Keycloak by the authorization code flow, without a browser: whatever
/// their session lets them read and send.
final class Person {
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform;
    private final HttpClient http;

    private Person(Platform platform) {
        this.platform = platform;
        this.http =
                HttpClient.newBuilder()
                        .cookieHandler(new LocalCookies())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
    }

    /// Keycloak takes `http://localhost` for secure, as browsers do, and marks its cookies so; Java
    /// would never send those back.
    private static final class LocalCookies extends CookieManager {
        LocalCookies() {
            super(null, CookiePolicy.ACCEPT_ALL);
        }

        @Override
        public void put(URI address, Map<String, List<String>> headers) throws IOException {
            Map<String, List<String>> plain = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.forEach(
                    (name, values) ->
                            plain.put(
                                    name,
                                    values.stream()
                                            .map(v -> v.replaceAll("(?i);\\s*secure(?=;|$)", ""))
                                            .toList()));
            super.put(address, plain);
        }
    }

    /// What the dashboard answered.
    record Answer(int status, byte[] bytes, String type, URI address) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new AssertionError(status + " is no JSON: " + text(), e);
            }
        }
    }

    static Person signIn(Platform platform, String name) {
        Person person = new Person(platform);
        Answer login = person.get("/");
        Matcher form = FORM.matcher(login.text());
        assertThat(form.find()).as("a login form at " + login.address()).isTrue();
        Answer home =
                person.send(
                        HttpRequest.newBuilder(
                                        login.address()
                                                .resolve(form.group(1).replace("&amp;", "&")))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                encoded(
                                                        Map.of(
                                                                "username",
                                                                name,
                                                                "password",
                                                                platform.passwordOf(name))))));
        assertThat(home.address().toString())
                .as("where " + name + " is after signing in: " + home.text())
                .startsWith(platform.dashboard());
        assertThat(home.status()).as(home.text()).isEqualTo(200);
        return person;
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(platform.dashboard() + path)).GET());
    }

    JsonNode json(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(200);
        return answer.json();
    }

    /// Sends a form as the dashboard's own pages do.
    Answer submitForm(String path, Map<String, String> fields) {
        return send(
                HttpRequest.newBuilder(URI.create(platform.dashboard() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", platform.dashboard())
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(BodyPublishers.ofString(encoded(fields))));
    }

    /// Sends JSON to the API.
    Answer post(String path, Map<String, ?> body) {
        try {
            return send(
                    HttpRequest.newBuilder(URI.create(platform.dashboard() + path))
                            .header("Content-Type", "application/json")
                            .header("Origin", platform.dashboard())
                            .header("Sec-Fetch-Site", "same-origin")
                            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.uri());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
