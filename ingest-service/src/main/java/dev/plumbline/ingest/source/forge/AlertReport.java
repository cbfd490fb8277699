package dev.plumbline.ingest.source.forge;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.ingest.source.Flaw;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.forge.Alert.FlawedComponent;
import java.util.List;

/// All alerts of a repository as what scanners saw, as if each tool had run just now.
///
/// An alert that is gone is not in it, and its tool's scan is still there: that is how it closes.
public final class AlertReport {
    private AlertReport() {}

    /// @param forge such as `GitHub`
    /// @param repository full name, the scope of the scans
    /// @param alerts of one kind, in any state
    public static ScanReport of(
            String forge, String repository, Alert.Kind kind, List<Alert> alerts) {
        ScanCollector scans = new ScanCollector();
        for (Alert alert : alerts) {
            Gathering scan =
                    scans.scan(alert.tool(), repository)
                            .version(alert.toolVersion())
                            .kinds(List.of(alert.looksFor()));
            if (alert.state() != Alert.State.GONE) {
                add(scan, alert);
            }
        }
        return scans.report(forge + " " + kind.words());
    }

    private static void add(Gathering scan, Alert alert) {
        String reason =
                alert.state() == Alert.State.OPEN
                        ? null
                        : alert.reason() == null ? "set aside" : alert.reason();
        FlawedComponent component = alert.component();
        if (component == null) {
            scan.add(
                    new Found(
                            alert.rule(),
                            alert.title(),
                            alert.severity(),
                            alert.cwes(),
                            alert.path(),
                            alert.line(),
                            alert.looksFor() == ScanKind.SECRETS,
                            reason,
                            null,
                            "alert " + alert.number(),
                            ""));
        } else {
            scan.add(
                    new Flaw(
                            component.ids(),
                            alert.title(),
                            alert.severity(),
                            alert.cwes(),
                            component.name(),
                            component.version(),
                            component.purl(),
                            component.fixedIn(),
                            alert.path(),
                            reason));
        }
    }
}
