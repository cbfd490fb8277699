package dev.plumbline.dashboard.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `/submissions`: what came in, newest first.
///
/// @param product filter by product key; `null` for all that the viewer may see
/// @param sender filter by how a sender's name begins, as `feed:`; `null` for all
public record SubmissionsPage(
        Instant at,
        @Nullable String product,
        @Nullable String productName,
        @Nullable String sender,
        State state,
        Slice<SubmissionRow> submissions) {

    public enum State {
        ALL,
        UNDER_WAY,
        SHOWN,
        /// refused or failed
        STOPPED,
        /// about no product: advisories and KEV
        REFERENCE
    }
}
