package dev.plumbline.e2e;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// The two HTTP doors with tokens of the real Keycloak, as a maker's tools use them.
final class Api {
    private final Platform platform;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, Instant> tokensUntil = new HashMap<>();

    Api(Platform platform) {
        this.platform = platform;
    }

    /// A request to ingest-service as one of the service accounts.
    RequestSpecification ingest(String client) {
        return given().baseUri(platform.ingest()).auth().oauth2(token(client));
    }

    /// A request to dashboard-service as one of the service accounts.
    RequestSpecification dashboard(String client) {
        return given().baseUri(platform.dashboard())
                .auth()
                .oauth2(token(client))
                .redirects()
                .follow(false);
    }

    void createProduct(String key, String team) {
        dashboard("plumbline-backfill")
                .contentType("application/json")
                .body(Map.of("key", "e2e", "name", "End to end"))
                .post("/api/v1/units")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
        dashboard("plumbline-backfill")
                .contentType("application/json")
                .body(Map.of("key", team, "name", team, "unit", "e2e"))
                .post("/api/v1/teams")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
        dashboard("plumbline-backfill")
                .contentType("application/json")
                .body(Map.of("key", key, "name", key, "team", team, "criticality", 2))
                .post("/api/v1/products")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    /// Sends a document and answers with the id of its submission.
    String submit(String client, String query, byte[] document) {
        Response response =
                ingest(client)
                        .contentType("application/octet-stream")
                        .body(document)
                        .post("/api/v1/submissions?" + query);
        if (response.statusCode() != 202 && response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + ": " + response.asString());
        }
        return response.path("id");
    }

    private synchronized String token(String client) {
        Instant until = tokensUntil.get(client);
        if (until == null || Instant.now().isAfter(until)) {
            Response response =
                    given().formParam("grant_type", "client_credentials")
                            .formParam("client_id", client)
                            .formParam("client_secret", platform.secretOf(client))
                            .post(platform.issuer() + "/protocol/openid-connect/token");
            if (response.statusCode() != 200) {
                throw new AssertionError("no token for " + client + ": " + response.statusCode());
            }
            tokens.put(client, response.path("access_token"));
            tokensUntil.put(client, Instant.now().plusSeconds(200));
        }
        return tokens.get(client);
    }
}
