package dev.plumbline.test.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokensTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void shouldBeSignedByTheKeyThatTheProviderPublishes() throws Exception {
        // Given
        String[] parts = Tokens.person("erin").withRoles("engineer").issue().split("\\.");
        JsonNode key =
                get(get(OidcResource.issuer() + "/.well-known/openid-configuration")
                                .get("jwks_uri")
                                .asText())
                        .get("keys")
                        .get(0);

        // When
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new RSAPublicKeySpec(number(key.get("n")), number(key.get("e")))));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void shouldCarryRolesGroupsAudienceAndClient() throws Exception {
        // Given
        Tokens token =
                Tokens.client("plumbline-ci")
                        .withRoles("ingest")
                        .inGroups("/units/commerce/teams/portal");

        // When
        JsonNode claims =
                json.readTree(Base64.getUrlDecoder().decode(token.issue().split("\\.")[1]));

        // Then
        assertThat(claims.at("/realm_access/roles/0").asText()).isEqualTo("ingest");
        assertThat(claims.at("/groups/0").asText()).isEqualTo("/units/commerce/teams/portal");
        assertThat(claims.get("aud").asText()).isEqualTo("plumbline");
        assertThat(claims.get("azp").asText()).isEqualTo("plumbline-ci");
    }

    @Test
    void shouldGiveClientsATokenForTheirSecretOnly() throws Exception {
        // When
        int withSecret = post("client_secret=" + OidcResource.CLIENT_SECRET);
        int withGuess = post("client_secret=guess");

        // Then
        assertThat(withSecret).isEqualTo(200);
        assertThat(withGuess).isEqualTo(401);
    }

    private int post(String secret) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(OidcResource.issuer() + "/token"))
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "grant_type=client_credentials&client_id=plumbline-ci&scope=ingest&"
                                                + secret))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private JsonNode get(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return json.readTree(
                    client.send(
                                    HttpRequest.newBuilder(URI.create(address)).build(),
                                    BodyHandlers.ofString())
                            .body());
        }
    }

    private static BigInteger number(JsonNode encoded) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(encoded.asText()));
    }
}
