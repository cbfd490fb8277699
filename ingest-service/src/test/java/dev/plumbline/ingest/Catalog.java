package dev.plumbline.ingest;

import static org.awaitility.Awaitility.await;

import dev.plumbline.events.CatalogChange.ProductSaved;
import dev.plumbline.events.CatalogChange.TeamSaved;
import dev.plumbline.events.CatalogChange.UnitSaved;
import dev.plumbline.events.Topics;
import java.time.Duration;

/// Products as the dashboard would announce them.
public final class Catalog {
    private Catalog() {}

    /// Announces an active product of team `portal` in unit `commerce` and waits until the service
    /// knows it.
    public static void product(String key) {
        announce(new ProductSaved(key, 1, false, "Product " + key, "portal", 2, null));
    }

    public static void archivedProduct(String key) {
        announce(new ProductSaved(key, 1, true, "Product " + key, "portal", 2, null));
    }

    private static void announce(ProductSaved product) {
        Topic.send(Topics.CATALOG, new UnitSaved("commerce", 1, false, "Commerce"));
        Topic.send(Topics.CATALOG, new TeamSaved("portal", 1, false, "Portal", "commerce"));
        Topic.send(Topics.CATALOG, product);
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                Rows.count(
                                                        "select count(*) from product where key = ?",
                                                        product.key())
                                                == 1
                                        && Rows.count(
                                                        "select count(*) from team where key = ?",
                                                        "portal")
                                                == 1
                                        && Rows.count(
                                                        "select count(*) from unit where key = ?",
                                                        "commerce")
                                                == 1);
    }
}
