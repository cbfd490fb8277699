package dev.plumbline.dashboard.view;

import java.time.Instant;
import java.util.List;

/// `/approvals`: what waits for a second person.
///
/// @param waiting oldest first, all that the viewer may see; the viewer's own among them
/// @param answered newest first, at most fifty
public record ApprovalsPage(Instant at, List<DecisionRow> waiting, List<DecisionRow> answered) {
    public ApprovalsPage {
        waiting = List.copyOf(waiting);
        answered = List.copyOf(answered);
    }
}
