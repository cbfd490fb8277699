package dev.plumbline.dashboard.decide;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A decision that was taken before Plumbline kept it, as the role `backfill` brings it.
///
/// @param approver who approved; `null` where it still waits
/// @param approverRole the role in which they did
public record Past(
        String decidedBy,
        Instant decidedAt,
        @Nullable String approver,
        @Nullable String approverRole,
        @Nullable Instant approvedAt) {}
