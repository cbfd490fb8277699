package dev.plumbline.test.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Signed access tokens for tests, with the claims that Plumbline's Keycloak realm gives.
///
/// ```java
/// String token = Tokens.person("erin").withRoles("engineer").inGroups("/units/a/teams/b").issue();
/// given().auth().oauth2(token).get("/api/v1/products");
/// ```
///
/// @param subject  who it is: a user name, or for a client its service account
/// @param client   the client that asked (`azp`)
/// @param roles    realm roles
/// @param groups   full group paths
/// @param audience who may accept it
/// @param lifetime negative for a token that is already over
public record Tokens(
        String subject,
        String client,
        List<String> roles,
        List<String> groups,
        String audience,
        Duration lifetime) {

    public Tokens {
        roles = List.copyOf(roles);
        groups = List.copyOf(groups);
    }

    /// Somebody who signed in at the dashboard.
    public static Tokens person(String username) {
        return new Tokens(
                username,
                "plumbline-dashboard",
                List.of(),
                List.of(),
                OidcResource.AUDIENCE,
                Duration.ofMinutes(10));
    }

    /// A machine with its own credentials, such as `plumbline-ci`.
    public static Tokens client(String clientId) {
        return new Tokens(
                "service-account-" + clientId,
                clientId,
                List.of(),
                List.of(),
                OidcResource.AUDIENCE,
                Duration.ofMinutes(10));
    }

    public Tokens withRoles(String... names) {
        return new Tokens(subject, client, List.of(names), groups, audience, lifetime);
    }

    public Tokens inGroups(String... paths) {
        return new Tokens(subject, client, roles, List.of(paths), audience, lifetime);
    }

    public Tokens forAudience(String other) {
        return new Tokens(subject, client, roles, groups, other, lifetime);
    }

    public Tokens lasting(Duration other) {
        return new Tokens(subject, client, roles, groups, audience, other);
    }

    /// The token itself, signed by the key that [OidcResource] publishes. Needs that resource to
    /// run.
    public String issue() {
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", OidcResource.issuer());
        claims.put(
                "sub", UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8)).toString());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("typ", "Bearer");
        claims.put("azp", client);
        claims.put("client_id", client);
        claims.put("aud", audience);
        Instant until = now.plus(lifetime);
        // no token ends before it was issued, not even one that is over
        Instant from = (lifetime.isNegative() ? until.minusSeconds(60) : now).minusSeconds(1);
        claims.put("iat", from.getEpochSecond());
        claims.put("exp", until.getEpochSecond());
        claims.put("preferred_username", subject);
        claims.put("name", subject);
        claims.put("realm_access", Map.of("roles", roles));
        claims.put("groups", groups);
        return sign(claims);
    }

    static String sign(Map<String, Object> claims) {
        try {
            String content =
                    encode(Map.of("alg", "RS256", "typ", "JWT", "kid", SigningKey.ID))
                            + "."
                            + encode(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(SigningKey.privateKey());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("A test token cannot be signed", e);
        }
    }

    private static String encode(Map<String, Object> part) throws JsonProcessingException {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new ObjectMapper().writeValueAsBytes(part));
    }
}
