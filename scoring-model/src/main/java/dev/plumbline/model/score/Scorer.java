package dev.plumbline.model.score;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Coverage;
import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.catalogue.Form;
import dev.plumbline.model.catalogue.Form.Exemption;
import dev.plumbline.model.catalogue.Form.Item;
import dev.plumbline.model.catalogue.Form.Per;
import dev.plumbline.model.catalogue.Form.Population;
import dev.plumbline.model.catalogue.Gate;
import dev.plumbline.model.catalogue.Measure;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.obligation.Deadline;
import dev.plumbline.model.obligation.Micros;
import dev.plumbline.model.obligation.Plan;
import dev.plumbline.model.obligation.Posture;
import dev.plumbline.model.obligation.Release;
import dev.plumbline.model.score.GateKeeper.Holding;
import dev.plumbline.model.score.Score.Cap;
import dev.plumbline.model.score.Score.Figure;
import dev.plumbline.model.score.Score.MeasureScore;
import dev.plumbline.model.score.Score.ObligationState;
import dev.plumbline.model.score.Score.PrincipleScore;
import dev.plumbline.model.score.Score.ThemeScore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes `S(E, t, k)` for one catalogue `k`. Pure: the same entries and instant give the same
/// bits anywhere.
///
/// Made once and used by many; safe for several threads, while a [Posture] is not.
public final class Scorer {
    private final Catalogue catalogue;
    private final Plan plan;
    private final List<Measure> measures;
    private final List<Evaluator> evaluators = new ArrayList<>();
    private final List<GateKeeper> gates = new ArrayList<>();

    /// Measures by their number, gates after them.
    private final Touches touches = new Touches();
    private final Map<Coverage, Moment.Cover> covers = new HashMap<>();

    /// By measure; `null` where nothing exempts.
    private final List<Moment.@Nullable Exempting> exempting = new ArrayList<>();

    /// Themes with a measure that some product is exempt from.
    private final List<Range> exemptible = new ArrayList<>();

    /// Measures of a theme, by number.
    private record Range(int first, int end) {}

    public Scorer(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.plan = new Plan(catalogue);
        this.measures = catalogue.measures().toList();
        for (var measure : measures) {
            evaluators.add(evaluator(measure));
            exempting.add(exempting(measure.unless()));
        }
        var first = 0;
        for (var principle : catalogue.principles()) {
            for (var theme : principle.themes()) {
                var end = first + theme.measures().size();
                if (theme.measures().stream().anyMatch(of -> of.unless() != null)) {
                    exemptible.add(new Range(first, end));
                }
                for (var m = first; m < end; m++) {
                    touches.register(measures.get(m), m);
                }
                first = end;
            }
        }
        for (var gate : catalogue.gates()) {
            var number = measures.size() + gates.size();
            touches.register(gate, overdue(gate), number);
            gates.add(keeper(gate));
        }
    }

    private List<Measure> overdue(Gate gate) {
        return gate.cause() instanceof Gate.Overdue overdue
                ? List.of(measure(overdue.measure()))
                : List.of();
    }

    private Evaluator evaluator(Measure measure) {
        var coverage = cover(measure.coverage());
        var recovery = cover(measure.recovery());
        return switch (measure.form()) {
            case Form.Timed form ->
                    new TimedEvaluator(
                            form,
                            owing(measure.id(), form.demand()),
                            coverage,
                            recovery,
                            catalogue.model().windowDays());
            case Form.Windowed form ->
                    new WindowedEvaluator(
                            form,
                            owing(measure.id(), form.demand()),
                            form.brokenBy().stream()
                                    .map(demand -> owing(measure.id(), demand))
                                    .toList(),
                            coverage,
                            recovery);
            case Form.Density form ->
                    new DensityEvaluator(form, owing(measure.id(), form.demand()), coverage);
            case Form.Checklist form ->
                    new ListEvaluator(
                            measure.id(), listed(form.items()), form.freshness(), Per.PRODUCT);
            case Form.Saturating form ->
                    new SaturatingEvaluator(measure.id(), form, freshnessOfList(form.atLeast()));
            case Form.Share(Population.Items population) ->
                    new ListEvaluator(
                            measure.id(),
                            listed(population.items()),
                            population.freshness(),
                            population.per());
            case Form.Share(Population.ReleaseLooks population) -> new LooksEvaluator(population);
            case Form.Share(Population.ReleaseArtefacts population) ->
                    new ArtefactsEvaluator(population);
            case Form.Share(Population.Scopes population) ->
                    new ScopesEvaluator(population, owing(measure.id(), population.dirty()));
        };
    }

    private List<ListEvaluator.Listed> listed(List<Item> items) {
        return items.stream()
                .map(item -> new ListEvaluator.Listed(item.id(), exempting(item.unless())))
                .toList();
    }

    private Moment.@Nullable Exempting exempting(@Nullable Exemption unless) {
        var profile = catalogue.profile();
        return unless == null || profile == null
                ? null
                : new Moment.Exempting(unless, profile.trust());
    }

    private @Nullable Freshness freshnessOfList(Form.@Nullable AtLeast atLeast) {
        return atLeast != null && measure(atLeast.list()).form() instanceof Form.Checklist checklist
                ? checklist.freshness()
                : null;
    }

    private Measure measure(String id) {
        return measures.stream()
                .filter(measure -> measure.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no measure " + id));
    }

    private GateKeeper keeper(Gate gate) {
        return switch (gate.cause()) {
            case Gate.Overdue overdue -> {
                var measure = measure(overdue.measure());
                if (!(measure.form() instanceof Form.Timed timed)) {
                    throw new IllegalArgumentException(
                            gate.id() + ": " + overdue.measure() + " is not timed");
                }
                yield new GateKeeper(
                        gate,
                        owing(overdue.measure(), timed.demand()),
                        new Deadline(timed.due()),
                        cover(measure.recovery()),
                        plan);
            }
            case Gate.Open open ->
                    new GateKeeper(gate, owing(gate.id(), open.demand()), null, null, plan);
            case Gate.AbsentItem absent -> new GateKeeper(gate, null, null, null, plan);
            case Gate.AbsentEvidence absent -> new GateKeeper(gate, null, null, null, plan);
        };
    }

    private Owing owing(String under, Form.Demand demand) {
        return new Owing(under, demand, plan, catalogue);
    }

    private Moment.Cover cover(Coverage coverage) {
        return covers.computeIfAbsent(coverage, fresh -> new Moment.Cover(covers.size(), fresh));
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    /// Measures in the order in which [Figures] numbers them.
    public List<Measure> measures() {
        return measures;
    }

    /// Folds a ledger once, to be scored at any instant and tried out.
    public Posture posture(Collection<? extends Entry> entries) {
        return Posture.of(plan, entries);
    }

    /// What the entries are worth at `t`; those after `t` do not count.
    public Score score(Collection<? extends Entry> entries, Instant t) {
        return score(posture(entries), t);
    }

    public Score score(Posture posture, Instant t) {
        var states = new ArrayList<ObligationState>();
        var moment = moment(posture, t, states);
        return describe(moment, states, figures(moment), t);
    }

    private Moment moment(Posture posture, Instant t, @Nullable List<ObligationState> states) {
        var micros = Micros.of(t);
        return new Moment(posture, micros, covers.size(), states, posture.supported(micros));
    }

    /// The bare numbers, without words and obligations.
    public Figures figures(Posture posture, Instant t) {
        return figures(moment(posture, t, null));
    }

    /// The same, of a posture to which lines were added since its figures at `t` were computed:
    /// what none of them can change is taken over. For what-if, which asks some hundred times.
    public Figures figures(
            Posture posture, Instant t, Figures before, Collection<? extends Entry> added) {
        var touched = touches.by(added);
        var moment =
                new Moment(
                        posture,
                        Micros.of(t),
                        covers.size(),
                        null,
                        releases(posture, t, before, added));
        var own = before.own.clone();
        var outcomes = before.outcomes.clone();
        for (var i = touched.nextSetBit(0);
                i >= 0 && i < own.length;
                i = touched.nextSetBit(i + 1)) {
            own[i] = outcome(i, moment);
            outcomes[i] = own[i];
        }
        for (var theme : exemptible) {
            var first = touched.nextSetBit(theme.first());
            if (first >= 0 && first < theme.end()) {
                exempt(moment, theme, own, outcomes);
            }
        }
        var holdings = new ArrayList<Holding>(before.holdings.size());
        for (var i = 0; i < gates.size(); i++) {
            var gate = gates.get(i);
            var holding =
                    touched.get(outcomes.length + i)
                            ? gate.ask(moment)
                            : before.holding(gate.gate());
            if (holding != null) {
                holdings.add(holding);
            }
        }
        return new Figures(catalogue, own, outcomes, holdings, moment.releases, before);
    }

    private static List<Release> releases(
            Posture posture, Instant t, Figures before, Collection<? extends Entry> added) {
        for (var entry : added) {
            switch (entry) {
                case Entry.Closed any -> {}
                case Entry.Covered any -> {}
                case Entry.Answered any -> {}
                default -> {
                    return posture.supported(Micros.of(t));
                }
            }
        }
        return before.releases;
    }

    private Figures figures(Moment moment) {
        var own = new Outcome[evaluators.size()];
        for (var i = 0; i < own.length; i++) {
            own[i] = outcome(i, moment);
        }
        var outcomes = own.clone();
        for (var theme : exemptible) {
            exempt(moment, theme, own, outcomes);
        }
        var holdings = new ArrayList<Holding>(gates.size());
        for (var gate : gates) {
            var holding = gate.ask(moment);
            if (holding != null) {
                holdings.add(holding);
            }
        }
        return new Figures(catalogue, own, outcomes, holdings, moment.releases, null);
    }

    private Outcome outcome(int measure, Moment moment) {
        var outcome = new Outcome();
        evaluators.get(measure).evaluate(moment, outcome);
        return outcome;
    }

    /// @param outcomes what is written: of each measure of the theme that is exempt
    private void exempt(Moment moment, Range theme, Outcome[] own, Outcome[] outcomes) {
        var rest = new Outcome.Rest();
        var anyExempt = false;
        for (var m = theme.first(); m < theme.end(); m++) {
            if (moment.exempts(exempting.get(m))) {
                anyExempt = true;
            } else {
                rest.add(measures.get(m).weight(), own[m]);
            }
        }
        if (anyExempt) {
            rest.mean();
            for (var m = theme.first(); m < theme.end(); m++) {
                if (moment.exempts(exempting.get(m))) {
                    outcomes[m] = own[m].exempt(rest);
                }
            }
        }
    }

    private Score describe(
            Moment moment, List<ObligationState> states, Figures figures, Instant t) {
        var principles = new ArrayList<PrincipleScore>();
        var measure = 0;
        var theme = 0;
        for (var p = 0; p < catalogue.principles().size(); p++) {
            var principle = catalogue.principles().get(p);
            var themes = new ArrayList<ThemeScore>();
            for (var of : principle.themes()) {
                var scores = new ArrayList<MeasureScore>();
                for (var each : of.measures()) {
                    scores.add(describe(each, figures.outcomes[measure++]));
                }
                themes.add(
                        new ThemeScore(
                                of.id(),
                                of.title(),
                                of.omega(),
                                figures.themes[theme],
                                figures.themeHeadrooms[theme],
                                figures.themeConfidences[theme],
                                scores));
                theme++;
            }
            principles.add(
                    new PrincipleScore(
                            principle.id(),
                            principle.title(),
                            principle.shortTitle(),
                            principle.omega(),
                            new Figure(
                                    100 * figures.shown(p),
                                    100 * figures.raw(p),
                                    100 * figures.headroom(p),
                                    figures.confidence(p),
                                    caps(figures, principle.id())),
                            themes));
        }
        var overall =
                new Figure(
                        100 * figures.overall(),
                        100 * figures.overallRaw(),
                        100 * figures.overallHeadroom(),
                        figures.overallConfidence(),
                        caps(figures, null));
        return new Score(
                t,
                catalogue.id(),
                catalogue.version(),
                catalogue.sha256(),
                overall,
                figures.overallConfidence() >= catalogue.model().ratedFrom(),
                principles,
                states,
                moment.next() == Micros.NEVER ? null : Micros.instant(moment.next()));
    }

    private static MeasureScore describe(Measure measure, Outcome outcome) {
        return new MeasureScore(
                measure,
                outcome.value,
                outcome.headroom,
                outcome.coverage,
                outcome.conduct,
                outcome.confidence,
                outcome.loss,
                outcome.base,
                outcome.owed,
                outcome.open,
                outcome.late,
                Words.of(measure, outcome),
                outcome.exempt);
    }

    /// @param principle `null` for all
    private static List<Cap> caps(Figures figures, @Nullable String principle) {
        return figures.holdings.stream()
                .filter(
                        holding ->
                                principle == null || holding.gate().principle().equals(principle))
                .sorted(Comparator.comparingDouble(Holding::cap))
                .map(
                        holding ->
                                new Cap(
                                        holding.gate().id(),
                                        holding.gate().title(),
                                        holding.gate().principle(),
                                        100 * holding.cap(),
                                        holding.because(),
                                        holding.concerns().stream().sorted().toList(),
                                        holding.absence()))
                .toList();
    }
}
