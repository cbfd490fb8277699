package dev.plumbline.scoring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import dev.plumbline.events.CatalogChange.ProductSaved;
import dev.plumbline.events.CatalogChange.TeamSaved;
import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.Event;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.advisory.ApplyReferences;
import dev.plumbline.scoring.assess.ApplyCatalog;
import dev.plumbline.scoring.inventory.ApplyEvidence;
import dev.plumbline.scoring.store.LoggedEvent;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What-if and differences over HTTP, exact, and only for those who may see the product.
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "scoring"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class QuestionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonPathConfig EXACT =
            JsonPathConfig.jsonPathConfig().numberReturnType(NumberReturnType.DOUBLE);

    @Inject UnitOfWork unitOfWork;
    @Inject ApplyEvidence applyEvidence;
    @Inject ApplyReferences applyReferences;
    @Inject ApplyCatalog applyCatalog;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String product = "asked-" + id;
    private final String unit = "unit-" + id;
    private final String team = "team-" + id;
    private final Tokens engineer =
            Tokens.person("eli")
                    .withRoles("engineer")
                    .inGroups("/units/" + unit + "/teams/" + team);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void aProductWithAFlaw() {
        String lib = "lib-" + id;
        run(tx -> applyCatalog.in(tx, logged(new TeamSaved(team, 1, false, "Team", unit))));
        run(tx -> applyCatalog.in(tx, logged(saved(product))));
        run(
                tx ->
                        applyEvidence.in(
                                tx,
                                logged(
                                        Samples.bill(
                                                product,
                                                "1.0.0",
                                                now.minus(Duration.ofDays(60)),
                                                "pkg:npm/" + lib + "@1.0.0"))));
        Event advisory =
                Samples.advisory(
                        "GHSA-" + id,
                        List.of(),
                        now.minus(Duration.ofDays(60)),
                        "HIGH",
                        "npm",
                        lib,
                        "0",
                        "1.2.0");
        run(
                tx ->
                        applyReferences.in(
                                tx,
                                List.of(logged(advisory), logged(Samples.checked("osv", now)))));
    }

    @Test
    void shouldWorkOutExactlyWhatASetOfActionsIsWorth() {
        // Given
        JsonPath today = ask(engineer, "what-if").then().statusCode(200).extract().jsonPath(EXACT);
        List<String> offered = today.getList("offers.id");
        assertThat(offered).hasSizeGreaterThan(2).doesNotHaveDuplicates();
        assertThat(today.getDouble("after.overall")).isEqualTo(today.getDouble("now.overall"));

        // When
        JsonPath one =
                as(engineer)
                        .queryParam("action", offered.getFirst())
                        .get(path("what-if"))
                        .jsonPath(EXACT);
        JsonPath two =
                as(engineer)
                        .queryParam("action", offered.subList(0, 2))
                        .get(path("what-if"))
                        .jsonPath(EXACT);

        // Then
        assertThat(one.getDouble("after.overall") - one.getDouble("now.overall"))
                .isCloseTo(one.getDouble("offers[0].gain"), within(1e-9));
        assertThat(one.getBoolean("offers[0].chosen")).isTrue();
        assertThat(two.getDouble("after.overall"))
                .isGreaterThanOrEqualTo(one.getDouble("after.overall"));
        double parts =
                two.<String, Number>getMap("measures").values().stream()
                        .mapToDouble(Number::doubleValue)
                        .sum();
        assertThat(parts + two.getDouble("capped"))
                .isCloseTo(
                        two.getDouble("after.overall") - two.getDouble("now.overall"),
                        within(1e-9));
        assertThat(two.getDouble("laterAfter.overall"))
                .isGreaterThan(two.getDouble("later.overall"));
    }

    @Test
    void shouldSayWhichActionsAreNoneAnyMore() {
        as(engineer)
                .queryParam("action", "0123456789abcdef")
                .get(path("what-if"))
                .then()
                .statusCode(200)
                .body("unknown", equalTo(List.of("0123456789abcdef")));
    }

    @Test
    void shouldTakeTheDifferenceOfTwoDaysApart() {
        // When
        JsonPath difference =
                as(engineer)
                        .queryParam("from", now.minus(Duration.ofDays(59)).toString())
                        .get(path("difference"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath(EXACT);

        // Then
        List<Map<String, Object>> principles = difference.getList("principles");
        double sum =
                principles.stream()
                        .mapToDouble(p -> ((Number) p.get("overall")).doubleValue())
                        .sum();
        assertThat(difference.getDouble("raw")).isNotZero();
        assertThat(sum).isCloseTo(difference.getDouble("raw"), within(1e-9));
        assertThat(difference.getDouble("to.overall") - difference.getDouble("from.overall"))
                .isCloseTo(difference.getDouble("shown"), within(1e-9));
        assertThat(difference.getDouble("raw") + difference.getDouble("capped"))
                .isCloseTo(difference.getDouble("shown"), within(1e-9));
    }

    @Test
    void shouldCompareTwoProducts() {
        // Given
        String other = "other-" + id;
        run(tx -> applyCatalog.in(tx, logged(saved(other))));

        // Then a product of which nothing is known is worth nothing
        as(engineer)
                .queryParam("with", other)
                .get(path("difference"))
                .then()
                .statusCode(200)
                .body("to.product", equalTo(other))
                .body("to.overall", equalTo(0.0f));
    }

    @Test
    void shouldCompareWithNothingThatIsNotInSight() {
        // Given
        run(
                tx ->
                        applyCatalog.in(
                                tx,
                                logged(
                                        new ProductSaved(
                                                "far-" + id, 1, false, "Far", "far", 2, null))));

        // Then
        as(engineer)
                .queryParam("with", "far-" + id)
                .get(path("difference"))
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void shouldMeasureTheSameEvidenceByTwoCatalogues() {
        // Given
        String at = now.plusSeconds(1).toString();

        // When
        JsonPath answer =
                as(engineer)
                        .queryParam("catalogue", "core")
                        .queryParam("version", "1.0")
                        .queryParam("at", at)
                        .get(path("methods"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath(EXACT);

        // Then what counts is what the product's score says at that instant
        JsonPath pinned =
                as(Tokens.person("aud").withRoles("auditor"))
                        .queryParam("at", at)
                        .queryParam("product", product)
                        .get("/api/v1/verification/scores")
                        .jsonPath(EXACT);
        assertThat(answer.getMap("counts.overall"))
                .isEqualTo(pinned.getMap("'" + product + "'.overall"));
        assertThat(answer.getString("counts.catalogue.id")).isEqualTo("full");
        assertThat(answer.getString("other.catalogue.id")).isEqualTo("core");
        assertThat(answer.getDouble("other.overall.raw"))
                .isNotEqualTo(answer.getDouble("counts.overall.raw"));
        List<Map<String, Object>> measures = answer.getList("measures");
        assertThat(measures).hasSize(45);
        assertThat(measures.getFirst().get("counts")).isNotNull();
        assertThat(measures.getFirst().get("other")).isNotNull();
        assertThat(measures.getLast().get("other")).isNull();
        assertThat(shares(measures, "counts")).isCloseTo(1, within(1e-9));
        assertThat(shares(measures, "other")).isCloseTo(1, within(1e-9));
        assertThat(answer.<String>getList("choices.id"))
                .contains("core", "full", "pledge", "sbom-2026");
        assertThat(answer.<Boolean>getList("choices.counts")).containsOnlyOnce(true);
    }

    private static double shares(List<Map<String, Object>> measures, String side) {
        return measures.stream()
                .map(measure -> (Map<?, ?>) measure.get(side))
                .filter(Objects::nonNull)
                .mapToDouble(share -> ((Number) share.get("share")).doubleValue())
                .sum();
    }

    @Test
    void shouldOfferCataloguesAloneWhereNoneIsWantedOrThereIsNoneSuch() {
        ask(engineer, "methods")
                .then()
                .statusCode(200)
                .body("other", nullValue())
                .body("choices.size()", greaterThanOrEqualTo(4));
        as(engineer)
                .queryParam("catalogue", "full")
                .queryParam("version", "0.9")
                .get(path("methods"))
                .then()
                .statusCode(200)
                .body("other", nullValue());
        as(engineer)
                .queryParam("at", "soon")
                .get(path("methods"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void shouldNameTheAdvisoriesOfWhichNobodyCanTellWhetherTheyConcernTheProduct() {
        // Given an advisory on a package of which one release names a version without a place in
        // its order, and another one that lies outside
        String odd = "odd-" + id;
        run(
                tx ->
                        applyEvidence.in(
                                tx,
                                logged(
                                        Samples.bill(
                                                product,
                                                "2.0.0",
                                                now,
                                                "pkg:npm/" + odd + "@current-build",
                                                "pkg:npm/" + odd + "@3.0.0"))));
        Event advisory =
                Samples.advisory(
                        "GHSA-odd-" + id, List.of(), now, "HIGH", "npm", odd, "0", "1.2.0");
        run(tx -> applyReferences.in(tx, List.of(logged(advisory))));

        // Then
        ask(engineer, "undecided")
                .then()
                .statusCode(200)
                .body("components", equalTo(3))
                .body("concerned", equalTo(1))
                .body("undecided", equalTo(1))
                .body("rows[0].component", equalTo("pkg:npm/" + odd + "@current-build"))
                .body("rows[0].releases", equalTo(List.of("2.0.0")))
                .body("rows[0].source", equalTo("osv"))
                .body("rows[0].advisory", equalTo("GHSA-odd-" + id))
                .body("rows[0].text", equalTo("current-build"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"what-if", "difference", "methods", "undecided"})
    void shouldAnswerOnlyThoseWhoMaySeeTheProduct(String question) {
        ask(Tokens.person("lea").withRoles("unit-lead").inGroups("/units/" + unit), question)
                .then()
                .statusCode(200);
        ask(Tokens.person("aud").withRoles("auditor"), question).then().statusCode(200);
        ask(Tokens.person("eva").withRoles("engineer").inGroups("/units/x/teams/y"), question)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        ask(Tokens.client("plumbline-ci").withRoles("ingest"), question).then().statusCode(403);
        given().get(path(question)).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "+300000-01-01T00:00:00Z", "-0400-01-01T00:00:00Z"})
    void shouldSayWhatAnInstantLooksLike(String from) {
        as(engineer)
                .queryParam("from", from)
                .get(path("difference"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    private Response ask(Tokens who, String question) {
        return as(who).get(path(question));
    }

    private static RequestSpecification as(Tokens who) {
        return given().auth().oauth2(who.issue());
    }

    private String path(String question) {
        return "/api/v1/products/" + product + "/" + question;
    }

    private ProductSaved saved(String key) {
        return new ProductSaved(key, 1, false, "Asked", team, 2, null);
    }

    private static LoggedEvent logged(Event event) {
        return new LoggedEvent(
                new Envelope<>(UUID.randomUUID(), "/test", Instant.now(), null, null, event),
                CloudEvents.write(event));
    }

    private void run(Function<Transaction, Uni<Void>> useCase) {
        unitOfWork.run(useCase).await().atMost(PATIENCE);
    }
}
