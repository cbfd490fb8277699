package dev.plumbline.scoring.obligation;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Severity;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.VulnerabilityKey;
import dev.plumbline.scoring.obligation.ProductFacts.ReportedFinding;
import dev.plumbline.scoring.obligation.ProductFacts.Scan;
import dev.plumbline.scoring.obligation.ScanChains.Chain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What scanners that match components themselves (Trivy, Grype and their like) say of known flaws.
///
/// They say the same as a match of an SBOM with an advisory, and [DeriveMatches] owes it once,
/// whoever says it. What a complete scan reports holds until the next one of its chain no longer
/// does.
final class ScannerReports {
    private ScannerReports() {}

    /// A flaw of a component that a chain of scans reported, from the first that did to the first
    /// that no longer did.
    ///
    /// @param flaws one, unless the scanner names an advisory that gathers several
    /// @param tellings the first, and each that says it is graver than those before
    /// @param setAside when people set it aside in the tool, with a reason
    /// @param inReleases version → first scan of it that reported it
    /// @param last the last scan that reported it; `clearedBy` the next one, which did not
    record Report(
            Chain chain,
            String fingerprint,
            List<VulnerabilityKey> flaws,
            List<Telling> tellings,
            List<SetAside> setAside,
            Map<String, Scan> inReleases,
            Scan last,
            @Nullable Scan clearedBy) {

        Instant from() {
            return tellings.getFirst().scan().observedAt();
        }

        @Nullable Instant until() {
            return clearedBy == null ? null : clearedBy.observedAt();
        }
    }

    /// @param component `null` if the scanner does not say which, or not so that it can be matched
    record Telling(
            Scan scan, ReportedFinding finding, KnownFlaw known, @Nullable Coordinate component) {}

    record SetAside(Scan scan, Instant until) {}

    /// A report while it stands.
    private static final class Open {
        final String fingerprint;
        final List<Telling> tellings = new ArrayList<>(1);
        final List<SetAside> setAside = new ArrayList<>(0);
        final Map<String, Scan> inReleases = new HashMap<>(1);
        Severity severity;
        Scan last;

        Open(String fingerprint, Scan scan, ReportedFinding finding, KnownFlaw known) {
            this.fingerprint = fingerprint;
            this.severity = finding.severity();
            this.last = scan;
            tellings.add(telling(scan, finding, known));
        }

        void again(Scan scan, ReportedFinding finding, KnownFlaw known) {
            last = scan;
            inReleases.putIfAbsent(scan.release(), scan);
            if (finding.severity().compareTo(severity) > 0) {
                severity = finding.severity();
                tellings.add(telling(scan, finding, known));
            }
            if (finding.suppressed() != null && !finding.suppressed().isBlank()) {
                setAside(scan);
            }
        }

        private void setAside(Scan scan) {
            boolean lapsing =
                    setAside.isEmpty()
                            || scan.observedAt()
                                    .isAfter(
                                            setAside.getLast()
                                                    .scan()
                                                    .observedAt()
                                                    .plus(
                                                            DeriveFindings.SUPPRESSION_LASTS
                                                                    .dividedBy(2)));
            if (lapsing) {
                setAside.add(
                        new SetAside(
                                scan, scan.observedAt().plus(DeriveFindings.SUPPRESSION_LASTS)));
            }
        }

        private static Telling telling(Scan scan, ReportedFinding finding, KnownFlaw known) {
            String purl = known.purl();
            return new Telling(
                    scan,
                    finding,
                    known,
                    purl != null && Coordinate.fromPurl(purl) instanceof Coordinate component
                            ? component
                            : null);
        }

        Report ended(Chain chain, @Nullable Scan clearedBy) {
            return new Report(
                    chain,
                    fingerprint,
                    VulnerabilityKey.named(tellings.getFirst().known().ids()),
                    List.copyOf(tellings),
                    List.copyOf(setAside),
                    Map.copyOf(inReleases),
                    last,
                    clearedBy);
        }
    }

    static List<Report> of(ScanChains scans) {
        List<Report> reports = new ArrayList<>();
        scans.chains().forEach((chain, inOrder) -> walk(scans, chain, inOrder, reports));
        return reports;
    }

    private static void walk(
            ScanChains scans, Chain chain, List<Scan> inOrder, List<Report> reports) {
        Map<String, Open> standing = new TreeMap<>();
        for (Scan scan : inOrder) {
            Map<String, ReportedFinding> reported = scans.reported(scan);
            reported.values().removeIf(finding -> !finding.namesFlaw());
            if (scan.proves()) {
                standing.values()
                        .removeIf(
                                open -> {
                                    boolean gone = !reported.containsKey(open.fingerprint);
                                    if (gone) {
                                        reports.add(open.ended(chain, scan));
                                    }
                                    return gone;
                                });
            }
            reported.forEach(
                    (fingerprint, finding) -> {
                        KnownFlaw known = Objects.requireNonNull(finding.known());
                        standing.computeIfAbsent(
                                        fingerprint, f -> new Open(f, scan, finding, known))
                                .again(scan, finding, known);
                    });
        }
        standing.values().forEach(open -> reports.add(open.ended(chain, null)));
    }
}
