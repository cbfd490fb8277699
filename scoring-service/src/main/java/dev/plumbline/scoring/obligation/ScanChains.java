package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.ObservedAgain;
import dev.plumbline.scoring.obligation.ProductFacts.ReportedFinding;
import dev.plumbline.scoring.obligation.ProductFacts.Scan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// The scans of a product, and which of them replace one another.
///
/// Scans of one line with the same tool and scope form a chain: each is complete, so what it no
/// longer reports is gone. Only the newest release of a line takes part; a scan of an older one
/// says nothing of what ships now.
final class ScanChains {
    private final ProductFacts facts;
    private final List<Scan> scans;
    private final Map<Chain, List<Scan>> chains;

    record Chain(String line, String tool, String scope) {}

    ScanChains(ProductFacts facts, ReleaseLines lines) {
        this.facts = facts;
        List<Scan> all = new ArrayList<>(facts.scans());
        facts.said(ObservedAgain.class)
                .forEach(
                        again ->
                                facts.scans().stream()
                                        .filter(scan -> scan.submission().equals(again.first()))
                                        .forEach(scan -> all.add(scan.again(again))));
        all.sort(Comparator.comparing(Scan::observedAt).thenComparing(Scan::submission));
        this.scans = List.copyOf(all);
        this.chains =
                all.stream()
                        .filter(scan -> !lines.superseded(scan.release(), scan.observedAt()))
                        .collect(
                                Collectors.groupingBy(
                                        scan ->
                                                new Chain(
                                                        lines.lineOf(scan.release()),
                                                        scan.tool(),
                                                        scan.scope())));
    }

    /// Every scan, oldest first, those of which the same bytes came again once more.
    List<Scan> scans() {
        return scans;
    }

    /// The scans of each chain, oldest first.
    Map<Chain, List<Scan>> chains() {
        return chains;
    }

    /// What a scan reports, by fingerprint: findings with the same one are one, of which what is
    /// not set aside and what is graver counts.
    Map<String, ReportedFinding> reported(Scan scan) {
        Map<String, ReportedFinding> reported = new TreeMap<>();
        for (UUID id : facts.findingSets().getOrDefault(scan.findings(), List.of())) {
            ReportedFinding finding = facts.findings().get(id);
            if (finding != null) {
                reported.merge(finding.fingerprint(), finding, ScanChains::worse);
            }
        }
        return reported;
    }

    private static ReportedFinding worse(ReportedFinding a, ReportedFinding b) {
        return Comparator.comparing((ReportedFinding f) -> f.suppressed() == null)
                                .thenComparing(ReportedFinding::severity)
                                .compare(a, b)
                        >= 0
                ? a
                : b;
    }
}
