package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.scoring.obligation.ProductFacts.ReportedFinding;
import dev.plumbline.scoring.obligation.ProductFacts.Scan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the maker's own tools found, and what they no longer find.
///
/// Scans of one line with the same tool and scope form a chain: what a scan reports is owed from
/// then on, what the next complete scan no longer reports is met. Only the newest release of a line
/// takes part; a scan of an older one says nothing of what ships now. A finding that people set
/// aside in the tool with a reason counts as an accepted risk of low trust that lapses after a year
/// unless a scan says it again; without a reason, and for credentials, it stays owed.
final class DeriveFindings {
    private static final double SUPPRESSION_TRUST = 0.4;
    private static final Duration SUPPRESSION_LASTS = Duration.ofDays(365);

    private final ProductFacts facts;
    private final ReleaseLines lines;
    private final Draft draft;

    DeriveFindings(ProductFacts facts, ReleaseLines lines, Draft draft) {
        this.facts = facts;
        this.lines = lines;
        this.draft = draft;
    }

    private record Chain(String line, String tool, String scope) {}

    /// A finding that is owed just now.
    private static final class Standing {
        final String key;
        final String kind;
        Severity severity;
        @Nullable Instant setAside;

        Standing(String key, String kind, Severity severity) {
            this.key = key;
            this.kind = kind;
            this.severity = severity;
        }
    }

    void write() {
        List<Scan> scans = new ArrayList<>(facts.scans());
        facts.said(ObservedAgain.class)
                .forEach(
                        again ->
                                facts.scans().stream()
                                        .filter(scan -> scan.submission().equals(again.first()))
                                        .forEach(scan -> scans.add(scan.again(again))));
        scans.sort(Comparator.comparing(Scan::observedAt).thenComparing(Scan::submission));
        scans.stream().filter(Scan::proves).forEach(this::cover);
        scans.stream()
                .filter(scan -> !lines.superseded(scan.release(), scan.observedAt()))
                .collect(
                        Collectors.groupingBy(
                                scan ->
                                        new Chain(
                                                lines.lineOf(scan.release()),
                                                scan.tool(),
                                                scan.scope())))
                .forEach(this::walk);
    }

    private void cover(Scan scan) {
        String evidence = scan.submission().toString();
        Map<String, String> attributes = new HashMap<>();
        attributes.put("scope", scan.scope());
        if (scan.codeLines() != null) {
            attributes.put("code-lines", scan.codeLines().toString());
        }
        for (ScanKind kind : scan.kinds()) {
            String name = name(kind);
            draft.add(
                    new Entry.Covered(
                            Draft.id(
                                    "covered",
                                    name,
                                    scan.release(),
                                    scan.tool(),
                                    scan.scope(),
                                    evidence),
                            evidence,
                            scan.observedAt(),
                            name,
                            scan.release(),
                            scan.trust(),
                            attributes));
        }
    }

    private void walk(Chain chain, List<Scan> scans) {
        Map<String, Standing> standing = new TreeMap<>();
        Map<String, Integer> episodes = new HashMap<>();
        for (Scan scan : scans) {
            Map<String, ReportedFinding> reported = new TreeMap<>();
            for (UUID id : facts.findingSets().getOrDefault(scan.findings(), List.of())) {
                ReportedFinding finding = facts.findings().get(id);
                if (finding != null) {
                    reported.merge(finding.fingerprint(), finding, DeriveFindings::worse);
                }
            }
            if (scan.proves()) {
                closeMissing(scan, reported, standing);
            }
            reported.values().forEach(found -> report(chain, scan, found, standing, episodes));
        }
    }

    /// Findings with the same fingerprint are one; what is not set aside and what is graver counts.
    private static ReportedFinding worse(ReportedFinding a, ReportedFinding b) {
        return Comparator.comparing((ReportedFinding f) -> f.suppressed() == null)
                                .thenComparing(ReportedFinding::severity)
                                .compare(a, b)
                        >= 0
                ? a
                : b;
    }

    private void closeMissing(
            Scan scan, Map<String, ReportedFinding> reported, Map<String, Standing> standing) {
        standing.entrySet()
                .removeIf(
                        each -> {
                            if (reported.containsKey(each.getKey())) {
                                return false;
                            }
                            draft.close(
                                    List.of(each.getValue().kind),
                                    each.getValue().key,
                                    "rescan",
                                    scan.submission().toString(),
                                    scan.observedAt(),
                                    scan.trust(),
                                    null);
                            return true;
                        });
    }

    private void report(
            Chain chain,
            Scan scan,
            ReportedFinding found,
            Map<String, Standing> standing,
            Map<String, Integer> episodes) {
        Standing stands = standing.get(found.fingerprint());
        if (stands == null) {
            int episode = episodes.merge(found.fingerprint(), 1, Integer::sum);
            String key =
                    String.join("/", chain.line(), chain.tool(), chain.scope(), found.fingerprint())
                            + (episode == 1 ? "" : "#" + episode);
            stands = new Standing(key, found.secret() ? "secret" : "finding", found.severity());
            standing.put(found.fingerprint(), stands);
            owe(chain, scan, found, stands);
        } else if (found.severity().compareTo(stands.severity) > 0) {
            stands.severity = found.severity();
            owe(chain, scan, found, stands);
        }
        setAside(scan, found, stands);
    }

    private void owe(Chain chain, Scan scan, ReportedFinding found, Standing stands) {
        String evidence = scan.submission().toString();
        String title = found.title() + (found.path() == null ? "" : " in " + found.path());
        draft.add(
                new Entry.Owed(
                        Draft.id(stands.kind, stands.key, found.severity().name(), evidence),
                        evidence,
                        scan.observedAt(),
                        stands.kind,
                        stands.key,
                        chain.line(),
                        scan.release(),
                        found.severity(),
                        null,
                        null,
                        null,
                        true,
                        Map.of(
                                "cwe", String.join(",", found.cwes()),
                                "scope", chain.scope(),
                                "title", title,
                                "scan-kinds",
                                        scan.kinds().stream()
                                                .map(DeriveFindings::name)
                                                .sorted()
                                                .collect(Collectors.joining(",")))));
        draft.tell(
                stands.kind,
                stands.key,
                title,
                null,
                null,
                new Reason(
                        chain.tool()
                                + " reports "
                                + found.rule()
                                + location(found)
                                + " of "
                                + scan.release(),
                        scan.submission(),
                        scan.observedAt()));
    }

    private static String location(ReportedFinding found) {
        if (found.path() == null) {
            return "";
        }
        return " at " + found.path() + (found.line() == null ? "" : ":" + found.line());
    }

    private void setAside(Scan scan, ReportedFinding found, Standing stands) {
        boolean reasoned = found.suppressed() != null && !found.suppressed().isBlank();
        if (!reasoned || found.secret()) {
            return;
        }
        Instant before = stands.setAside;
        boolean lapsing =
                before == null
                        || scan.observedAt().isAfter(before.plus(SUPPRESSION_LASTS.dividedBy(2)));
        if (lapsing) {
            stands.setAside = scan.observedAt();
            draft.close(
                    List.of(stands.kind),
                    stands.key,
                    "accepted",
                    scan.submission().toString(),
                    scan.observedAt(),
                    Math.min(scan.trust(), SUPPRESSION_TRUST),
                    scan.observedAt().plus(SUPPRESSION_LASTS));
        }
    }

    private static String name(ScanKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
