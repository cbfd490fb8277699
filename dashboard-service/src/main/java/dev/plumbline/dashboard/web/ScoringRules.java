package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.view.ScoringPage;
import dev.plumbline.dashboard.view.ScoringPage.GateRule;
import dev.plumbline.dashboard.view.ScoringPage.MeasureRule;
import dev.plumbline.dashboard.view.ScoringPage.PrincipleRule;
import dev.plumbline.dashboard.view.ScoringPage.ThemeRule;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.Severity;
import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Coverage;
import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.catalogue.Form;
import dev.plumbline.model.catalogue.Form.Due;
import dev.plumbline.model.catalogue.Form.Term;
import dev.plumbline.model.catalogue.Gate;
import dev.plumbline.model.catalogue.Measure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A catalogue as people read it. What the page says is what the scorer reads: the same file.
final class ScoringRules {
    private ScoringRules() {}

    static ScoringPage of(Catalogue catalogue) {
        return new ScoringPage(
                new ScoreComputed.Catalogue(
                        catalogue.id(), catalogue.version(), catalogue.sha256()),
                catalogue.model().shift(),
                catalogue.principles().stream()
                        .map(
                                principle ->
                                        new PrincipleRule(
                                                principle.id(),
                                                principle.title(),
                                                principle.omega(),
                                                principle.themes().stream()
                                                        .map(
                                                                theme ->
                                                                        new ThemeRule(
                                                                                theme.id(),
                                                                                theme.title(),
                                                                                theme.omega(),
                                                                                theme
                                                                                        .measures()
                                                                                        .stream()
                                                                                        .map(
                                                                                                ScoringRules
                                                                                                        ::measure)
                                                                                        .toList()))
                                                        .toList()))
                        .toList(),
                catalogue.gates().stream().map(ScoringRules::gate).toList());
    }

    private static MeasureRule measure(Measure measure) {
        return new MeasureRule(
                measure.id(),
                measure.title(),
                measure.why(),
                measure.weight(),
                form(measure.form()),
                due(measure.form()),
                fresh(measure),
                measure.maps());
    }

    private static String form(Form form) {
        return switch (form) {
            case Form.Timed timed ->
                    "by due day, half of the credit every " + days(timed.halfLifeDays()) + " late";
            case Form.Windowed windowed ->
                    Double.isFinite(windowed.windowDays())
                            ? "share over " + days(windowed.windowDays())
                            : "share of all";
            case Form.Density density -> "density, halved at " + plain(density.half());
            case Form.Checklist checklist -> "list of " + checklist.items().size();
            case Form.Share share -> "share";
            case Form.Saturating figure ->
                    "figure, from "
                            + points(figure.floor())
                            + " % for nothing to "
                            + points(figure.target())
                            + " % for all";
        };
    }

    private static @Nullable String due(Form form) {
        if (!(form instanceof Form.Timed timed)) {
            return null;
        }
        Due due = timed.due();
        String first =
                due.firstOf().stream()
                        .map(term -> term(term, due))
                        .collect(Collectors.joining(", else "));
        String shorter =
                due.orShorter().stream()
                        .map(term -> ", or " + term(term, due) + " if that is sooner")
                        .collect(Collectors.joining());
        String atMost =
                Double.isFinite(due.atMostDays())
                        ? ", at most " + days(due.atMostDays()) + " after the world said so"
                        : "";
        return first + shorter + atMost;
    }

    private static String term(Term term, Due due) {
        return switch (term) {
            case STATED -> "the date the world states";
            case LISTED_PLUS_TIER -> "the listing plus the days of its tier";
            case TIER -> "the days of its tier";
            case SEVERITY ->
                    due.daysBySeverity().entrySet().stream()
                            .filter(entry -> entry.getKey() != Severity.UNKNOWN)
                            .sorted(Map.Entry.<Severity, Double>comparingByKey().reversed())
                            .map(
                                    entry ->
                                            entry.getKey().name().toLowerCase(Locale.ROOT)
                                                    + " "
                                                    + plain(entry.getValue()))
                            .collect(Collectors.joining(", ", "days by severity (", ")"));
            case DAYS ->
                    due.daysByKind().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry -> ", " + days(entry.getValue()) + " for " + entry.getKey())
                            .collect(Collectors.joining("", days(due.days()), ""));
        };
    }

    private static @Nullable String fresh(Measure measure) {
        if (measure.form() instanceof Form.Checklist checklist) {
            return ageing(checklist.freshness());
        }
        if (measure.form() instanceof Form.Saturating figure) {
            return ageing(figure.freshness());
        }
        List<String> words =
                measure.coverage().anyOf().stream()
                        .map(Coverage.Source::freshness)
                        .map(ScoringRules::ageing)
                        .filter(text -> text != null)
                        .distinct()
                        .toList();
        return words.isEmpty() ? null : String.join("; ", words);
    }

    private static @Nullable String ageing(Freshness freshness) {
        return freshness.ages()
                ? days(freshness.graceDays())
                        + ", then half every "
                        + days(freshness.halfLifeDays())
                : null;
    }

    private static GateRule gate(Gate gate) {
        List<String> steps =
                switch (gate.cause()) {
                    case Gate.Overdue overdue ->
                            overdue.steps().stream()
                                    .map(
                                            step ->
                                                    points(step.cap())
                                                            + (step.afterDays() > 0
                                                                    ? ", more than "
                                                                            + days(step.afterDays())
                                                                            + " late"
                                                                    : ", once late"))
                                    .toList();
                    case Gate.Open open -> List.of(points(open.cap()));
                    case Gate.AbsentItem absent -> List.of(points(absent.cap()) + ", while absent");
                    case Gate.AbsentEvidence absent ->
                            List.of(points(absent.cap()) + ", while absent");
                };
        return new GateRule(gate.id(), gate.title(), gate.principle(), steps);
    }

    private static String points(double share) {
        return plain(share * 100);
    }

    private static String days(double days) {
        return plain(days) + (days == 1 ? " day" : " days");
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
