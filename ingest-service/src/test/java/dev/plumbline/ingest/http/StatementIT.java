package dev.plumbline.ingest.http;

import static dev.plumbline.ingest.http.Calls.backfill;
import static dev.plumbline.ingest.http.Calls.ci;
import static dev.plumbline.ingest.http.Calls.scanner;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence.DutyMet;
import dev.plumbline.events.Evidence.DutyOpened;
import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.GateChecked;
import dev.plumbline.events.Evidence.LookTaken;
import dev.plumbline.events.Evidence.ReleasePublished;
import dev.plumbline.events.Evidence.ReportingAdvanced;
import dev.plumbline.events.Evidence.ReportingStep;
import dev.plumbline.events.Evidence.Retracted;
import dev.plumbline.events.Evidence.SupportEnded;
import dev.plumbline.events.Part;
import dev.plumbline.events.Severity;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.Topic;
import dev.plumbline.test.identity.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class StatementIT {
    private static final String PRODUCT = "atlas-statements";

    @BeforeAll
    static void announceProduct() {
        Catalog.product(PRODUCT);
    }

    private static ValidatableResponse post(RequestSpecification caller, String what, String body) {
        return caller.contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/products/" + PRODUCT + "/" + what)
                .then();
    }

    private static List<Event> said(ValidatableResponse answer, int count) {
        return said(answer, Topics.EVIDENCE, count);
    }

    private static List<Event> said(ValidatableResponse answer, String topic, int count) {
        UUID id =
                UUID.fromString(
                        answer.statusCode(202)
                                .body("status", equalTo("accepted"))
                                .extract()
                                .path("id"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topic.about(topic, id)).hasSize(count));
        return Topic.about(topic, id).stream().map(Topic.Received::event).toList();
    }

    @Test
    void shouldPublishARelease() {
        // When
        ValidatableResponse answer =
                post(
                        ci(),
                        "releases",
                        """
                        {"version":"4.2.0","publishedAt":"2026-01-02T03:04:05Z","supportEnds":"2031-01-01",
                         "artefacts":[{"name":"atlas.tar.gz","sha256":"%s"}]}
                        """
                                .formatted("AB".repeat(32)));

        // Then
        ReleasePublished release = (ReleasePublished) said(answer, 1).getFirst();
        assertThat(release.line()).isEqualTo("4.x");
        assertThat(release.publishedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(release.supportEnds()).isEqualTo(LocalDate.of(2031, 1, 1));
        assertThat(release.artefacts()).extracting("sha256").containsExactly("ab".repeat(32));
        assertThat(release.prerelease()).isFalse();
        assertThat(release.provenance().trust()).isEqualTo(0.9);
    }

    @Test
    void shouldEndSupportOfALine() {
        // When
        ValidatableResponse answer =
                post(
                        ci(),
                        "support-ends",
                        "{\"line\":\"3.x\",\"endedAt\":\"2026-01-02T03:04:05Z\"}");

        // Then
        SupportEnded ended = (SupportEnded) said(answer, 1).getFirst();
        assertThat(ended.line()).isEqualTo("3.x");
    }

    @Test
    void shouldRecordAGateWithItsException() {
        // When
        ValidatableResponse answer =
                post(
                        scanner(),
                        "gates",
                        """
                        {"release":"4.2.0","gate":"no-open-criticals","passed":false,"critical":true,
                         "exception":{"id":"EX-1","owner":"erin","grantedBy":"uma","grantedByRole":"unit-lead",
                          "reason":"fix ships on Monday","grantedAt":"2026-01-01T00:00:00Z","expiresAt":"2026-02-01T00:00:00Z"}}
                        """);

        // Then
        GateChecked gate = (GateChecked) said(answer, 1).getFirst();
        assertThat(gate.passed()).isFalse();
        assertThat(gate.exception())
                .satisfies(e -> assertThat(e.grantedByRole()).isEqualTo("unit-lead"));
        assertThat(gate.provenance().trust()).isEqualTo(1.0);
    }

    @Test
    void shouldTakeOneFactOrAList() {
        // Given
        String fact = "{\"measure\":\"vdp-complete\",\"item\":\"safe-harbour\",\"value\":1}";

        // When
        ValidatableResponse one = post(ci(), "facts", fact);
        ValidatableResponse two =
                post(
                        ci(),
                        "facts",
                        "[" + fact + "," + fact.replace("safe-harbour", "channel") + "]");

        // Then
        assertThat(said(one, 1))
                .singleElement()
                .satisfies(f -> assertThat(((FactReported) f).part()).isEqualTo(Part.WHOLE));
        assertThat(said(two, 2))
                .extracting(f -> ((FactReported) f).item())
                .containsExactly("safe-harbour", "channel");
    }

    @Test
    void shouldWeighAnAnswerByWhoGivesIt() {
        // Given
        String fact = "{\"measure\":\"vdp-complete\",\"item\":\"channel\",\"value\":1}";
        RequestSpecification executive = Calls.person(Tokens.person("eve").withRoles("executive"));

        // When
        ValidatableResponse byPipeline = post(ci(), "facts", fact);
        ValidatableResponse byProbe =
                post(
                        ci(),
                        "facts",
                        fact.replace(
                                "}",
                                ",\"proof\":\"https://meridian.example/security.txt\",\"proofSha256\":\""
                                        + "ab".repeat(32)
                                        + "\"}"));
        ValidatableResponse byPerson = post(executive, "facts", fact);
        ValidatableResponse byScanner = post(scanner(), "facts", fact);

        // Then
        assertThat(trust(byPipeline)).isEqualTo(0.4);
        assertThat(trust(byProbe)).isEqualTo(0.9);
        assertThat(trust(byPerson)).isEqualTo(0.7);
        assertThat(trust(byScanner)).isEqualTo(1.0);
    }

    private static double trust(ValidatableResponse answer) {
        return ((FactReported) said(answer, 1).getFirst()).provenance().trust();
    }

    @Test
    void shouldRetractASubmissionOnceAndTakeItsBytesAsNewAfterwards() {
        // Given
        byte[] bill = Samples.bill("to be retracted");
        String first = bill(bill).statusCode(202).extract().path("id");
        String body = "{\"submission\":\"" + first + "\",\"reason\":\"wrong release\"}";

        // When
        ValidatableResponse answer = post(ci(), "retractions", body);

        // Then
        Retracted retracted = (Retracted) said(answer, 1).getFirst();
        assertThat(retracted.retracted()).isEqualTo(UUID.fromString(first));
        post(ci(), "retractions", body)
                .statusCode(404)
                .body("type", equalTo("urn:plumbline:problem:unknown-submission"));
        bill(bill).statusCode(202);
    }

    private static ValidatableResponse bill(byte[] bill) {
        return ci().queryParam("product", PRODUCT)
                .queryParam("release", "1")
                .body(bill)
                .post("/api/v1/submissions")
                .then();
    }

    @Test
    void shouldOpenAndMeetADuty() {
        // When
        ValidatableResponse opened =
                post(
                        ci(),
                        "duties",
                        """
                        {"kind":"outside-report","key":"VR-1","title":"SQL of the caller","severity":"HIGH",
                         "openedAt":"2026-01-02T03:04:05Z","attributes":{"vulnerability":"CVE-2026-1"}}
                        """);
        ValidatableResponse met =
                post(
                        ci(),
                        "duties/met",
                        """
                        {"kind":"outside-report","key":"VR-1","how":"answered",
                         "proof":"https://meridian.example/vr/1","proofSha256":"%s"}
                        """
                                .formatted("AB".repeat(32)));

        // Then
        DutyOpened duty = (DutyOpened) said(opened, 1).getFirst();
        assertThat(duty.openedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(duty.severity()).isEqualTo(Severity.HIGH);
        assertThat(duty.attributes()).containsEntry("vulnerability", "CVE-2026-1");
        assertThat(duty.provenance().trust()).isEqualTo(0.4);
        DutyMet fulfilment = (DutyMet) said(met, 1).getFirst();
        assertThat(fulfilment.how()).isEqualTo("answered");
        assertThat(fulfilment.proofSha256()).isEqualTo("ab".repeat(32));
        assertThat(fulfilment.provenance().trust()).isEqualTo(0.9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "duties     | {'kind':'match','key':'CVE-2026-1/4.x','title':'t'}",
                "duties     | {'kind':'board-review','key':'BR-1','title':'t'}",
                "duties/met | {'kind':'finding','key':'4.x/semgrep/src/f1','how':'rescan'}",
                "looks      | {'kind':'sbom'}"
            })
    void shouldTakeNobodysWordForWhatIsDerived(String address, String body) {
        post(ci(), address, body.replace('\'', '"'))
                .statusCode(400)
                .body("detail", containsString("derived"));
    }

    @Test
    void shouldLetOnlyAnExecutiveInPersonAnswerForAnEscalation() {
        // Given
        String decided =
                "{\"kind\":\"escalation\",\"key\":\"CVE-2026-1/4.x\",\"how\":\"decided\",\"statement\":\"4.3 is moved up\"}";
        RequestSpecification executive = Calls.person(Tokens.person("eve").withRoles("executive"));
        RequestSpecification engineer = Calls.person(Tokens.person("erin").withRoles("engineer"));

        // When
        ValidatableResponse byPipeline = post(ci(), "duties/met", decided);
        ValidatableResponse byEngineer = post(engineer, "duties/met", decided);
        ValidatableResponse byExecutive = post(executive, "duties/met", decided);

        // Then
        byPipeline.statusCode(403).body("detail", containsString("executive"));
        byEngineer.statusCode(403);
        assertThat(((DutyMet) said(byExecutive, 1).getFirst()).provenance().trust()).isEqualTo(0.7);
    }

    @Test
    void shouldNoteALook() {
        // When
        ValidatableResponse answer =
                post(ci(), "looks", "{\"kind\":\"report-intake\",\"statement\":\"none\"}");

        // Then
        assertThat(((LookTaken) said(answer, 1).getFirst()).kind()).isEqualTo("report-intake");
    }

    @Test
    void shouldLetAPersonDeclareAwarenessWithAReason() {
        // Given
        String signal =
                "{\"caseKey\":\"IR-1\",\"matter\":\"VULNERABILITY\",\"step\":\"SIGNAL_RECEIVED\",\"vulnerability\":\"CVE-2026-1\"}";
        String aware = signal.replace("SIGNAL_RECEIVED", "AWARENESS_DECLARED");
        String because = aware.replace("}", ",\"reason\":\"seen in logs of two customers\"}");
        RequestSpecification analyst = Calls.person(Tokens.person("ana").withRoles("analyst"));

        // When
        ValidatableResponse bySystem = post(ci(), "reporting", because);
        ValidatableResponse withoutReason = post(analyst, "reporting", aware);
        ValidatableResponse declared = post(analyst, "reporting", because);

        // Then
        said(post(ci(), "reporting", signal), 1);
        bySystem.statusCode(403).body("detail", containsString("in person"));
        withoutReason.statusCode(400).body("detail", containsString("reason"));
        ReportingAdvanced step = (ReportingAdvanced) said(declared, 1).getFirst();
        assertThat(step.step()).isEqualTo(ReportingStep.AWARENESS_DECLARED);
        assertThat(step.provenance().sender()).isEqualTo("ana");
    }

    @Test
    void shouldNameEveryFieldThatIsWrong() {
        // When
        ValidatableResponse answer =
                post(ci(), "facts", "[{\"measure\":\"\",\"item\":\"i\",\"value\":2}]");

        // Then
        answer.statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem("facts[0].value"))
                .body("detail", containsString("value"));
    }

    @Test
    void shouldRefuseUnknownFieldsAndBrokenJson() {
        // When
        ValidatableResponse unknown =
                post(ci(), "support-ends", "{\"line\":\"3.x\",\"ended\":\"2026-01-02T03:04:05Z\"}");
        ValidatableResponse broken = post(ci(), "support-ends", "{\"line\":");
        ValidatableResponse empty = post(ci(), "support-ends", "");
        ValidatableResponse notADate =
                post(ci(), "support-ends", "{\"line\":\"3.x\",\"endedAt\":\"yesterday\"}");

        // Then
        unknown.statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("ended"));
        broken.statusCode(400).contentType("application/problem+json");
        empty.statusCode(400).contentType("application/problem+json");
        notADate.statusCode(400).body("detail", containsString("endedAt"));
    }

    @Test
    void shouldRefuseHalvesOfCharacters() {
        // When
        ValidatableResponse answer = post(ci(), "releases", "{\"version\":\"7.7\\ud800\"}");

        // Then
        answer.statusCode(400).body("violations.field", hasItem("version"));
    }

    @Test
    void shouldFindNoProductByANul() {
        ci().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body("{\"version\":\"1\"}")
                .post("/api/v1/products/" + PRODUCT + "%00/releases")
                .then()
                .statusCode(404);
    }

    @Test
    void shouldNotReadAStatementOfUnknownLength() throws Exception {
        // Given
        HttpRequest chunked =
                HttpRequest.newBuilder(
                                URI.create(
                                        RestAssured.baseURI
                                                + ":"
                                                + RestAssured.port
                                                + "/api/v1/products/"
                                                + PRODUCT
                                                + "/releases"))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Bearer "
                                        + Tokens.client("plumbline-ci").withRoles("ingest").issue())
                        .POST(
                                BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream("{}".getBytes(UTF_8))))
                        .build();

        // When
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(chunked, BodyHandlers.ofString());

            // Then
            assertThat(answer.statusCode()).isEqualTo(411);
            assertThat(answer.body()).contains("length-required");
        }
    }

    @Test
    void shouldRefuseDatesThatLieAhead() {
        // When
        ValidatableResponse answer =
                post(
                        ci(),
                        "releases",
                        "{\"version\":\"9\",\"publishedAt\":\""
                                + Instant.now().plusSeconds(86_400)
                                + "\"}");

        // Then
        answer.statusCode(400).body("detail", equalTo("publishedAt lies in the future"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "releases     | publishedAt | {'version':'9','publishedAt':'-0001-01-01T00:00:00Z'}",
                "releases     | supportEnds | {'version':'9','supportEnds':'+300000-01-01'}",
                "support-ends | endedAt     | {'line':'9.x','endedAt':'0000-01-01T00:00:00Z'}",
                "gates        | checkedAt   | {'release':'9','gate':'g','passed':true,"
                        + "'critical':false,'checkedAt':'-0001-01-01T00:00:00Z'}",
                "gates        | exception.grantedAt | {'release':'9','gate':'g','passed':false,"
                        + "'critical':false,'exception':{'id':'E',"
                        + "'grantedAt':'-0001-01-01T00:00:00Z',"
                        + "'expiresAt':'2027-01-01T00:00:00Z'}}",
                "gates        | exception.expiresAt | {'release':'9','gate':'g','passed':false,"
                        + "'critical':false,'exception':{'id':'E',"
                        + "'grantedAt':'2026-01-01T00:00:00Z',"
                        + "'expiresAt':'+300000-01-01T00:00:00Z'}}",
                "facts        | validUntil  | {'measure':'vdp-complete','item':'x','value':1,"
                        + "'validUntil':'+300000-01-01T00:00:00Z'}"
            })
    void shouldNameTheDateThatLiesBeyondTheYearsThatAreKept(
            String door, String field, String body) {
        // When
        ValidatableResponse answer = post(ci(), door, body.replace('\'', '"'));

        // Then
        answer.statusCode(400)
                .body("detail", equalTo(field + " lies outside the years 0001 to 9999"));
    }

    @Test
    void shouldNotDateStatementsBackBeyondTheYearsThatAreKept() {
        // When
        ValidatableResponse answer =
                post(
                        backfill().queryParam("observedAt", "-0001-01-01T00:00:00Z"),
                        "support-ends",
                        "{\"line\":\"2.x\"}");

        // Then
        answer.statusCode(400).body("detail", containsString("observedAt"));
    }

    @Test
    void shouldDateStatementsBackForTheRoleBackfillOnly() {
        // Given
        String body = "{\"line\":\"2.x\"}";
        String then = "2026-03-01T00:00:00Z";

        // When
        ValidatableResponse refused =
                post(ci().queryParam("observedAt", then), "support-ends", body);
        ValidatableResponse accepted =
                post(backfill().queryParam("observedAt", then), "support-ends", body);

        // Then
        refused.statusCode(403);
        SupportEnded ended = (SupportEnded) said(accepted, Topics.EVIDENCE_BULK, 1).getFirst();
        assertThat(ended.endedAt()).isEqualTo(Instant.parse(then));
    }

    @Test
    void shouldBoundTheSizeOfStatements() {
        // When
        ValidatableResponse answer = post(ci(), "facts", " ".repeat(1_100_000) + "{}");

        // Then
        answer.statusCode(413).contentType("application/problem+json");
    }

    @Test
    void shouldLetNobodyElseIn() {
        // Given
        RequestSpecification auditor = Calls.person(Tokens.person("audrey").withRoles("auditor"));

        // When
        ValidatableResponse answer =
                post(auditor, "facts", "{\"measure\":\"m\",\"item\":\"i\",\"value\":1}");
        ValidatableResponse anonymous = post(io.restassured.RestAssured.given(), "facts", "{}");

        // Then
        answer.statusCode(403);
        anonymous.statusCode(401);
    }
}
