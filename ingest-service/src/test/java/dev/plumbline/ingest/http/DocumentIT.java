package dev.plumbline.ingest.http;

import static dev.plumbline.ingest.http.Calls.ci;
import static dev.plumbline.ingest.http.Calls.feeds;
import static dev.plumbline.ingest.http.Calls.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Samples;
import dev.plumbline.test.identity.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DocumentIT {
    private static final String PRODUCT = "atlas-documents";
    private static final Tokens AUDITOR = Tokens.person("audrey").withRoles("auditor");

    @BeforeAll
    static void announceProduct() {
        Catalog.product(PRODUCT);
    }

    private static String submit(byte[] bill) {
        return ci().queryParam("product", PRODUCT)
                .queryParam("release", "1")
                .body(bill)
                .post("/api/v1/submissions")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static ValidatableResponse fetch(Tokens token, String id) {
        return person(token).get("/api/v1/submissions/" + id + "/document").then();
    }

    @Test
    void shouldGiveBackTheVeryBytes() {
        // Given
        byte[] bill = Samples.bill("bytes");
        String id = submit(bill);

        // When
        ValidatableResponse answer = fetch(AUDITOR, id);

        // Then
        answer.statusCode(200)
                .contentType("application/octet-stream")
                .header("Content-Disposition", startsWith("attachment"))
                .header("X-Content-Type-Options", equalTo("nosniff"));
        assertThat(answer.extract().asByteArray()).isEqualTo(bill);
    }

    @Test
    void shouldGiveBackADocumentOfManyPieces() {
        // Given
        byte[] noise = new byte[3_000_000];
        new Random(7).nextBytes(noise);
        byte[] bill = Samples.bill(java.util.HexFormat.of().formatHex(noise));
        String id = submit(bill);

        // When
        byte[] answer = fetch(AUDITOR, id).statusCode(200).extract().asByteArray();

        // Then
        assertThat(answer).isEqualTo(bill);
    }

    @Test
    void shouldShowADocumentOnlyToThoseWhoSeeTheProduct() {
        // Given
        String id = submit(Samples.bill("own"));
        Tokens ownTeam =
                Tokens.person("erin")
                        .withRoles("engineer")
                        .inGroups("/units/commerce/teams/portal");
        Tokens ownUnit = Tokens.person("uma").withRoles("unit-lead").inGroups("/units/commerce");
        Tokens otherTeam =
                Tokens.person("otto")
                        .withRoles("engineer")
                        .inGroups("/units/commerce/teams/billing");
        Tokens otherUnit = Tokens.person("ulf").withRoles("unit-lead").inGroups("/units/devices");

        // When
        int team = fetch(ownTeam, id).extract().statusCode();
        int unit = fetch(ownUnit, id).extract().statusCode();
        ValidatableResponse stranger = fetch(otherTeam, id);
        int foreignUnit = fetch(otherUnit, id).extract().statusCode();

        // Then
        assertThat(team).isEqualTo(200);
        assertThat(unit).isEqualTo(200);
        stranger.statusCode(404).contentType("application/problem+json");
        assertThat(foreignUnit).isEqualTo(404);
    }

    @Test
    void shouldShowWhatTheWorldSaysToEverybodySignedIn() {
        // Given
        String id =
                feeds().body(Samples.utf8(Samples.osv("GHSA-shown")))
                        .post("/api/v1/submissions")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");

        // When
        ValidatableResponse answer = fetch(Tokens.person("erin").withRoles("engineer"), id);

        // Then
        answer.statusCode(200);
    }

    @Test
    void shouldNotServeMachinesAndStrangers() {
        // Given
        String id = submit(Samples.bill("machines"));

        // When
        int machine = ci().get("/api/v1/submissions/" + id + "/document").statusCode();
        ValidatableResponse unknown = fetch(AUDITOR, UUID.randomUUID().toString());
        ValidatableResponse nonsense = fetch(AUDITOR, "not-an-id");

        // Then
        assertThat(machine).isEqualTo(403);
        unknown.statusCode(404).contentType("application/problem+json");
        nonsense.statusCode(404).contentType("application/problem+json");
    }
}
