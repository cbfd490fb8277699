package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.events.Evidence.ReleasePublished;
import dev.plumbline.events.Provenance;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.scoring.obligation.ProductFacts.Bill;
import dev.plumbline.scoring.obligation.ProductFacts.FeedCheck;
import dev.plumbline.scoring.obligation.ReleaseLines.Shipped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// What was looked at, and what was answered: SBOMs, feed checks, provenance, reported facts.
///
/// The same bytes sent again are new evidence that it is still so (SCORING.md section 0, rule 11):
/// they bring the same looks and answers with their own date and trust.
final class DeriveLooks {
    private static final Map<String, String> FEEDS =
            Map.of("osv", "advisory-match", "kev", "kev-match");
    private static final String PROVENANCE = "release-provenance";
    private static final String DIGEST = "sha256:";
    private static final String REVIEWED = "review-before-merge";
    private static final String SUPPORT = "support-period-kept";
    private static final int SUPPORT_YEARS = 5;
    private static final Duration NOTICE = Duration.ofDays(180);

    private final ProductFacts facts;
    private final ReleaseLines lines;
    private final Draft draft;

    DeriveLooks(ProductFacts facts, ReleaseLines lines, Draft draft) {
        this.facts = facts;
        this.lines = lines;
        this.draft = draft;
    }

    void write() {
        writeReviews();
        writeSupportPeriods();
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

    /// The share of reviewed changes over all repositories: each new figure of one moves the whole.
    private void writeReviews() {
        Map<String, Double> latest = new TreeMap<>();
        facts.said(FactReported.class)
                .filter(fact -> fact.measure().equals(REVIEWED))
                .filter(fact -> fact.item().endsWith("/reviewed"))
                .sorted(
                        Comparator.comparing((FactReported f) -> f.provenance().observedAt())
                                .thenComparing(f -> f.provenance().submission())
                                .thenComparing(FactReported::item))
                .forEach(
                        fact -> {
                            latest.put(fact.item(), fact.value());
                            double mean =
                                    latest.values().stream()
                                            .mapToDouble(value -> value)
                                            .average()
                                            .orElseThrow();
                            answer(REVIEWED, "reviewed-changes", mean, fact);
                        });
    }

    private void answer(String list, String item, double value, FactReported by) {
        String evidence = by.provenance().submission().toString();
        draft.add(
                new Entry.Answered(
                        Draft.id("answered", list, item, by.item(), evidence),
                        evidence,
                        by.provenance().observedAt(),
                        list,
                        item,
                        value,
                        by.provenance().trust(),
                        by.validUntil()));
    }

    /// What a declared release says of how long its line is supported.
    private void writeSupportPeriods() {
        for (ReleasePublished release : facts.said(ReleasePublished.class).toList()) {
            LocalDate end = release.supportEnds();
            if (end == null || release.prerelease()) {
                continue;
            }
            Instant at = release.provenance().observedAt();
            Instant ends = end.atStartOfDay(ZoneOffset.UTC).toInstant();
            LocalDate began =
                    lines.generalByLine().getOrDefault(release.line(), List.of()).stream()
                            .findFirst()
                            .map(first -> LocalDate.ofInstant(first.at(), ZoneOffset.UTC))
                            .orElse(LocalDate.ofInstant(at, ZoneOffset.UTC));
            support(release, "end-date", true);
            support(release, "five-years", !end.isBefore(began.plusYears(SUPPORT_YEARS)));
            support(release, "notice", !at.plus(NOTICE).isAfter(ends));
        }
    }

    private void support(ReleasePublished release, String item, boolean kept) {
        // a period that falls short may have a reason: what is not kept is left to a fact to answer
        if (kept) {
            Provenance provenance = release.provenance();
            String evidence = provenance.submission().toString();
            String of = release.line() + "/" + item;
            draft.add(
                    new Entry.Answered(
                            Draft.id("answered", SUPPORT, of, evidence),
                            evidence,
                            provenance.observedAt(),
                            SUPPORT,
                            of,
                            1,
                            provenance.trust(),
                            null));
        }
    }

    /// A provenance or signature of an artefact looks at the releases that shipped it.
    private void writeProvenance(FactReported fact, Provenance provenance) {
        String sha256 = fact.item().substring(DIGEST.length());
        String level =
                fact.value() >= 1 ? "provenance" : fact.value() >= 0.7 ? "signature" : "checksum";
        String evidence = provenance.submission().toString();
        for (Shipped release : lines.all()) {
            if (release.artefacts().contains(sha256)) {
                draft.add(
                        new Entry.Covered(
                                Draft.id(
                                        "covered",
                                        "provenance",
                                        release.version(),
                                        sha256,
                                        evidence),
                                evidence,
                                provenance.observedAt(),
                                "provenance",
                                release.version(),
                                provenance.trust(),
                                Map.of("level", level, "artefact", sha256)));
            }
        }
    }

    private void write(FactReported fact, Provenance provenance) {
        if (fact.measure().equals(PROVENANCE) && fact.item().startsWith(DIGEST)) {
            writeProvenance(fact, provenance);
        }
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
