package dev.plumbline.dashboard.decide;

import dev.plumbline.dashboard.store.StoredDecision;
import dev.plumbline.events.Decision;
import dev.plumbline.events.Decision.FindingTriaged;
import dev.plumbline.events.Decision.RiskAccepted;
import dev.plumbline.events.Decision.SubmissionErroneous;
import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatus;
import java.time.Instant;
import java.util.Objects;

/// The event of a decision that came into force.
final class Telling {
    /// a signed word of a named person (SCORING.md rule 5)
    private static final double TRUST = 0.7;

    private Telling() {}

    static Decision of(StoredDecision decision) {
        return switch (decision.kind()) {
            case TRIAGE ->
                    new FindingTriaged(
                            decision.id(),
                            decision.product(),
                            decision.askedBy(),
                            inForceAt(decision),
                            Objects.requireNonNull(decision.vulnerability()),
                            decision.line(),
                            VexStatus.valueOf(Objects.requireNonNull(decision.status())),
                            decision.justification() == null
                                    ? null
                                    : VexJustification.valueOf(decision.justification()),
                            decision.reason(),
                            TRUST);
            case RISK ->
                    new RiskAccepted(
                            decision.id(),
                            decision.product(),
                            decision.askedBy(),
                            inForceAt(decision),
                            Objects.requireNonNull(decision.concern()),
                            decision.reason(),
                            Objects.requireNonNull(decision.owner()),
                            approval(decision).by(),
                            approval(decision).role(),
                            Objects.requireNonNull(decision.expiresAt()),
                            decision.renewalOf());
            case ERRONEOUS ->
                    new SubmissionErroneous(
                            decision.id(),
                            decision.product(),
                            decision.askedBy(),
                            inForceAt(decision),
                            Objects.requireNonNull(decision.submission()),
                            approval(decision).by(),
                            decision.reason());
        };
    }

    /// What needs a second person counts from their word on.
    private static Instant inForceAt(StoredDecision decision) {
        return decision.answered() == null ? decision.askedAt() : decision.answered().at();
    }

    private static StoredDecision.Answered approval(StoredDecision decision) {
        return Objects.requireNonNull(decision.answered(), "not approved");
    }
}
