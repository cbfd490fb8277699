package dev.plumbline.scoring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import dev.plumbline.events.CatalogChange.ProductSaved;
import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.Decision.FindingTriaged;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.events.Part;
import dev.plumbline.events.Reference.EpssScore;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Reference.KevListed;
import dev.plumbline.events.Severity;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.advisory.ApplyReferences;
import dev.plumbline.scoring.assess.ApplyCatalog;
import dev.plumbline.scoring.assess.ApplyDecision;
import dev.plumbline.scoring.assess.AssessProducts;
import dev.plumbline.scoring.assess.CountingCatalogues;
import dev.plumbline.scoring.assess.RequestAssessment;
import dev.plumbline.scoring.inventory.ApplyEvidence;
import dev.plumbline.scoring.obligation.DeriveLedger;
import dev.plumbline.scoring.obligation.Derived;
import dev.plumbline.scoring.obligation.ProductFacts;
import dev.plumbline.scoring.store.AssessQueue.Cause;
import dev.plumbline.scoring.store.FactsStore;
import dev.plumbline.scoring.store.LoggedEvent;
import dev.plumbline.scoring.store.ScoreStore;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Use cases on a real database: all or nothing, once and only once, and the same again from the
/// log.
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "scoring"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class UseCaseIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> TABLES =
            List.of(
                    "evidence_log",
                    "statement",
                    "release",
                    "coordinate",
                    "component_set",
                    "sbom",
                    "inventory",
                    "advisory",
                    "advisory_name",
                    "advisory_range",
                    "coordinate_match",
                    "kev",
                    "epss",
                    "ssvc",
                    "feed_check",
                    "finding",
                    "finding_set",
                    "scan",
                    "named_flaw",
                    "submission",
                    "product",
                    "assess_queue",
                    "assess_cause",
                    "score",
                    "obligation",
                    "outbox");

    @Inject UnitOfWork unitOfWork;
    @Inject ApplyEvidence applyEvidence;
    @Inject ApplyReferences applyReferences;
    @Inject ApplyDecision applyDecision;
    @Inject ApplyCatalog applyCatalog;
    @Inject AssessProducts assessProducts;
    @Inject CountingCatalogues catalogues;
    @Inject RequestAssessment requests;
    @Inject FactsStore facts;
    @Inject ScoreStore scores;
    @Inject DataSource database;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String product = "desk-" + id;
    private final String lib = "lib-" + id;
    private final String cve = "CVE-2026-" + (20_000_000 + Math.abs(id.hashCode() % 1_000_000));
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void settle() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                count("assess_queue")
                                                        + count("outbox")
                                                        + count("history_request"))
                                        .isZero());
        catalogues.methods().await().atMost(PATIENCE);
    }

    @Test
    void shouldWriteNothingOfAnSbomWhenItsTransactionFails() {
        rollsBack(tx -> applyEvidence.in(tx, logged(bill("1.0.0"))));
    }

    @Test
    void shouldWriteNothingOfAScanWhenItsTransactionFails() {
        rollsBack(
                tx ->
                        applyEvidence.in(
                                tx,
                                logged(
                                        Samples.scan(
                                                product,
                                                "1.0.0",
                                                now,
                                                Samples.finding(id, Severity.HIGH, "CWE-89")))));
    }

    @Test
    void shouldWriteNothingOfReferenceFactsWhenTheirTransactionFails() {
        rollsBack(
                tx ->
                        applyReferences.in(
                                tx,
                                List.of(logged(advisory()), logged(Samples.checked("osv", now)))));
    }

    @Test
    void shouldWriteNothingOfADecisionWhenItsTransactionFails() {
        rollsBack(tx -> applyDecision.in(tx, logged(triaged())));
    }

    @Test
    void shouldWriteNothingOfTheCatalogueWhenItsTransactionFails() {
        rollsBack(tx -> applyCatalog.in(tx, logged(saved(1, false))));
    }

    @Test
    void shouldWriteNothingOfAScoreWhenItsTransactionFails() {
        rollsBack(
                tx ->
                        applyEvidence
                                .in(tx, logged(bill("1.0.0")))
                                .chain(() -> assessProducts.of(tx, List.of(product))));
    }

    private void rollsBack(Function<Transaction, Uni<Void>> useCase) {
        // Given
        Map<String, Integer> before = counts();

        // When
        assertThatThrownBy(
                        () ->
                                unitOfWork
                                        .run(
                                                tx ->
                                                        useCase.apply(tx)
                                                                .chain(UseCaseIT::<Void>failure))
                                        .await()
                                        .atMost(PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the last step fails");

        // Then
        assertThat(counts()).isEqualTo(before);
    }

    private static <T> Uni<T> failure() {
        return Uni.createFrom().failure(new IllegalStateException("the last step fails"));
    }

    @Test
    void shouldSendAMessageForACauseThatComesWhileAnAssessmentTakesTheProductAway()
            throws SQLException {
        // Given
        Cause cause = new Cause(product, UUID.randomUUID(), "evidence", "late cause", now);
        try (Connection assessment = database.getConnection()) {
            assessment.setAutoCommit(false);
            try (var insert =
                    assessment.prepareStatement(
                            "insert into assess_queue (product, requested_at) values (?, now())")) {
                insert.setString(1, product);
                insert.executeUpdate();
            }
            assessment.commit();
            assessment
                    .createStatement()
                    .execute("delete from assess_queue where product = '" + product + "'");

            // When
            run(tx -> requests.because(tx, List.of(cause)));
            assessment.commit();
        }

        // Then
        awaitSequence(1);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(count("assess_cause where product = '" + product + "'"))
                                        .isZero());
    }

    @Test
    void shouldNotLetAHitWaitForTheCheckOfAFeed() {
        // Given
        Cause check = new Cause(product, UUID.randomUUID(), "reference", "osv feed checked", now);
        Cause hit = new Cause(product, UUID.randomUUID(), "reference", "advisory GHSA-1", now);
        run(
                tx ->
                        requests.soonBecause(tx, List.of(check))
                                .chain(
                                        () ->
                                                tx.session()
                                                        .createNativeQuery(
                                                                "update assess_queue set requested_at = requested_at + interval '1 hour'"
                                                                        + " where not sent and product = :product")
                                                        .setParameter("product", product)
                                                        .executeUpdate()
                                                        .replaceWithVoid()));

        // When
        run(tx -> requests.because(tx, List.of(hit)));

        // Then one score tells of both
        awaitSequence(1);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(count("assess_cause where product = '" + product + "'"))
                                        .isZero());
    }

    @Test
    void shouldScoreAProductThatOnlyTheCheckOfAFeedConcerns() {
        // Given
        Cause check = new Cause(product, UUID.randomUUID(), "reference", "osv feed checked", now);

        // When
        run(tx -> requests.soonBecause(tx, List.of(check)));
        run(tx -> requests.soonBecause(tx, List.of(check)));
        assertThat(count("assess_queue where product = '" + product + "'")).isEqualTo(1);

        // Then
        awaitSequence(1);
    }

    @Test
    void shouldLetTheProductsThatAnAdvisoryHitsGoBeforeThoseThatItsFeedConcerns() {
        // Given two products, of which one holds what the advisory is about
        String other = product + "-other";
        run(tx -> applyEvidence.in(tx, logged(bill("1.0.0"))));
        run(
                tx ->
                        applyEvidence.in(
                                tx, logged(Samples.bill(other, "1.0.0", now, "pkg:npm/o-" + id))));
        awaitSequence(1);
        await().atMost(PATIENCE).until(() -> count("assess_queue") == 0);

        // When
        AtomicReference<List<String>> unsent = new AtomicReference<>(List.of());
        run(
                tx ->
                        applyReferences
                                .in(
                                        tx,
                                        List.of(
                                                logged(advisory()),
                                                logged(Samples.checked("osv", now))))
                                .chain(
                                        () ->
                                                tx.session()
                                                        .createNativeQuery(
                                                                "select product from assess_queue where not sent",
                                                                String.class)
                                                        .getResultList())
                                .invoke(unsent::set)
                                .replaceWithVoid());

        // Then
        assertThat(unsent.get()).contains(other).doesNotContain(product);
        awaitSequence(2);
        await().atMost(PATIENCE).until(() -> count("assess_queue") == 0);
        assertThat(count("score where product = '" + other + "' and sequence >= 2")).isEqualTo(1);
    }

    @Test
    void shouldLetNoArchivedProductsTakeThePlaceOfThoseThatAreDue() {
        // Given one that is due and one that is archived and due for longer
        String archived = product + "-archived";
        run(tx -> applyEvidence.in(tx, logged(bill("1.0.0"))));
        run(
                tx ->
                        applyEvidence.in(
                                tx,
                                logged(Samples.bill(archived, "1.0.0", now, "pkg:npm/a-" + id))));
        await().atMost(PATIENCE)
                .until(() -> count("score where product like '" + product + "%'") == 2);
        run(
                tx ->
                        applyCatalog.in(
                                tx,
                                logged(
                                        new ProductSaved(
                                                archived, 1, true, "Desk", "team", 2, null))));

        // When
        AtomicReference<List<String>> due = new AtomicReference<>(List.of());
        run(
                tx ->
                        tx.session()
                                .createNativeQuery(
                                        "update score set next_change_at = now() - interval '1 day'"
                                                + " * (case when product like '%-archived' then 2000 else 1000 end)"
                                                + " where product like :product")
                                .setParameter("product", product + "%")
                                .executeUpdate()
                                .chain(() -> scores.due(tx, Instant.now(), 1))
                                .invoke(due::set)
                                .replaceWithVoid());

        // Then
        assertThat(due.get()).containsExactly(product);
    }

    @Test
    void shouldSendOneMessageForCausesThatComeWhileTheProductWaits() {
        // Given
        execute(
                "insert into assess_queue (product, requested_at) values ('"
                        + product
                        + "', now())");

        // When
        for (int i = 0; i < 5; i++) {
            Cause cause = new Cause(product, UUID.randomUUID(), "evidence", "cause " + i, now);
            run(tx -> requests.because(tx, List.of(cause)));
        }

        // Then
        assertThat(count("assess_queue where product = '" + product + "'")).isEqualTo(1);
        assertThat(count("assess_cause where product = '" + product + "'")).isEqualTo(5);
        execute("delete from assess_queue where product = '" + product + "'");
        execute("delete from assess_cause where product = '" + product + "'");
    }

    @Test
    void shouldLetAnArchivedProductRestAndDropAnOlderRevision() {
        // Given
        run(tx -> applyCatalog.in(tx, logged(saved(5, false))));
        awaitSequence(1);

        // When
        run(tx -> applyCatalog.in(tx, logged(saved(6, true))));
        run(tx -> applyCatalog.in(tx, logged(saved(4, false))));
        execute(
                "update score set next_change_at = now() - interval '1 day' where product = '"
                        + product
                        + "'");

        // Then
        assertThat(count("product where key = '" + product + "' and archived")).isEqualTo(1);
        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(
                        () ->
                                count("score where product = '" + product + "' and sequence = 1")
                                        == 1);
    }

    @Test
    void shouldScoreAgainWhenTimeChangesTheScore() {
        // Given
        run(tx -> applyEvidence.in(tx, logged(bill("1.0.0"))));
        awaitSequence(1);

        // When
        execute("update score set next_change_at = now() where product = '" + product + "'");

        // Then
        awaitSequence(2);
    }

    @Test
    void shouldWriteOnlyTheDifferenceOfAChangedSbomAndNothingForTheSameContent() {
        // Given
        run(
                tx ->
                        applyEvidence.in(
                                tx,
                                logged(
                                        Samples.bill(
                                                product,
                                                "1.0.0",
                                                now,
                                                "pkg:npm/" + lib + "@1.0.0",
                                                "pkg:npm/" + lib + "-b@1.0.0"))));
        int coordinates = count("coordinate");
        int sets = count("component_set");
        int rows = count("inventory");

        // When
        run(
                tx ->
                        applyEvidence.in(
                                tx,
                                logged(
                                        Samples.bill(
                                                product,
                                                "1.0.0",
                                                now,
                                                "pkg:npm/" + lib + "-b@1.0.0",
                                                "pkg:npm/" + lib + "@1.0.0?arch=x"))));
        run(
                tx ->
                        applyEvidence.in(
                                tx,
                                logged(
                                        Samples.bill(
                                                product,
                                                "1.0.0",
                                                now,
                                                "pkg:npm/" + lib + "@1.0.0",
                                                "pkg:npm/" + lib + "-c@1.0.0"))));

        // Then
        assertThat(count("coordinate")).isEqualTo(coordinates + 1);
        assertThat(count("component_set")).isEqualTo(sets + 1);
        assertThat(count("inventory")).isEqualTo(rows + 1);
    }

    @Test
    void shouldEndWithTheSameMatchesWhicheverOfInventoryAndAdvisoryCommitsFirst() {
        // Given
        List<CompletableFuture<Void>> both =
                List.of(
                        unitOfWork
                                .run(tx -> applyEvidence.in(tx, logged(bill("1.0.0"))))
                                .subscribeAsCompletionStage(),
                        unitOfWork
                                .run(tx -> applyReferences.in(tx, List.of(logged(advisory()))))
                                .subscribeAsCompletionStage());

        // When
        both.forEach(CompletableFuture::join);

        // Then
        assertThat(
                        count(
                                "inventory i join coordinate_match m on m.coordinate_id = i.coordinate_id"
                                        + " where i.matched and m.advisory_id = 'osv/GHSA-"
                                        + id
                                        + "'"))
                .isEqualTo(1);
    }

    @Test
    void shouldKnowTheWeaknessesThatAdvisoriesOfTheFlawName() {
        // Given
        Event matching =
                Samples.classified(
                        Samples.advisory(
                                "GHSA-" + id,
                                List.of(cve),
                                now.minusSeconds(60),
                                "HIGH",
                                "npm",
                                lib,
                                "0",
                                "1.2.0"),
                        "CWE-79");
        Event unrated =
                Samples.classified(Samples.rated("cve", cve, now, null, null), "CWE-80: Basic XSS");
        Event withdrawn = Samples.classified(Samples.rated("nvd", cve, now, "LOW", now), "CWE-89");
        run(tx -> applyEvidence.in(tx, logged(bill("1.0.0"))));

        // When
        run(
                tx ->
                        applyReferences.in(
                                tx, List.of(logged(matching), logged(unrated), logged(withdrawn))));

        // Then
        ProductFacts known = unitOfWork.run(tx -> facts.of(tx, product)).await().atMost(PATIENCE);
        assertThat(known.weaknesses().get(cve))
                .containsExactlyInAnyOrder("CWE-79", "CWE-80:_Basic_XSS");
        assertThat(known.ratings().get(cve).severity()).isEqualTo(Severity.HIGH);
        assertThat(DeriveLedger.from(known).subjects().values())
                .filteredOn(subject -> cve.equals(subject.vulnerability()))
                .extracting(Derived.Subject::weaknesses)
                .containsOnly(List.of("CWE-79", "CWE-80"));
    }

    @Test
    void shouldFindAComponentByItsCpeWhetherItOrTheAdvisoryComesFirst() {
        // Given
        String open = "cpe:2.3:a:maker:" + lib + ":%s:*:*:*:*:*:*:*";
        run(tx -> applyEvidence.in(tx, logged(billOfCpe("1.0.0", open.formatted("1.0")))));
        run(
                tx ->
                        applyReferences.in(
                                tx,
                                List.of(
                                        logged(
                                                Samples.applicable(
                                                        cve, now, open.formatted("*"), "1.2")))));

        // When
        run(tx -> applyEvidence.in(tx, logged(billOfCpe("1.1.0", open.formatted("1.1")))));
        run(tx -> applyEvidence.in(tx, logged(billOfCpe("1.2.0", open.formatted("1.2")))));

        // Then
        String matched =
                "coordinate_match m join coordinate c on c.id = m.coordinate_id"
                        + " join inventory i on i.coordinate_id = c.id and i.matched"
                        + " where m.advisory_id = 'nvd/"
                        + cve
                        + "' and m.fixed_in = '1.2' and c.purl like '%"
                        + lib;
        assertThat(count(matched + ":1.0:%'")).isEqualTo(1);
        assertThat(count(matched + ":1.1:%'")).isEqualTo(1);
        assertThat(count("coordinate_match where advisory_id = 'nvd/" + cve + "'")).isEqualTo(2);
    }

    @Test
    void shouldKeepWhatSeveralSourcesSayOfOneId() {
        // When
        run(
                tx ->
                        applyReferences.in(
                                tx,
                                List.of(
                                        logged(Samples.rated("nvd", cve, now, "HIGH", null)),
                                        logged(Samples.rated("cve", cve, now, "LOW", null)),
                                        logged(Samples.rated("osv", cve, now, null, null)))));
        run(
                tx ->
                        applyReferences.in(
                                tx,
                                List.of(
                                        logged(
                                                Samples.rated(
                                                        "cve",
                                                        cve,
                                                        now.plusSeconds(1),
                                                        "LOW",
                                                        now)))));

        // Then
        assertThat(count("advisory where name = '" + cve + "'")).isEqualTo(3);
        assertThat(
                        count(
                                "advisory where id = 'nvd/"
                                        + cve
                                        + "' and severity = "
                                        + Severity.HIGH.ordinal()
                                        + " and withdrawn_at is null"))
                .isEqualTo(1);
        assertThat(count("advisory where id = 'cve/" + cve + "' and withdrawn_at is not null"))
                .isEqualTo(1);
    }

    @Test
    void shouldKeepTheNewestScoreAndJudgementOfACveAndAssessNothingForThem() {
        // Given
        run(tx -> applyEvidence.in(tx, logged(bill("1.0.0"))));
        run(tx -> applyReferences.in(tx, List.of(logged(advisory()))));
        settle();
        LocalDate day = LocalDate.of(2026, 11, 22);

        // When
        run(
                tx ->
                        applyReferences.in(
                                tx,
                                List.of(
                                        logged(
                                                Samples.epss(
                                                        day,
                                                        now,
                                                        new EpssScore(cve, 0.1, 0.2),
                                                        new EpssScore(cve, 0.3, 0.4))),
                                        logged(
                                                Samples.epss(
                                                        day.plusDays(1),
                                                        now,
                                                        new EpssScore(cve, 0.5, 0.6))),
                                        logged(
                                                Samples.epss(
                                                        day, now, new EpssScore(cve, 0.7, 0.8))),
                                        logged(Samples.ssvc(cve, Exploitation.ACTIVE, now)),
                                        logged(
                                                Samples.ssvc(
                                                        cve,
                                                        Exploitation.NONE,
                                                        now.minusSeconds(9))))));

        // Then
        assertThat(
                        count(
                                "epss where cve = '"
                                        + cve
                                        + "' and probability = 0.5 and percentile = 0.6 and scored_on = '2026-11-23'"))
                .isEqualTo(1);
        assertThat(
                        count(
                                "ssvc where cve = '"
                                        + cve
                                        + "' and exploitation = 'ACTIVE' and automatable and technical_impact is null"))
                .isEqualTo(1);
        assertThat(count("assess_cause") + count("assess_queue")).isZero();
    }

    @Test
    void shouldLetNobodyWhoRepeatsTheKevCatalogueOverruleIt() {
        // Given
        LocalDate added = LocalDate.of(2026, 1, 5);
        KevListed repeated =
                new KevListed(
                        Samples.from(UUID.randomUUID(), now, 1.0),
                        Part.WHOLE,
                        cve,
                        added.plusDays(1),
                        null,
                        false,
                        null,
                        List.of(),
                        "cve");

        // When
        run(tx -> applyReferences.in(tx, List.of(logged(repeated))));
        run(
                tx ->
                        applyReferences.in(
                                tx,
                                List.of(logged(Samples.kev(cve, added, added.plusDays(14), now)))));
        run(tx -> applyReferences.in(tx, List.of(logged(repeated))));

        // Then
        assertThat(
                        count(
                                "kev where cve = '"
                                        + cve
                                        + "' and date_added = '2026-01-05' and due_date = '2026-01-19'"))
                .isEqualTo(1);
    }

    @Test
    void shouldKeepTheMakersOwnRecordAmongWhatIsSaidOfTheProduct() {
        // When
        run(tx -> applyEvidence.in(tx, logged(Samples.record(product, cve, now))));

        // Then
        assertThat(count("statement where product = '" + product + "'")).isEqualTo(1);
        awaitSequence(1);
    }

    @Test
    void shouldFindNoDifferenceWhenTheLogIsReplayedFromItsFirstEvent() {
        // Given
        run(tx -> applyCatalog.in(tx, logged(saved(1, false))));
        run(
                tx ->
                        applyReferences.in(
                                tx,
                                List.of(
                                        logged(advisory()),
                                        logged(Samples.checked("osv", now)),
                                        logged(advisory()))));
        run(tx -> applyReferences.in(tx, List.of(logged(advisory()))));
        run(tx -> applyEvidence.in(tx, logged(bill("1.0.0"))));
        run(
                tx ->
                        applyReferences.in(
                                tx,
                                List.of(
                                        logged(
                                                Samples.rated(
                                                        "nvd", "GHSA-" + id, now, "LOW", null)),
                                        logged(
                                                Samples.rated(
                                                        "cve",
                                                        "GHSA-" + id,
                                                        now,
                                                        "CRITICAL",
                                                        null)),
                                        logged(
                                                Samples.epss(
                                                        LocalDate.of(2026, 11, 22),
                                                        now,
                                                        new EpssScore(cve, 0.1, 0.2))),
                                        logged(Samples.ssvc(cve, Exploitation.POC, now)))));
        run(tx -> applyEvidence.in(tx, logged(Samples.record(product, cve, now))));
        run(tx -> applyEvidence.in(tx, logged(Samples.scan(product, "1.0.0", now))));
        run(tx -> applyDecision.in(tx, logged(triaged())));
        settle();

        // When
        var answer =
                given().auth()
                        .oauth2(Tokens.client("admin").withRoles("admin").issue())
                        .post("/api/v1/verification");

        // Then
        answer.then()
                .statusCode(200)
                .body("differences", empty())
                .body("events", greaterThan(5))
                .body("products", greaterThan(0));
        assertThat(count("pg_class where relname = 'evidence_log' and relpersistence = 't'"))
                .isZero();
    }

    @Test
    void shouldFindWhatWasChangedBehindTheLog() {
        // Given
        run(tx -> applyEvidence.in(tx, logged(bill("1.0.0"))));
        settle();
        execute(
                "update sbom set trust = 1 where release_id in (select id from release where product = '"
                        + product
                        + "')");

        // When
        var answer =
                given().auth()
                        .oauth2(Tokens.client("admin").withRoles("admin").issue())
                        .post("/api/v1/verification");

        // Then
        answer.then().statusCode(200).body("differences.subject", hasItem("sbom"));
        execute(
                "update sbom set trust = 0.9 where release_id in (select id from release where product = '"
                        + product
                        + "')");
    }

    @Test
    void shouldLetNobodyVerifyWithoutTheRole() {
        given().post("/api/v1/verification").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.client("plumbline-ci").withRoles("ingest").issue())
                .post("/api/v1/verification")
                .then()
                .statusCode(403);
    }

    private Event bill(String release) {
        return Samples.bill(product, release, now, "pkg:npm/" + lib + "@1.0.0");
    }

    private Event billOfCpe(String release, String cpe) {
        return Samples.billOfCpe(product, release, now, "pkg:generic/" + lib + "@" + release, cpe);
    }

    private Event advisory() {
        return Samples.advisory(
                "GHSA-" + id, List.of(), now.minusSeconds(60), "HIGH", "npm", lib, "0", "1.2.0");
    }

    private Event triaged() {
        return new FindingTriaged(
                UUID.randomUUID(),
                product,
                "ann",
                now,
                "GHSA-" + id,
                null,
                VexStatus.NOT_AFFECTED,
                VexJustification.VULNERABLE_CODE_NOT_PRESENT,
                "not built in",
                0.7);
    }

    private Event saved(long revision, boolean archived) {
        return new ProductSaved(product, revision, archived, "Desk", "team", 2, null);
    }

    private static LoggedEvent logged(Event event) {
        return new LoggedEvent(
                new Envelope<>(UUID.randomUUID(), "/test", Instant.now(), null, null, event),
                CloudEvents.write(event));
    }

    private void run(Function<Transaction, Uni<Void>> useCase) {
        unitOfWork.run(useCase).await().atMost(PATIENCE);
    }

    private void awaitSequence(long sequence) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                count(
                                                "score where product = '"
                                                        + product
                                                        + "' and sequence >= "
                                                        + sequence)
                                        == 1);
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        TABLES.forEach(table -> counts.put(table, count(table)));
        return counts;
    }

    private int count(String table) {
        try (var connection = database.getConnection();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String sql) {
        try (var connection = database.getConnection()) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
