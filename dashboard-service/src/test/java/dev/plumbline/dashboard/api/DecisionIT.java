package dev.plumbline.dashboard.api;

import static dev.plumbline.dashboard.RoadForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;

import dev.plumbline.dashboard.RoadForTests;
import dev.plumbline.dashboard.Scores;
import dev.plumbline.events.Decision;
import dev.plumbline.events.Decision.FindingTriaged;
import dev.plumbline.events.Decision.RiskAccepted;
import dev.plumbline.events.Decision.SubmissionErroneous;
import dev.plumbline.events.Decision.WaiverEnded;
import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Topics;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "dashboard"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class DecisionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONCERN = "kev/CVE-2020-11023/4.x";
    private static final Instant SOMEDAY = Scores.NOW.plus(Duration.ofDays(30));

    @Inject RoadForTests road;

    private final String key = "d-" + UUID.randomUUID();
    private final Scores scores = new Scores(key);
    private final UUID submission = UUID.randomUUID();
    private final Tokens analyst = Tokens.person("anna").withRoles("analyst");
    private final Tokens engineer =
            Tokens.person("erin").withRoles("engineer").inGroups("/units/" + key + "/teams/" + key);
    private final Tokens lead =
            Tokens.person("lena").withRoles("unit-lead").inGroups("/units/" + key);
    private final Tokens backfill = Tokens.client("plumbline-backfill").withRoles("backfill");

    @BeforeEach
    void oweSomething() {
        road.makeProduct(key);
        road.say(Topics.PROGRESS, scores.step(submission, Step.RECEIVED, Scores.NOW, Map.of()));
        road.say(Topics.OBLIGATION, scores.owed("CVE-2020-11023", Scores.daysAgo(6), null));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                road.count(
                                                        "select open_count + (select count(*) from submission where id = ?) from product where key = ?",
                                                        submission,
                                                        key))
                                        .isEqualTo(2));
    }

    @Test
    void shouldTellWhatAnAnalystDecided() {
        // When
        as(analyst)
                .body(triage("NOT_AFFECTED", "INLINE_MITIGATIONS_ALREADY_EXIST"))
                .post(at("triage"))
                .then()
                .statusCode(201)
                .body("state", equalTo("IN_FORCE"));

        // Then
        assertThat(told(1))
                .singleElement()
                .isInstanceOfSatisfying(
                        FindingTriaged.class,
                        event -> {
                            assertThat(event.decidedBy()).isEqualTo("anna");
                            assertThat(event.line()).isEqualTo("4.x");
                            assertThat(event.status()).isEqualTo(VexStatus.NOT_AFFECTED);
                            assertThat(event.justification())
                                    .isEqualTo(VexJustification.INLINE_MITIGATIONS_ALREADY_EXIST);
                            assertThat(event.trust()).isEqualTo(0.7);
                        });
    }

    @Test
    void shouldHoldAnEngineersProposalUntilAnAnalystApproves() {
        // Given
        String id =
                as(engineer)
                        .body(triage("AFFECTED", null))
                        .post(at("triage"))
                        .then()
                        .statusCode(202)
                        .body("state", equalTo("WAITING"))
                        .extract()
                        .path("id");

        // When
        as(lead).post(at("triage/" + id + "/approve"))
                .then()
                .statusCode(403)
                .body("detail", containsString("analyst"));
        as(analyst).post(at("triage/" + id + "/approve")).then().statusCode(201);

        // Then
        assertThat(told(1)).extracting(Decision::decidedBy).containsExactly("erin");
    }

    @Test
    void shouldWantAJustificationForNotAffected() {
        as(analyst)
                .body(triage("NOT_AFFECTED", null))
                .post(at("triage"))
                .then()
                .statusCode(422)
                .body("errors", hasKey("justification"));
    }

    @Test
    void shouldNotLetAnybodyApproveTheirOwnRequest() {
        // Given
        Tokens both = Tokens.person("lena").withRoles("analyst", "unit-lead");
        String id =
                as(both).body(waiver())
                        .post(at("waivers"))
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");

        // When, Then
        as(both).post(at("waivers/" + id + "/approve"))
                .then()
                .statusCode(403)
                .body("detail", containsString("themselves"));
        as(Tokens.person("mira").withRoles("executive"))
                .post(at("waivers/" + id + "/approve"))
                .then()
                .statusCode(201);
        as(lead).post(at("waivers/" + id + "/decline")).then().statusCode(409);
        assertThat(told(1))
                .singleElement()
                .isInstanceOfSatisfying(
                        RiskAccepted.class,
                        event -> {
                            assertThat(event.decidedBy()).isEqualTo("lena");
                            assertThat(event.approver()).isEqualTo("mira");
                            assertThat(event.approverRole()).isEqualTo("executive");
                            assertThat(event.concern()).isEqualTo(CONCERN);
                        });
    }

    @Test
    void shouldRenewAWaiverAndEndIt() {
        // Given
        String first = as(engineer).body(waiver()).post(at("waivers")).then().extract().path("id");
        as(engineer).body(waiver()).post(at("waivers")).then().statusCode(409);
        as(lead).post(at("waivers/" + first + "/approve")).then().statusCode(201);

        // When
        String second =
                as(engineer)
                        .body(waiver())
                        .post(at("waivers"))
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        as(lead).get("/api/v1/organisation").then().body("waiting", hasSize(1));
        as(lead).post(at("waivers/" + second + "/approve")).then().statusCode(201);
        as(engineer)
                .body(Map.of("reason", "mended in 4.10"))
                .post(at("waivers/" + second + "/end"))
                .then()
                .statusCode(200);

        // Then
        List<Decision> told = told(3);
        assertThat(((RiskAccepted) told.get(1)).renewalOf()).isEqualTo(UUID.fromString(first));
        assertThat(((WaiverEnded) told.get(2)).waiver()).isEqualTo(UUID.fromString(second));
        as(engineer).get(at("decisions")).then().body("state", equalTo(List.of("ENDED", "ENDED")));
    }

    @Test
    void shouldTakeOutAMisfiledSubmissionByTwoPersons() {
        // Given
        Map<String, Object> body =
                Map.of("submission", submission, "reason", "SBOM of another product");
        String id =
                as(engineer)
                        .body(body)
                        .post(at("erroneous"))
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");

        // When
        as(analyst).post(at("erroneous/" + id + "/approve")).then().statusCode(201);

        // Then
        assertThat(told(1))
                .singleElement()
                .isInstanceOfSatisfying(
                        SubmissionErroneous.class,
                        event -> {
                            assertThat(event.submission()).isEqualTo(submission);
                            assertThat(event.approver()).isEqualTo("anna");
                        });
        as(engineer).body(body).post(at("erroneous")).then().statusCode(409);
        as(engineer)
                .body(Map.of("submission", UUID.randomUUID(), "reason", "?"))
                .post(at("erroneous"))
                .then()
                .statusCode(422);
    }

    @Test
    void shouldBringAPastDecisionOnceHoweverOftenItIsSent() {
        // Given
        Map<String, Object> past =
                Map.of(
                        "concern", "match/CVE-2021-44228/4.x",
                        "reason", "not reachable",
                        "owner", "mira",
                        "expiresAt", SOMEDAY.toString(),
                        "decidedBy", "anna",
                        "decidedAt", Scores.daysAgo(40).toString(),
                        "approver", "lena");

        // When
        as(backfill).body(past).post(at("waivers")).then().statusCode(201);
        as(backfill).body(past).post(at("waivers")).then().statusCode(201);
        as(engineer).body(past).post(at("waivers")).then().statusCode(403);
        as(backfill).body(waiver()).post(at("waivers")).then().statusCode(422);

        // Then
        assertThat(told(1))
                .singleElement()
                .isInstanceOfSatisfying(
                        RiskAccepted.class,
                        event -> {
                            assertThat(event.decidedAt()).isEqualTo(Scores.daysAgo(40));
                            assertThat(event.approverRole()).isEqualTo("unit-lead");
                        });
        assertThat(road.count("select count(*) from decision where product = ?", key)).isEqualTo(1);
    }

    @Test
    void shouldHideDecisionsOfProductsThatOneMayNotSee() {
        // Given
        Tokens stranger = Tokens.person("eric").withRoles("engineer").inGroups("/units/x/teams/x");
        String id = as(engineer).body(waiver()).post(at("waivers")).then().extract().path("id");

        // When, Then
        as(stranger).body(waiver()).post(at("waivers")).then().statusCode(404);
        as(stranger).post(at("waivers/" + id + "/decline")).then().statusCode(404);
        as(stranger).get("/api/v1/decisions/" + id).then().statusCode(404);
        as(stranger).get("/api/v1/approvals").then().body("waiting", hasSize(0));
        as(Tokens.person("olga").withRoles("auditor"))
                .body(waiver())
                .post(at("waivers"))
                .then()
                .statusCode(403);
    }

    private String at(String path) {
        return "/api/v1/products/" + key + "/" + path;
    }

    private static Map<String, Object> waiver() {
        return Map.of(
                "concern",
                CONCERN,
                "reason",
                "4.10 mends it",
                "owner",
                "mira",
                "expiresAt",
                SOMEDAY.toString());
    }

    private static Map<String, Object> triage(String status, String justification) {
        Map<String, Object> body =
                new java.util.HashMap<>(
                        Map.of(
                                "vulnerability",
                                "CVE-2020-11023",
                                "line",
                                "4.x",
                                "status",
                                status,
                                "reason",
                                "reviewed"));
        if (justification != null) {
            body.put("justification", justification);
        }
        return body;
    }

    private List<Decision> told(int count) {
        return road.hear(Topics.DECISION, r -> r.key().equals(key), count).stream()
                .map(r -> (Decision) RoadForTests.read(r))
                .toList();
    }
}
