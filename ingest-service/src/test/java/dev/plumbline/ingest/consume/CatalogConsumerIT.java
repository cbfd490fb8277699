package dev.plumbline.ingest.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.events.CatalogChange.ProductSaved;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.Catalog;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CatalogConsumerIT {
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
