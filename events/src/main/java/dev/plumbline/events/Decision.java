package dev.plumbline.events;

import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a person decided, and who answers for it.
///
/// Topic `plumbline.decision.v1`, key = product. Owned by dashboard-service.
public sealed interface Decision extends Event {

    /// Identity of the decision; also what a later retraction names.
    UUID id();

    String product();

    /// User name of who decided or asked.
    String decidedBy();

    Instant decidedAt();

    @Override
    default String subject() {
        return product();
    }

    /// Whether a vulnerability concerns one release line, from triage.
    ///
    /// @param vulnerability canonical id, such as a CVE
    /// @param line `null` speaks of all lines of the product
    /// @param trust 0..1; a named person's signed word is 0.7
    record FindingTriaged(
            UUID id,
            String product,
            String decidedBy,
            Instant decidedAt,
            String vulnerability,
            @Nullable String line,
            VexStatus status,
            @Nullable VexJustification justification,
            String reason,
            double trust)
            implements Decision {}

    /// A risk is carried until a day, by name.
    ///
    /// @param concern key of the concern that is carried (see [ObligationChanged#concern()])
    /// @param approver who approved; another person than the one who asked
    /// @param renewalOf the acceptance that this one prolongs
    record RiskAccepted(
            UUID id,
            String product,
            String decidedBy,
            Instant decidedAt,
            String concern,
            String reason,
            String owner,
            String approver,
            String approverRole,
            Instant expiresAt,
            @Nullable UUID renewalOf)
            implements Decision {}

    /// An acceptance or waiver is no longer needed: what it excused is mended.
    record WaiverEnded(
            UUID id,
            String product,
            String decidedBy,
            Instant decidedAt,
            UUID waiver,
            String reason)
            implements Decision {}

    /// A submission was filed wrongly: what it alone created is taken out, in the open (SCORING.md
    /// rule 4).
    ///
    /// @param decidedBy who asked
    /// @param approver an analyst or lead other than the asker
    record SubmissionErroneous(
            UUID id,
            String product,
            String decidedBy,
            Instant decidedAt,
            UUID submission,
            String approver,
            String reason)
            implements Decision {
        public SubmissionErroneous {
            if (approver.equals(decidedBy)) {
                throw new IllegalArgumentException("asker and approver must be two persons");
            }
        }
    }
}
