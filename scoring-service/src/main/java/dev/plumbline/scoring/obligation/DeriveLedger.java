package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Decision.SubmissionErroneous;
import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.events.Evidence.Retracted;
import dev.plumbline.model.evidence.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Writes the ledger of a product from all its facts.
///
/// The same facts give the same ledger, in whatever order they arrived. What only erroneous
/// submissions said stays in the ledger, excused (SCORING.md section 0, rule 4); everything else is
/// derived as if they had never come.
public final class DeriveLedger {
    private DeriveLedger() {}

    public static Derived from(ProductFacts facts) {
        Set<UUID> erroneous = erroneous(facts);
        if (erroneous.isEmpty()) {
            return draft(facts).finish();
        }
        Draft honest = draft(facts.without(erroneous));
        honest.takeOwedOf(draft(facts));
        excuse(facts, honest);
        return honest.finish();
    }

    private static Draft draft(ProductFacts facts) {
        Draft draft = new Draft();
        ReleaseLines lines = new ReleaseLines(facts);
        Decisions decisions = new Decisions(facts, lines);
        lines.write(draft);
        new DeriveLooks(facts, lines, draft).write();
        ScanChains scans = new ScanChains(facts, lines);
        new DeriveMatches(facts, decisions, draft).write(lines, ScannerReports.of(scans));
        new DeriveFindings(scans, draft).write();
        new DeriveGates(facts, draft).write(lines);
        new Waivers(facts, draft).write();
        new DeriveDuties(facts, draft).write();
        new DeriveReporting(facts, draft).write();
        new DeriveRecords(facts, draft).write();
        new DeriveClaims(facts, lines, draft).write();
        lines.closeAtEndOfSupport(draft);
        new DeriveFixes(facts, draft).write();
        new DeriveEscalations(facts, draft).write();
        facts.said(Retracted.class)
                .forEach(
                        retracted -> {
                            String evidence = retracted.provenance().submission().toString();
                            draft.add(
                                    new Entry.Retracted(
                                            Draft.id("retracted", evidence),
                                            evidence,
                                            retracted.provenance().observedAt(),
                                            retracted.retracted().toString()));
                        });
        return draft;
    }

    /// Submissions that were declared erroneous, with all sightings of the same bytes.
    private static Set<UUID> erroneous(ProductFacts facts) {
        Set<UUID> erroneous = new HashSet<>();
        facts.said(SubmissionErroneous.class).forEach(e -> erroneous.add(e.submission()));
        if (!erroneous.isEmpty()) {
            List<ObservedAgain> again = facts.said(ObservedAgain.class).toList();
            again.stream()
                    .filter(same -> erroneous.contains(same.first()))
                    .map(same -> same.provenance().submission())
                    .toList()
                    .forEach(erroneous::add);
        }
        return erroneous;
    }

    private static void excuse(ProductFacts facts, Draft draft) {
        List<ObservedAgain> again = facts.said(ObservedAgain.class).toList();
        facts.said(SubmissionErroneous.class)
                .forEach(
                        decision -> {
                            excuse(draft, decision, decision.submission());
                            again.stream()
                                    .filter(same -> same.first().equals(decision.submission()))
                                    .forEach(
                                            same ->
                                                    excuse(
                                                            draft,
                                                            decision,
                                                            same.provenance().submission()));
                        });
    }

    private static void excuse(Draft draft, SubmissionErroneous decision, UUID submission) {
        String evidence = decision.id().toString();
        draft.add(
                new Entry.Excused(
                        Draft.id("excused", evidence, submission.toString()),
                        evidence,
                        decision.decidedAt(),
                        submission.toString()));
    }
}
