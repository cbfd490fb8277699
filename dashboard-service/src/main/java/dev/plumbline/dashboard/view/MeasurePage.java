package dev.plumbline.dashboard.view;

import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Catalogue;
import dev.plumbline.events.ScoreComputed.Change;
import java.time.Instant;
import java.util.List;

/// `/products/{key}/measures/{measure}`: what one measure is worth and everything owed under it.
///
/// @param obligations late first, then soonest due, then open without a date, then closed, newest
///     first
/// @param late how many are late, and so on, over all pages and before the query's filter
/// @param changes newest changes that moved this measure, at most twenty
/// @param actions what can be done here, best first
/// @param submissions newest evidence that feeds the measure or its product, at most ten
public record MeasurePage(
        Instant at,
        ProductHeader product,
        Catalogue catalogue,
        ScoreComputed.Principle principle,
        ScoreComputed.Theme theme,
        ScoreComputed.Measure measure,
        ObligationsQuery query,
        Slice<ObligationChanged> obligations,
        long open,
        long late,
        long closed,
        List<Change> changes,
        List<ScoreComputed.Action> actions,
        List<SubmissionRow> submissions) {
    public MeasurePage {
        changes = List.copyOf(changes);
        actions = List.copyOf(actions);
        submissions = List.copyOf(submissions);
    }
}
