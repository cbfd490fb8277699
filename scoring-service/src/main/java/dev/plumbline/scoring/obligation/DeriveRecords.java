package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.DutyOpened;
import dev.plumbline.events.Evidence.RecordKind;
import dev.plumbline.events.Evidence.RecordPublished;
import dev.plumbline.events.Evidence.RecordState;
import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Provenance;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.scoring.match.SeverityRating;
import dev.plumbline.scoring.obligation.ProductFacts.Advisory;
import dev.plumbline.scoring.obligation.ProductFacts.Rating;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the maker says in public of flaws in its own product: CVE records and advisories.
///
/// Each CVE record is a unit that is good unless it lacks its weakness, its versions or the
/// product's name for machines; a later revision that has them corrects it. Each flaw owes its CVE
/// record from its first publication, and an advisory that programs can read from its fix.
///
/// A record counts from its receipt, or from the day on which an independent source says that it
/// came out (SCORING.md section 0, rule 12).
final class DeriveRecords {
    private static final String OWN_CVE = "own-cve";
    private static final String PUBLICATION = "own-cve-publication";
    private static final String OWN_ADVISORY = "own-advisory";
    private static final String OWN_FIX = "own-fix";

    /// Entries of CWE that name no specific weakness: the pillars, and those of which CWE's mapping
    /// notes say that their use is discouraged.
    private static final Set<String> UNSPECIFIC =
            Set.of(
                    "CWE-284", "CWE-435", "CWE-664", "CWE-682", "CWE-691", "CWE-693", "CWE-697",
                    "CWE-703", "CWE-707", "CWE-710", "CWE-20", "CWE-74", "CWE-119", "CWE-200",
                    "CWE-269", "CWE-285", "CWE-287", "CWE-311", "CWE-400", "CWE-668");

    /// What a CVE record may lack.
    private enum Lack {
        CWE("cve-without-cwe", "a specific CWE", record -> !namesWeakness(record)),
        RANGES("cve-without-ranges", "affected versions", record -> !record.affectedVersions()),
        PRODUCT(
                "cve-without-product-id",
                "a CPE or purl of the product",
                record -> !namesProduct(record));

        final String kind;
        final String what;
        final Predicate<RecordPublished> isTrueOf;

        Lack(String kind, String what, Predicate<RecordPublished> isTrueOf) {
            this.kind = kind;
            this.what = what;
            this.isTrueOf = isTrueOf;
        }
    }

    private final ProductFacts facts;
    private final Draft draft;
    private final List<RecordPublished> records;

    DeriveRecords(ProductFacts facts, Draft draft) {
        this.facts = facts;
        this.draft = draft;
        this.records =
                facts.said(RecordPublished.class)
                        .sorted(
                                Comparator.comparing(
                                                (RecordPublished r) -> r.provenance().observedAt())
                                        .thenComparing(r -> r.provenance().submission())
                                        .thenComparing(RecordPublished::id))
                        .toList();
    }

    void write() {
        records.forEach(this::cover);
        Map<String, List<RecordPublished>> cves =
                records.stream()
                        .filter(record -> record.kind() == RecordKind.CVE_RECORD)
                        .collect(
                                Collectors.groupingBy(
                                        RecordPublished::id, TreeMap::new, Collectors.toList()));
        cves.forEach(this::writeRecord);
        for (String flaw : flaws()) {
            List<RecordPublished> speaking =
                    records.stream().filter(record -> flawsOf(record).contains(flaw)).toList();
            writePublication(flaw, speaking);
            writeAdvisory(flaw, speaking);
        }
        facts.said(DutyOpened.class)
                .filter(duty -> duty.kind().equals(OWN_FIX))
                .forEach(this::closeFix);
    }

    private void cover(RecordPublished record) {
        Provenance provenance = record.provenance();
        String evidence = provenance.submission().toString();
        String kind = record.kind() == RecordKind.CVE_RECORD ? "cve-list" : "advisory-list";
        draft.add(
                new Entry.Covered(
                        Draft.id("covered", kind, record.id(), evidence),
                        evidence,
                        provenance.observedAt(),
                        kind,
                        "*",
                        provenance.trust(),
                        Map.of()));
    }

    private void writeRecord(String cve, List<RecordPublished> revisions) {
        RecordPublished first = revisions.getFirst();
        String title = cve + (first.title() == null ? "" : ", " + first.title());
        owe(OWN_CVE, cve, title, Credited.publishedAt(first), first, "the record is out");
        for (Lack lack : Lack.values()) {
            writeLack(lack, cve, title, revisions);
        }
    }

    private void writeLack(Lack lack, String cve, String title, List<RecordPublished> revisions) {
        boolean lacking = false;
        for (int i = 0; i < revisions.size(); i++) {
            RecordPublished revision = revisions.get(i);
            boolean gone = revision.state() != RecordState.PUBLISHED;
            boolean lacks = !gone && lack.isTrueOf.test(revision);
            if (lacks && !lacking) {
                Instant at =
                        i == 0
                                ? Credited.publishedAt(revision)
                                : revision.provenance().observedAt();
                owe(lack.kind, cve, title, at, revision, "the record lacks " + lack.what);
            } else if (!lacks && lacking) {
                Instant until =
                        revisions.subList(i + 1, revisions.size()).stream()
                                .filter(later -> later.state() == RecordState.PUBLISHED)
                                .filter(lack.isTrueOf)
                                .map(later -> later.provenance().observedAt())
                                .findFirst()
                                .orElse(null);
                close(lack.kind, cve, gone ? "withdrawn" : "corrected", revision, until);
            }
            lacking = lacks;
        }
    }

    /// All flaws that the maker's own records are about.
    private Set<String> flaws() {
        return records.stream()
                .flatMap(record -> flawsOf(record).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// An advisory that names no flaw stands for one of its own.
    private static List<String> flawsOf(RecordPublished record) {
        return record.vulnerabilities().isEmpty() ? List.of(record.id()) : record.vulnerabilities();
    }

    /// From the first word in public on, the CVE record is owed.
    private void writePublication(String flaw, List<RecordPublished> speaking) {
        RecordPublished first =
                speaking.stream().min(Comparator.comparing(DeriveRecords::publicAt)).orElseThrow();
        owe(
                PUBLICATION,
                flaw,
                "CVE record of " + flaw,
                publicAt(first),
                first,
                first.id() + " was public");
        for (RecordPublished record : speaking) {
            if (record.kind() == RecordKind.CVE_RECORD) {
                closePublished(PUBLICATION, flaw, "cve-published", record);
            } else if (record.state() != RecordState.PUBLISHED) {
                close(PUBLICATION, flaw, "withdrawn", record, null);
            }
        }
        if (flaw.startsWith("CVE-")) {
            inTheWorld(
                            advisory ->
                                    advisory.flaws().stream()
                                            .anyMatch(f -> f.names().contains(flaw)))
                    .ifPresent(advisory -> close(PUBLICATION, flaw, "cve-published", advisory));
        } else {
            named(speaking)
                    .ifPresent(record -> close(PUBLICATION, flaw, "cve-published", record, null));
        }
    }

    /// A flaw that had no CVE at first has one once a later revision of its advisory names one.
    private Optional<RecordPublished> named(List<RecordPublished> speaking) {
        Set<String> ids = speaking.stream().map(RecordPublished::id).collect(Collectors.toSet());
        return records.stream()
                .filter(record -> ids.contains(record.id()))
                .filter(
                        record ->
                                record.vulnerabilities().stream()
                                        .anyMatch(name -> name.startsWith("CVE-")))
                .findFirst();
    }

    /// From the fix of a published flaw on, an advisory is owed that programs can read.
    private void writeAdvisory(String flaw, List<RecordPublished> speaking) {
        Optional<RecordPublished> fixed =
                speaking.stream()
                        .filter(RecordPublished::remedy)
                        .min(Comparator.comparing(Credited::publishedAt));
        if (fixed.isEmpty()) {
            return;
        }
        owe(
                OWN_ADVISORY,
                flaw,
                "advisory on " + flaw,
                Credited.publishedAt(fixed.get()),
                fixed.get(),
                fixed.get().id() + " names a remedy");
        for (RecordPublished record : speaking) {
            if (record.state() != RecordState.PUBLISHED) {
                close(OWN_ADVISORY, flaw, "withdrawn", record, null);
            } else if (record.kind() == RecordKind.ADVISORY && isComplete(record)) {
                closePublished(OWN_ADVISORY, flaw, "advisory-published", record);
            }
        }
    }

    private static boolean isComplete(RecordPublished record) {
        return record.affectedVersions() && record.remedy() && !record.severities().isEmpty();
    }

    /// A fix that was found in the change history is not silent once an advisory or a CVE record
    /// speaks of its flaw.
    private void closeFix(DutyOpened duty) {
        String flaw = duty.attributes().get("vulnerability");
        if (flaw == null) {
            return;
        }
        records.stream()
                .filter(record -> record.state() == RecordState.PUBLISHED)
                .filter(record -> record.id().equals(flaw) || flawsOf(record).contains(flaw))
                .forEach(
                        record ->
                                closePublished(OWN_FIX, duty.key(), "advisory-published", record));
    }

    private static boolean namesWeakness(RecordPublished record) {
        return record.cwes().stream()
                .anyMatch(cwe -> cwe.matches("CWE-\\d+") && !UNSPECIFIC.contains(cwe));
    }

    /// A CPE whose version is a wildcard does not bind.
    private static boolean namesProduct(RecordPublished record) {
        return !record.purls().isEmpty()
                || (!record.cpes().isEmpty()
                        && (record.affectedVersions()
                                || record.cpes().stream().anyMatch(DeriveRecords::bindsVersion)));
    }

    private static boolean bindsVersion(String cpe) {
        String[] parts = cpe.split("(?<!\\\\):", -1);
        return parts.length > 5 && !parts[5].equals("*") && !parts[5].equals("-");
    }

    private static Instant publicAt(RecordPublished record) {
        Instant said = record.publicAt();
        Instant published = Credited.publishedAt(record);
        return said == null ? published : Draft.earlier(said, published);
    }

    private Severity severity(String flaw, RecordPublished record) {
        Rating rating = facts.ratings().get(flaw);
        return Stream.concat(
                        record.severities().stream()
                                .map(SeverityRating::of)
                                .map(SeverityRating::severity),
                        Stream.ofNullable(rating).map(Rating::severity))
                .max(Comparator.naturalOrder())
                .orElse(Severity.UNKNOWN);
    }

    private void owe(
            String kind,
            String key,
            String title,
            Instant at,
            RecordPublished because,
            String reason) {
        String evidence = because.provenance().submission().toString();
        draft.add(
                new Entry.Owed(
                        Draft.id(kind, key, evidence, at.toString()),
                        evidence,
                        at,
                        kind,
                        key,
                        null,
                        null,
                        severity(key, because),
                        null,
                        null,
                        null,
                        false,
                        Map.of("title", title)));
        draft.tell(
                kind,
                key,
                title,
                key.startsWith("CVE-") ? key : null,
                null,
                new Reason(reason, because.provenance().submission(), at));
    }

    private void close(
            String kind, String key, String how, RecordPublished by, @Nullable Instant until) {
        draft.close(
                List.of(kind),
                key,
                how,
                by.provenance().submission().toString(),
                by.provenance().observedAt(),
                by.provenance().trust(),
                until);
    }

    /// Closes from the receipt on, and where the world has the same record, from the day on which
    /// it says that the record came out.
    private void closePublished(String kind, String key, String how, RecordPublished by) {
        draft.close(
                List.of(kind),
                key,
                how,
                by.provenance().submission().toString(),
                Credited.from(Credited.publishedAt(by), by.provenance()),
                by.provenance().trust(),
                null);
        inTheWorld(advisory -> advisory.name().equals(by.id()))
                .ifPresent(advisory -> close(kind, key, how, advisory));
    }

    /// The first word of the world that is not withdrawn.
    private Optional<Advisory> inTheWorld(Predicate<Advisory> which) {
        return facts.advisories().values().stream()
                .filter(advisory -> advisory.withdrawnAt() == null)
                .filter(which)
                .min(Comparator.comparing(Advisory::publishedAt).thenComparing(Advisory::id));
    }

    private void close(String kind, String key, String how, Advisory by) {
        draft.close(List.of(kind), key, how, by.submission().toString(), by.publishedAt(), 1, null);
    }
}
