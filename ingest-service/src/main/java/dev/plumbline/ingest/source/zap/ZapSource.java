package dev.plumbline.ingest.source.zap;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.Opening.Xml;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Targets;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.XmlReader;
import dev.plumbline.ingest.source.zap.Alert.Instance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the reports of ZAP: each place where an alert was raised is a finding, each site a scope.
///
/// Requests, responses and evidence are never kept: they carry session cookies and passwords.
public final class ZapSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "zap",
                    "ZAP, JSON and XML reports (traditional, and with requests and responses)",
                    Speaks.OF_A_RELEASE,
                    """
                    Each alert with its rule, risk and CWE, one finding for each page and parameter where it was raised. \
                    Each site is a scope of its own; the next report on the same site closes what it no longer lists. \
                    An alert with the confidence *false positive* is taken as set aside. \
                    Pages are kept without credentials, query and path parameters.""",
                    "Informational alerts, which are counted as other results; requests, responses, evidence and attack strings; insights and sequences.",
                    "Nothing that ZAP writes. A report without a site is taken as an empty run, which proves nothing.",
                    "two-alerts.zap.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return switch (opening) {
            case Xml xml -> xml.root().equals("OWASPZAPReport");
            // GitLab's DAST reports carry a ZAP report beside their own vulnerabilities
            case Json json ->
                    !json.list()
                            && !json.has("vulnerabilities")
                            && (json.has("@programName")
                                    ? json.text("@programName").contains("ZAP")
                                    : json.has("@version")
                                            && json.has("@generated")
                                            && json.has("site"));
            default -> false;
        };
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return Opening.of(content) instanceof Xml
                ? XmlReader.parse(content, (in, root) -> new Report("ZAP XML").read(in, root))
                : JsonReader.parse(content, in -> new Report("ZAP JSON").read(in));
    }

    /// One report while it is read.
    private static final class Report {
        private final String format;
        private final ScanCollector scans = new ScanCollector();
        private @Nullable String version;
        private boolean sites;
        private int places;

        Report(String format) {
            this.format = format;
        }

        ParsedDocument read(JsonReader in) throws IOException, Unreadable {
            in.enterObject("a report of ZAP");
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "@version" -> version = in.scalarText();
                    case "site" -> {
                        if (in.onObject()) {
                            site(in);
                        } else if (in.inList()) {
                            while (in.element()) {
                                in.enterObject("a site");
                                site(in);
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            return done();
        }

        ParsedDocument read(XmlReader in, String root) throws IOException, Unreadable {
            if (!root.equals("OWASPZAPReport")) {
                throw in.refuse("a report of ZAP starts with OWASPZAPReport, not with " + root);
            }
            version = in.attribute("version");
            for (String name = in.child(); name != null; name = in.child()) {
                if (name.equals("site")) {
                    Gathering scan = scan(in.attribute("name"));
                    for (String part = in.child(); part != null; part = in.child()) {
                        if (part.equals("alerts")) {
                            alerts(in, scan);
                        } else {
                            in.skip();
                        }
                    }
                } else {
                    in.skip();
                }
            }
            return done();
        }

        private ParsedDocument done() {
            if (!sites) {
                scan("").incomplete();
            }
            return scans.report(format, version == null ? "ZAP" : "ZAP " + version);
        }

        private Gathering scan(@Nullable String site) {
            sites |= site != null && !site.isEmpty();
            return scans.scan("ZAP", Targets.site(site))
                    .version(version)
                    .kinds(List.of(ScanKind.DAST));
        }

        private void site(JsonReader in) throws IOException, Unreadable {
            String name = null;
            List<Alert> alerts = new ArrayList<>();
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "@name" -> name = in.text();
                    case "alerts" -> {
                        if (in.inList()) {
                            while (in.element()) {
                                in.enterObject("an alert");
                                alerts.add(alert(in));
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            Gathering scan = scan(name);
            alerts.forEach(alert -> alert.report(scan, scans));
        }

        private Alert alert(JsonReader in) throws IOException, Unreadable {
            Alert alert = new Alert();
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "pluginid" -> alert.plugin = in.scalarText();
                    case "alertRef" -> alert.reference = in.scalarText();
                    case "alert" -> alert.title = in.text();
                    case "name" -> {
                        String name = in.text();
                        alert.title = alert.title == null ? name : alert.title;
                    }
                    case "riskcode" -> alert.risk = in.scalarText();
                    case "confidence" -> alert.confidence = in.scalarText();
                    case "cweid" -> alert.cwe = in.scalarText();
                    case "instances" -> {
                        if (in.inList()) {
                            while (in.element()) {
                                if (in.inObject()) {
                                    bounded(places++, in.place());
                                    alert.at(instance(in));
                                }
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            bounded(places++, in.place());
            return alert;
        }

        private static Instance instance(JsonReader in) throws IOException, Unreadable {
            String uri = null;
            String method = null;
            String param = null;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "uri" -> uri = in.text();
                    case "method" -> method = in.text();
                    case "param" -> param = in.text();
                    default -> in.skip();
                }
            }
            return new Instance(uri, method, param);
        }

        private void alerts(XmlReader in, Gathering scan) throws IOException, Unreadable {
            for (String name = in.child(); name != null; name = in.child()) {
                if (name.equals("alertitem")) {
                    alert(in).report(scan, scans);
                } else {
                    in.skip();
                }
            }
        }

        private Alert alert(XmlReader in) throws IOException, Unreadable {
            JsonReader.Place place = in.place();
            Alert alert = new Alert();
            String uri = null;
            String method = null;
            String param = null;
            for (String name = in.child(); name != null; name = in.child()) {
                switch (name) {
                    case "pluginid" -> alert.plugin = in.text();
                    case "alertRef" -> alert.reference = in.text();
                    case "alert" -> alert.title = in.text();
                    case "name" -> {
                        String text = in.text();
                        alert.title = alert.title == null ? text : alert.title;
                    }
                    case "riskcode" -> alert.risk = in.text();
                    case "confidence" -> alert.confidence = in.text();
                    case "cweid" -> alert.cwe = in.text();
                    case "uri" -> uri = in.text();
                    case "method" -> method = in.text();
                    case "param" -> param = in.text();
                    case "instances" -> instances(in, alert);
                    default -> in.skip();
                }
            }
            if (alert.places() == 0 && uri != null) {
                // as ZAP wrote it before 2.4, one item for each place
                alert.at(new Instance(uri, method, param));
            }
            bounded(places++, place);
            return alert;
        }

        private void instances(XmlReader in, Alert alert) throws IOException, Unreadable {
            for (String name = in.child(); name != null; name = in.child()) {
                if (!name.equals("instance")) {
                    in.skip();
                    continue;
                }
                bounded(places++, in.place());
                String uri = null;
                String method = null;
                String param = null;
                for (String part = in.child(); part != null; part = in.child()) {
                    switch (part) {
                        case "uri" -> uri = in.text();
                        case "method" -> method = in.text();
                        case "param" -> param = in.text();
                        default -> in.skip();
                    }
                }
                alert.at(new Instance(uri, method, param));
            }
        }

        private static void bounded(int places, JsonReader.Place place) throws Unreadable {
            if (places >= MOST_ITEMS) {
                throw place.refuse("more than " + MOST_ITEMS + " alerts");
            }
        }
    }
}
