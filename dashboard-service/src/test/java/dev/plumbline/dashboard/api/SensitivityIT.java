package dev.plumbline.dashboard.api;

import static dev.plumbline.dashboard.RoadForTests.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.dashboard.Scores;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Cap;
import dev.plumbline.events.ScoreComputed.Figure;
import dev.plumbline.events.ScoreComputed.Measure;
import dev.plumbline.events.ScoreComputed.Principle;
import dev.plumbline.events.ScoreComputed.Theme;
import dev.plumbline.events.Topics;
import dev.plumbline.model.catalogue.Catalogue;
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
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The ranking of the products in sight, as JSON and as a page.
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class SensitivityIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonPathConfig EXACT =
            JsonPathConfig.jsonPathConfig().numberReturnType(NumberReturnType.DOUBLE);

    @Inject RoadForTests road;
    @Inject Catalogue catalogue;

    private final String key = "s-" + UUID.randomUUID();
    private final Tokens lead =
            Tokens.person("lea").withRoles("unit-lead").inGroups("/units/" + key);

    @BeforeEach
    void aUnit() {
        road.makeTeam(key, key);
    }

    @Test
    void shouldRankTheRatedProductsInSightUnderOtherWeights() {
        // Given one that leads by a single measure, an even one, a capped one, two of which too
        // little or nothing is known, and one that another catalogue scored
        String leading = catalogue.measures().toList().getFirst().id();
        say("narrow", catalogue.sha256(), 0.8, List.of(), id -> id.equals(leading) ? 1 : 0.5);
        say("even", catalogue.sha256(), 0.8, List.of(), id -> 0.55);
        say(
                "capped",
                catalogue.sha256(),
                0.8,
                List.of(new Cap("kev-overdue", 20, "late", List.of())),
                id -> 0.9);
        say("unrated", catalogue.sha256(), 0.1, List.of(), id -> 0.9);
        say("elsewhere", "0".repeat(64), 0.8, List.of(), id -> 0.9);
        make("silent");

        // When
        JsonPath page =
                as(lead).get("/api/v1/organisation/sensitivity")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath(EXACT);

        // Then
        assertThat(page.getList("rows.product.key", String.class))
                .hasSize(3)
                .endsWith(product("capped"));
        assertThat(page.getList("rows.rank")).containsExactly(1, 2, 3);
        assertThat(page.getInt("unrated")).isEqualTo(2);
        assertThat(page.getInt("elsewhere")).isEqualTo(1);
        assertThat(page.getInt("neighbours")).isEqualTo(2);
        assertThat(page.getDouble("step")).isEqualTo(0.25);
        assertThat(page.getString("catalogue.sha256")).isEqualTo(catalogue.sha256());
        String even = "rows.find { it.product.key == '" + product("even") + "' }";
        assertThat(page.getDouble(even + ".overall")).isCloseTo(55, within(1e-9));
        assertThat(page.getDouble(even + ".most")).isCloseTo(55, within(1e-9));
        String capped = "rows.find { it.product.key == '" + product("capped") + "' }";
        assertThat(page.getDouble(capped + ".overall")).isEqualTo(20);
        assertThat(page.getString(capped + ".mover")).isNull();
        String narrow = "rows.find { it.product.key == '" + product("narrow") + "' }";
        assertThat(page.getDouble(narrow + ".least")).isLessThan(page.getDouble(narrow + ".most"));
        assertThat(page.getString(narrow + ".mover.title")).isNotEmpty();
        assertThat(page.getList("weights")).isNotEmpty();
        given().auth()
                .oauth2(lead.issue())
                .accept("text/html")
                .get("/sensitivity?sort=span")
                .then()
                .statusCode(200)
                .body(
                        containsString("pairs of neighbours change"),
                        containsString("Product " + product("narrow")),
                        containsString("Weights are judgement"),
                        containsString("2 products have no rank"));
    }

    @Test
    void shouldShowNobodyWhatIsNotInTheirSight() {
        // Given
        say("narrow", catalogue.sha256(), 0.8, List.of(), id -> 0.5);

        // Then
        as(Tokens.person("eve").withRoles("engineer").inGroups("/units/x/teams/x"))
                .get("/api/v1/organisation/sensitivity")
                .then()
                .statusCode(200)
                .body("rows", empty())
                .body("neighbours", equalTo(0));
        as(Tokens.client("plumbline-ci").withRoles("ingest"))
                .get("/api/v1/organisation/sensitivity")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldSayHowMuchOfThePortfolioStandsBehindAFigure() {
        // Given
        say(
                "rated",
                catalogue.sha256(),
                0.8,
                List.of(new Cap("kev-overdue", 20, "late", List.of())),
                id -> 0.9);
        say("unrated", catalogue.sha256(), 0.1, List.of(), id -> 0.9);
        make("silent");

        // When
        JsonPath page = as(lead).get("/api/v1/organisation").jsonPath(EXACT);

        // Then
        for (String part : List.of("coverage", "units[0].coverage", "units[0].teams[0].coverage")) {
            assertThat(page.getInt(part + ".products")).isEqualTo(3);
            assertThat(page.getInt(part + ".rated")).isEqualTo(1);
            assertThat(page.getInt(part + ".withoutEvidence")).isEqualTo(3);
            assertThat(page.getDouble(part + ".criticalityRated")).isCloseTo(1.0 / 3, within(1e-9));
            assertThat(page.getDouble(part + ".confidence")).isCloseTo(0.3, within(1e-9));
            assertThat(page.<String, Integer>getMap(part + ".caps"))
                    .isEqualTo(Map.of("kev-overdue", 1));
        }
        assertThat(page.getString("units[0].teams[0].key")).isEqualTo(key);
    }

    private String product(String name) {
        return name + "-" + key;
    }

    private void make(String name) {
        RoadForTests.admin()
                .body(
                        Map.of(
                                "key",
                                product(name),
                                "name",
                                "Product " + product(name),
                                "team",
                                key,
                                "criticality",
                                2))
                .post("/api/v1/products")
                .then()
                .statusCode(201);
    }

    private void say(
            String name,
            String sha256,
            double confidence,
            List<Cap> caps,
            ToDoubleFunction<String> value) {
        make(name);
        ScoreComputed plain = new Scores(product(name)).score(1, Scores.NOW, 50);
        road.say(
                Topics.SCORE,
                new ScoreComputed(
                        plain.product(),
                        1,
                        plain.at(),
                        new ScoreComputed.Catalogue(catalogue.id(), catalogue.version(), sha256),
                        new Figure(50, 50, 80, confidence, caps),
                        catalogue.principles().stream()
                                .map(
                                        of ->
                                                new Principle(
                                                        of.id(),
                                                        of.title(),
                                                        of.shortTitle(),
                                                        new Figure(50, 50, 80, confidence, caps),
                                                        of.themes().stream()
                                                                .map(t -> theme(t, value))
                                                                .toList()))
                                .toList(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                road.count(
                                                "select sequence from product where key = ?",
                                                product(name))
                                        == 1);
    }

    private static Theme theme(Catalogue.Theme of, ToDoubleFunction<String> value) {
        return new Theme(
                of.id(),
                of.title(),
                of.omega(),
                0.5,
                1,
                of.measures().stream()
                        .map(
                                each ->
                                        new Measure(
                                                each.id(),
                                                each.title(),
                                                each.weight(),
                                                value.applyAsDouble(each.id()),
                                                1,
                                                1,
                                                1,
                                                1,
                                                0,
                                                0,
                                                0,
                                                "words",
                                                Map.of(),
                                                false))
                        .toList());
    }
}
