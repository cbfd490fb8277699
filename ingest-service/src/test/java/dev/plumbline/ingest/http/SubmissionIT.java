package dev.plumbline.ingest.http;

import static dev.plumbline.ingest.http.Calls.backfill;
import static dev.plumbline.ingest.http.Calls.ci;
import static dev.plumbline.ingest.http.Calls.feeds;
import static dev.plumbline.ingest.http.Calls.scanner;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.events.Evidence.VexStated;
import dev.plumbline.events.Part;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.FeedChecked;
import dev.plumbline.events.Reference.KevListed;
import dev.plumbline.events.Severity;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.Topic;
import dev.plumbline.ingest.Topic.Received;
import dev.plumbline.test.identity.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SubmissionIT {
    private static final String SUBMISSIONS = "/api/v1/submissions";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PRODUCT = "atlas-portal";

    @BeforeAll
    static void announceProducts() {
        Catalog.product(PRODUCT);
        Catalog.archivedProduct("atlas-retired");
    }

    private static ValidatableResponse send(
            RequestSpecification caller, String release, byte[] document) {
        return caller.queryParam("product", PRODUCT)
                .queryParam("release", release)
                .body(document)
                .when()
                .post(SUBMISSIONS)
                .then();
    }

    private static UUID id(ValidatableResponse answer) {
        return UUID.fromString(answer.extract().path("id"));
    }

    private static List<Received> eventually(String topic, UUID submission, int count) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topic.about(topic, submission)).hasSize(count));
        return Topic.about(topic, submission);
    }

    private static List<Step> steps(UUID submission) {
        return Topic.about(Topics.PROGRESS, submission).stream()
                .map(r -> ((ProgressReported) r.event()).step())
                .toList();
    }

    @Test
    void shouldTurnASbomIntoEvidenceAndProgress() {
        // Given
        byte[] bill = Samples.bill("first");

        // When
        ValidatableResponse answer = send(ci(), "1.0.0", bill);

        // Then
        answer.statusCode(202)
                .body("status", equalTo("accepted"))
                .body("product", equalTo(PRODUCT))
                .body("release", equalTo("1.0.0"))
                .body("format", equalTo("CycloneDX 1.6 JSON"))
                .body("tool", equalTo("syft 1.18.0"))
                .body("counts.components", equalTo(1))
                .header("Location", startsWith("http://localhost:8080/api/v1/submissions/"));
        UUID id = id(answer);
        Received received = eventually(Topics.EVIDENCE, id, 1).getFirst();
        assertThat(received.key()).isEqualTo(PRODUCT);
        InventoryObserved inventory = (InventoryObserved) received.event();
        assertThat(inventory.components())
                .extracting("purl")
                .containsExactly("pkg:npm/lib-0@1.0.0");
        assertThat(inventory.provenance().trust()).isEqualTo(0.9);
        assertThat(inventory.provenance().sender()).isEqualTo("plumbline-ci");
        assertThat(inventory.provenance().backdated()).isFalse();
        assertThat(steps(id)).containsExactly(Step.RECEIVED, Step.PARSED);
    }

    @Test
    void shouldTrustAnIndependentScannerFully() {
        // When
        UUID id = id(send(scanner(), "1.0.0", Samples.bill("independent")).statusCode(202));

        // Then
        Evidence evidence = (Evidence) eventually(Topics.EVIDENCE, id, 1).getFirst().event();
        assertThat(evidence.provenance().trust()).isEqualTo(1.0);
    }

    @Test
    void shouldKeepOnlySecurityFindingsOfASarifLog() {
        // When
        UUID id =
                id(
                        send(ci(), "1.0.0", Samples.sarif("one"))
                                .statusCode(202)
                                .body("counts.findings", equalTo(1))
                                .body("counts.otherResults", equalTo(1)));

        // Then
        FindingsObserved scan =
                (FindingsObserved) eventually(Topics.EVIDENCE, id, 1).getFirst().event();
        assertThat(scan.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.cwes()).containsExactly("CWE-89");
                            assertThat(finding.severity()).isEqualTo(Severity.HIGH);
                            assertThat(finding.path()).isEqualTo("src/db.js");
                        });
    }

    @Test
    void shouldTakeVexForAProductWithoutARelease() {
        // When
        UUID id =
                id(
                        ci().queryParam("product", PRODUCT)
                                .body(Samples.openVex("no-release"))
                                .when()
                                .post(SUBMISSIONS)
                                .then()
                                .statusCode(202));

        // Then
        VexStated vex = (VexStated) eventually(Topics.EVIDENCE, id, 1).getFirst().event();
        assertThat(vex.release()).isNull();
        assertThat(vex.statements())
                .singleElement()
                .satisfies(s -> assertThat(s.decides()).isTrue());
    }

    @Test
    void shouldCutALargeSbomIntoNumberedParts() {
        // When
        UUID id =
                id(
                        send(ci(), "5000", Samples.bill("large", 5_000))
                                .statusCode(202)
                                .body("counts.components", equalTo(5_000)));

        // Then
        List<Received> events = eventually(Topics.EVIDENCE, id, 3);
        List<InventoryObserved> parts =
                events.stream().map(e -> (InventoryObserved) e.event()).toList();
        assertThat(parts)
                .extracting(InventoryObserved::part)
                .containsExactly(new Part(1, 3), new Part(2, 3), new Part(3, 3));
        assertThat(
                        parts.stream()
                                .flatMap(p -> p.components().stream())
                                .map(Evidence.Component::purl))
                .containsExactlyElementsOf(
                        IntStream.range(0, 5_000)
                                .mapToObj(i -> "pkg:npm/lib-" + i + "@1.0." + i)
                                .toList());
        assertThat(events).allSatisfy(e -> assertThat(e.bytes()).isLessThan(512 * 1024));
    }

    @Test
    void shouldRecogniseTheSameBytesAndPassTheSightingOn() {
        // Given
        byte[] bill = Samples.bill("again");
        UUID first = id(send(ci(), "2.0.0", bill).statusCode(202));

        // When
        ValidatableResponse again = send(ci(), "2.0.0", Samples.gzip(bill));

        // Then
        again.statusCode(200)
                .body("status", equalTo("seen-before"))
                .body("id", equalTo(first.toString()))
                .body("counts.components", equalTo(1));
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(Topic.all(Topics.EVIDENCE))
                                        .extracting(Received::event)
                                        .filteredOn(
                                                e ->
                                                        e instanceof ObservedAgain o
                                                                && o.first().equals(first))
                                        .singleElement()
                                        .satisfies(
                                                e ->
                                                        assertThat(
                                                                        ((ObservedAgain) e)
                                                                                .provenance()
                                                                                .submission())
                                                                .isNotEqualTo(first)));
        assertThat(steps(first)).containsExactly(Step.RECEIVED, Step.PARSED, Step.SEEN_AGAIN);
    }

    @Test
    void shouldAcceptTheSameBytesOnceWhenTheyComeAtTheSameTime() throws Exception {
        // Given
        byte[] bill = Samples.bill("at once", 200);
        Callable<Integer> call = () -> send(ci(), "2.3.0", bill).extract().statusCode();

        // When
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(6)) {
            for (Future<Integer> answer : callers.invokeAll(Collections.nCopies(6, call))) {
                statuses.add(answer.get());
            }
        }

        // Then
        assertThat(statuses).containsExactlyInAnyOrder(202, 200, 200, 200, 200, 200);
        assertThat(
                        Rows.count(
                                "select count(*) from submission where product = ? and release = '2.3.0' and status = 'accepted'",
                                PRODUCT))
                .isEqualTo(1);
    }

    @Test
    void shouldBeReadyWhenDatabaseAndBrokerAre() {
        // When
        ValidatableResponse answer = given().get("/q/health/ready").then();

        // Then
        answer.statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void shouldTakeTheSameBytesForAnotherReleaseAsNew() {
        // Given
        byte[] bill = Samples.bill("two releases");
        UUID first = id(send(ci(), "2.1.0", bill).statusCode(202));

        // When
        UUID second = id(send(ci(), "2.2.0", bill).statusCode(202));

        // Then
        assertThat(second).isNotEqualTo(first);
        assertThat(
                        Rows.count(
                                "select count(distinct sha256) from submission where id in (?, ?)",
                                first,
                                second))
                .isEqualTo(1);
    }

    @Test
    void shouldReadGzipAndZstdBodies() {
        // Given
        RequestSpecification gzip = ci().header("Content-Encoding", "gzip");
        RequestSpecification zstd = ci().header("Content-Encoding", "zstd");

        // When
        ValidatableResponse gzipped = send(gzip, "3.0.0", Samples.gzip(Samples.bill("gzip")));
        ValidatableResponse zstdPacked = send(zstd, "3.0.0", Samples.zstd(Samples.bill("zstd")));

        // Then
        gzipped.statusCode(202).body("counts.components", equalTo(1));
        zstdPacked.statusCode(202).body("counts.components", equalTo(1));
    }

    @Test
    void shouldRefuseABrokenGzipStream() {
        // Given
        byte[] packed = Samples.gzip(Samples.bill("cut"));
        byte[] half = Arrays.copyOf(packed, packed.length / 2);

        // When
        ValidatableResponse answer = send(ci().header("Content-Encoding", "gzip"), "3.0.0", half);

        // Then
        answer.statusCode(422).body("type", equalTo("urn:plumbline:problem:unreadable"));
    }

    @Test
    void shouldRefuseADocumentThatExpandsTooFar() {
        // Given
        byte[] bomb = Samples.gzip(new byte[40 * 1024 * 1024]);

        // When
        ValidatableResponse answer = send(ci().header("Content-Encoding", "gzip"), "3.0.0", bomb);

        // Then
        answer.statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:plumbline:problem:too-large"));
    }

    @Test
    void shouldSayWhatContentEncodingsAreKnown() {
        // When
        ValidatableResponse answer =
                send(ci().header("Content-Encoding", "br"), "3.0.0", Samples.bill("br"));

        // Then
        answer.statusCode(415).body("lookedFor", hasItem("zstd"));
    }

    @Test
    void shouldRefuseAnUnreadableDocumentWithLineAndColumnAndKeepIt() {
        // Given
        byte[] broken =
                Samples.utf8(
                        "{\"bomFormat\":\"CycloneDX\",\n \"specVersion\":\"1.6\",\n \"components\":[{]}");

        // When
        ValidatableResponse answer = send(ci(), "4.0.0", broken);

        // Then
        answer.statusCode(422)
                .contentType("application/problem+json")
                .body("status", equalTo(422))
                .body("line", equalTo(3))
                .body("column", greaterThan(10))
                .body("submission", notNullValue());
        UUID kept = UUID.fromString(answer.extract().path("submission"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(steps(kept)).containsExactly(Step.RECEIVED, Step.REFUSED));
        assertThat(
                        Rows.count(
                                "select count(*) from submission s join document d using (sha256) where s.id = ? and s.status = 'refused'",
                                kept))
                .isEqualTo(1);
        assertThat(Topic.about(Topics.EVIDENCE, kept)).isEmpty();
    }

    @Test
    void shouldReadARefusedDocumentAgainWhenItComesAgain() {
        // Given
        byte[] broken = Samples.utf8("{\"bomFormat\":\"CycloneDX\"");
        UUID first =
                UUID.fromString(
                        send(ci(), "4.1.0", broken).statusCode(422).extract().path("submission"));

        // When
        UUID second =
                UUID.fromString(
                        send(ci(), "4.1.0", broken).statusCode(422).extract().path("submission"));

        // Then
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void shouldNameAnUnknownFormatAndWhatWasLookedFor() {
        // Given
        byte[] xml = Samples.utf8("<?xml version=\"1.0\"?><invoice/>");

        // When
        ValidatableResponse answer = send(ci(), "4.0.0", xml);

        // Then
        answer.statusCode(415)
                .body(
                        "detail",
                        equalTo("this is XML with the root element invoice, which is not read"))
                .body("lookedFor", hasItem("SARIF 2.1.0"));
    }

    @Test
    void shouldRefuseOtherVersionsOfSarif() {
        // When
        ValidatableResponse answer =
                send(ci(), "4.0.0", Samples.utf8("{\"version\":\"2.0.0\",\"runs\":[]}"));

        // Then
        answer.statusCode(415).body("detail", equalTo("this is SARIF 2.0.0, which is not read"));
    }

    @Test
    void shouldLetTheFormatParameterOverrideTheContent() {
        // When
        ValidatableResponse answer =
                send(ci().queryParam("format", "sarif"), "4.0.0", Samples.bill("override"));

        // Then
        answer.statusCode(422).body("detail", equalTo("only SARIF 2.1.0 is read"));
    }

    @Test
    void shouldRefuseAFormatParameterThatNamesNoFormat() {
        // When
        ValidatableResponse answer =
                send(ci().queryParam("format", "docx"), "4.0.0", Samples.bill("docx"));

        // Then
        answer.statusCode(415).body("lookedFor", hasItem("cyclonedx"));
    }

    @Test
    void shouldNotKnowAProductThatIsNotInTheCatalogue() {
        // When
        ValidatableResponse answer =
                ci().queryParam("product", "nobody")
                        .queryParam("release", "1")
                        .body(Samples.bill("x"))
                        .post(SUBMISSIONS)
                        .then();

        // Then
        answer.statusCode(404).body("type", equalTo("urn:plumbline:problem:unknown-product"));
    }

    @Test
    void shouldTakeNothingForAnArchivedProduct() {
        // When
        ValidatableResponse answer =
                ci().queryParam("product", "atlas-retired")
                        .queryParam("release", "1")
                        .body(Samples.bill("x"))
                        .post(SUBMISSIONS)
                        .then();

        // Then
        answer.statusCode(409).body("type", equalTo("urn:plumbline:problem:archived-product"));
    }

    @Test
    void shouldAskForARelease() {
        // When
        ValidatableResponse answer =
                ci().queryParam("product", PRODUCT)
                        .body(Samples.bill("x"))
                        .post(SUBMISSIONS)
                        .then();

        // Then
        answer.statusCode(400).body("type", equalTo("urn:plumbline:problem:invalid-request"));
    }

    @Test
    void shouldAskForAProductWhereTheDocumentSpeaksOfOne() {
        // When
        ValidatableResponse answer = ci().body(Samples.bill("x")).post(SUBMISSIONS).then();

        // Then
        answer.statusCode(400).body("detail", startsWith("the format cyclonedx speaks of"));
    }

    @Test
    void shouldChallengeCallersWithoutAToken() {
        // When
        ValidatableResponse answer = send(given(), "1.0.0", Samples.bill("x"));

        // Then
        answer.statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:plumbline:problem:not-authenticated"));
    }

    @Test
    void shouldRefuseTokensOfAnotherAudienceOrTime() {
        // Given
        Tokens foreign = Tokens.client("plumbline-ci").withRoles("ingest").forAudience("other");
        Tokens expired =
                Tokens.client("plumbline-ci").withRoles("ingest").lasting(Duration.ofMinutes(-5));

        // When
        ValidatableResponse withForeign = send(Calls.person(foreign), "1.0.0", Samples.bill("x"));
        ValidatableResponse withExpired = send(Calls.person(expired), "1.0.0", Samples.bill("x"));

        // Then
        withForeign.statusCode(401).contentType("application/problem+json");
        withExpired.statusCode(401).contentType("application/problem+json");
    }

    @Test
    void shouldNotLetPeopleSendDocuments() {
        // When
        ValidatableResponse answer =
                send(
                        Calls.person(Tokens.person("alex").withRoles("analyst")),
                        "1.0.0",
                        Samples.bill("x"));

        // Then
        answer.statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:plumbline:problem:not-allowed"));
    }

    @Test
    void shouldNotLetACiJobSpeakForTheWorld() {
        // When
        ValidatableResponse answer =
                ci().body(Samples.utf8(Samples.osv("GHSA-ci"))).post(SUBMISSIONS).then();

        // Then
        answer.statusCode(403).body("detail", equalTo("reference facts need the role reference"));
    }

    @Test
    void shouldNotLetAFeedSpeakForAProduct() {
        // When
        ValidatableResponse answer = send(feeds(), "1.0.0", Samples.bill("x"));

        // Then
        answer.statusCode(403);
    }

    @Test
    void shouldSendAdvisoriesOneByOneAndCloseAWholeFeed() {
        // Given
        String lines = Samples.osv("GHSA-a") + "\n" + Samples.osv("GHSA-b") + "\n";

        // When
        UUID id =
                id(
                        feeds().queryParam("feed", "osv")
                                .body(Samples.utf8(lines))
                                .post(SUBMISSIONS)
                                .then()
                                .statusCode(202)
                                .body("format", equalTo("OSV JSON Lines"))
                                .body("counts.advisories", equalTo(2)));

        // Then
        List<Received> events = eventually(Topics.REFERENCE, id, 3);
        assertThat(events)
                .extracting(Received::key)
                .containsExactlyInAnyOrder("GHSA-a", "GHSA-b", "osv");
        assertThat(events)
                .extracting(e -> part(e))
                .containsExactlyInAnyOrder(new Part(1, 3), new Part(2, 3), new Part(3, 3));
        FeedChecked checked =
                (FeedChecked)
                        events.stream()
                                .filter(e -> e.event() instanceof FeedChecked)
                                .findFirst()
                                .orElseThrow()
                                .event();
        assertThat(checked.records()).isEqualTo(2);
    }

    private static Part part(Received received) {
        return switch (received.event()) {
            case AdvisoryPublished a -> a.part();
            case KevListed k -> k.part();
            case FeedChecked f -> f.part();
            default -> throw new AssertionError("no reference fact: " + received.event());
        };
    }

    @Test
    void shouldReadAZipOfAdvisories() {
        // When
        UUID id =
                id(
                        feeds().body(
                                        Samples.zip(
                                                "a/GHSA-z1.json",
                                                Samples.osv("GHSA-z1"),
                                                "GHSA-z2.json",
                                                Samples.osv("GHSA-z2")))
                                .post(SUBMISSIONS)
                                .then()
                                .statusCode(202)
                                .body("format", equalTo("OSV zip")));

        // Then
        assertThat(eventually(Topics.REFERENCE, id, 2))
                .extracting(Received::key)
                .containsExactlyInAnyOrder("GHSA-z1", "GHSA-z2");
    }

    @Test
    void shouldPassOnThatAFeedIsUnchanged() {
        // Given
        byte[] kev = Samples.kev("CVE-2020-11023", "CVE-2021-44228");
        UUID first =
                id(
                        feeds().queryParam("feed", "kev")
                                .body(kev)
                                .post(SUBMISSIONS)
                                .then()
                                .statusCode(202));
        FeedChecked before = checked(eventually(Topics.REFERENCE, first, 3));

        // When
        feeds().queryParam("feed", "kev")
                .body(kev)
                .post(SUBMISSIONS)
                .then()
                .statusCode(200)
                .body("id", equalTo(first.toString()));

        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(Topic.all(Topics.REFERENCE))
                                        .extracting(Received::event)
                                        .filteredOn(
                                                e ->
                                                        e instanceof FeedChecked f
                                                                && f.feed().equals("kev")
                                                                && f.asOf().isAfter(before.asOf()))
                                        .singleElement()
                                        .satisfies(
                                                e ->
                                                        assertThat(((FeedChecked) e).records())
                                                                .isEqualTo(2)));
    }

    private static FeedChecked checked(List<Received> events) {
        return events.stream()
                .map(Received::event)
                .filter(FeedChecked.class::isInstance)
                .map(FeedChecked.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldRefuseTheContentOfAnotherFeed() {
        // When
        ValidatableResponse answer =
                feeds().queryParam("feed", "osv")
                        .body(Samples.kev("CVE-2020-1"))
                        .post(SUBMISSIONS)
                        .then();

        // Then
        answer.statusCode(400);
    }

    @Test
    void shouldDateBackOnlyForTheRoleBackfillAndByTheBulkLane() {
        // Given
        String then = "2026-06-01T12:00:00Z";

        // When
        ValidatableResponse refused =
                send(ci().queryParam("observedAt", then), "5.0.0", Samples.bill("back"));
        ValidatableResponse accepted =
                send(backfill().queryParam("observedAt", then), "5.0.0", Samples.bill("back"));

        // Then
        refused.statusCode(403);
        Received received =
                eventually(Topics.EVIDENCE_BULK, id(accepted.statusCode(202)), 1).getFirst();
        Evidence evidence = (Evidence) received.event();
        assertThat(evidence.provenance().observedAt()).isEqualTo(Instant.parse(then));
        assertThat(evidence.provenance().backdated()).isTrue();
    }

    @Test
    void shouldNeverDateForward() {
        // When
        ValidatableResponse future =
                send(
                        backfill()
                                .queryParam(
                                        "observedAt",
                                        Instant.now().plus(Duration.ofDays(1)).toString()),
                        "5.0.0",
                        Samples.bill("forth"));
        ValidatableResponse nonsense =
                send(
                        backfill().queryParam("observedAt", "yesterday"),
                        "5.0.0",
                        Samples.bill("forth"));

        // Then
        future.statusCode(400).body("detail", equalTo("observedAt lies in the future"));
        nonsense.statusCode(400);
    }

    @Test
    void shouldAnswerEveryOtherMistakeWithAProblem() {
        // When
        ValidatableResponse path = ci().get("/api/v1/nothing").then();
        ValidatableResponse method = ci().get(SUBMISSIONS).then();

        // Then
        path.statusCode(404).contentType("application/problem+json");
        method.statusCode(405).contentType("application/problem+json");
    }

    @Test
    void shouldDescribeItselfAsOpenApi() {
        // When
        ValidatableResponse answer = given().accept("application/json").get("/q/openapi").then();

        // Then
        answer.statusCode(200)
                .body(
                        "paths.'/api/v1/submissions'.post.responses.'202'.description",
                        notNullValue());
        answer.body("paths.'/api/v1/products/{product}/facts'.post.summary", notNullValue());
        answer.body(
                "paths.'/api/v1/submissions'.post.responses.'422'.content"
                        + ".'application/problem+json'.schema.'$ref'",
                equalTo("#/components/schemas/Problem"));
        answer.body("components.schemas.Problem.properties.detail.type", notNullValue());
    }
}
