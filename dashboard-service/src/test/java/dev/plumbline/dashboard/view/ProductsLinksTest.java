package dev.plumbline.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.dashboard.view.ProductsLinks.Column;
import dev.plumbline.dashboard.view.ProductsQuery.Order;
import dev.plumbline.dashboard.view.ProductsQuery.Sort;
import dev.plumbline.dashboard.view.ProductsQuery.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductsLinksTest {
    @Test
    void shouldTurnTheOrderWhenTheSameColumnIsChosenAgain() {
        // Given
        ProductsLinks links = ProductsLinks.of(page(query(null, Sort.OVERALL, Order.DESCENDING)));

        // Then
        assertThat(column(links, "Overall").href()).endsWith("sort=overall&order=ascending");
        assertThat(column(links, "Overall").order()).isEqualTo("descending");
        assertThat(column(links, "Product").href()).endsWith("sort=name&order=ascending");
        assertThat(column(links, "Product").order()).isNull();
    }

    @Test
    void shouldKeepTheFilterInEveryAddressAndEncodeIt() {
        // Given
        ProductsLinks links = ProductsLinks.of(page(query("a&b=ü", Sort.NAME, Order.ASCENDING)));

        // Then
        assertThat(links.csv())
                .isEqualTo("/products.csv?q=a%26b%3D%C3%BC&sort=name&order=ascending");
        assertThat(links.next()).endsWith("&after=x%2Fy");
        assertThat(links.filtered()).isTrue();
    }

    @Test
    void shouldHeadTheColumnsOfPrinciplesByTheirShortTitles() {
        // When
        ProductsLinks links = ProductsLinks.of(page(query(null, Sort.NAME, Order.ASCENDING)));

        // Then
        assertThat(column(links, "Own outcomes").hint())
                .isEqualTo("1 · Take ownership of customer security outcomes");
        assertThat(column(links, "Lead").href()).contains("sort=principle_3");
    }

    @Test
    void shouldNotCallAllActiveProductsFiltered() {
        assertThat(ProductsLinks.of(page(query(null, Sort.NAME, Order.ASCENDING))).filtered())
                .isFalse();
    }

    private static ProductsQuery query(String text, Sort sort, Order order) {
        return new ProductsQuery(text, null, null, State.ACTIVE, sort, order, null, 50);
    }

    private static ProductsPage page(ProductsQuery query) {
        return new ProductsPage(
                Meridian.NOW,
                query,
                new Slice<>(List.of(), "x/y"),
                0,
                Meridian.principles(),
                List.of());
    }

    private static Column column(ProductsLinks links, String label) {
        return links.columns().stream()
                .filter(c -> c.label().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
