package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.FactReported;
import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What machines find that people claimed otherwise, and what they find in a fresh install.
///
/// Where a machine answers an item with less than a person signed, the contradiction is owed until
/// the machine finds what was claimed, or the claim is lowered to what the machine finds
/// (SCORING.md section 0, rule 5). A shared credential that a probe got in with is owed until a
/// probe of that release, or of a newer one of its line, no longer does.
final class DeriveClaims {
    private static final String CONTRADICTION = "contradiction";
    private static final String DEFAULT_CREDENTIAL = "default-credential";
    private static final String PROBED = "default-credential-free";

    /// CWE's names for credentials and keys that all installs share.
    private static final Set<String> SHARED = Set.of("CWE-1392", "CWE-1393", "CWE-1394");

    private static final double SIGNED = 0.7;
    private static final double MACHINE = 0.9;

    private final ProductFacts facts;
    private final ReleaseLines lines;
    private final Draft draft;

    DeriveClaims(ProductFacts facts, ReleaseLines lines, Draft draft) {
        this.facts = facts;
        this.lines = lines;
        this.draft = draft;
    }

    void write() {
        Map<String, List<FactReported>> byItem =
                facts.said(FactReported.class)
                        .sorted(
                                Comparator.comparing(
                                                (FactReported f) -> f.provenance().observedAt())
                                        .thenComparing(f -> f.provenance().submission())
                                        .thenComparing(f -> f.part().index()))
                        .collect(
                                Collectors.groupingBy(
                                        fact -> fact.measure() + "/" + fact.item(),
                                        TreeMap::new,
                                        Collectors.toList()));
        byItem.forEach(this::compare);
        byItem.values().stream()
                .map(List::getFirst)
                .filter(fact -> fact.measure().equals(PROBED))
                .map(FactReported::item)
                .forEach(item -> probe(item, byItem));
        draft.owed().stream()
                .filter(owed -> owed.kind().equals("finding"))
                .filter(DeriveClaims::isShared)
                .toList()
                .forEach(this::mirror);
    }

    private static boolean isMachine(FactReported fact) {
        return fact.provenance().trust() >= MACHINE;
    }

    private void compare(String key, List<FactReported> answers) {
        FactReported claimed = null;
        FactReported found = null;
        boolean open = false;
        int number = 0;
        String concern = key;
        for (FactReported answer : answers) {
            if (isMachine(answer)) {
                found = answer;
            } else if (answer.provenance().trust() >= SIGNED) {
                claimed = answer;
            }
            boolean denied = claimed != null && found != null && found.value() < claimed.value();
            if (denied && !open && claimed != null && found != null) {
                number++;
                concern = number == 1 ? key : key + "#" + number;
                owe(concern, claimed, found, answer);
            } else if (!denied && open) {
                draft.close(
                        List.of(CONTRADICTION),
                        concern,
                        "corrected",
                        answer.provenance().submission().toString(),
                        answer.provenance().observedAt(),
                        answer.provenance().trust(),
                        null);
            }
            open = denied;
        }
    }

    private void owe(String key, FactReported claimed, FactReported found, FactReported last) {
        String evidence = last.provenance().submission().toString();
        Instant at = last.provenance().observedAt();
        String title = "claim " + key;
        draft.add(owed(CONTRADICTION, key, null, null, evidence, at, title));
        draft.tell(
                CONTRADICTION,
                key,
                title,
                null,
                null,
                new Reason(
                        String.format(
                                Locale.ROOT,
                                "%s signed %.2f, %s found %.2f",
                                claimed.provenance().sender(),
                                claimed.value(),
                                found.provenance().sender(),
                                found.value()),
                        found.provenance().submission(),
                        at));
    }

    /// @param item release/probe
    private void probe(String item, Map<String, List<FactReported>> byItem) {
        int slash = item.lastIndexOf('/');
        if (slash <= 0) {
            return;
        }
        String release = item.substring(0, slash);
        String line = lines.lineOf(release);
        String name = item.substring(slash + 1);
        FactReported first = null;
        for (FactReported probe : byItem.getOrDefault(PROBED + "/" + item, List.of())) {
            if (isMachine(probe) && probe.value() == 0) {
                first = first == null ? probe : first;
                oweCredential(item, release, line, probe);
            } else if (isMachine(probe) && first != null) {
                close(item, "rescan", probe);
            }
        }
        if (first == null) {
            return;
        }
        Instant opened = first.provenance().observedAt();
        byItem.values().stream()
                .flatMap(List::stream)
                .filter(probe -> probe.measure().equals(PROBED) && probe.value() > 0)
                .filter(DeriveClaims::isMachine)
                .filter(probe -> probe.item().endsWith("/" + name))
                .filter(probe -> !probe.item().equals(item))
                .filter(probe -> probe.provenance().observedAt().isAfter(opened))
                .filter(probe -> lines.lineOf(releaseOf(probe)).equals(line))
                .filter(probe -> lines.isNewer(releaseOf(probe), release))
                .forEach(probe -> close(item, "release-fixed", probe));
    }

    private static String releaseOf(FactReported probe) {
        int slash = probe.item().lastIndexOf('/');
        return slash <= 0 ? probe.item() : probe.item().substring(0, slash);
    }

    private void oweCredential(String key, String release, String line, FactReported probe) {
        String evidence = probe.provenance().submission().toString();
        Instant at = probe.provenance().observedAt();
        String title = "Shared credential of " + release;
        draft.add(owed(DEFAULT_CREDENTIAL, key, line, release, evidence, at, title));
        draft.tell(
                DEFAULT_CREDENTIAL,
                key,
                title,
                null,
                null,
                new Reason(
                        probe.provenance().sender() + " got into a fresh install of " + release,
                        probe.provenance().submission(),
                        at));
    }

    private void close(String key, String how, FactReported by) {
        draft.close(
                List.of(DEFAULT_CREDENTIAL),
                key,
                how,
                by.provenance().submission().toString(),
                by.provenance().observedAt(),
                by.provenance().trust(),
                null);
    }

    private static boolean isShared(Entry.Owed finding) {
        return Stream.of(finding.attributes().getOrDefault("cwe", "").split(",", -1))
                .anyMatch(SHARED::contains);
    }

    /// A scanner's finding of that class is such a credential, and goes as the finding goes.
    private void mirror(Entry.Owed finding) {
        String title = draft.titleOf(finding.kind(), finding.key());
        draft.add(
                owed(
                        DEFAULT_CREDENTIAL,
                        finding.key(),
                        finding.line(),
                        finding.release(),
                        finding.evidence(),
                        finding.at(),
                        title));
        draft.tell(
                DEFAULT_CREDENTIAL,
                finding.key(),
                title,
                null,
                null,
                new Reason(
                        "a scan found a credential that all installs share",
                        UUID.fromString(finding.evidence()),
                        finding.at()));
        draft.closed().stream()
                .filter(closed -> closed.kind().equals("finding"))
                .filter(closed -> closed.key().equals(finding.key()))
                .filter(closed -> closed.how().equals("rescan"))
                .forEach(
                        closed ->
                                draft.close(
                                        List.of(DEFAULT_CREDENTIAL),
                                        finding.key(),
                                        "rescan",
                                        closed.evidence(),
                                        closed.at(),
                                        closed.trust(),
                                        null));
    }

    private static Entry.Owed owed(
            String kind,
            String key,
            @Nullable String line,
            @Nullable String release,
            String evidence,
            Instant at,
            String title) {
        return new Entry.Owed(
                Draft.id(kind, key, evidence),
                evidence,
                at,
                kind,
                key,
                line,
                release,
                Severity.CRITICAL,
                null,
                null,
                null,
                false,
                Map.of("title", title));
    }
}
