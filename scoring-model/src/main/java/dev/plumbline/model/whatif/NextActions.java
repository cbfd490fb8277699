package dev.plumbline.model.whatif;

import dev.plumbline.model.catalogue.Catalogue;
import dev.plumbline.model.catalogue.Catalogue.EvidenceKind;
import dev.plumbline.model.catalogue.Catalogue.Profile;
import dev.plumbline.model.catalogue.Coverage.Freshness;
import dev.plumbline.model.catalogue.Form;
import dev.plumbline.model.catalogue.Form.Answering;
import dev.plumbline.model.catalogue.Form.Exemption;
import dev.plumbline.model.catalogue.Form.Item;
import dev.plumbline.model.catalogue.Form.Population;
import dev.plumbline.model.catalogue.Measure;
import dev.plumbline.model.catalogue.Remedy;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.obligation.Answers;
import dev.plumbline.model.obligation.Micros;
import dev.plumbline.model.obligation.Posture;
import dev.plumbline.model.obligation.Release;
import dev.plumbline.model.score.Figures;
import dev.plumbline.model.score.Score;
import dev.plumbline.model.score.Score.ObligationState;
import dev.plumbline.model.score.Scorer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds what would lift a score most, by trying it.
public final class NextActions {
    /// Of the open concerns only the groups that lose most are tried: gains follow losses closely.
    private static final int GROUPS_TRIED = 48;

    private static final double NOTHING = 1e-9;

    private final Scorer scorer;
    private final Catalogue catalogue;

    public NextActions(Scorer scorer) {
        this.scorer = scorer;
        this.catalogue = scorer.catalogue();
    }

    /// The best single actions at `t`, best first, each of some gain.
    public List<Action> best(Collection<? extends Entry> entries, Instant t, int limit) {
        var posture = scorer.posture(entries);
        return best(posture, scorer.score(posture, t), limit);
    }

    /// @param score of the same posture; its instant is the one that counts
    public List<Action> best(Posture posture, Score score, int limit) {
        var before = scorer.figures(posture, score.at());
        return candidates(posture, score).stream()
                .map(candidate -> tried(candidate, posture, score.at(), before))
                .filter(NextActions::gains)
                .sorted(Action.BEST_FIRST)
                .limit(limit)
                .toList();
    }

    /// What the figures would be at `t`, now or later, if all of these, of one list of [#best],
    /// were done at the instant for which they were searched.
    public Figures after(Posture posture, Instant t, Collection<Action> actions) {
        posture.mark();
        actions.forEach(action -> action.entries().forEach(posture::add));
        var figures = scorer.figures(posture, t);
        posture.rewind();
        return figures;
    }

    private static boolean gains(Action action) {
        return action.gain() > NOTHING
                || action.principleGain() > NOTHING
                || action.rawGain() > NOTHING
                || action.headroomGain() > NOTHING;
    }

    private List<Candidate> candidates(Posture posture, Score score) {
        var hypothesis = new Hypothesis(score.at());
        var t = Micros.of(score.at());
        var releases = posture.supported(t);
        var candidates = new ArrayList<Candidate>();
        var values = valuesByKey(score);
        for (var remedy : catalogue.remedies()) {
            candidates.addAll(remedies(remedy, score, values, hypothesis));
        }
        for (var cap : score.overall().caps()) {
            lift(cap, score, hypothesis, candidates);
        }
        catalogue
                .evidence()
                .forEach(
                        (id, kind) ->
                                candidates.add(
                                        evidence(id, kind, posture, t, releases, hypothesis)));
        catalogue
                .measures()
                .forEach(
                        measure ->
                                candidates.addAll(
                                        answers(measure, posture, t, releases, hypothesis)));
        candidates.addAll(profile(posture, t, hypothesis));
        return candidates;
    }

    /// What is known of a key under one kind is known of it under the others: a KEV listing says
    /// nothing of the component, but the match of the same key does.
    private static Map<String, Map<String, String>> valuesByKey(Score score) {
        var byKey = new HashMap<String, Map<String, String>>();
        for (var state : score.obligations()) {
            var values = byKey.computeIfAbsent(state.key(), any -> new HashMap<>());
            values.put("key", state.key());
            state.attributes().forEach(values::putIfAbsent);
            if (state.line() != null) {
                values.putIfAbsent("line", state.line());
            }
            if (state.release() != null) {
                values.putIfAbsent("release", state.release());
            }
        }
        return byKey;
    }

    private List<Candidate> remedies(
            Remedy remedy,
            Score score,
            Map<String, Map<String, String>> values,
            Hypothesis hypothesis) {
        var kinds = Set.copyOf(remedy.concerns());
        var held = new HashSet<String>();
        score.overall().caps().forEach(cap -> held.addAll(cap.concerns()));
        var groups = new TreeMap<String, Group>();
        for (var state : score.obligations()) {
            var stands = state.open() || (held.contains(state.key()) && !state.excused());
            if (stands && kinds.contains(state.kind())) {
                var known = values.getOrDefault(state.key(), Map.of());
                groups.computeIfAbsent(group(remedy, known), any -> new Group())
                        .add(state, known, held.contains(state.key()));
            }
        }
        return groups.values().stream()
                .sorted(
                        Comparator.comparingLong((Group group) -> Action.billionths(group.worth()))
                                .reversed())
                .limit(GROUPS_TRIED)
                .map(group -> group.candidate(remedy, hypothesis))
                .toList();
    }

    /// Several concerns that hold one cap: none lifts it alone, so all are tried together.
    private void lift(
            Score.Cap cap, Score score, Hypothesis hypothesis, List<Candidate> candidates) {
        var gate =
                catalogue.gates().stream()
                        .filter(each -> each.id().equals(cap.gate()))
                        .findFirst()
                        .orElseThrow();
        if (cap.concerns().size() < 2 || gate.lift().isEmpty()) {
            return;
        }
        var held = Set.copyOf(cap.concerns());
        var entries = new LinkedHashMap<String, Entry>();
        @Nullable Remedy used = null;
        for (var state : score.obligations()) {
            var remedy = held.contains(state.key()) ? fix(state.kind()) : null;
            if (remedy != null) {
                used = remedy;
                for (var kind : remedy.concerns()) {
                    entries.computeIfAbsent(
                            kind + " " + state.key(),
                            any ->
                                    hypothesis.closed(
                                            kind, state.key(), remedy.how(), remedy.trust()));
                }
            }
        }
        if (used != null) {
            candidates.add(
                    new Candidate(
                            used.kind(),
                            Template.fill(
                                    gate.lift(),
                                    Map.of("count", Integer.toString(cap.concerns().size()))),
                            used.instruction(),
                            used.who(),
                            cap.concerns().getFirst(),
                            List.copyOf(entries.values())));
        }
    }

    private @Nullable Remedy fix(String kind) {
        return catalogue.remedies().stream()
                .filter(remedy -> remedy.kind().equals("fix") && remedy.concerns().contains(kind))
                .findFirst()
                .orElse(null);
    }

    private static String group(Remedy remedy, Map<String, String> values) {
        var name = new StringBuilder();
        for (var by : remedy.groupBy()) {
            var value = values.getOrDefault(by, "");
            if (value.isBlank()) {
                return "key " + values.get("key");
            }
            name.append(by).append(' ').append(value).append('\n');
        }
        return name.toString();
    }

    /// Concerns that one act closes.
    private static final class Group {
        private final Map<String, Map<String, String>> members = new TreeMap<>();
        private double worth;

        void add(ObligationState state, Map<String, String> values, boolean held) {
            members.put(state.key(), values);
            worth += state.weight() * (1 - state.credit()) + (held ? 1000 : 0);
        }

        double worth() {
            return worth;
        }

        Candidate candidate(Remedy remedy, Hypothesis hypothesis) {
            var values = new HashMap<String, String>();
            for (var member : members.values()) {
                member.forEach(
                        (name, value) -> values.merge(name, value, (a, b) -> a.equals(b) ? a : ""));
            }
            var first = members.keySet().iterator().next();
            values.put("key", members.size() == 1 ? first : first + " and others");
            values.put("count", Integer.toString(members.size()));
            var entries = new ArrayList<Entry>();
            for (var key : members.keySet()) {
                for (var kind : remedy.concerns()) {
                    entries.add(hypothesis.closed(kind, key, remedy.how(), remedy.trust()));
                }
            }
            return new Candidate(
                    remedy.kind(),
                    Template.fill(remedy.titles(), values),
                    remedy.instruction(),
                    remedy.who(),
                    first,
                    entries);
        }
    }

    private Candidate evidence(
            String id,
            EvidenceKind kind,
            Posture posture,
            long t,
            List<Release> releases,
            Hypothesis hypothesis) {
        if (!kind.perRelease()) {
            var looks = posture.looks(id).get("*");
            var seen = looks != null && looks.newest(t) != null;
            return new Candidate(
                    seen ? "rescan" : "connect",
                    seen ? kind.renew() : kind.connect(),
                    kind.how(),
                    kind.who(),
                    null,
                    List.of(hypothesis.covered(id, "*", kind.trust(), kind.attributes())));
        }
        var missing =
                releases.stream()
                        .filter(release -> unseen(posture, id, release.name(), t))
                        .toList();
        var seen = missing.isEmpty() && !releases.isEmpty();
        var entries = looks(id, kind, posture, seen ? releases : missing, releases, hypothesis);
        return new Candidate(
                seen ? "rescan" : "connect",
                Template.fill(
                        seen ? kind.renew() : kind.connect(),
                        Map.of("subjects", subjects(seen ? releases : missing))),
                kind.how(),
                kind.who(),
                null,
                entries);
    }

    private static boolean unseen(Posture posture, String kind, String release, long t) {
        var looks = posture.looks(kind).get(release);
        return looks == null || looks.newest(t) == null;
    }

    private static String subjects(List<Release> releases) {
        return releases.isEmpty()
                ? "the next release"
                : Template.list(releases.stream().map(Release::name).toList());
    }

    /// Looks at all artefacts and known scopes of the releases; of a product without one, at the
    /// next release.
    private List<Entry> looks(
            String id,
            EvidenceKind kind,
            Posture posture,
            List<Release> wanted,
            List<Release> all,
            Hypothesis hypothesis) {
        var entries = new ArrayList<Entry>();
        var subjects = new ArrayList<Release>(wanted);
        if (all.isEmpty()) {
            entries.add(hypothesis.released("next"));
            subjects.add(new Release("next", "next", 0, 1));
        }
        var scopes = new ArrayList<>(posture.looksByScope(id).keySet());
        if (scopes.isEmpty()) {
            scopes.add("");
        }
        for (var release : subjects) {
            for (var scope : scopes) {
                for (var artefact = 0; artefact < release.artefacts(); artefact++) {
                    var attributes = new HashMap<>(kind.attributes());
                    attributes.put("artefact", "artefact " + artefact);
                    if (!scope.isEmpty()) {
                        attributes.put("scope", scope);
                    }
                    entries.add(hypothesis.covered(id, release.name(), kind.trust(), attributes));
                }
            }
        }
        return entries;
    }

    private List<Candidate> answers(
            Measure measure,
            Posture posture,
            long t,
            List<Release> releases,
            Hypothesis hypothesis) {
        if (exempt(measure.unless(), posture, t)) {
            return List.of();
        }
        return switch (measure.form()) {
            case Form.Checklist list ->
                    list.items().stream()
                            .filter(item -> !exempt(item.unless(), posture, t))
                            .map(
                                    item ->
                                            answer(
                                                    measure.id(),
                                                    item,
                                                    1,
                                                    list.answering(),
                                                    posture,
                                                    t,
                                                    hypothesis))
                            .toList();
            case Form.Share(Population.Items items) -> {
                if (releases.isEmpty()) {
                    yield List.of();
                }
                yield List.of(items(measure, items, posture, t, releases, hypothesis));
            }
            case Form.Share any -> List.of();
            case Form.Timed any -> List.of();
            case Form.Windowed any -> List.of();
            case Form.Density any -> List.of();
            case Form.Saturating form ->
                    List.of(
                            answer(
                                    measure.id(),
                                    form.figure(),
                                    1,
                                    form.answering(),
                                    posture,
                                    t,
                                    hypothesis));
        };
    }

    private static boolean asked(Posture posture, String list, String item, long t) {
        var answers = posture.answers(list, item);
        if (answers == null) {
            return false;
        }
        var reading = new Answers.Reading();
        answers.read(t, Freshness.FOREVER, reading);
        return reading.asked();
    }

    private boolean exempt(@Nullable Exemption unless, Posture posture, long t) {
        var profile = catalogue.profile();
        return unless != null
                && profile != null
                && posture.exemptUntil(unless, profile.trust(), t) >= 0;
    }

    private static Candidate answer(
            String list,
            Item item,
            double value,
            Answering answering,
            Posture posture,
            long t,
            Hypothesis hypothesis) {
        return new Candidate(
                asked(posture, list, item.id(), t) ? "renew" : "answer",
                Template.fill(answering.title(), Map.of("item", item.title())),
                answering.how(),
                answering.who(),
                null,
                List.of(hypothesis.answered(list, item.id(), value, answering.trust())));
    }

    /// The profile's facts that nobody has answered yet, each as far as it could gain: the answer
    /// that exempts.
    private List<Candidate> profile(Posture posture, long t, Hypothesis hypothesis) {
        var profile = catalogue.profile();
        if (profile == null) {
            return List.of();
        }
        var candidates = new ArrayList<Candidate>();
        for (var fact : profile.facts()) {
            if (!asked(posture, Profile.LIST, fact.id(), t)) {
                exemptions(fact.id())
                        .forEach(
                                unless ->
                                        candidates.add(
                                                answer(
                                                        Profile.LIST,
                                                        fact,
                                                        unless.value(),
                                                        profile.answering(),
                                                        posture,
                                                        t,
                                                        hypothesis)));
            }
        }
        return candidates;
    }

    private Set<Exemption> exemptions(String fact) {
        var exemptions = new LinkedHashSet<Exemption>();
        catalogue
                .measures()
                .map(Measure::unless)
                .forEach(
                        unless -> {
                            if (unless != null && unless.fact().equals(fact)) {
                                exemptions.add(unless);
                            }
                        });
        return exemptions;
    }

    private Candidate items(
            Measure measure,
            Population.Items population,
            Posture posture,
            long t,
            List<Release> releases,
            Hypothesis hypothesis) {
        Answering answering = population.answering();
        var entries = new ArrayList<Entry>();
        var subjects =
                releases.stream()
                        .map(
                                release ->
                                        population.per() == Form.Per.LINE
                                                ? release.line()
                                                : release.name())
                        .toList();
        for (var subject : subjects) {
            for (var item : population.items()) {
                if (!exempt(item.unless(), posture, t)) {
                    entries.add(
                            hypothesis.answered(
                                    measure.id(), subject + "/" + item.id(), 1, answering.trust()));
                }
            }
        }
        var by = answering.kind();
        var kind = by == null ? null : catalogue.evidence().get(by);
        if (by != null && kind != null) {
            entries.addAll(looks(by, kind, posture, releases, releases, hypothesis));
        }
        return new Candidate(
                "answer",
                Template.fill(answering.title(), Map.of("subjects", Template.list(subjects))),
                answering.how(),
                answering.who(),
                null,
                entries);
    }

    private Action tried(Candidate candidate, Posture posture, Instant t, Figures before) {
        posture.mark();
        candidate.entries().forEach(posture::add);
        var after = scorer.figures(posture, t, before, candidate.entries());
        posture.rewind();
        var lifts = before.gates().stream().filter(gate -> !after.gates().contains(gate)).toList();
        var measure = mostMoved(before, after);
        var principle = measure < 0 ? principleOf(lifts) : principleOf(measure);
        return new Action(
                candidate.kind(),
                candidate.title(),
                candidate.how(),
                candidate.who(),
                catalogue.principles().get(principle).id(),
                measure < 0 ? String.join(", ", lifts) : scorer.measures().get(measure).id(),
                candidate.concern(),
                100 * (after.overall() - before.overall()),
                100 * (after.shown(principle) - before.shown(principle)),
                100 * (after.overallRaw() - before.overallRaw()),
                100 * (after.overallHeadroom() - before.overallHeadroom()),
                lifts,
                candidate.entries());
    }

    /// −1 if none moved: then at most a cap was lifted.
    private int mostMoved(Figures before, Figures after) {
        var most = -1;
        var by = 0.0;
        for (var m = 0; m < scorer.measures().size(); m++) {
            var moved =
                    scorer.measures().get(m).weight() * Math.abs(after.value(m) - before.value(m));
            if (moved > by + NOTHING) {
                by = moved;
                most = m;
            }
        }
        return most;
    }

    private int principleOf(List<String> gates) {
        for (var gate : catalogue.gates()) {
            if (gates.contains(gate.id())) {
                for (var p = 0; p < catalogue.principles().size(); p++) {
                    if (catalogue.principles().get(p).id().equals(gate.principle())) {
                        return p;
                    }
                }
            }
        }
        return 0;
    }

    private int principleOf(int measure) {
        var left = measure;
        for (var p = 0; p < catalogue.principles().size(); p++) {
            for (var theme : catalogue.principles().get(p).themes()) {
                left -= theme.measures().size();
                if (left < 0) {
                    return p;
                }
            }
        }
        throw new IllegalArgumentException("no measure " + measure);
    }
}
