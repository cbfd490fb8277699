package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.DutyMet;
import dev.plumbline.events.Evidence.DutyOpened;
import dev.plumbline.events.Evidence.LookTaken;
import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Duties and looks that people and tools report, because no document shows them.
///
/// A report from outside owes two things, an answer and a decision. A review by the board owes the
/// next one. Fixes and root causes of which only the maker tells are its own (SCORING.md section 0,
/// rule 16), as what its tools find: nobody gains by telling of more of them. Reports from outside
/// and public commitments are made to others. A duty that was met counts from when that was
/// received.
final class DeriveDuties {
    static final String ESCALATION = "escalation";
    private static final String BOARD_REVIEW = "board-review";
    private static final String OUTSIDE_REPORT = "outside-report";
    private static final String TRIAGE = "outside-report-triage";
    private static final String SOLD_UNSUPPORTED = "sold-unsupported";

    /// What the maker's own search brings up.
    private static final Set<String> OWN = Set.of("own-fix", "root-cause");

    private final ProductFacts facts;
    private final Draft draft;

    DeriveDuties(ProductFacts facts, Draft draft) {
        this.facts = facts;
        this.draft = draft;
    }

    void write() {
        facts.said(DutyOpened.class).forEach(this::open);
        facts.said(DutyMet.class)
                .filter(met -> !met.kind().equals(ESCALATION))
                .filter(met -> !met.kind().equals(BOARD_REVIEW))
                .forEach(this::meet);
        review();
        facts.said(LookTaken.class).forEach(this::look);
    }

    private void open(DutyOpened duty) {
        if (duty.kind().equals(OUTSIDE_REPORT)) {
            owe(duty, OUTSIDE_REPORT, duty.key() + "/answer", duty.title() + ", answer");
            owe(duty, TRIAGE, duty.key() + "/triage", duty.title() + ", decision");
        } else {
            owe(duty, duty.kind(), duty.key(), duty.title());
        }
    }

    private void owe(DutyOpened duty, String kind, String key, String title) {
        Provenance provenance = duty.provenance();
        String evidence = provenance.submission().toString();
        Instant at = Credited.owedFrom(duty.openedAt(), provenance);
        Map<String, String> attributes = new HashMap<>(duty.attributes());
        attributes.put("title", title);
        draft.add(
                new Entry.Owed(
                        Draft.id(kind, key, evidence),
                        evidence,
                        at,
                        kind,
                        key,
                        kind.equals(SOLD_UNSUPPORTED) ? key : null,
                        null,
                        duty.severity() == null ? Severity.UNKNOWN : duty.severity(),
                        duty.dueAt(),
                        null,
                        null,
                        OWN.contains(kind) && !Credited.isIndependent(provenance),
                        attributes));
        draft.tell(
                kind,
                key,
                title,
                duty.attributes().get("vulnerability"),
                null,
                new Reason(
                        "told by " + provenance.sender() + ": " + duty.title(),
                        provenance.submission(),
                        at));
    }

    private void meet(DutyMet met) {
        if (met.kind().equals(OUTSIDE_REPORT)) {
            boolean decision = met.how().equals("triaged");
            close(met, OUTSIDE_REPORT, met.key() + "/answer", !decision);
            close(met, TRIAGE, met.key() + "/triage", decision || met.how().equals("withdrawn"));
        } else {
            close(met, met.kind(), met.key(), true);
        }
    }

    private void close(DutyMet met, String kind, String key, boolean applies) {
        if (applies) {
            draft.close(
                    List.of(kind),
                    key,
                    met.how(),
                    met.provenance().submission().toString(),
                    Credited.from(met.metAt(), met.provenance()),
                    met.provenance().trust(),
                    null);
        }
    }

    private void review() {
        @Nullable DutyMet before = null;
        for (DutyMet review : reviews()) {
            Provenance provenance = review.provenance();
            String evidence = provenance.submission().toString();
            Instant at = Credited.from(review.metAt(), provenance);
            draft.add(
                    new Entry.Covered(
                            Draft.id("covered", BOARD_REVIEW, review.key(), evidence),
                            evidence,
                            at,
                            BOARD_REVIEW,
                            "*",
                            provenance.trust(),
                            Map.of()));
            if (before != null) {
                draft.close(
                        List.of(BOARD_REVIEW),
                        "after " + before.key(),
                        "reviewed",
                        evidence,
                        at,
                        provenance.trust(),
                        null);
            }
            String key = "after " + review.key();
            String title = "the review " + key;
            draft.add(
                    new Entry.Owed(
                            Draft.id(BOARD_REVIEW, key, evidence),
                            evidence,
                            at,
                            BOARD_REVIEW,
                            key,
                            null,
                            null,
                            Severity.MEDIUM,
                            null,
                            null,
                            null,
                            false,
                            Map.of("title", title)));
            draft.tell(
                    BOARD_REVIEW,
                    key,
                    title,
                    null,
                    null,
                    new Reason(
                            "the board reviewed the product, " + review.key(),
                            provenance.submission(),
                            at));
            before = review;
        }
    }

    /// Each once, oldest first.
    private List<DutyMet> reviews() {
        Map<String, DutyMet> byKey = new HashMap<>();
        facts.said(DutyMet.class)
                .filter(met -> met.kind().equals(BOARD_REVIEW))
                .sorted(
                        Comparator.comparing((DutyMet met) -> met.provenance().observedAt())
                                .thenComparing(met -> met.provenance().submission()))
                .forEach(met -> byKey.putIfAbsent(met.key(), met));
        return byKey.values().stream()
                .sorted(
                        Comparator.comparing(
                                        (DutyMet met) ->
                                                Credited.from(met.metAt(), met.provenance()))
                                .thenComparing(DutyMet::key))
                .toList();
    }

    /// An older look is worth less than a newer one, so that its date is believed.
    private void look(LookTaken look) {
        String evidence = look.provenance().submission().toString();
        draft.add(
                new Entry.Covered(
                        Draft.id("covered", look.kind(), evidence),
                        evidence,
                        Credited.owedFrom(look.lookedAt(), look.provenance()),
                        look.kind(),
                        "*",
                        look.provenance().trust(),
                        Map.of()));
    }
}
