package dev.plumbline.scoring.obligation;

import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.scoring.obligation.Derived.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ledger in the making. A line whose id is there already is written once.
final class Draft {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Told> subjects = new LinkedHashMap<>();
    private final Map<String, UUID> prompts = new HashMap<>();
    private final Map<String, Double> epss = new HashMap<>();
    private final Map<String, List<String>> weaknesses = new HashMap<>();

    /// Words about a concern, gathered as they come up.
    private record Told(
            String title,
            @Nullable String vulnerability,
            @Nullable String component,
            List<Reason> reasons) {}

    void add(Entry entry) {
        entries.putIfAbsent(entry.id(), entry);
    }

    /// A line that a reference fact made out of older evidence.
    void add(Entry entry, UUID promptedBy) {
        add(entry);
        prompts.putIfAbsent(entry.id(), promptedBy);
    }

    /// A closing of several kinds of concern that share a key.
    void close(
            List<String> kinds,
            String key,
            String how,
            String evidence,
            Instant at,
            double trust,
            @Nullable Instant until) {
        for (String kind : kinds) {
            add(
                    new Entry.Closed(
                            id("closed", kind, key, how, evidence, at.toString()),
                            evidence,
                            at,
                            kind,
                            key,
                            how,
                            trust,
                            until));
        }
    }

    void tell(
            String kind,
            String key,
            String title,
            @Nullable String vulnerability,
            @Nullable String component,
            Reason reason) {
        Told told =
                subjects.computeIfAbsent(
                        kind + "/" + key,
                        any -> new Told(title, vulnerability, component, new ArrayList<>(2)));
        if (!told.reasons().contains(reason)) {
            told.reasons().add(reason);
        }
    }

    /// Says how likely a vulnerability is to be exploited soon, 0..1.
    void rank(String vulnerability, double probability) {
        epss.put(vulnerability, probability);
    }

    /// Says which classes of weakness the flaw of a concern belongs to; the last word counts.
    void classify(String kind, String key, List<String> cwes) {
        weaknesses.put(kind + "/" + key, cwes);
    }

    /// Takes over what another draft owes and this one does not: what only erroneous submissions
    /// said.
    void takeOwedOf(Draft other) {
        Set<String> here = new HashSet<>();
        for (Entry entry : entries.values()) {
            if (entry instanceof Entry.Owed owed) {
                here.add(owed.kind() + "/" + owed.key());
            }
        }
        for (Entry entry : other.entries.values()) {
            if (entry instanceof Entry.Owed owed
                    && !here.contains(owed.kind() + "/" + owed.key())) {
                add(owed);
            }
        }
        other.subjects.forEach(subjects::putIfAbsent);
        other.weaknesses.forEach(weaknesses::putIfAbsent);
    }

    /// All obligations so far.
    List<Entry.Owed> owed() {
        return entries.values().stream()
                .filter(Entry.Owed.class::isInstance)
                .map(Entry.Owed.class::cast)
                .toList();
    }

    /// All closings so far.
    List<Entry.Closed> closed() {
        return entries.values().stream()
                .filter(Entry.Closed.class::isInstance)
                .map(Entry.Closed.class::cast)
                .toList();
    }

    /// What a concern is called.
    String titleOf(String kind, String key) {
        Told told = subjects.get(kind + "/" + key);
        return told == null ? key : told.title();
    }

    Derived finish() {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparing(Entry::at).thenComparing(Entry::id));
        Map<String, Subject> told = new HashMap<>();
        subjects.forEach(
                (concern, t) ->
                        told.put(
                                concern,
                                new Subject(
                                        t.title(),
                                        t.vulnerability(),
                                        t.component(),
                                        t.reasons().stream()
                                                .sorted(Comparator.comparing(Reason::at))
                                                .toList(),
                                        weaknesses.get(concern))));
        return new Derived(sorted, told, epss, prompts);
    }

    static String id(String... parts) {
        return String.join("|", parts);
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
