package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.GateChecked;
import dev.plumbline.events.Evidence.GateException;
import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.scoring.obligation.ReleaseLines.Shipped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether releases passed the maker's own gates, or went out past them.
///
/// A gate that failed and passed before the release went out did its work and is owed nothing. What
/// counts is how each gate stood on the day of the release: passed, excepted by the right role
/// before that day, or bypassed. A passed check is a credit and counts from when it was reported; a
/// failed one from when it was made.
final class DeriveGates {
    private static final String RELEASE = "release";
    private static final String GATE_FAILED = "gate-failed";

    /// How long after a release an exception may be reported and still be believed to be older than
    /// it.
    private static final Duration REPORTING = Duration.ofDays(1);

    private final ProductFacts facts;
    private final Draft draft;

    DeriveGates(ProductFacts facts, Draft draft) {
        this.facts = facts;
        this.draft = draft;
    }

    /// A check with the instant from which it counts.
    private record Check(GateChecked said, Instant at, boolean good) {
        String evidence() {
            return said.provenance().submission().toString();
        }

        double trust() {
            return said.provenance().trust();
        }
    }

    /// A span in which all gates of a release are good.
    private record Clean(Instant from, @Nullable Instant until, String evidence, double trust) {}

    void write(ReleaseLines lines) {
        Map<String, List<GateChecked>> byRelease =
                facts.said(GateChecked.class).collect(Collectors.groupingBy(GateChecked::release));
        byRelease.values().forEach(checks -> checks.forEach(this::cover));
        lines.generalByLine()
                .forEach(
                        (line, releases) -> {
                            Map<String, List<Clean>> clean = new HashMap<>();
                            for (Shipped release : releases) {
                                owe(release);
                                Map<String, List<Check>> gates =
                                        gates(
                                                release,
                                                byRelease.getOrDefault(
                                                        release.version(), List.of()));
                                clean.put(release.version(), clean(release, gates));
                                clean.get(release.version()).forEach(span -> pass(release, span));
                                gates.forEach((gate, checks) -> fail(release, gate, checks));
                            }
                            liftByNextCleanRelease(line, releases, clean);
                        });
    }

    private void cover(GateChecked check) {
        String evidence = check.provenance().submission().toString();
        draft.add(
                new Entry.Covered(
                        Draft.id("covered", "gate", check.release(), check.gate(), evidence),
                        evidence,
                        check.provenance().observedAt(),
                        "gate",
                        check.release(),
                        check.provenance().trust(),
                        Map.of("gate", check.gate())));
    }

    private void owe(Shipped release) {
        String evidence = release.by().toString();
        draft.add(
                new Entry.Owed(
                        Draft.id(RELEASE, release.version(), evidence),
                        evidence,
                        release.at(),
                        RELEASE,
                        release.version(),
                        release.line(),
                        release.version(),
                        Severity.MEDIUM,
                        null,
                        null,
                        null,
                        false,
                        Map.of("title", release.version())));
        draft.tell(
                RELEASE,
                release.version(),
                "Release " + release.version(),
                null,
                null,
                new Reason(
                        release.version() + " went out on line " + release.line(),
                        release.by(),
                        release.at()));
    }

    private static Map<String, List<Check>> gates(Shipped release, List<GateChecked> said) {
        return said.stream()
                .map(check -> check(release, check))
                .sorted(Comparator.comparing(Check::at).thenComparing(Check::evidence))
                .collect(
                        Collectors.groupingBy(
                                check -> check.said().gate(), TreeMap::new, Collectors.toList()));
    }

    private static Check check(Shipped release, GateChecked said) {
        Instant told = said.provenance().observedAt();
        boolean good = said.passed() || excepted(release, said);
        return new Check(said, good ? told : Draft.earlier(said.checkedAt(), told), good);
    }

    private static boolean excepted(Shipped release, GateChecked said) {
        GateException exception = said.exception();
        return exception != null
                && Waivers.isComplete(
                        exception.owner(),
                        exception.reason(),
                        exception.grantedBy(),
                        exception.grantedByRole())
                && !exception.grantedAt().isAfter(release.at())
                && exception.expiresAt().isAfter(release.at())
                && !said.provenance().observedAt().isAfter(release.at().plus(REPORTING));
    }

    private static Optional<Check> lastBy(List<Check> checks, Instant at) {
        return checks.stream().filter(check -> !check.at().isAfter(at)).reduce((a, b) -> b);
    }

    private static List<Clean> clean(Shipped release, Map<String, List<Check>> gates) {
        if (gates.isEmpty()) {
            return List.of();
        }
        TreeSet<Instant> instants = new TreeSet<>(List.of(release.at()));
        gates.values()
                .forEach(
                        checks ->
                                checks.stream()
                                        .map(Check::at)
                                        .filter(at -> at.isAfter(release.at()))
                                        .forEach(instants::add));
        List<Clean> spans = new ArrayList<>();
        Clean open = null;
        for (Instant at : instants) {
            Optional<Clean> now = cleanAt(at, gates);
            if (open != null && now.isEmpty()) {
                spans.add(new Clean(open.from(), at, open.evidence(), open.trust()));
                open = null;
            } else if (open == null && now.isPresent()) {
                open = now.get();
            }
        }
        if (open != null) {
            spans.add(open);
        }
        return spans;
    }

    private static Optional<Clean> cleanAt(Instant at, Map<String, List<Check>> gates) {
        Check weakest = null;
        for (List<Check> checks : gates.values()) {
            Optional<Check> last = lastBy(checks, at);
            if (last.isEmpty()) {
                continue;
            }
            if (!last.get().good()) {
                return Optional.empty();
            }
            if (weakest == null || last.get().trust() < weakest.trust()) {
                weakest = last.get();
            }
        }
        return Optional.ofNullable(weakest)
                .map(check -> new Clean(at, null, check.evidence(), check.trust()));
    }

    private void pass(Shipped release, Clean span) {
        draft.close(
                List.of(RELEASE),
                release.version(),
                "passed",
                span.evidence(),
                span.from(),
                span.trust(),
                span.until());
    }

    private void fail(Shipped release, String gate, List<Check> checks) {
        String key = release.version() + "/" + gate;
        Check bad = null;
        Optional<Check> onTheDay = lastBy(checks, release.at());
        if (onTheDay.isPresent() && !onTheDay.get().good()) {
            bad = onTheDay.get();
            owe(release, gate, key, bad, release.at());
        }
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            if (!check.at().isAfter(release.at())) {
                continue;
            }
            if (!check.good() && bad == null) {
                owe(release, gate, key, check, check.at());
            } else if (check.good() && bad != null) {
                draft.close(
                        List.of(GATE_FAILED),
                        key,
                        "passed",
                        check.evidence(),
                        check.at(),
                        check.trust(),
                        nextBad(checks, i));
            }
            bad = check.good() ? null : check;
        }
    }

    private static @Nullable Instant nextBad(List<Check> checks, int after) {
        return checks.subList(after + 1, checks.size()).stream()
                .filter(check -> !check.good())
                .map(Check::at)
                .findFirst()
                .orElse(null);
    }

    private void owe(Shipped release, String gate, String key, Check bad, Instant at) {
        String title = release.version() + " went past gate " + gate;
        draft.add(
                new Entry.Owed(
                        Draft.id(GATE_FAILED, key, bad.evidence()),
                        bad.evidence(),
                        at,
                        GATE_FAILED,
                        key,
                        release.line(),
                        release.version(),
                        bad.said().critical() ? Severity.CRITICAL : Severity.MEDIUM,
                        null,
                        null,
                        null,
                        false,
                        Map.of(
                                "critical",
                                Boolean.toString(bad.said().critical()),
                                "title",
                                title)));
        draft.tell(
                GATE_FAILED,
                key,
                title,
                null,
                null,
                new Reason(
                        "gate "
                                + gate
                                + " failed on "
                                + bad.said().checkedAt()
                                + " and no exception of the right role stood on the day of the release",
                        bad.said().provenance().submission(),
                        at));
    }

    /// A bypassed gate stands until a later release of the line passes all of its gates.
    private void liftByNextCleanRelease(
            String line, List<Shipped> releases, Map<String, List<Clean>> clean) {
        for (Entry.Owed owed : draft.owed()) {
            if (!owed.kind().equals(GATE_FAILED) || !line.equals(owed.line())) {
                continue;
            }
            for (Shipped release : releases) {
                if (!release.at().isAfter(owed.at()) || release.version().equals(owed.release())) {
                    continue;
                }
                clean.getOrDefault(release.version(), List.of()).stream()
                        .findFirst()
                        .ifPresent(
                                span ->
                                        draft.close(
                                                List.of(GATE_FAILED),
                                                owed.key(),
                                                "passed",
                                                span.evidence(),
                                                span.from(),
                                                span.trust(),
                                                null));
            }
        }
    }
}
