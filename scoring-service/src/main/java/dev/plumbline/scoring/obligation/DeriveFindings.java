package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.ObligationChanged.Reason;
import dev.plumbline.events.Severity;
import dev.plumbline.model.evidence.Entry;
import dev.plumbline.scoring.obligation.ProductFacts.ReportedFinding;
import dev.plumbline.scoring.obligation.ProductFacts.Scan;
import dev.plumbline.scoring.obligation.ScanChains.Chain;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the maker's own tools found by themselves, and what they no longer find.
///
/// What a scan reports is owed from then on, what the next complete scan of its chain (see
/// [ScanChains]) no longer reports is met. A finding that people set aside in the tool with a
/// reason counts as an accepted risk of low trust that lapses after a year unless a scan says it
/// again; without a reason, and for credentials, it stays owed. What names a known flaw of a
/// component is no finding of its own: see [ScannerReports].
final class DeriveFindings {
    static final double SUPPRESSION_TRUST = 0.4;
    static final Duration SUPPRESSION_LASTS = Duration.ofDays(365);

    private final ScanChains scans;
    private final Draft draft;

    DeriveFindings(ScanChains scans, Draft draft) {
        this.scans = scans;
        this.draft = draft;
    }

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
        scans.scans().stream().filter(Scan::proves).forEach(this::cover);
        scans.chains().forEach(this::walk);
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

    private void walk(Chain chain, List<Scan> inOrder) {
        Map<String, Standing> standing = new TreeMap<>();
        Map<String, Integer> episodes = new HashMap<>();
        for (Scan scan : inOrder) {
            Map<String, ReportedFinding> reported = scans.reported(scan);
            reported.values().removeIf(ReportedFinding::namesFlaw);
            if (scan.proves()) {
                closeMissing(scan, reported, standing);
            }
            reported.values().forEach(found -> report(chain, scan, found, standing, episodes));
        }
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
                                "module", module(found),
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
        draft.classify(stands.kind, stands.key, Weaknesses.among(found.cwes().stream()));
    }

    /// The folder of the file; `""` if no file is named.
    private static String module(ReportedFinding found) {
        String path = found.path() == null ? "" : found.path();
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
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
