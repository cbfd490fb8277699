package dev.plumbline.scoring.assess;

import dev.plumbline.events.ObligationChanged;
import dev.plumbline.events.ScoreComputed;
import dev.plumbline.events.ScoreComputed.Change;
import dev.plumbline.events.ScoreComputed.HistoryPoint;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.explain.Contributions;
import dev.plumbline.model.explain.Ledger;
import dev.plumbline.model.explain.MethodChange;
import dev.plumbline.model.obligation.Posture;
import dev.plumbline.model.score.Figures;
import dev.plumbline.model.score.Methods;
import dev.plumbline.model.score.Score;
import dev.plumbline.model.score.Score.ObligationState;
import dev.plumbline.model.score.Scorer;
import dev.plumbline.model.whatif.NextActions;
import dev.plumbline.scoring.obligation.Derived;
import dev.plumbline.scoring.obligation.Derived.Subject;
import dev.plumbline.scoring.store.AssessQueue.Cause;
import dev.plumbline.scoring.store.Identity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that one assessment has to say, worked out from the ledger. Pure: the same ledger,
/// instant and previous score give the same words.
final class Assessment {
    private static final int ACTIONS = 12;
    private static final int REASONS = 12;
    private static final int CAUSES_APART = 100;
    private static final int LINES_TOLD = 500;
    private static final int HISTORY_DAYS = 180;

    private final Methods methods;
    private final Scorer scorer;
    private final String product;
    private final Derived derived;
    private final Instant at;
    private final Posture posture;
    private final Score score;
    private final Map<String, String> concernByKey = new HashMap<>();

    /// @param methods which catalogue counts when
    Assessment(Methods methods, String product, Derived derived, Instant at) {
        this.methods = methods;
        this.scorer = methods.at(at);
        this.product = product;
        this.derived = derived;
        this.at = at;
        this.posture = scorer.posture(derived.entries());
        this.score = scorer.score(posture, at);
        for (ObligationState state : score.obligations()) {
            concernByKey.putIfAbsent(state.key(), concern(state));
        }
    }

    Score score() {
        return score;
    }

    /// The next instant at which time alone changes the score, at the latest the next midnight in
    /// UTC.
    Instant nextChangeAt() {
        Instant next = at.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        Instant byModel = score.nextChangeAt();
        if (byModel != null && byModel.isAfter(at) && byModel.isBefore(next)) {
            next = byModel;
        }
        for (Entry entry : derived.entries()) {
            if (entry.at().isAfter(at) && entry.at().isBefore(next)) {
                next = entry.at();
            }
        }
        return next;
    }

    /// The event of this score.
    ScoreComputed event(
            long sequence,
            List<Change> changes,
            List<HistoryPoint> history,
            List<UUID> submissions) {
        return new ScoreComputed(
                product,
                sequence,
                at,
                new ScoreComputed.Catalogue(score.catalogue(), score.version(), score.sha256()),
                overall(),
                principles(),
                changes,
                history,
                actions(),
                submissions);
    }

    ScoreComputed.Figure overall() {
        return figure(score.overall());
    }

    List<ScoreComputed.Principle> principles() {
        return score.principles().stream().map(this::principle).toList();
    }

    private ScoreComputed.Principle principle(Score.PrincipleScore principle) {
        return new ScoreComputed.Principle(
                principle.id(),
                principle.title(),
                principle.shortTitle(),
                figure(principle.figure()),
                principle.themes().stream()
                        .map(
                                theme ->
                                        new ScoreComputed.Theme(
                                                theme.id(),
                                                theme.title(),
                                                theme.omega(),
                                                theme.value(),
                                                theme.headroom(),
                                                theme.measures().stream()
                                                        .map(Assessment::measure)
                                                        .toList()))
                        .toList());
    }

    private static ScoreComputed.Measure measure(Score.MeasureScore of) {
        return new ScoreComputed.Measure(
                of.measure().id(),
                of.measure().title(),
                of.measure().weight(),
                of.value(),
                of.headroom(),
                of.coverage(),
                of.conduct(),
                of.confidence(),
                of.owed(),
                of.open(),
                of.late(),
                of.words(),
                of.measure().maps(),
                of.exempt());
    }

    private ScoreComputed.Figure figure(Score.Figure figure) {
        return new ScoreComputed.Figure(
                figure.shown(),
                figure.raw(),
                figure.headroom(),
                figure.confidence(),
                figure.caps().stream()
                        .map(
                                cap ->
                                        new ScoreComputed.Cap(
                                                cap.gate(),
                                                cap.at(),
                                                cap.because(),
                                                cap.concerns().stream()
                                                        .map(this::concern)
                                                        .toList()))
                        .toList());
    }

    private List<ScoreComputed.Action> actions() {
        return new NextActions(scorer)
                .best(posture, score, ACTIONS).stream()
                        .map(
                                action ->
                                        new ScoreComputed.Action(
                                                action.kind(),
                                                action.title(),
                                                action.how(),
                                                action.who(),
                                                action.principle(),
                                                action.measure(),
                                                action.concern() == null
                                                        ? null
                                                        : concern(action.concern()),
                                                action.gain(),
                                                action.principleGain(),
                                                action.liftsCap()))
                        .toList();
    }

    private String concern(String key) {
        return concernByKey.getOrDefault(key, key);
    }

    private static String concern(ObligationState state) {
        return state.kind() + "/" + state.key();
    }

    /// The whole state of every obligation.
    List<ObligationChanged> obligations() {
        return score.obligations().stream().map(this::obligation).toList();
    }

    private ObligationChanged obligation(ObligationState state) {
        Subject subject = derived.subjects().get(concern(state));
        String vulnerability = subject == null ? null : subject.vulnerability();
        return new ObligationChanged(
                Identity.of("obligation", product, state.under(), concern(state)),
                product,
                state.under(),
                concern(state),
                state.kind(),
                subject == null ? state.key() : subject.title(),
                vulnerability,
                subject == null ? null : subject.component(),
                state.line(),
                state.release(),
                state.severity(),
                state.weight(),
                state.openedAt(),
                state.dueAt(),
                state.worldDueAt(),
                state.closedAt(),
                state.closedBy(),
                state.excused(),
                state.own(),
                subject == null ? List.of() : subject.reasons().stream().limit(REASONS).toList(),
                vulnerability == null ? null : derived.epss().get(vulnerability),
                subject == null ? null : subject.weaknesses());
    }

    /// What moved since the previous score: time and changes of the catalogue first, then each
    /// cause with the lines that it brought, in the order of the causes. The effects sum to the
    /// difference of the two scores.
    List<Change> changesSince(@Nullable Previous previous, List<Cause> causes) {
        List<Entry> old = new ArrayList<>();
        List<Entry> fresh = new ArrayList<>();
        for (Entry entry : derived.entries()) {
            (previous != null && previous.known().contains(entry.id()) ? old : fresh).add(entry);
        }
        List<Change> changes = new ArrayList<>();
        Posture replayed = previous == null ? scorer.posture(old) : waited(previous, old, changes);
        Figures before = scorer.figures(replayed, at);
        for (Map.Entry<Cause, List<Entry>> group : byCause(fresh, causes).entrySet()) {
            group.getValue().forEach(replayed::add);
            Figures after = scorer.figures(replayed, at);
            Cause cause = group.getKey();
            difference(
                            scorer,
                            before,
                            after,
                            cause.at(),
                            cause.kind(),
                            cause.title(),
                            cause.submission())
                    .ifPresent(changes::add);
            before = after;
        }
        return changes;
    }

    /// What happened to the known lines while nothing came: time, and at its instant each catalogue
    /// that began to count.
    ///
    /// @return the known lines as the catalogue sees them that counts now
    private Posture waited(Previous previous, List<Entry> known, List<Change> changes) {
        Scorer counts = methods.at(previous.at());
        Posture posture = counts.posture(known);
        Figures before = counts.figures(posture, previous.at());
        readAnew(previous, counts, before).ifPresent(changes::add);
        for (Methods.Change change : methods.between(previous.at(), at)) {
            Figures after = counts.figures(posture, change.at());
            timePassed(counts, before, after, change.at()).ifPresent(changes::add);
            Posture anew = change.to().posture(known);
            before = change.to().figures(anew, change.at());
            method(change, after, before).ifPresent(changes::add);
            counts = change.to();
            posture = anew;
        }
        timePassed(counts, before, counts.figures(posture, at), at).ifPresent(changes::add);
        return posture;
    }

    private static Optional<Change> timePassed(
            Scorer counts, Figures before, Figures after, Instant when) {
        return difference(counts, before, after, when, "time", "time passed", null);
    }

    private static Optional<Change> method(Methods.Change change, Figures old, Figures anew) {
        MethodChange effect =
                MethodChange.between(change.from().catalogue(), old, change.to().catalogue(), anew);
        return effect.anything()
                ? Optional.of(
                        new Change(
                                change.at(),
                                "method",
                                measuredBy(
                                        change.to().catalogue().id(),
                                        change.to().catalogue().version()),
                                null,
                                effect.shown(),
                                effect.principles(),
                                Map.of(),
                                effect.principlesCapped()))
                : Optional.empty();
    }

    private static String measuredBy(String catalogue, String version) {
        return "measured by " + catalogue + " " + version;
    }

    /// What the known lines are worth today at the previous instant, where it differs from what was
    /// shown then: lines that later evidence took back, or a catalogue from before any was kept.
    private static Optional<Change> readAnew(Previous previous, Scorer counts, Figures now) {
        double overall = 100 * now.overall() - previous.overall();
        Map<String, Double> principles = new LinkedHashMap<>();
        previous.principles().forEach((id, shown) -> principles.put(id, -shown));
        for (int p = 0; p < counts.catalogue().principles().size(); p++) {
            principles.merge(
                    counts.catalogue().principles().get(p).id(), 100 * now.shown(p), Double::sum);
        }
        if (overall == 0 && principles.values().stream().allMatch(by -> by == 0)) {
            return Optional.empty();
        }
        boolean method = !previous.catalogue().equals(counts.catalogue().sha256());
        return Optional.of(
                new Change(
                        previous.at(),
                        method ? "method" : "evidence",
                        method
                                ? measuredBy(counts.catalogue().id(), counts.catalogue().version())
                                : "earlier evidence read anew",
                        null,
                        overall,
                        principles,
                        Map.of(),
                        Map.of()));
    }

    private static Optional<Change> difference(
            Scorer scorer,
            Figures before,
            Figures after,
            Instant when,
            String cause,
            String title,
            @Nullable UUID submission) {
        Contributions moved = Contributions.between(scorer.catalogue(), before, after);
        boolean anything =
                moved.shown() != 0
                        || moved.principles().stream()
                                .anyMatch(p -> p.shown() != 0 || p.raw() != 0);
        if (!anything) {
            return Optional.empty();
        }
        Map<String, Double> principles = new LinkedHashMap<>();
        Map<String, Double> capped = new LinkedHashMap<>();
        moved.principles()
                .forEach(
                        p -> {
                            principles.put(p.principle(), p.shown());
                            capped.put(p.principle(), p.capped());
                        });
        return Optional.of(
                new Change(
                        when,
                        cause,
                        title,
                        submission,
                        moved.shown(),
                        principles,
                        moved.measures(),
                        capped));
    }

    /// New lines under the cause that brought them: their own evidence, or the reference fact that
    /// made them out of older evidence. Lines that no waiting cause explains, and causes beyond
    /// what a page can show, go together.
    private Map<Cause, List<Entry>> byCause(List<Entry> fresh, List<Cause> causes) {
        Map<UUID, Cause> bySubmission = new LinkedHashMap<>();
        causes.stream()
                .limit(CAUSES_APART)
                .forEach(cause -> bySubmission.putIfAbsent(cause.submission(), cause));
        Map<Cause, List<Entry>> groups = new LinkedHashMap<>();
        bySubmission.values().forEach(cause -> groups.put(cause, new ArrayList<>()));
        List<Entry> rest = new ArrayList<>();
        for (Entry entry : fresh) {
            Cause cause = bySubmission.get(submission(entry.evidence()));
            UUID prompt = derived.prompts().get(entry.id());
            if (cause == null && prompt != null) {
                cause = bySubmission.get(prompt);
            }
            groups.getOrDefault(cause, rest).add(entry);
        }
        if (!rest.isEmpty()) {
            groups.put(everythingElse(causes, rest), rest);
        }
        groups.values().removeIf(List::isEmpty);
        return groups;
    }

    private Cause everythingElse(List<Cause> causes, List<Entry> rest) {
        Entry newest = rest.getLast();
        return new Cause(
                product,
                Optional.ofNullable(submission(newest.evidence()))
                        .orElseGet(() -> causes.getLast().submission()),
                causes.isEmpty() ? "evidence" : causes.getLast().kind(),
                "further evidence",
                newest.at());
    }

    private static @Nullable UUID submission(String evidence) {
        try {
            return UUID.fromString(evidence);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// The past as it stands now, each instant by the catalogue that counted then: the score at
    /// each midnight, and each piece of evidence and each change of catalogue with its effect.
    List<HistoryPoint> historySince(Instant since, Map<UUID, String> titles) {
        Instant from = at.minus(HISTORY_DAYS, ChronoUnit.DAYS);
        // what happened at that very instant is part of what is told
        Instant before = since.minus(1, ChronoUnit.MICROS);
        from = before.isAfter(from) ? before : from;
        Ledger.Book book = new Ledger(methods).replay(derived.entries(), from, at);
        List<HistoryPoint> points = new ArrayList<>();
        for (Ledger.Point point : book.history()) {
            points.add(
                    new HistoryPoint(
                            point.at(),
                            point.overall(),
                            point.principles(),
                            point.confidence(),
                            point.headroom(),
                            null));
        }
        points.addAll(evidencePoints(book, titles));
        points.sort(Comparator.comparing(HistoryPoint::at));
        return points;
    }

    /// The lines that did something, each with the score after it.
    private static List<HistoryPoint> evidencePoints(Ledger.Book book, Map<UUID, String> titles) {
        List<HistoryPoint> points = new ArrayList<>();
        Ledger.Point start = book.history().getFirst();
        double overall = start.overall();
        Map<String, Double> principles = new LinkedHashMap<>(start.principles());
        int day = 0;
        for (Ledger.Line line : book.lines()) {
            while (day + 1 < book.history().size()
                    && !book.history().get(day + 1).at().isAfter(line.at())) {
                day++;
            }
            if (line.method() == null) {
                overall += line.overall();
                line.principles().forEach((id, by) -> principles.merge(id, by, Double::sum));
            } else {
                // another catalogue may have other principles: what it begins with is told
                overall = book.history().get(day).overall();
                principles.clear();
                principles.putAll(book.history().get(day).principles());
            }
            if (line.overall() != 0
                    || line.principles().values().stream().anyMatch(by -> by != 0)) {
                points.add(point(line, overall, principles, book.history().get(day), titles));
            }
        }
        return boundedTo(LINES_TOLD, points);
    }

    /// The newest points; the oldest beyond that number become one that sums what they did.
    static List<HistoryPoint> boundedTo(int most, List<HistoryPoint> points) {
        int joined = points.size() - most + 1;
        if (joined <= 1) {
            return points;
        }
        HistoryPoint last = points.get(joined - 1);
        double overall = 0;
        Map<String, Double> principles = new TreeMap<>();
        Map<String, Double> measures = new TreeMap<>();
        Map<String, Double> capped = new TreeMap<>();
        for (HistoryPoint point : points.subList(0, joined)) {
            Change change = Objects.requireNonNull(point.change());
            overall += change.overall();
            change.principles().forEach((id, by) -> principles.merge(id, by, Double::sum));
            change.measures().forEach((id, by) -> measures.merge(id, by, Double::sum));
            change.capped().forEach((id, by) -> capped.merge(id, by, Double::sum));
        }
        List<HistoryPoint> bounded = new ArrayList<>(most);
        bounded.add(
                new HistoryPoint(
                        last.at(),
                        last.overall(),
                        last.principles(),
                        last.confidence(),
                        last.headroom(),
                        new Change(
                                last.at(),
                                "evidence",
                                joined + " earlier changes together",
                                null,
                                overall,
                                principles,
                                measures,
                                capped)));
        bounded.addAll(points.subList(joined, points.size()));
        return bounded;
    }

    /// @param near the daily point before it, for what lines do not tell
    private static HistoryPoint point(
            Ledger.Line line,
            double overall,
            Map<String, Double> principles,
            Ledger.Point near,
            Map<UUID, String> titles) {
        UUID submission = line.evidence() == null ? null : submission(line.evidence());
        return new HistoryPoint(
                line.at(),
                overall,
                principles,
                near.confidence(),
                near.headroom(),
                new Change(
                        line.at(),
                        line.method() != null ? "method" : line.time() ? "time" : "evidence",
                        title(line, submission, titles),
                        submission,
                        line.overall(),
                        line.principles(),
                        line.measures(),
                        line.capped()));
    }

    private static String title(
            Ledger.Line line, @Nullable UUID submission, Map<UUID, String> titles) {
        if (line.method() != null) {
            return "measured by " + line.method();
        }
        if (line.time()) {
            return "time passed";
        }
        return submission == null ? "evidence" : titles.getOrDefault(submission, "evidence");
    }

    /// From when on the past differs from what the previous score knew; empty if it does not.
    Optional<Instant> earliestNew(@Nullable Previous previous) {
        return earliestNew(
                derived.entries(), id -> previous != null && previous.known().contains(id));
    }

    /// What the world knew before anything was known of the product moves nothing: feeds are
    /// checked for all products.
    static Optional<Instant> earliestNew(List<Entry> entries, Predicate<String> known) {
        return entries.stream()
                .filter(
                        entry ->
                                !(entry instanceof Entry.Covered look
                                        && look.subject().equals("*")))
                .map(Entry::at)
                .min(Comparator.naturalOrder())
                .flatMap(
                        began ->
                                entries.stream()
                                        .filter(entry -> !known.test(entry.id()))
                                        .map(Entry::at)
                                        .min(Comparator.naturalOrder())
                                        .map(first -> first.isAfter(began) ? first : began));
    }

    List<String> lines() {
        return derived.entries().stream().map(Entry::id).collect(Collectors.toList());
    }
}
