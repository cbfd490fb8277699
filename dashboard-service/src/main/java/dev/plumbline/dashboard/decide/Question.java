package dev.plumbline.dashboard.decide;

import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a person asks or decides about a product.
public sealed interface Question {
    String product();

    String reason();

    /// Whether a vulnerability concerns a line.
    ///
    /// @param line `null` speaks of all lines
    /// @param obligation where it was asked, if at one
    record Triage(
            String product,
            @Nullable String vulnerability,
            @Nullable String line,
            @Nullable VexStatus status,
            @Nullable VexJustification justification,
            String reason,
            @Nullable UUID obligation)
            implements Question {}

    /// To carry a risk until a day.
    ///
    /// @param concern may be left out where `obligation` names it
    record Risk(
            String product,
            @Nullable String concern,
            @Nullable UUID obligation,
            String reason,
            String owner,
            @Nullable Instant expiresAt)
            implements Question {}

    /// To take out a submission that was filed wrongly.
    record Erroneous(String product, @Nullable UUID submission, String reason)
            implements Question {}
}
