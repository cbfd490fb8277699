package dev.plumbline.model;

import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes ledgers for tests, one line a call. Each line is its own evidence unless [#by] says
/// otherwise, and ids are counted.
public final class Ledgers {
    private final List<Entry> entries = new ArrayList<>();
    private final String prefix;
    private String evidence = "";

    private Ledgers(String prefix) {
        this.prefix = prefix;
    }

    public static Ledgers ledger() {
        return new Ledgers("e");
    }

    /// Lines to be added to another ledger: their ids differ.
    public static Ledgers more(String prefix) {
        return new Ledgers(prefix);
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public List<Entry> after(List<Entry> others) {
        var all = new ArrayList<>(others);
        all.addAll(entries);
        return all;
    }

    public Ledgers by(String name) {
        evidence = name;
        return this;
    }

    private String id() {
        return prefix + entries.size();
    }

    private String evidence() {
        return evidence.isEmpty() ? id() : evidence;
    }

    public Ledgers released(Instant at, String release, String line) {
        entries.add(new Entry.Released(id(), evidence(), at, release, line, false, 1));
        return this;
    }

    public Ledgers shipped(Instant at, String release, String line, int artefacts) {
        entries.add(new Entry.Released(id(), evidence(), at, release, line, false, artefacts));
        return this;
    }

    public Ledgers prereleased(Instant at, String release, String line) {
        entries.add(new Entry.Released(id(), evidence(), at, release, line, true, 1));
        return this;
    }

    public Ledgers supportEnded(Instant at, String line) {
        entries.add(new Entry.SupportEnded(id(), evidence(), at, line));
        return this;
    }

    public Ledgers covered(Instant at, String kind, String subject, double trust) {
        return covered(at, kind, subject, trust, Map.of());
    }

    public Ledgers covered(
            Instant at, String kind, String subject, double trust, Map<String, String> with) {
        entries.add(new Entry.Covered(id(), evidence(), at, kind, subject, trust, with));
        return this;
    }

    public Ledgers owed(Instant at, String kind, String key, Severity severity) {
        return owed(at, kind, key, severity, false, Map.of());
    }

    public Ledgers owed(
            Instant at,
            String kind,
            String key,
            Severity severity,
            boolean own,
            Map<String, String> with) {
        entries.add(
                new Entry.Owed(
                        id(),
                        evidence(),
                        at,
                        kind,
                        key,
                        null,
                        null,
                        severity,
                        null,
                        null,
                        null,
                        own,
                        with));
        return this;
    }

    public Ledgers concern(
            Instant at,
            String kind,
            String key,
            String line,
            Severity severity,
            Map<String, String> with) {
        entries.add(
                new Entry.Owed(
                        id(),
                        evidence(),
                        at,
                        kind,
                        key,
                        line,
                        null,
                        severity,
                        null,
                        null,
                        null,
                        false,
                        with));
        return this;
    }

    public Ledgers ofRelease(Instant at, String kind, String key, String release) {
        entries.add(
                new Entry.Owed(
                        id(),
                        evidence(),
                        at,
                        kind,
                        key,
                        null,
                        release,
                        Severity.HIGH,
                        null,
                        null,
                        null,
                        false,
                        Map.of("critical", "true")));
        return this;
    }

    public Ledgers stated(Instant at, String kind, String key, Instant due, int tierDays) {
        return listed(at, kind, key, due, at, tierDays);
    }

    public Ledgers listed(
            Instant at, String kind, String key, Instant due, Instant listedAt, int tierDays) {
        entries.add(
                new Entry.Owed(
                        id(),
                        evidence(),
                        at,
                        kind,
                        key,
                        null,
                        null,
                        Severity.CRITICAL,
                        due,
                        listedAt,
                        tierDays,
                        false,
                        Map.of()));
        return this;
    }

    public Ledgers closed(Instant at, String kind, String key, String how, double trust) {
        entries.add(new Entry.Closed(id(), evidence(), at, kind, key, how, trust, null));
        return this;
    }

    public Ledgers closedUntil(
            Instant at, String kind, String key, String how, double trust, Instant until) {
        entries.add(new Entry.Closed(id(), evidence(), at, kind, key, how, trust, until));
        return this;
    }

    public Ledgers answered(Instant at, String list, String item, double value, double trust) {
        entries.add(new Entry.Answered(id(), evidence(), at, list, item, value, trust, null));
        return this;
    }

    public Ledgers retracted(Instant at, String of) {
        entries.add(new Entry.Retracted(id(), evidence(), at, of));
        return this;
    }

    public Ledgers excused(Instant at, String of) {
        entries.add(new Entry.Excused(id(), evidence(), at, of));
        return this;
    }

    public static Instant days(Instant from, double days) {
        return from.plus(Duration.ofSeconds(Math.round(days * 86_400)));
    }
}
