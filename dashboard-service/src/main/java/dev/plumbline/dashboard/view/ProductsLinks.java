package dev.plumbline.dashboard.view;

import dev.plumbline.dashboard.view.ProductsPage.PrincipleName;
import dev.plumbline.dashboard.view.ProductsQuery.Order;
import dev.plumbline.dashboard.view.ProductsQuery.Sort;
import dev.plumbline.dashboard.view.ProductsQuery.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where one can go from a list of products: every choice is an address of its own, so it can be
/// kept and sent on.
///
/// @param next the rows after these, and `first` back to the start; `null` where there is nothing
/// @param filtered whether less than all active products is asked for
public record ProductsLinks(
        String csv,
        @Nullable String next,
        @Nullable String first,
        boolean filtered,
        String sort,
        String order,
        String sortLabel,
        List<Choice> states,
        List<Column> columns,
        List<PrincipleName> principles) {

    public ProductsLinks {
        states = List.copyOf(states);
        columns = List.copyOf(columns);
        principles = List.copyOf(principles);
    }

    public static ProductsLinks of(ProductsPage page) {
        ProductsQuery query = page.query();
        List<Column> columns = new ArrayList<>();
        columns.add(column(query, Sort.NAME, "Product", "wrap"));
        columns.add(column(query, Sort.OVERALL, "Overall", "num"));
        List<Sort> principleSorts = List.of(Sort.PRINCIPLE_1, Sort.PRINCIPLE_2, Sort.PRINCIPLE_3);
        for (int i = 0; i < Math.min(page.principles().size(), principleSorts.size()); i++) {
            columns.add(
                    column(
                                    query,
                                    principleSorts.get(i),
                                    page.principles().get(i).shortTitle(),
                                    "num wide")
                            .saying(
                                    page.principles().get(i).id()
                                            + " · "
                                            + page.principles().get(i).title()));
        }
        columns.add(column(query, Sort.CHANGE, "90 days", "num"));
        columns.add(column(query, Sort.CONFIDENCE, "Confidence", "num wide"));
        columns.add(column(query, Sort.LATE, "Owed", "num"));
        columns.add(column(query, Sort.NEXT_DUE, "Runs out", "num wide"));
        columns.add(new Column("Held back", null, null, "wrap", null));
        return new ProductsLinks(
                address("/products.csv", query, query.sort(), query.order(), null),
                page.products().next() == null
                        ? null
                        : address(
                                "/products",
                                query,
                                query.sort(),
                                query.order(),
                                page.products().next()),
                query.after() == null
                        ? null
                        : address("/products", query, query.sort(), query.order(), null),
                query.text() != null
                        || query.unit() != null
                        || query.team() != null
                        || query.state() != State.ACTIVE,
                Address.word(query.sort()),
                Address.word(query.order()),
                Address.word(query.sort()).replace('_', ' ') + ", " + Address.word(query.order()),
                Arrays.stream(State.values())
                        .map(
                                state ->
                                        new Choice(
                                                Address.word(state),
                                                label(state),
                                                state == query.state()))
                        .toList(),
                columns,
                page.principles());
    }

    public int width() {
        return columns.size();
    }

    /// @param hint what a short label stands for
    /// @param href `null` where one can't sort by it
    /// @param order how it is sorted by this now, as `aria-sort` says it; `null` if it is not
    public record Column(
            String label,
            @Nullable String hint,
            @Nullable String href,
            String look,
            @Nullable String order) {
        Column saying(String words) {
            return new Column(label, words, href, look, order);
        }
    }

    private static Column column(ProductsQuery query, Sort sort, String label, String look) {
        boolean current = query.sort() == sort;
        Order first =
                sort == Sort.NAME || sort == Sort.NEXT_DUE ? Order.ASCENDING : Order.DESCENDING;
        Order next =
                !current
                        ? first
                        : query.order() == Order.ASCENDING ? Order.DESCENDING : Order.ASCENDING;
        return new Column(
                label,
                null,
                address("/products", query, sort, next, null),
                look,
                current ? Address.word(query.order()) : null);
    }

    private static String address(
            String path, ProductsQuery query, Sort sort, Order order, @Nullable String after) {
        return new Address(path)
                .with("q", query.text())
                .with("unit", query.unit())
                .with("team", query.team())
                .with("state", query.state() == State.ACTIVE ? null : Address.word(query.state()))
                .with("sort", Address.word(sort))
                .with("order", Address.word(order))
                .with("after", after)
                .toString();
    }

    private static String label(State state) {
        return switch (state) {
            case ACTIVE -> "all active";
            case RATED -> "rated";
            case NOT_RATED -> "not rated yet";
            case HELD_BACK -> "held back by a cap";
            case LATE -> "something late";
            case ARCHIVED -> "archived";
        };
    }
}
