package dev.plumbline.ingest.source.nessus;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Targets;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.XmlReader;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Walks over a `.nessus` file, host by host.
final class HostReading {
    static final String TOOL = "Nessus";
    private static final String VERSION = "Nessus version :";
    /// The plugin that tells about the scan itself.
    private static final String ABOUT = "19506";

    private final XmlReader in;
    private final ScanCollector scans = new ScanCollector();
    private @Nullable String version;
    private int hosts;
    private int results;

    private HostReading(XmlReader in) {
        this.in = in;
    }

    static ParsedDocument read(XmlReader in, String root) throws IOException, Unreadable {
        if (!root.equals("NessusClientData_v2")) {
            throw in.refuse("of .nessus files only version 2 is read, not " + root);
        }
        return new HostReading(in).read();
    }

    private ParsedDocument read() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            if (name.equals("Report")) {
                for (String part = in.child(); part != null; part = in.child()) {
                    if (part.equals("ReportHost")) {
                        host();
                    } else {
                        in.skip();
                    }
                }
            } else {
                in.skip();
            }
        }
        if (hosts == 0) {
            scans.scan(TOOL, "").kinds(EnumSet.of(ScanKind.DAST)).incomplete();
        }
        return scans.report("Nessus XML", version == null ? TOOL : TOOL + " " + version);
    }

    private void host() throws IOException, Unreadable {
        hosts++;
        Gathering scan =
                scans.scan(TOOL, Targets.site(in.attribute("name")))
                        .kinds(EnumSet.of(ScanKind.DAST));
        boolean begun = false;
        boolean ended = false;
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "HostProperties" -> {
                    for (String tag = in.child(); tag != null; tag = in.child()) {
                        String property = in.attribute("name");
                        begun |= "HOST_START".equals(property);
                        ended |= "HOST_END".equals(property);
                        in.skip();
                    }
                }
                case "ReportItem" -> item(scan);
                default -> in.skip();
            }
        }
        scan.version(version);
        if (begun && !ended) {
            scan.incomplete();
        }
    }

    private void item(Gathering scan) throws IOException, Unreadable {
        Place place = in.place();
        if (++results > Source.MOST_ITEMS) {
            throw place.refuse("more than " + Source.MOST_ITEMS + " results");
        }
        String plugin = in.attribute("pluginID");
        if (plugin == null) {
            throw place.refuse("a ReportItem must name its plugin in pluginID");
        }
        Severity severity = severity(in.attribute("severity"), place);
        Result result =
                new Result(
                        plugin,
                        in.attribute("pluginName"),
                        severity == null ? Severity.LOW : severity,
                        in.attribute("port"),
                        in.attribute("protocol"),
                        null);
        boolean compliance = false;
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "cve" -> result.cves(in.text());
                case "cwe" -> result.cwe(in.text());
                case "xref" -> result.references(in.text());
                case "compliance-result" -> {
                    compliance = true;
                    in.skip();
                }
                case "plugin_output" -> {
                    if (plugin.equals(ABOUT) && version == null) {
                        version = version(in.text());
                    } else {
                        in.skip();
                    }
                }
                default -> in.skip();
            }
        }
        if (compliance) {
            scan.kinds(Set.of(ScanKind.CONFIG));
        }
        if (severity == null) {
            scans.other();
        } else {
            scan.add(result.found());
        }
    }

    /// `null` for what is only told.
    private static @Nullable Severity severity(@Nullable String number, Place place)
            throws Unreadable {
        return switch (number == null ? "" : number.strip()) {
            case "0" -> null;
            case "1" -> Severity.LOW;
            case "2" -> Severity.MEDIUM;
            case "3" -> Severity.HIGH;
            case "4" -> Severity.CRITICAL;
            default -> throw place.refuse("the severity of a ReportItem must be 0 to 4");
        };
    }

    private static @Nullable String version(@Nullable String output) {
        int at = output == null ? -1 : output.indexOf(VERSION);
        if (output == null || at < 0) {
            return null;
        }
        List<String> lines = output.substring(at + VERSION.length()).lines().limit(1).toList();
        String said = lines.isEmpty() ? "" : lines.getFirst().strip();
        return said.isEmpty() || said.length() > 40 ? null : said;
    }
}
