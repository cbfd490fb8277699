package dev.plumbline.model.obligation;

import dev.plumbline.model.catalogue.Catalogue.Profile;
import dev.plumbline.model.catalogue.Form.Exemption;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.obligation.Answers.Answer;
import dev.plumbline.model.obligation.Concern.Closing;
import dev.plumbline.model.obligation.Concern.Saying;
import dev.plumbline.model.obligation.Looks.Look;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The ledger of one product, folded for one catalogue, to be asked about any instant.
///
/// Lines may be added in any order; one that is there already, by its id, changes nothing. What was
/// added last can be taken back ([#mark()], [#rewind()]), which is how hypothetical entries are
/// tried. Not safe for several threads.
public final class Posture {
    private final Plan plan;
    private final Map<String, Proof> proofs = new HashMap<>();
    private final Map<String, Topic> topics;
    private final List<List<Claim>> claims = new ArrayList<>();
    private final Map<String, Kept> looks = new HashMap<>();
    private final Map<String, Kept> looksByScope = new HashMap<>();
    private final Map<String, Map<String, Answers>> answers = new HashMap<>();
    private final Map<String, List<Shipped>> releases = new HashMap<>();
    private final Map<String, List<Ended>> ends = new HashMap<>();
    private @Nullable Proof lastProof;
    private @Nullable Deque<Runnable> journal;

    private Posture(Plan plan, int size) {
        this.plan = plan;
        this.topics = HashMap.newHashMap(size / 2);
        for (var i = 0; i < plan.demands.size(); i++) {
            claims.add(new ArrayList<>());
        }
    }

    public static Posture of(Plan plan, Collection<? extends Entry> entries) {
        var posture = new Posture(plan, entries.size());
        entries.forEach(posture::add);
        return posture;
    }

    public void add(Entry entry) {
        var proof = proof(entry.evidence());
        switch (entry) {
            case Entry.Owed owed -> owe(owed, proof);
            case Entry.Closed closed -> close(closed, proof);
            case Entry.Covered covered -> cover(covered, proof);
            case Entry.Answered answered -> answer(answered, proof);
            case Entry.Released released -> release(released, proof);
            case Entry.SupportEnded ended -> {
                var of = ends.computeIfAbsent(ended.line(), any -> new ArrayList<>(1));
                of.add(new Ended(Micros.of(ended.at()), proof));
                if (journal != null) {
                    journal.push(of::removeLast);
                }
            }
            case Entry.Retracted retracted -> {
                permanent(retracted);
                proof(retracted.of()).retract(Micros.of(retracted.at()));
            }
            case Entry.Excused excused -> {
                permanent(excused);
                proof(excused.of()).excuse(Micros.of(excused.at()));
            }
        }
    }

    private void permanent(Entry entry) {
        if (journal != null) {
            throw new IllegalStateException("cannot be tried: " + entry);
        }
    }

    /// Lines of one piece of evidence mostly come together.
    private Proof proof(String evidence) {
        var last = lastProof;
        if (last == null || !last.evidence.equals(evidence)) {
            last = proofs.computeIfAbsent(evidence, Proof::new);
            lastProof = last;
        }
        return last;
    }

    private void release(Entry.Released released, Proof proof) {
        var of = releases.computeIfAbsent(released.release(), any -> new ArrayList<>(1));
        for (var shipped : of) {
            if (shipped.released.id().equals(released.id())) {
                return;
            }
        }
        of.add(new Shipped(released, Micros.of(released.at()), proof));
        if (journal != null) {
            journal.push(of::removeLast);
        }
    }

    private Topic topic(String key) {
        var topic = topics.get(key);
        if (topic == null) {
            topic = new Topic();
            topics.put(key, topic);
        }
        return topic;
    }

    /// The concern of a kind; a new one joins the claims that other kinds have opened.
    private Concern concern(Topic topic, int kind) {
        var concern = topic.concern(kind);
        if (concern == null) {
            concern = topic.open(kind);
            for (var demand : plan.demandsOfKind(kind)) {
                var claim = topic.claim(demand);
                if (claim != null) {
                    claim.join(concern);
                }
            }
        }
        return concern;
    }

    private void owe(Entry.Owed owed, Proof proof) {
        permanent(owed);
        var kind = plan.kind(owed.kind());
        if (kind < 0) {
            return;
        }
        var topic = topic(owed.key());
        var concern = concern(topic, kind);
        if (concern.said(owed.id())) {
            return;
        }
        var saying = new Saying(owed, proof);
        concern.sayings.add(saying);
        for (var demand : plan.demandsOfKind(kind)) {
            var claim = topic.claim(demand);
            if (claim == null) {
                claim = open(demand, owed.key(), topic);
            }
            claim.heard(saying);
        }
    }

    private Claim open(int number, String key, Topic topic) {
        var demand = plan.demands.get(number);
        var claim = new Claim(number, key, demand.when(), demand.filter());
        claims.get(number).add(claim);
        topic.add(claim);
        for (var kind : plan.kindsOfDemand(number)) {
            var concern = topic.concern(kind);
            if (concern != null) {
                claim.join(concern);
            }
        }
        return claim;
    }

    private void close(Entry.Closed closed, Proof proof) {
        var how = plan.number(closed.how());
        var kind = plan.kind(closed.kind());
        if (how < 0 || kind < 0) {
            return;
        }
        var concern = concern(topic(closed.key()), kind);
        var closing = new Closing(closed, how, proof);
        if (concern.add(closing) && journal != null) {
            journal.push(() -> concern.remove(closing));
        }
    }

    private void cover(Entry.Covered covered, Proof proof) {
        var sizeAttribute = plan.sizeAttribute(covered.kind());
        var look = new Look(covered, size(covered, sizeAttribute), proof);
        keep(look, looks, covered.kind(), covered.subject());
        if (sizeAttribute != null) {
            keep(
                    look,
                    looksByScope,
                    covered.kind(),
                    covered.attributes().getOrDefault("scope", ""));
        }
    }

    private void keep(Look look, Map<String, Kept> map, String kind, String of) {
        var kept = map.computeIfAbsent(kind, any -> new Kept()).of(of);
        if (kept.add(look) && journal != null) {
            journal.push(() -> kept.remove(look));
        }
    }

    private static double size(Entry.Covered covered, @Nullable String attribute) {
        var stated =
                attribute == null || attribute.isEmpty()
                        ? null
                        : covered.attributes().get(attribute);
        return stated == null ? 0 : Double.parseDouble(stated);
    }

    private void answer(Entry.Answered answered, Proof proof) {
        var answer = new Answer(answered, proof);
        var of =
                answers.computeIfAbsent(answered.list(), any -> new HashMap<>())
                        .computeIfAbsent(answered.item(), any -> new Answers());
        if (of.add(answer) && journal != null) {
            journal.push(() -> of.remove(answer));
        }
    }

    /// From here on additions can be taken back; only closings, looks, answers and releases can be
    /// tried.
    public void mark() {
        if (journal != null) {
            throw new IllegalStateException("already marked");
        }
        journal = new ArrayDeque<>();
    }

    /// Takes back what was added since [#mark()].
    public void rewind() {
        if (journal == null) {
            throw new IllegalStateException("not marked");
        }
        var steps = journal;
        journal = null;
        steps.forEach(Runnable::run);
    }

    /// Claims of a demand (see [Plan#number]), in the order in which they were first heard of.
    public List<Claim> claims(int demand) {
        return claims.get(demand);
    }

    /// The newest general release of each line that is supported at `t`, by name.
    ///
    /// The end of support is sticky like an obligation: a line that left does not come back because
    /// the announcement was withdrawn, which could lift a score. It comes back with a newer
    /// release.
    public List<Release> supported(long t) {
        var newest = new HashMap<String, Release>();
        releases.forEach(
                (name, shipped) -> {
                    var first = first(shipped, t);
                    if (first == null || first.released.prerelease()) {
                        return;
                    }
                    var release =
                            new Release(
                                    name,
                                    first.released.line(),
                                    first.at,
                                    Math.max(1, first.released.artefacts()));
                    newest.merge(
                            release.line(),
                            release,
                            (a, b) ->
                                    a.at() != b.at()
                                            ? (a.at() > b.at() ? a : b)
                                            : (a.name().compareTo(b.name()) > 0 ? a : b));
                });
        return newest.values().stream()
                .filter(release -> !ended(release, t))
                .sorted(Comparator.comparing(Release::name))
                .toList();
    }

    private static @Nullable Shipped first(List<Shipped> shipped, long t) {
        Shipped first = null;
        for (var each : shipped) {
            if (each.at <= t
                    && each.proof.counts(t)
                    && (first == null
                            || each.at < first.at
                            || (each.at == first.at
                                    && each.released.id().compareTo(first.released.id()) < 0))) {
                first = each;
            }
        }
        return first;
    }

    private boolean ended(Release release, long t) {
        for (var end : ends.getOrDefault(release.line(), List.of())) {
            if (end.at <= t && end.at >= release.at() && end.proof.counts(t)) {
                return true;
            }
        }
        return false;
    }

    /// Looks of a kind, by subject.
    public Map<String, Looks> looks(String kind) {
        var kept = looks.get(kind);
        return kept == null ? Map.of() : kept.bySubject;
    }

    /// Looks of a kind, by scope; kept for kinds whose scopes the catalogue counts.
    public Map<String, Looks> looksByScope(String kind) {
        var kept = looksByScope.get(kind);
        return kept == null ? Map.of() : kept.bySubject;
    }

    public @Nullable Answers answers(String list, String item) {
        return answers(list).get(item);
    }

    /// Answers to one list, by item; what was asked per release or line has its name before a
    /// slash.
    public Map<String, Answers> answers(String list) {
        return answers.getOrDefault(list, Map.of());
    }

    /// Until when the profile says, with enough trust, that something does not concern the product;
    /// −1 if it does not say so.
    public long exemptUntil(Exemption exemption, double trust, long t) {
        var answers = answers(Profile.LIST, exemption.fact());
        return answers == null ? -1 : answers.saysUntil(exemption.value(), trust, t);
    }

    /// Looks of one kind. Most come one after the other for the same subject.
    private static final class Kept {
        private final Map<String, Looks> bySubject = new TreeMap<>();
        private String lastSubject = "";
        private @Nullable Looks last;

        Looks of(String subject) {
            var found = last;
            if (found == null || !lastSubject.equals(subject)) {
                found = bySubject.computeIfAbsent(subject, any -> new Looks());
                last = found;
                lastSubject = subject;
            }
            return found;
        }
    }

    private record Shipped(Entry.Released released, long at, Proof proof) {}

    private record Ended(long at, Proof proof) {}
}
