package dev.plumbline.scoring.assess;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;

import dev.plumbline.events.CatalogChange.ProductSaved;
import dev.plumbline.events.CloudEvents;
import dev.plumbline.events.Envelope;
import dev.plumbline.events.Event;
import dev.plumbline.events.EventType;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.model.catalogue.CatalogueReader;
import dev.plumbline.model.catalogue.CatalogueSource;
import dev.plumbline.outbox.Transaction;
import dev.plumbline.outbox.UnitOfWork;
import dev.plumbline.scoring.store.CatalogueStore;
import dev.plumbline.scoring.store.LoggedEvent;
import dev.plumbline.scoring.store.ScoreStore;
import dev.plumbline.test.identity.OidcResource;
import dev.plumbline.test.identity.Tokens;
import dev.plumbline.test.server.KafkaResource;
import dev.plumbline.test.server.PostgresResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A service that starts with another catalogue, beside one that runs: in a schema of its own,
/// because every product in it is scored anew.
@QuarkusTest
@TestProfile(CountingCataloguesIT.OwnSchema.class)
class CountingCataloguesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SCHEMA = "scoring_catalogues";

    @Inject UnitOfWork unitOfWork;
    @Inject CatalogueStore store;
    @Inject ScoreStore scores;
    @Inject ApplyCatalog applyCatalog;
    @Inject CountingCatalogues catalogues;
    @Inject Clock clock;
    @Inject DataSource database;

    private final String product = "kept-" + UUID.randomUUID().toString().substring(0, 8);

    public static final class OwnSchema implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.flyway.default-schema", SCHEMA);
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(PostgresResource.class, Map.of("schema", SCHEMA)),
                    new TestResourceEntry(KafkaResource.class),
                    new TestResourceEntry(OidcResource.class));
        }
    }

    @BeforeEach
    void coreCounts() {
        starting("core").methods().await().atMost(PATIENCE);
        awaitCounting("core");
        run(
                tx ->
                        applyCatalog.in(
                                tx,
                                logged(
                                        new ProductSaved(
                                                product, 1, false, "Kept", "team", 2, null))));
        awaitScoredBy("core");
    }

    @Test
    void shouldScoreEveryProductAnewWhenAnotherCatalogueBegins() {
        // Given
        Instant before = clock.instant();

        // When
        starting("full").methods().await().atMost(PATIENCE);
        awaitScoredBy("full");

        // Then the running service has learnt of it, and says so once
        ScoreComputed score = score();
        assertThat(score.catalogue().sha256()).isEqualTo(sha256("full"));
        assertThat(score.sequence()).isGreaterThan(1);
        assertThat(catalogues.known().at(before).catalogue().id()).isEqualTo("core");
        assertThat(catalogues.known().newest().catalogue().id()).isEqualTo("full");
        given().auth()
                .oauth2(Tokens.client("admin").withRoles("admin").issue())
                .post("/api/v1/verification")
                .then()
                .statusCode(200)
                .body("products", greaterThan(0))
                .body("differences", empty());
    }

    @Test
    void shouldBeginACatalogueOnceHoweverOftenServicesStartWithIt() {
        // Given
        List<String> before = kept();

        // When
        starting("core").methods().await().atMost(PATIENCE);
        starting("core").methods().await().atMost(PATIENCE);
        starting("full").methods().await().atMost(PATIENCE);
        starting("full").methods().await().atMost(PATIENCE);

        // Then
        List<String> expected = new ArrayList<>(before);
        expected.add(sha256("full"));
        assertThat(kept()).isEqualTo(expected);
    }

    @Test
    void shouldReadWhatCountedFromTheTextThatWasKept() {
        // Given
        starting("full").methods().await().atMost(PATIENCE);

        // When a service that knows nothing but its own configuration starts
        Instant earlier = clock.instant();
        CountingCatalogues later = starting("pledge");
        later.methods().await().atMost(PATIENCE);

        // Then
        assertThat(later.known().at(earlier).catalogue())
                .isEqualTo(CatalogueReader.shipped("full"));
        assertThat(later.known().newest().catalogue().id()).isEqualTo("pledge");
    }

    @Test
    void shouldPassOverAKeptCatalogueThatItCannotRead() {
        // Given
        Instant before = clock.instant();
        execute(
                "insert into catalogue (began_at, sha256, id, version, file, yaml)"
                        + " values (now(), 'unreadable', 'old', '0.1', 'old.yaml', 'catalogue: [')");

        // When
        CountingCatalogues later = starting("full");
        later.methods().await().atMost(PATIENCE);

        // Then
        assertThat(later.known().at(before).catalogue().id()).isEqualTo("core");
        assertThat(later.known().newest().catalogue().id()).isEqualTo("full");
    }

    @Test
    void shouldScoreStragglersAgain() {
        // Given
        execute(
                "update score set catalogue = 'gone', next_change_at = now() + interval '1 day' where product = '"
                        + product
                        + "'");

        // When
        catalogues.rescoreStragglers().await().atMost(PATIENCE);

        // Then
        awaitScoredBy("core");
        assertThat(score().sequence()).isGreaterThan(1);
    }

    /// As a process that is configured so.
    private CountingCatalogues starting(String catalogue) {
        return new CountingCatalogues(
                unitOfWork, store, scores, CatalogueSource.shipped(catalogue, null), clock);
    }

    private void awaitCounting(String catalogue) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(catalogues.known().newest().catalogue().id())
                                        .isEqualTo(catalogue));
    }

    private void awaitScoredBy(String catalogue) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                texts(
                                                        "select catalogue from score where product = '"
                                                                + product
                                                                + "'"))
                                        .containsExactly(sha256(catalogue)));
    }

    private ScoreComputed score() {
        String payload =
                texts("select payload from score where product = '" + product + "'").getFirst();
        try {
            return (ScoreComputed)
                    CloudEvents.read(
                            EventType.SCORE_COMPUTED, payload.getBytes(StandardCharsets.UTF_8));
        } catch (CloudEvents.UnreadableEvent e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(String catalogue) {
        return CatalogueReader.shipped(catalogue).sha256();
    }

    private List<String> kept() {
        return texts("select sha256 from catalogue order by seq");
    }

    private static LoggedEvent logged(Event event) {
        return new LoggedEvent(
                new Envelope<>(UUID.randomUUID(), "/test", Instant.now(), null, null, event),
                CloudEvents.write(event));
    }

    private void run(Function<Transaction, Uni<Void>> useCase) {
        unitOfWork.run(useCase).await().atMost(PATIENCE);
    }

    private List<String> texts(String query) {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
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
