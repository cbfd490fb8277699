package dev.plumbline.dashboard.view;

import dev.plumbline.dashboard.view.ObligationsQuery.State;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where one can go from a measure's obligations.
public record MeasureLinks(
        String path,
        String self,
        @Nullable String next,
        @Nullable String first,
        List<Choice> states) {
    public MeasureLinks {
        states = List.copyOf(states);
    }

    public static MeasureLinks of(MeasurePage page) {
        ObligationsQuery query = page.query();
        String path = "/products/" + page.product().key() + "/measures/" + page.measure().id();
        return new MeasureLinks(
                path,
                address(path, query, query.after()),
                page.obligations().next() == null
                        ? null
                        : address(path, query, page.obligations().next()),
                query.after() == null ? null : address(path, query, null),
                Arrays.stream(State.values())
                        .map(
                                state ->
                                        new Choice(
                                                Address.word(state),
                                                label(state),
                                                state == query.state()))
                        .toList());
    }

    private static String address(String path, ObligationsQuery query, @Nullable String after) {
        return new Address(path)
                .with("q", query.text())
                .with("line", query.line())
                .with("state", query.state() == State.ALL ? null : Address.word(query.state()))
                .with("after", after)
                .toString();
    }

    private static String label(State state) {
        return switch (state) {
            case ALL -> "all";
            case LATE -> "late";
            case OPEN -> "open";
            case CLOSED -> "closed";
        };
    }
}
