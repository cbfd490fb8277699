package dev.plumbline.dashboard.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one person asked or decided, and what another said to it.
///
/// @param title what it is about, such as `CVE-2020-11023 · 3.x · jquery 3.4.1`
/// @param obligation where it was asked, if at an obligation
/// @param submission which was filed wrongly, for [Kind#ERRONEOUS]
/// @param status and `justification` in VEX terms, for [Kind#TRIAGE]
/// @param owner who carries the risk, and `expiresAt` until when, for [Kind#RISK]
/// @param answeredBy who approved or declined; `null` while waiting or where none is needed
public record DecisionRow(
        UUID id,
        Kind kind,
        State state,
        String product,
        String productName,
        String title,
        @Nullable UUID obligation,
        @Nullable UUID submission,
        String askedBy,
        Instant askedAt,
        String reason,
        @Nullable String status,
        @Nullable String justification,
        @Nullable String owner,
        @Nullable Instant expiresAt,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt,
        @Nullable String answer) {

    /// Each with the roles that may answer it: who decides of triage, who carries a risk, who
    /// corrects the record.
    public enum Kind {
        /// a VEX decision
        TRIAGE("analyst"),
        /// a risk carried until a day
        RISK("unit-lead", "executive"),
        /// a submission filed wrongly
        ERRONEOUS("analyst", "unit-lead");

        private final List<String> answeredBy;

        Kind(String... answeredBy) {
            this.answeredBy = List.of(answeredBy);
        }

        public List<String> answeredBy() {
            return answeredBy;
        }
    }

    public enum State {
        /// waits for a second person
        WAITING,
        IN_FORCE,
        DECLINED,
        /// a risk whose day has come, or that was ended early
        ENDED
    }

    /// Whether this person may approve or decline: nobody answers what they asked themselves.
    public boolean answerableBy(Viewer viewer) {
        return state == State.WAITING
                && !askedBy(viewer)
                && kind.answeredBy().stream().anyMatch(viewer.roles()::contains);
    }

    /// Whether this person asked it, and so may withdraw it while it waits.
    public boolean askedBy(Viewer viewer) {
        return viewer.userName().equals(askedBy);
    }
}
