package dev.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.plumbline.events.AssessmentRequested;
import dev.plumbline.events.Decision.SubmissionErroneous;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.Event;
import dev.plumbline.events.Evidence;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.events.Evidence.Retracted;
import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.Part;
import dev.plumbline.events.ProgressReported;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Reference.TechnicalImpact;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.Severity;
import dev.plumbline.events.Topics;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From an event on a topic to the score and the obligations on theirs, on a real database and a
/// real broker.
@QuarkusTest
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "schema", value = "scoring"))
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(OidcResource.class)
class EvidenceRoadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EVIDENCE_DLQ = Topics.deadLetter(Topics.EVIDENCE, "scoring");
    private static final String ASSESS_DLQ = Topics.deadLetter(Topics.ASSESS, "scoring");
    private static final String REFERENCE_DLQ = Topics.deadLetter(Topics.REFERENCE, "scoring");

    @Inject DataSource database;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String product = "shop-" + id;
    private final String lib = "lib-" + id;
    private final String cve = "CVE-2026-" + (10_000_000 + Math.abs(id.hashCode() % 1_000_000));
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private Wire wire;

    @BeforeEach
    void open() {
        wire =
                new Wire(
                        (String) kafka.get("bootstrap.servers"),
                        Topics.SCORE,
                        Topics.OBLIGATION,
                        Topics.PROGRESS,
                        EVIDENCE_DLQ,
                        ASSESS_DLQ,
                        REFERENCE_DLQ);
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void shouldOweAMatchWhenTheAdvisoryComesAfterTheSbom() {
        // Given
        wire.evidence(Samples.bill(product, "1.0.0", now, "pkg:npm/" + lib + "@1.0.0"));
        awaitScore();

        // When
        wire.reference(advisory(now.minusSeconds(60)));

        // Then
        assertThat(awaitObligation("match/" + cve + "/1.x"))
                .satisfies(
                        owed -> {
                            assertThat(owed.measure()).isEqualTo("critical-fix-on-time");
                            assertThat(owed.vulnerability()).isEqualTo(cve);
                            assertThat(owed.line()).isEqualTo("1.x");
                            assertThat(owed.openedAt()).isEqualTo(now);
                            assertThat(owed.dueAt()).isEqualTo(now.plus(Duration.ofDays(14)));
                            assertThat(owed.closedAt()).isNull();
                            assertThat(owed.reasons().getFirst().text())
                                    .contains(lib + " 1.0.0", "fixed in 1.2.0");
                        });
    }

    @Test
    void shouldOweTheSameMatchWhenTheAdvisoryCameBeforeTheSbom() {
        // Given
        wire.reference(advisory(now.minusSeconds(60)));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(count("advisory where name = 'GHSA-" + id + "'"))
                                        .isEqualTo(1));

        // When
        wire.evidence(Samples.bill(product, "1.0.0", now, "pkg:npm/" + lib + "@1.0.0"));

        // Then
        assertThat(awaitObligation("match/" + cve + "/1.x"))
                .satisfies(
                        owed -> {
                            assertThat(owed.openedAt()).isEqualTo(now);
                            assertThat(owed.dueAt()).isEqualTo(now.plus(Duration.ofDays(14)));
                        });
        assertThat(awaitScore().overall().shown()).isBetween(0.0, 100.0);
    }

    @Test
    void shouldShortenTheTermOfAFlawThatOnlyAScannerNamesWhenItIsJudged() {
        // Given
        wire.evidence(
                Samples.componentScan(
                        product,
                        "1.0.0",
                        now,
                        Samples.known(Severity.LOW, "pkg:npm/" + lib + "@1.0.0", cve)));
        assertThat(awaitObligation("match/" + cve + "/1.x"))
                .satisfies(
                        owed -> {
                            assertThat(owed.own()).isTrue();
                            assertThat(owed.dueAt()).isEqualTo(now.plus(Duration.ofDays(14)));
                        });

        // When
        wire.reference(Samples.judged(cve, true, TechnicalImpact.TOTAL, now));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(awaitObligation("match/" + cve + "/1.x").dueAt())
                                        .isEqualTo(now.plus(Duration.ofDays(3))));
    }

    @Test
    void shouldOweAFlawOnceThatAnAdvisoryMatchesAndAScannerNames() {
        // Given
        wire.evidence(Samples.bill(product, "1.0.0", now, "pkg:npm/" + lib + "@1.0.0"));
        wire.evidence(
                Samples.componentScan(
                        product,
                        "1.0.0",
                        now,
                        Samples.known(
                                Severity.CRITICAL, "pkg:npm/" + lib + "@1.0.0", "GHSA-" + id)));
        assertThat(awaitObligation("match/GHSA-" + id + "/1.x").own()).isTrue();

        // When
        wire.reference(advisory(now.minusSeconds(60)));

        // Then
        assertThat(awaitObligation("match/" + cve + "/1.x").own()).isFalse();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                count(
                                                        "obligation where product = '"
                                                                + product
                                                                + "' and body like '%critical-fix-on-time%'"))
                                        .isEqualTo(1));
    }

    @Test
    void shouldOweByTheStrictestRatingAndLetItGoWhenItIsRejected() {
        // Given
        wire.reference(
                Samples.advisory(
                        "GHSA-" + id,
                        List.of(cve),
                        now.minusSeconds(60),
                        null,
                        "npm",
                        lib,
                        "0",
                        "1.2.0"));
        wire.evidence(Samples.bill(product, "1.0.0", now, "pkg:npm/" + lib + "@1.0.0"));
        assertThat(awaitObligation("match/" + cve + "/1.x").severity()).isEqualTo(Severity.UNKNOWN);

        // When
        wire.reference(Samples.rated("nvd", cve, now.plusSeconds(1), "CRITICAL", null));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(awaitObligation("match/" + cve + "/1.x"))
                                        .satisfies(
                                                owed -> {
                                                    assertThat(owed.severity())
                                                            .isEqualTo(Severity.CRITICAL);
                                                    assertThat(owed.reasons())
                                                            .anyMatch(
                                                                    reason ->
                                                                            reason.text()
                                                                                    .equals(
                                                                                            "rated critical by nvd ("
                                                                                                    + cve
                                                                                                    + ")"));
                                                }));

        // When
        wire.reference(
                Samples.rated("nvd", cve, now.plusSeconds(2), "CRITICAL", now.plusSeconds(2)));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(awaitObligation("match/" + cve + "/1.x"))
                                        .satisfies(
                                                owed -> {
                                                    assertThat(owed.severity())
                                                            .isEqualTo(Severity.UNKNOWN);
                                                    assertThat(owed.closedAt()).isNull();
                                                }));
    }

    @Test
    void shouldCapWhenAKevEntryComesLateAndLiftTheCapWhenAReleaseWithoutTheFlawComes() {
        // Given
        Instant longAgo = now.minus(Duration.ofDays(60));
        LocalDate added = LocalDate.ofInstant(longAgo, ZoneOffset.UTC);
        wire.reference(advisory(longAgo));
        wire.evidence(Samples.bill(product, "1.0.0", longAgo, "pkg:npm/" + lib + "@1.0.0"));
        awaitObligation("match/" + cve + "/1.x");

        // When
        wire.reference(Samples.kev(cve, added, added.plusDays(14), now));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(awaitScore().overall().caps())
                                        .anySatisfy(
                                                cap -> {
                                                    assertThat(cap.gate()).isEqualTo("kev-overdue");
                                                    assertThat(cap.concerns())
                                                            .containsExactly(
                                                                    "kev-match/" + cve + "/1.x");
                                                }));

        // When
        wire.evidence(Samples.bill(product, "1.1.0", now, "pkg:npm/" + lib + "@1.2.0"));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(awaitObligation("kev-match/" + cve + "/1.x").closedBy())
                                        .isEqualTo("release-fixed"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(awaitScore().overall().caps())
                                        .noneMatch(cap -> cap.gate().equals("kev-overdue")));
    }

    @Test
    void shouldCloseByAJustifiedVexStatement() {
        // Given
        wire.reference(advisory(now.minusSeconds(60)));
        wire.evidence(Samples.bill(product, "1.0.0", now, "pkg:npm/" + lib + "@1.0.0"));
        awaitObligation("match/" + cve + "/1.x");

        // When
        wire.evidence(Samples.notAffected(product, now, cve));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(awaitObligation("match/" + cve + "/1.x").closedBy())
                                        .isEqualTo("vex-not-affected"));
    }

    @Test
    void shouldKeepWhatIsOwedWhenTheSbomIsRetractedAndTakeItOutWhenItIsErroneous() {
        // Given
        UUID submission = UUID.randomUUID();
        wire.reference(advisory(now.minusSeconds(60)));
        wire.evidence(
                Samples.bill(
                        product,
                        "1.0.0",
                        Samples.from(submission, now, 0.9),
                        Part.WHOLE,
                        "pkg:npm/" + lib + "@1.0.0"));
        awaitObligation("match/" + cve + "/1.x");

        // When
        long before = awaitScore().sequence();
        wire.evidence(
                new Retracted(product, Samples.ci(now), Part.WHOLE, submission, "sent by mistake"));

        // Then
        await().atMost(PATIENCE).until(() -> awaitScore().sequence() > before);
        assertThat(awaitObligation("match/" + cve + "/1.x").closedAt()).isNull();

        // When
        wire.send(
                Topics.DECISION,
                new SubmissionErroneous(
                        UUID.randomUUID(),
                        product,
                        "ann",
                        Instant.now(),
                        submission,
                        "bob",
                        "filed under the wrong product"));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(awaitObligation("match/" + cve + "/1.x").excused())
                                        .isTrue());
    }

    @Test
    void shouldWaitForAllPartsWhateverTheirOrder() {
        // Given
        UUID submission = UUID.randomUUID();
        Provenance provenance = Samples.from(submission, now, 0.9);
        InventoryObserved first =
                Samples.bill(
                        product, "1.0.0", provenance, new Part(1, 2), "pkg:npm/" + lib + "@1.0.0");
        InventoryObserved second =
                Samples.bill(product, "1.0.0", provenance, new Part(2, 2), "pkg:npm/other@1.0.0");

        // When
        wire.evidence(second);

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(progress(submission, Step.WAITING).counts())
                                        .containsEntry("parts", 2L)
                                        .containsEntry("here", 1L));
        assertThat(count("sbom where submission = '" + submission + "'")).isZero();

        // When
        wire.evidence(first);

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(progress(submission, Step.APPLIED).counts())
                                        .containsEntry("components", 2L));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(progress(submission, Step.SCORED)).isNotNull());
        assertThat(awaitScore().submissions()).contains(submission);
    }

    @Test
    void shouldChangeNothingWhenAnEventComesTwice() {
        // Given
        Envelope<Event> envelope =
                Wire.envelope(Samples.bill(product, "1.0.0", now, "pkg:npm/" + lib + "@1.0.0"));
        wire.send(Topics.EVIDENCE, envelope);
        awaitScore();

        // When
        wire.send(Topics.EVIDENCE, envelope);
        wire.evidence(Samples.notAffected(product, now, cve));

        // Then
        await().atMost(PATIENCE).until(() -> awaitScore().sequence() >= 2);
        assertThat(
                        count(
                                "sbom b join release r on r.id = b.release_id where r.product = '"
                                        + product
                                        + "'"))
                .isEqualTo(1);
        assertThat(count("evidence_log where event_id = '" + envelope.id() + "'")).isEqualTo(1);
    }

    @Test
    void shouldSetAPoisonRecordAsideWithItsCauseAndGoOn() {
        // Given
        byte[] poison = "{\"product\":".getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers =
                Map.of(
                        "ce_type",
                        "dev.plumbline.inventory.observed.v1",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/test",
                        "ce_time",
                        now.toString());

        // When
        wire.send(Topics.EVIDENCE, product, headers, poison);
        wire.evidence(Samples.bill(product, "1.0.0", now, "pkg:npm/" + lib + "@1.0.0"));

        // Then
        awaitScore();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(wire.heard())
                                        .filteredOn(heard -> heard.topic().equals(EVIDENCE_DLQ))
                                        .anySatisfy(
                                                dead -> {
                                                    assertThat(dead.key()).isEqualTo(product);
                                                    assertThat(dead.body()).isEqualTo(poison);
                                                    assertThat(
                                                                    dead.headers()
                                                                            .get(
                                                                                    "dead-letter-reason"))
                                                            .contains("inventory.observed");
                                                }));
    }

    @Test
    void shouldSetOneBrokenReferenceAsideAndApplyTheRestOfItsBatch() {
        // Given
        Map<String, String> headers = Map.of("ce_type", "dev.plumbline.nonsense.v1");

        // When
        wire.send(Topics.REFERENCE, cve, headers, new byte[] {1});
        wire.reference(advisory(now));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(count("advisory where name = 'GHSA-" + id + "'"))
                                        .isEqualTo(1));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(wire.heard())
                                        .anyMatch(
                                                heard ->
                                                        heard.topic().equals(REFERENCE_DLQ)
                                                                && cve.equals(heard.key())));
    }

    @Test
    void shouldDragNoGoodReferenceAlongWithThoseThatCanNotBeApplied() {
        // Given
        Instant beyond = Instant.parse("-999999999-01-01T00:00:00Z");
        List<Event> batch = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            batch.add(advisory("GHSA-bad-" + i + "-" + id, beyond));
            batch.add(advisory("GHSA-good-" + i + "-" + id, now));
        }

        // When
        wire.references(batch);

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                wire.heard().stream()
                                                        .filter(
                                                                h ->
                                                                        h.topic()
                                                                                .equals(
                                                                                        REFERENCE_DLQ))
                                                        .map(Wire.Heard::key)
                                                        .filter(key -> key.endsWith(id)))
                                        .hasSizeGreaterThanOrEqualTo(20)
                                        .allMatch(key -> key.contains("-bad-")));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                count(
                                                        "advisory where name like 'GHSA-good-%"
                                                                + id
                                                                + "'"))
                                        .isEqualTo(20));
    }

    @Test
    void shouldScoreTheOthersWhenOneOfThoseThatWaitCanNotBeScored() {
        // Given two products of one component, of which one has a score that can't be read
        String other = product + "-other";
        wire.evidence(Samples.bill(product, "1.0.0", now, "pkg:npm/" + lib + "@1.0.0"));
        wire.evidence(Samples.bill(other, "1.0.0", now, "pkg:npm/" + lib + "@1.0.0"));
        awaitScore();
        await().atMost(PATIENCE).until(() -> scoresOf(other) >= 1);
        long before = scoresOf(other);
        execute(
                "update score set principles = 'x' || principles where product = '"
                        + product
                        + "'");

        // When
        wire.reference(advisory(now));

        // Then
        await().atMost(PATIENCE).until(() -> scoresOf(other) > before);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(wire.heard())
                                        .filteredOn(heard -> heard.topic().equals(ASSESS_DLQ))
                                        .extracting(Wire.Heard::key)
                                        .contains(product)
                                        .doesNotContain(other));

        // When it can be read again and its message comes back from the dead letters
        long broken = scoresOf(product);
        execute(
                "update score set principles = substr(principles, 2) where product = '"
                        + product
                        + "'");
        wire.send(Topics.ASSESS, new AssessmentRequested(product));

        // Then
        await().atMost(PATIENCE).until(() -> scoresOf(product) > broken);
    }

    private long scoresOf(String key) {
        return wire.heard().stream()
                .filter(heard -> heard.topic().equals(Topics.SCORE) && key.equals(heard.key()))
                .count();
    }

    @Test
    void shouldSayNothingForAnAssessmentThatNobodyWaitsFor() {
        // Given
        wire.evidence(Samples.bill(product, "1.0.0", now, "pkg:npm/" + lib + "@1.0.0"));
        long sequence = awaitScore().sequence();

        // When
        wire.send(Topics.ASSESS, new AssessmentRequested(product));
        wire.evidence(Samples.notAffected(product, now, cve));

        // Then
        await().atMost(PATIENCE).until(() -> awaitScore().sequence() > sequence);
        assertThat(awaitScore().sequence()).isEqualTo(sequence + 1);
    }

    @Test
    void shouldTellThePastAnewWhenEvidenceIsBackdated() {
        // Given
        wire.evidence(Samples.bill(product, "2.0.0", now, "pkg:npm/" + lib + "@2.0.0"));
        awaitScore();

        // When
        Instant then = now.minus(Duration.ofDays(30));
        wire.evidence(Samples.bill(product, "1.0.0", then, "pkg:npm/" + lib + "@1.0.0"));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(scores())
                                        .anySatisfy(
                                                score -> {
                                                    assertThat(score.history())
                                                            .hasSizeGreaterThan(30);
                                                    assertThat(score.history().getFirst().at())
                                                            .isBefore(then);
                                                    assertThat(summed(score.history()))
                                                            .isCloseTo(
                                                                    score.overall().shown(),
                                                                    within(1e-9));
                                                }));
    }

    private static double summed(List<ScoreComputed.HistoryPoint> history) {
        return history.stream()
                .map(ScoreComputed.HistoryPoint::change)
                .filter(Objects::nonNull)
                .mapToDouble(ScoreComputed.Change::overall)
                .sum();
    }

    @Test
    void shouldKeepEveryScanOfADocumentThatHoldsSeveral() {
        // Given
        List<Evidence> log = Samples.scans(product, "1.0.0", now, "semgrep", "gitleaks");

        // When
        log.forEach(wire::evidence);

        // Then
        awaitScore();
        assertThat(count("scan where product = '" + product + "'")).isEqualTo(2);
    }

    @Test
    void shouldExplainEveryChangeToTheLastDigit() {
        // Given
        wire.evidence(Samples.bill(product, "1.0.0", now, "pkg:npm/" + lib + "@1.0.0"));
        ScoreComputed before = awaitScore();

        // When
        wire.evidence(Samples.scan(product, "1.0.0", now));
        wire.reference(Samples.checked("osv", now));

        // Then
        await().atMost(PATIENCE).until(() -> awaitScore().sequence() > before.sequence());
        List<ScoreComputed> scores = scores();
        for (int i = 1; i < scores.size(); i++) {
            double sum =
                    scores.get(i).changes().stream()
                            .mapToDouble(ScoreComputed.Change::overall)
                            .sum();
            double moved = scores.get(i).overall().shown() - scores.get(i - 1).overall().shown();
            assertThat(sum).isCloseTo(moved, within(1e-9));
        }
    }

    @Test
    void shouldApplyEverythingOnceWhenTheDatabaseKeepsDroppingConnections() {
        // Given
        int bills = 30;

        // When
        for (int i = 0; i < bills; i++) {
            wire.evidence(
                    Samples.bill(product, "1." + i + ".0", now, "pkg:npm/" + lib + "@1." + i));
            if (i % 5 == 0) {
                dropConnections();
            }
        }

        // Then
        await().atMost(PATIENCE.multipliedBy(6))
                .untilAsserted(
                        () ->
                                assertThat(count("release where product = '" + product + "'"))
                                        .isEqualTo(bills));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(scores().stream().flatMap(s -> s.submissions().stream()))
                                        .hasSize(bills)
                                        .doesNotHaveDuplicates());
        assertThat(wire.heard())
                .noneMatch(
                        heard -> heard.topic().equals(EVIDENCE_DLQ) && product.equals(heard.key()));
    }

    private void dropConnections() {
        execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where usename = 'scoring' and pid <> pg_backend_pid()");
    }

    private void execute(String sql) {
        try (var connection = database.getConnection()) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Event advisory(Instant publishedAt) {
        return advisory("GHSA-" + id, publishedAt);
    }

    private Event advisory(String name, Instant publishedAt) {
        return Samples.advisory(
                name, List.of(cve), publishedAt, "CRITICAL", "npm", lib, "0", "1.2.0");
    }

    private List<ScoreComputed> scores() {
        return wire.heard().stream()
                .filter(heard -> heard.topic().equals(Topics.SCORE) && product.equals(heard.key()))
                .map(heard -> (ScoreComputed) heard.event())
                .toList();
    }

    private ScoreComputed awaitScore() {
        await().atMost(PATIENCE).until(() -> !scores().isEmpty());
        return scores().getLast();
    }

    private ObligationChanged awaitObligation(String concern) {
        await().atMost(PATIENCE).until(() -> obligation(concern).isPresent());
        return obligation(concern).orElseThrow();
    }

    private Optional<ObligationChanged> obligation(String concern) {
        return wire.heard().stream()
                .filter(
                        heard ->
                                heard.topic().equals(Topics.OBLIGATION)
                                        && product.equals(heard.key()))
                .map(heard -> (ObligationChanged) heard.event())
                .filter(
                        obligation ->
                                obligation.concern().equals(concern)
                                        && !obligation.measure().equals("vex-decision-on-time"))
                .reduce((a, b) -> b);
    }

    private ProgressReported progress(UUID submission, Step step) {
        return wire.heard().stream()
                .filter(
                        heard ->
                                heard.topic().equals(Topics.PROGRESS)
                                        && submission.toString().equals(heard.key()))
                .map(heard -> (ProgressReported) heard.event())
                .filter(progress -> progress.step() == step)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + step + " of " + submission));
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
}
