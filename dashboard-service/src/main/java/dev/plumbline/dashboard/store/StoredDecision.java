package dev.plumbline.dashboard.store;

import dev.plumbline.dashboard.view.DecisionRow.Kind;
import dev.plumbline.dashboard.view.DecisionRow.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request or decision with all that its event will need.
///
/// @param renewalOf the acceptance of the same concern that stood when it was asked
public record StoredDecision(
        UUID id,
        Kind kind,
        State state,
        String product,
        String title,
        @Nullable UUID obligation,
        @Nullable String concern,
        @Nullable String vulnerability,
        @Nullable String line,
        @Nullable UUID submission,
        String askedBy,
        Instant askedAt,
        String reason,
        @Nullable String status,
        @Nullable String justification,
        @Nullable String owner,
        @Nullable Instant expiresAt,
        @Nullable UUID renewalOf,
        @Nullable Answered answered) {

    /// @param words what the second person said to it
    public record Answered(String by, String role, Instant at, @Nullable String words) {}

    public StoredDecision answered(State next, Answered answer) {
        return new StoredDecision(
                id,
                kind,
                next,
                product,
                title,
                obligation,
                concern,
                vulnerability,
                line,
                submission,
                askedBy,
                askedAt,
                reason,
                status,
                justification,
                owner,
                expiresAt,
                renewalOf,
                answer);
    }
}
