package dev.plumbline.dashboard.view;

import dev.plumbline.dashboard.view.SubmissionsPage.State;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where one can go from a list of submissions.
public record SubmissionsLinks(@Nullable String next, @Nullable String first, List<Choice> states) {
    public SubmissionsLinks {
        states = List.copyOf(states);
    }

    /// @param after the cursor that led here; `null` on the first page
    public static SubmissionsLinks of(SubmissionsPage page, @Nullable String after) {
        return new SubmissionsLinks(
                page.submissions().next() == null ? null : address(page, page.submissions().next()),
                after == null ? null : address(page, null),
                Arrays.stream(State.values())
                        .map(
                                state ->
                                        new Choice(
                                                Address.word(state),
                                                label(state),
                                                state == page.state()))
                        .toList());
    }

    /// All that one sender brought.
    public String by(String sender) {
        return new Address("/submissions").with("sender", sender).toString();
    }

    private static String address(SubmissionsPage page, @Nullable String after) {
        return new Address("/submissions")
                .with("product", page.product())
                .with("sender", page.sender())
                .with("state", page.state() == State.ALL ? null : Address.word(page.state()))
                .with("after", after)
                .toString();
    }

    private static String label(State state) {
        return switch (state) {
            case ALL -> "all";
            case UNDER_WAY -> "under way";
            case SHOWN -> "shown";
            case STOPPED -> "refused or failed";
            case REFERENCE -> "about the world";
        };
    }
}
