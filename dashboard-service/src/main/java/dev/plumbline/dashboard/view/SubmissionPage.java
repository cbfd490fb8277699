package dev.plumbline.dashboard.view;

import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.ScoreComputed.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/submissions/{id}`: one submission's way from the door to the page, and what it did.
///
/// @param steps in the order in which they happened
/// @param changes what it did to the score of its product
/// @param obligations what names it as a reason, open first, at most fifty
/// @param erroneous the request to take it out, newest; `null` if nobody asked
public record SubmissionPage(
        Instant at,
        SubmissionRow submission,
        List<StepRow> steps,
        List<Change> changes,
        List<ObligationChanged> obligations,
        @Nullable DecisionRow erroneous) {
    public SubmissionPage {
        steps = List.copyOf(steps);
        changes = List.copyOf(changes);
        obligations = List.copyOf(obligations);
    }

    public record StepRow(
            Step step, Instant at, Map<String, Long> counts, @Nullable String problem) {
        public StepRow {
            counts = Map.copyOf(counts);
        }
    }
}
