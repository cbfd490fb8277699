package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.events.Provenance;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.scoring.obligation.ProductFacts.Bill;
import dev.plumbline.scoring.obligation.ProductFacts.FeedCheck;
import dev.plumbline.scoring.obligation.ReleaseLines.Shipped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// What was looked at, and what was answered: SBOMs, feed checks, reported facts.
///
/// The same bytes sent again are new evidence that it is still so (SCORING.md section 0, rule 11):
/// they bring the same looks and answers with their own date and trust.
final class DeriveLooks {
    private static final Map<String, String> FEEDS =
            Map.of("osv", "advisory-match", "kev", "kev-match");

    private final ProductFacts facts;
    private final ReleaseLines lines;
    private final Draft draft;

    DeriveLooks(ProductFacts facts, ReleaseLines lines, Draft draft) {
        this.facts = facts;
        this.lines = lines;
        this.draft = draft;
    }

    void write() {
        List<ObservedAgain> again = facts.said(ObservedAgain.class).toList();
        for (Bill bill : facts.bills()) {
            write(bill, bill.submission(), bill.observedAt(), bill.trust());
            again.stream()
                    .filter(same -> same.first().equals(bill.submission()))
                    .map(ObservedAgain::provenance)
                    .forEach(p -> write(bill, p.submission(), p.observedAt(), p.trust()));
        }
        facts.checks().forEach(this::write);
        facts.said(FactReported.class)
                .forEach(
                        fact -> {
                            write(fact, fact.provenance());
                            again.stream()
                                    .filter(
                                            same ->
                                                    same.first()
                                                            .equals(fact.provenance().submission()))
                                    .forEach(same -> write(fact, same.provenance()));
                        });
    }

    private void write(Bill bill, UUID submission, Instant at, double trust) {
        String evidence = submission.toString();
        Shipped release = lines.named(bill.release());
        Set<String> bound = new TreeSet<>(bill.subjects());
        bound.retainAll(release == null ? Set.of() : release.artefacts());
        if (bound.isEmpty()) {
            cover(bill.release(), evidence, at, trust, Map.of("binding", "name"));
        }
        for (String artefact : bound) {
            cover(
                    bill.release(),
                    evidence,
                    at,
                    trust,
                    Map.of("binding", "digest", "artefact", artefact));
        }
        bill.quality()
                .forEach(
                        (field, share) ->
                                draft.add(
                                        new Entry.Answered(
                                                Draft.id(
                                                        "sbom-field",
                                                        bill.release(),
                                                        field,
                                                        evidence),
                                                evidence,
                                                at,
                                                "sbom-minimum-elements",
                                                bill.release() + "/" + field,
                                                Math.clamp(share, 0, 1),
                                                trust,
                                                null)));
    }

    private void cover(
            String release,
            String evidence,
            Instant at,
            double trust,
            Map<String, String> attributes) {
        draft.add(
                new Entry.Covered(
                        Draft.id(
                                "covered",
                                "sbom",
                                release,
                                attributes.getOrDefault("artefact", ""),
                                evidence),
                        evidence,
                        at,
                        "sbom",
                        release,
                        trust,
                        attributes));
    }

    private void write(FeedCheck check) {
        String kind = FEEDS.get(check.feed());
        if (kind != null) {
            String evidence = check.submission().toString();
            draft.add(
                    new Entry.Covered(
                            Draft.id("covered", kind, check.asOf().toString(), evidence),
                            evidence,
                            check.asOf(),
                            kind,
                            "*",
                            1,
                            Map.of()));
        }
    }

    private void write(FactReported fact, Provenance provenance) {
        String evidence = provenance.submission().toString();
        draft.add(
                new Entry.Answered(
                        Draft.id("answered", fact.measure(), fact.item(), evidence),
                        evidence,
                        provenance.observedAt(),
                        fact.measure(),
                        fact.item(),
                        fact.value(),
                        provenance.trust(),
                        fact.validUntil()));
    }
}
