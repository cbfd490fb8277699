package dev.plumbline.dashboard.view;

import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ProgressReported.Step;
import dev.plumbline.events.ScoreComputed.Change;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final List<Step> ROAD =
            List.of(Step.RECEIVED, Step.PARSED, Step.APPLIED, Step.SCORED, Step.SHOWN);

    public SubmissionPage {
        steps = List.copyOf(steps);
        changes = List.copyOf(changes);
        obligations = List.copyOf(obligations);
    }

    /// The way as the page draws it: what happened, then what is still to come.
    public List<Station> way() {
        Words words = new Words(at);
        List<Station> way = new ArrayList<>();
        Instant before = null;
        for (StepRow step : steps) {
            boolean stopped = step.step() == Step.REFUSED || step.step() == Step.FAILED;
            way.add(
                    new Station(
                            words.step(step.step()),
                            stopped ? "stopped" : "done",
                            stopped ? "✗" : "✓",
                            step.at(),
                            before == null ? null : words.took(before, step.at())));
            before = step.at();
        }
        if (!submission.ended()) {
            List<Step> happened = steps.stream().map(StepRow::step).toList();
            for (Step step : ROAD) {
                if (!happened.contains(step)) {
                    way.add(new Station(words.step(step), "doing", "…", null, null));
                }
            }
        }
        return way;
    }

    /// How long it took from the first step to the page; `null` until it is shown.
    public @Nullable String total() {
        return steps.stream()
                .filter(step -> step.step() == Step.SHOWN)
                .findFirst()
                .map(shown -> new Words(at).took(steps.getFirst().at(), shown.at()))
                .orElse(null);
    }

    /// What speaks of the world is corrected at its source, and one request at a time is enough.
    public boolean mayAskErroneous() {
        return submission.product() != null
                && (erroneous == null || erroneous.state() == DecisionRow.State.DECLINED);
    }

    /// @param look `done`, `doing` or `stopped`
    /// @param took time since the step before
    public record Station(
            String label, String look, String mark, @Nullable Instant at, @Nullable String took) {}

    public record StepRow(
            Step step, Instant at, Map<String, Long> counts, @Nullable String problem) {
        public StepRow {
            counts = Map.copyOf(counts);
        }
    }
}
