package dev.plumbline.ingest.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.events.CatalogChange.FeedKind;
import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.events.CatalogChange.HookSecret;
import dev.plumbline.events.CatalogChange.HookTarget;
import dev.plumbline.events.CatalogChange.ProductSaved;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.Topic;
import dev.plumbline.ingest.store.Connections;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CatalogConsumerIT {
    @Inject Connections connections;

    private static final Duration SOON = Duration.ofSeconds(30);

    private static ProductSaved product(String key, long revision, String team) {
        return new ProductSaved(key, revision, false, "Product", team, 2, null);
    }

    @Test
    void shouldKeepTheNewestRevisionWhateverTheOrder() {
        // Given
        Topic.send(Topics.CATALOG, product("ordered", 3, "newest"));
        Topic.send(Topics.CATALOG, product("ordered", 2, "older"));

        // When
        Topic.send(Topics.CATALOG, product("ordered", 4, "last"));
        Topic.send(Topics.CATALOG, product("ordered", 1, "oldest"));

        // Then
        await().atMost(SOON)
                .until(
                        () ->
                                Rows.count(
                                                "select count(*) from product where key = 'ordered' and revision = 4 and team = 'last'")
                                        == 1);
        await().during(Duration.ofMillis(500))
                .atMost(SOON)
                .until(
                        () ->
                                Rows.count(
                                                "select count(*) from product where key = 'ordered' and revision = 4")
                                        == 1);
    }

    @Test
    void shouldKeepConnectionsAsTheyWereSavedLast() {
        // Given
        HookSaved hook =
                new HookSaved(
                        "acme",
                        2,
                        false,
                        HookKind.GITHUB,
                        false,
                        true,
                        List.of(new HookTarget("acme/*", "portal", null)),
                        List.of(
                                new HookSecret("v1.new", null),
                                new HookSecret("v1.old", Instant.parse("2026-12-01T00:00:00Z"))));
        FeedSaved feed =
                new FeedSaved(
                        "osv", 3, false, FeedKind.OSV, true, null, 60, List.of("Maven"), null);

        // When
        Topic.send(Topics.CATALOG, hook);
        Topic.send(
                Topics.CATALOG,
                new HookSaved("acme", 1, true, HookKind.GITLAB, true, false, List.of(), List.of()));
        Topic.send(Topics.CATALOG, feed);

        // Then
        await().atMost(SOON).until(() -> feeds().contains(feed));
        await().atMost(SOON).until(() -> hook("acme").equals(Optional.of(hook)));
        assertThat(hook("another")).isEmpty();
    }

    private Optional<HookSaved> hook(String key) {
        return onLoop(() -> connections.hook(key));
    }

    private List<FeedSaved> feeds() {
        return onLoop(connections::feeds);
    }

    private static <T> T onLoop(Supplier<Uni<T>> query) {
        try {
            return VertxContextSupport.subscribeAndAwait(query);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldPutWhatIsNoEventAsideAndGoOn() {
        // Given
        String deadLetters = Topics.deadLetter(Topics.CATALOG, "ingest");
        long before = Topic.count(deadLetters);

        // When
        Topic.send(
                Topics.CATALOG,
                "product/broken",
                Map.of("ce_type", "dev.plumbline.product.saved.v1"),
                Samples.utf8("no json"));
        Catalog.product("broken");

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Topic.count(deadLetters)).isEqualTo(before + 1));
    }
}
