package dev.plumbline.ingest.http;

import static io.restassured.RestAssured.given;

import dev.plumbline.test.identity.Tokens;
import io.restassured.specification.RequestSpecification;

/// Callers with the tokens that the platform's own clients have.
final class Calls {
    private Calls() {}

    static RequestSpecification as(String client, String... roles) {
        return given().auth().oauth2(Tokens.client(client).withRoles(roles).issue());
    }

    static RequestSpecification ci() {
        return as("plumbline-ci", "ingest");
    }

    static RequestSpecification scanner() {
        return as("plumbline-scanner", "ingest", "independent");
    }

    static RequestSpecification feeds() {
        return as("plumbline-feeds", "reference");
    }

    static RequestSpecification backfill() {
        return as("plumbline-backfill", "ingest", "reference", "backfill");
    }

    static RequestSpecification person(Tokens token) {
        return given().auth().oauth2(token.issue());
    }
}
