package dev.plumbline.dashboard.view;

import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ScoreComputed.Cap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// `/products/{key}/obligations/{id}`: one thing owed, why, and what people decided about it.
///
/// @param siblings what the same concern owes under other measures, and the same vulnerability on
///     other lines
/// @param evidence the submissions that the reasons name, by id
/// @param caps caps of the product that this concern sets
/// @param decisions newest first, all states
public record ObligationPage(
        Instant at,
        ProductHeader product,
        ObligationChanged obligation,
        String measureTitle,
        String principle,
        List<ObligationChanged> siblings,
        Map<UUID, SubmissionRow> evidence,
        List<Cap> caps,
        List<DecisionRow> decisions) {
    public ObligationPage {
        siblings = List.copyOf(siblings);
        evidence = Map.copyOf(evidence);
        caps = List.copyOf(caps);
        decisions = List.copyOf(decisions);
    }

    /// Whether there is anything to decide here, and this viewer may.
    public boolean decidable(Shell shell) {
        return obligation.closedAt() == null
                && !obligation.excused()
                && (shell.may("ASK")
                        || (obligation.vulnerability() != null && shell.may("TRIAGE")));
    }

    /// Whether somebody's proposal waits for an analyst.
    public boolean triageWaits() {
        return decisions.stream()
                .anyMatch(
                        decision ->
                                decision.kind() == DecisionRow.Kind.TRIAGE
                                        && decision.state() == DecisionRow.State.WAITING);
    }
}
