package dev.plumbline.local.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keycloak's admin API, as far as a local install needs it.
///
/// Every call is safe to repeat: what is there already is left alone.
public final class KeycloakAdmin implements AutoCloseable {

    private static final String REALM = "/admin/realms/plumbline";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String address;
    private final String token;

    private KeycloakAdmin(String address, String user, String password) {
        this.address = address;
        this.token = signIn(user, password);
    }

    /// Signs in as an administrator of the `master` realm. The token lasts a minute: work, then
    /// close.
    public static KeycloakAdmin signIn(String address, String user, String password) {
        return new KeycloakAdmin(address, user, password);
    }

    /// Makes the group and those above it where they are missing.
    ///
    /// @param path such as `/units/commerce/teams/portal`
    public void ensureGroup(String path) {
        @Nullable String parent = null;
        StringBuilder sofar = new StringBuilder();
        for (String name : path.substring(1).split("/")) {
            sofar.append('/').append(name);
            HttpResponse<String> found = send("GET", REALM + "/group-by-path" + sofar, null);
            if (found.statusCode() == 200) {
                parent = read(found).get("id").asText();
                continue;
            }
            String collection =
                    parent == null ? REALM + "/groups" : REALM + "/groups/" + parent + "/children";
            expect(send("POST", collection, json.createObjectNode().put("name", name)), 201);
            parent =
                    read(expect(send("GET", REALM + "/group-by-path" + sofar, null), 200))
                            .get("id")
                            .asText();
        }
    }

    /// Makes this user a member of a group that exists.
    public void addToGroup(String username, String path) {
        JsonNode users =
                read(
                        expect(
                                send(
                                        "GET",
                                        REALM + "/users?exact=true&username=" + encode(username),
                                        null),
                                200));
        if (users.isEmpty()) {
            throw new StartupFailure("Keycloak has no user " + username);
        }
        String user = users.get(0).get("id").asText();
        String group =
                read(expect(send("GET", REALM + "/group-by-path" + path, null), 200))
                        .get("id")
                        .asText();
        expect(send("PUT", REALM + "/users/" + user + "/groups/" + group, null), 204);
    }

    /// Lets people back to the dashboard at this address only, after the install moved to another
    /// port.
    public void moveDashboard(String clientId, String dashboardUrl) {
        JsonNode clients =
                read(
                        expect(
                                send("GET", REALM + "/clients?clientId=" + encode(clientId), null),
                                200));
        if (!(clients.path(0) instanceof ObjectNode client)) {
            throw new StartupFailure("Keycloak has no client " + clientId);
        }
        client.put("rootUrl", dashboardUrl);
        client.set("redirectUris", array(dashboardUrl + "/*"));
        client.set("webOrigins", array(dashboardUrl));
        client.withObject("/attributes").put("post.logout.redirect.uris", dashboardUrl + "/*");
        expect(send("PUT", REALM + "/clients/" + client.get("id").asText(), client), 204);
    }

    @Override
    public void close() {
        http.close();
    }

    private String signIn(String user, String password) {
        String form =
                Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                user,
                                "password",
                                password)
                        .entrySet()
                        .stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        address + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .timeout(Duration.ofSeconds(30))
                        .POST(BodyPublishers.ofString(form))
                        .build();
        HttpResponse<String> answer = exchange(request);
        if (answer.statusCode() != 200) {
            throw new StartupFailure(
                    "Keycloak refuses to sign in " + user + " (" + answer.statusCode() + ")");
        }
        return read(answer).get("access_token").asText();
    }

    private HttpResponse<String> send(String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(30));
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body.toString()));
        }
        return exchange(request.build());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StartupFailure(
                    "Keycloak does not answer at " + address + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("Interrupted while talking to Keycloak", e);
        }
    }

    private static HttpResponse<String> expect(HttpResponse<String> response, int status) {
        if (response.statusCode() != status) {
            throw new StartupFailure(
                    "Keycloak answered "
                            + response.statusCode()
                            + " to "
                            + response.request().method()
                            + " "
                            + response.uri().getPath());
        }
        return response;
    }

    private JsonNode read(HttpResponse<String> response) {
        try {
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new StartupFailure("Keycloak answered no JSON to " + response.uri().getPath(), e);
        }
    }

    private ArrayNode array(String value) {
        return json.createArrayNode().add(value);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
