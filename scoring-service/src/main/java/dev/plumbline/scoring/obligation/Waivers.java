package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Decision.RiskAccepted;
import dev.plumbline.events.Decision.WaiverEnded;
import dev.plumbline.events.Evidence.GateChecked;
import dev.plumbline.events.Evidence.GateException;
import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Risks that somebody carries for a while, and exceptions from gates: each owes its own end.
///
/// An accepted risk closes its concern until it expires. A waiver without owner, reason or the
/// approval of a leader is late from its first day, and so is the third renewal of the same one
/// (SCORING.md 5.4, exception-discipline).
final class Waivers {
    private static final String WAIVER = "waiver";
    static final double NAMED_PERSON = 0.7;
    private static final int PATIENCE = 3;
    private static final Set<String> LEADERS = Set.of("executive", "unit-lead", "admin");

    private final ProductFacts facts;
    private final Draft draft;
    private final Map<UUID, RiskAccepted> accepted = new HashMap<>();
    private final Map<UUID, WaiverEnded> ended = new HashMap<>();

    Waivers(ProductFacts facts, Draft draft) {
        this.facts = facts;
        this.draft = draft;
        facts.said(RiskAccepted.class).forEach(risk -> accepted.put(risk.id(), risk));
        facts.said(WaiverEnded.class)
                .sorted(Comparator.comparing(WaiverEnded::decidedAt))
                .forEach(end -> ended.putIfAbsent(end.waiver(), end));
    }

    /// Whether somebody with the power to do so answers for it.
    static boolean isComplete(String owner, String reason, String approver, String approverRole) {
        return !owner.isBlank()
                && !reason.isBlank()
                && !approver.isBlank()
                && LEADERS.contains(approverRole.strip().toLowerCase(Locale.ROOT));
    }

    void write() {
        accepted.values().stream()
                .sorted(
                        Comparator.comparing(RiskAccepted::decidedAt)
                                .thenComparing(RiskAccepted::id))
                .forEach(this::write);
        facts.said(GateChecked.class)
                .filter(check -> check.exception() != null)
                .sorted(
                        Comparator.comparing((GateChecked check) -> check.provenance().observedAt())
                                .thenComparing(check -> check.provenance().submission()))
                .forEach(this::writeException);
    }

    private void write(RiskAccepted risk) {
        Instant until = endOf(risk);
        for (String concern : concerns(risk.concern())) {
            int slash = concern.indexOf('/');
            draft.close(
                    List.of(concern.substring(0, slash)),
                    concern.substring(slash + 1),
                    "accepted",
                    risk.id().toString(),
                    risk.decidedAt(),
                    NAMED_PERSON,
                    until);
        }
        boolean inOrder =
                isComplete(risk.owner(), risk.reason(), risk.approver(), risk.approverRole())
                        && renewals(risk) < PATIENCE;
        String key = risk.id().toString();
        owe(
                key,
                key,
                risk.decidedAt(),
                inOrder ? risk.expiresAt() : risk.decidedAt(),
                "accepted risk of " + risk.concern(),
                risk.owner() + " carries it: " + risk.reason(),
                risk.id());
        WaiverEnded end = ended.get(risk.id());
        if (end != null) {
            draft.close(
                    List.of(WAIVER),
                    key,
                    "waiver-ended",
                    end.id().toString(),
                    end.decidedAt(),
                    NAMED_PERSON,
                    null);
        }
        RiskAccepted renewed = risk.renewalOf() == null ? null : accepted.get(risk.renewalOf());
        if (renewed != null) {
            draft.close(
                    List.of(WAIVER),
                    renewed.id().toString(),
                    "waiver-ended",
                    key,
                    risk.decidedAt(),
                    NAMED_PERSON,
                    null);
        }
    }

    private Instant endOf(RiskAccepted risk) {
        WaiverEnded end = ended.get(risk.id());
        return end == null ? risk.expiresAt() : Draft.earlier(end.decidedAt(), risk.expiresAt());
    }

    /// A match and its KEV listing are one concern to whoever carries the risk.
    private static List<String> concerns(String concern) {
        List<String> concerns = new ArrayList<>();
        if (concern.startsWith(DeriveMatches.MATCH + "/")
                || concern.startsWith(DeriveMatches.KEV_MATCH + "/")) {
            String key = concern.substring(concern.indexOf('/') + 1);
            concerns.add(DeriveMatches.MATCH + "/" + key);
            concerns.add(DeriveMatches.KEV_MATCH + "/" + key);
        } else if (concern.indexOf('/') > 0) {
            concerns.add(concern);
        }
        return concerns;
    }

    private int renewals(RiskAccepted risk) {
        int count = 0;
        @Nullable RiskAccepted at = risk;
        while (at != null && at.renewalOf() != null && count <= PATIENCE) {
            count++;
            at = accepted.get(at.renewalOf());
        }
        return count;
    }

    private void writeException(GateChecked check) {
        GateException exception = check.exception();
        if (exception == null) {
            return;
        }
        boolean inOrder =
                isComplete(
                        exception.owner(),
                        exception.reason(),
                        exception.grantedBy(),
                        exception.grantedByRole());
        String evidence = check.provenance().submission().toString();
        Instant granted = Draft.earlier(exception.grantedAt(), check.provenance().observedAt());
        owe(
                exception.id(),
                evidence,
                granted,
                inOrder ? exception.expiresAt() : granted,
                "exception " + exception.id() + " from gate " + check.gate(),
                exception.owner() + " answers for it: " + exception.reason(),
                check.provenance().submission());
        facts.said(GateChecked.class)
                .filter(
                        later ->
                                later.passed()
                                        && later.gate().equals(check.gate())
                                        && later.provenance().observedAt().isAfter(granted))
                .forEach(
                        later ->
                                draft.close(
                                        List.of(WAIVER),
                                        exception.id(),
                                        "waiver-ended",
                                        later.provenance().submission().toString(),
                                        later.provenance().observedAt(),
                                        later.provenance().trust(),
                                        null));
    }

    private void owe(
            String key,
            String evidence,
            Instant at,
            Instant due,
            String title,
            String reason,
            UUID submission) {
        draft.add(
                new Entry.Owed(
                        Draft.id(WAIVER, key, evidence),
                        evidence,
                        at,
                        WAIVER,
                        key,
                        null,
                        null,
                        Severity.MEDIUM,
                        due,
                        null,
                        null,
                        false,
                        Map.of("title", title)));
        draft.tell(WAIVER, key, title, null, null, new Reason(reason, submission, at));
    }
}
