package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Decision.RiskAccepted;
import dev.plumbline.events.Evidence.DutyMet;
import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry.Closed;
import dev.plumbline.model.evidence.Entry.Owed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What becomes overdue has to reach somebody with power over the product (SCORING.md 5.4,
/// overdue-escalation).
///
/// A known exploited vulnerability and a critical flaw owe a decision from the day on which they
/// were due and not mended. An executive decides, in person, or accepts the risk with an end.
/// Mending it settles the matter, too, however late.
///
/// The due days are those of KEV and of BOD 26-04; where neither sets one, the term that the
/// catalogues give for critical flaws. An organisation that gives longer terms still has its
/// executives asked after these.
final class DeriveEscalations {
    private static final String KIND = DeriveDuties.ESCALATION;
    private static final int CRITICAL_DAYS = 15;
    private static final int LATEST_AFTER_LISTING = 30;
    private static final String EXECUTIVE = "executive";
    private static final Set<String> FLAWS = Set.of("match", "finding");
    private static final Set<String> MENDED =
            Set.of("release-fixed", "rescan", "vex-not-affected", "support-ended", "withdrawn");

    private final ProductFacts facts;
    private final Draft draft;

    DeriveEscalations(ProductFacts facts, Draft draft) {
        this.facts = facts;
        this.draft = draft;
    }

    void write() {
        Map<String, Overdue> due = new TreeMap<>();
        for (Owed owed : draft.owed()) {
            Instant day = dueDay(owed);
            if (day != null) {
                due.merge(
                        owed.key(),
                        new Overdue(owed, day),
                        (a, b) -> b.day().isBefore(a.day()) ? b : a);
            }
        }
        Map<String, List<Closed>> mended = new HashMap<>();
        for (Closed closed : draft.closed()) {
            if (due.containsKey(closed.key())
                    && MENDED.contains(closed.how())
                    && isFlaw(closed.kind())) {
                mended.computeIfAbsent(closed.key(), any -> new ArrayList<>()).add(closed);
            }
        }
        due.forEach((key, overdue) -> write(key, overdue, mended.getOrDefault(key, List.of())));
    }

    private record Overdue(Owed owed, Instant day) {}

    private static boolean isFlaw(String kind) {
        return FLAWS.contains(kind) || kind.equals(DeriveMatches.KEV_MATCH);
    }

    private static @Nullable Instant dueDay(Owed owed) {
        if (owed.kind().equals(DeriveMatches.KEV_MATCH)) {
            int tier = owed.tierDays() == null ? 0 : owed.tierDays();
            Instant fair = owed.at().plus(Duration.ofDays(tier));
            Instant listed = owed.listedAt() == null ? owed.at() : owed.listedAt();
            Instant stated =
                    owed.statedDue() == null
                            ? listed.plus(Duration.ofDays(tier))
                            : owed.statedDue();
            Instant latest = listed.plus(Duration.ofDays(LATEST_AFTER_LISTING));
            return Draft.later(Draft.earlier(stated, latest), fair);
        }
        if (!FLAWS.contains(owed.kind()) || owed.severity() != Severity.CRITICAL) {
            return null;
        }
        int days =
                owed.tierDays() == null ? CRITICAL_DAYS : Math.min(CRITICAL_DAYS, owed.tierDays());
        return owed.at().plus(Duration.ofDays(days));
    }

    private void write(String key, Overdue overdue, List<Closed> mended) {
        Instant day = overdue.day();
        boolean inTime =
                mended.stream()
                        .anyMatch(
                                closed ->
                                        !closed.at().isAfter(day)
                                                && (closed.until() == null
                                                        || closed.until().isAfter(day)));
        if (inTime) {
            return;
        }
        Owed owed = overdue.owed();
        String title = draft.titleOf(owed.kind(), key);
        draft.add(
                new Owed(
                        Draft.id(KIND, key, owed.evidence(), day.toString()),
                        owed.evidence(),
                        day,
                        KIND,
                        key,
                        owed.line(),
                        owed.release(),
                        Severity.CRITICAL,
                        null,
                        null,
                        null,
                        false,
                        Map.of("title", title)));
        draft.tell(
                KIND,
                key,
                title,
                owed.attributes().get("vulnerability"),
                null,
                new Reason(
                        "it was due on " + day + " and is not mended",
                        UUID.fromString(owed.evidence()),
                        day));
        mended.stream()
                .filter(closed -> closed.at().isAfter(day))
                .min(Comparator.comparing(Closed::at).thenComparing(Closed::id))
                .ifPresent(
                        closed ->
                                close(
                                        key,
                                        "withdrawn",
                                        closed.evidence(),
                                        closed.at(),
                                        closed.trust()));
        decide(key);
    }

    private void decide(String key) {
        facts.said(DutyMet.class)
                .filter(met -> met.kind().equals(KIND) && met.key().equals(key))
                .forEach(
                        met ->
                                close(
                                        key,
                                        met.how(),
                                        met.provenance().submission().toString(),
                                        Credited.from(met.metAt(), met.provenance()),
                                        met.provenance().trust()));
        facts.said(RiskAccepted.class)
                .filter(risk -> risk.concern().endsWith("/" + key))
                .filter(risk -> risk.approverRole().equalsIgnoreCase(EXECUTIVE))
                .filter(
                        risk ->
                                Waivers.isComplete(
                                        risk.owner(),
                                        risk.reason(),
                                        risk.approver(),
                                        risk.approverRole()))
                .forEach(
                        risk ->
                                close(
                                        key,
                                        "decided",
                                        risk.id().toString(),
                                        risk.decidedAt(),
                                        Waivers.NAMED_PERSON));
    }

    private void close(String key, String how, String evidence, Instant at, double trust) {
        draft.close(List.of(KIND), key, how, evidence, at, trust, null);
    }
}
