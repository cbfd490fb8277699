package dev.plumbline.ingest.source;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.ScopeScan;
import java.util.List;

/// What became of a scanner's document, for tests.
public record Scanned(ScanReport report) {
    public static Scanned by(Source source, String text) {
        return new Scanned(Parsing.parsed(source, text, ScanReport.class));
    }

    /// Of all scans, in their order.
    public List<Finding> findings() {
        return report.scans().stream().flatMap(scan -> scan.findings().stream()).toList();
    }

    /// The only finding.
    public Finding finding() {
        return only(findings());
    }

    public List<Scan> scans() {
        return report.scans().stream().map(ScopeScan::scan).toList();
    }

    /// The only scan.
    public Scan scan() {
        return only(scans());
    }

    /// Fingerprints of all findings, in their order.
    public List<String> prints() {
        return findings().stream().map(Finding::fingerprint).toList();
    }

    /// Everything that became evidence, as one text.
    public String everything() {
        return report.toString();
    }

    private static <T> T only(List<T> list) {
        if (list.size() != 1) {
            throw new AssertionError("not one but " + list.size() + ": " + list);
        }
        return list.getFirst();
    }
}
