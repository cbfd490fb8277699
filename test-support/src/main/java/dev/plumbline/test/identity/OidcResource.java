package dev.plumbline.test.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.test.OncePerJvm;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An OpenID provider for tests: discovery, keys, and tokens for clients with their own
/// credentials.
///
/// Serves bearer tokens made by [Tokens]. Signing in with a browser is left to tests with the real
/// Keycloak: the authorization endpoint answers 501.
public final class OidcResource implements QuarkusTestResourceLifecycleManager {

    public static final String AUDIENCE = "plumbline";

    /// Any client may ask for a token with this secret.
    public static final String CLIENT_SECRET = "secret-of-every-test-client";

    private static final String REALM = "/realms/plumbline";

    private String clientId = "plumbline-dashboard";

    /// Takes `client`, the client id that the service itself uses.
    @Override
    public void init(Map<String, String> arguments) {
        clientId = arguments.getOrDefault("client", clientId);
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.oidc.auth-server-url", issuer(),
                "quarkus.oidc.client-id", clientId,
                "quarkus.oidc.credentials.secret", CLIENT_SECRET);
    }

    /// The provider serves the next test class too and stops with the JVM.
    @Override
    public void stop() {}

    /// Issuer of every test token, and the address of the provider.
    public static String issuer() {
        return OncePerJvm.value("oidc.issuer", OidcResource::serve);
    }

    private static String serve() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            String issuer = "http://127.0.0.1:" + server.getAddress().getPort() + REALM;
            server.createContext(
                    REALM + "/.well-known/openid-configuration",
                    exchange -> {
                        answer(exchange, 200, discovery(issuer));
                    });
            server.createContext(REALM + "/keys", exchange -> answer(exchange, 200, keys()));
            server.createContext(REALM + "/token", OidcResource::token);
            server.createContext(
                    REALM + "/auth",
                    exchange ->
                            answer(
                                    exchange,
                                    501,
                                    Map.of("error", "sign in with the real Keycloak")));
            server.setExecutor(task -> Thread.ofVirtual().start(task));
            // the dispatcher inherits "daemon" from the thread that starts it
            Thread starter = Thread.ofPlatform().daemon().start(server::start);
            starter.join();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException("No identity provider for the tests", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while the identity provider was starting", e);
        }
    }

    private static Map<String, Object> discovery(String issuer) {
        return Map.of(
                "issuer",
                issuer,
                "jwks_uri",
                issuer + "/keys",
                "token_endpoint",
                issuer + "/token",
                "authorization_endpoint",
                issuer + "/auth",
                "end_session_endpoint",
                issuer + "/logout",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256"));
    }

    private static Map<String, Object> keys() {
        try {
            return SigningKey.publicKeys();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The test key cannot be read", e);
        }
    }

    /// Client credentials; the roles come as `scope`, separated by blanks.
    private static void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(exchange);
        if (!"client_credentials".equals(form.get("grant_type"))) {
            answer(exchange, 400, Map.of("error", "unsupported_grant_type"));
            return;
        }
        if (!CLIENT_SECRET.equals(form.get("client_secret"))) {
            answer(exchange, 401, Map.of("error", "invalid_client"));
            return;
        }
        String[] roles = form.getOrDefault("scope", "").split(" ");
        String token =
                Tokens.client(form.getOrDefault("client_id", "unknown")).withRoles(roles).issue();
        answer(
                exchange,
                200,
                Map.of("access_token", token, "token_type", "Bearer", "expires_in", 600));
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(
                        Collectors.toMap(
                                pair -> decode(pair[0]),
                                pair -> decode(pair[1]),
                                (first, second) -> second));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> body)
            throws IOException {
        try (exchange) {
            byte[] bytes = new ObjectMapper().writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
