package dev.plumbline.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.local.Ports;
import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.install.Secrets;
import dev.plumbline.local.keycloak.KeycloakAdmin;
import dev.plumbline.local.keycloak.KeycloakDistribution;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Keycloak on the real PostgreSQL, with the realm as an install imports it.
class KeycloakIT {

    private static final Path PROJECT = Path.of(System.getProperty("plumbline.root"));
    private static final Pattern LOGIN_FORM = Pattern.compile("action=\"([^\"]+)\"");
    private static final String VERIFIER = "a-proof-key-that-is-long-enough-for-the-standard";

    @TempDir private static Path data;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static Install install;
    private static Secrets secrets;
    private static PostgresPart postgres;
    private static ProcessPart keycloak;

    @BeforeAll
    static void startKeycloak() throws IOException {
        install = new Install(PROJECT, data, sevenFreePorts());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        KeycloakDistribution.prepare(
                install.tools(), PROJECT.resolve("deploy/keycloak/plumbline-realm.json"), java);
        secrets = Secrets.of(install);
        Files.createDirectories(install.run());
        RunFolder run = new RunFolder(install);
        LaunchPlan plan = new LaunchPlan(install, secrets, java, "");
        postgres = new PostgresPart(plan.postgres(), secrets, run);
        keycloak = new ProcessPart(plan.of(PartName.KEYCLOAK), run);
        postgres.start();
        keycloak.start();
    }

    @AfterAll
    static void stopKeycloak() {
        keycloak.close();
        postgres.close();
    }

    private static int sevenFreePorts() {
        return Ports.free(40).stream()
                .filter(port -> port < 60_000)
                .filter(first -> IntStream.range(first, first + 7).allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldGiveEveryMachineItsRolesAndOurAudience() throws Exception {
        // Given
        Map<String, String[]> expected =
                Map.of(
                        "plumbline-ci", new String[] {"ingest"},
                        "plumbline-feeds", new String[] {"reference"},
                        "plumbline-backfill", new String[] {"ingest", "reference", "backfill"},
                        "plumbline-scanner", new String[] {"ingest", "independent"});

        for (Map.Entry<String, String[]> machine : expected.entrySet()) {
            // When
            JsonNode claims =
                    claims(
                            tokens(
                                    Map.of(
                                            "grant_type", "client_credentials",
                                            "client_id", machine.getKey(),
                                            "client_secret", secrets.client(machine.getKey()))));

            // Then
            assertThat(texts(claims.at("/realm_access/roles")))
                    .containsExactlyInAnyOrder(machine.getValue());
            assertThat(claims.get("aud").asText()).isEqualTo("plumbline");
            assertThat(claims.get("azp").asText()).isEqualTo(machine.getKey());
        }
    }

    @Test
    void shouldSignInAMemberOfATeamWithCodeAndProofKey() throws Exception {
        // Given
        String group = "/units/commerce/teams/portal";
        try (KeycloakAdmin admin = admin()) {
            admin.ensureGroup(group);
            admin.ensureGroup(group);
            admin.addToGroup("engineer", group);
        }

        // When
        String code = signIn("engineer", secrets.person("engineer"));
        JsonNode claims =
                claims(
                        tokens(
                                Map.of(
                                        "grant_type",
                                        "authorization_code",
                                        "client_id",
                                        Secrets.DASHBOARD_CLIENT,
                                        "client_secret",
                                        secrets.client(Secrets.DASHBOARD_CLIENT),
                                        "redirect_uri",
                                        install.dashboardUrl() + "/",
                                        "code_verifier",
                                        VERIFIER,
                                        "code",
                                        code)));

        // Then
        assertThat(texts(claims.at("/realm_access/roles")))
                .contains("engineer")
                .doesNotContain("admin");
        assertThat(texts(claims.get("groups"))).containsExactly(group);
        assertThat(texts(claims.get("aud"))).contains("plumbline");
        assertThat(claims.get("preferred_username").asText()).isEqualTo("engineer");
    }

    @Test
    void shouldSendPeopleBackToTheDashboardOnly() throws Exception {
        // When
        HttpResponse<String> elsewhere =
                get(browser(), authorization("http://localhost:1/", "S256"));

        // Then
        assertThat(elsewhere.statusCode()).isEqualTo(400);
    }

    @Test
    void shouldInsistOnTheProofKey() throws Exception {
        // When
        HttpResponse<String> without =
                get(browser(), authorization(install.dashboardUrl() + "/", "plain"));

        // Then
        assertThat(without.headers().firstValue("Location").orElse(""))
                .contains("error=invalid_request");
    }

    @Test
    void shouldFollowTheDashboardToAnotherAddress() throws Exception {
        // Given
        String moved = "http://localhost:7777";
        try (KeycloakAdmin admin = admin()) {

            // When
            admin.moveDashboard(Secrets.DASHBOARD_CLIENT, moved);
            int there = get(browser(), authorization(moved + "/", "S256")).statusCode();
            int here =
                    get(browser(), authorization(install.dashboardUrl() + "/", "S256"))
                            .statusCode();
            admin.moveDashboard(Secrets.DASHBOARD_CLIENT, install.dashboardUrl());

            // Then
            assertThat(there).isEqualTo(200);
            assertThat(here).isEqualTo(400);
        }
    }

    @Test
    void shouldAdmitNoAdministratorWithAGuess() {
        assertThatThrownBy(
                        () ->
                                KeycloakAdmin.signIn(
                                        install.keycloakUrl(), Secrets.KEYCLOAK_ADMIN, "admin"))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("refuses to sign in");
    }

    private static KeycloakAdmin admin() {
        return KeycloakAdmin.signIn(
                install.keycloakUrl(), Secrets.KEYCLOAK_ADMIN, secrets.keycloakAdmin());
    }

    /// Fills in the login page and answers the code that comes back.
    ///
    /// Cookies go back by hand: Keycloak marks them `Secure` on localhost too, where browsers send
    /// them without encryption and Java's cookie store does not.
    private static String signIn(String user, String password) throws Exception {
        HttpClient browser = browser();
        HttpResponse<String> page =
                get(browser, authorization(install.dashboardUrl() + "/", "S256"));
        String cookies =
                page.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.split(";", 2)[0])
                        .collect(Collectors.joining("; "));
        Matcher form = LOGIN_FORM.matcher(page.body());
        assertThat(form.find()).isTrue();
        HttpRequest login =
                HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", cookies)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        encode(Map.of("username", user, "password", password))))
                        .build();
        URI back =
                URI.create(
                        browser.send(login, BodyHandlers.ofString())
                                .headers()
                                .firstValue("Location")
                                .orElseThrow());
        assertThat(back.toString()).startsWith(install.dashboardUrl() + "/?");
        return Arrays.stream(back.getRawQuery().split("&"))
                .filter(field -> field.startsWith("code="))
                .map(field -> URLDecoder.decode(field.substring(5), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private static URI authorization(String redirect, String method) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256")
                        .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", Secrets.DASHBOARD_CLIENT);
        query.put("scope", "openid");
        query.put("redirect_uri", redirect);
        query.put("state", "any");
        query.put("code_challenge_method", method);
        query.put(
                "code_challenge",
                method.equals("plain")
                        ? VERIFIER
                        : Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        return URI.create(install.issuer() + "/protocol/openid-connect/auth?" + encode(query));
    }

    private static JsonNode tokens(Map<String, String> form) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(install.issuer() + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
                        .build();
        HttpResponse<String> response = browser().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static JsonNode claims(JsonNode tokens) throws IOException {
        return JSON.readTree(
                Base64.getUrlDecoder().decode(tokens.get("access_token").asText().split("\\.")[1]));
    }

    private static List<String> texts(JsonNode node) {
        return node.isTextual()
                ? List.of(node.asText())
                : StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static HttpClient browser() {
        return HttpClient.newHttpClient();
    }

    private static HttpResponse<String> get(HttpClient browser, URI address) throws Exception {
        return browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private static String encode(Map<String, String> fields) {
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
