package dev.plumbline.ingest.source.burp;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Xml;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Targets;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.XmlReader;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the issues that Burp Suite exports; its long document type is passed over unread.
public final class BurpSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "burp",
                    "Burp Suite, XML export of issues",
                    Speaks.OF_A_RELEASE,
                    """
                    Each issue with its type, severity, CWEs (where Burp classifies it), host and path. Each host is a scope of \
                    its own; the next export of the same host closes what it no longer lists. \
                    An issue with the severity *False positive* is taken as set aside.""",
                    "Issues of severity *Information*, which are counted as other results; requests, responses, background and remediation texts, Collaborator events.",
                    "Nothing that Burp exports. An export without issues names no host and is taken as an empty run, which proves nothing.",
                    "two-issues.burp.xml");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Xml xml
                && xml.root().equals("issues")
                && xml.attributes().containsKey("burpVersion");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return XmlReader.parse(content, BurpSource::read);
    }

    private static ParsedDocument read(XmlReader in, String root) throws IOException, Unreadable {
        if (!root.equals("issues")) {
            throw in.refuse("an export of Burp starts with issues, not with " + root);
        }
        String version = in.attribute("burpVersion");
        ScanCollector scans = new ScanCollector();
        int issues = 0;
        for (String name = in.child(); name != null; name = in.child()) {
            if (!name.equals("issue")) {
                in.skip();
                continue;
            }
            if (++issues > MOST_ITEMS) {
                throw in.refuse("more than " + MOST_ITEMS + " issues");
            }
            issue(in, scans, version);
        }
        if (issues == 0) {
            scan(scans, "", version).incomplete();
        }
        return scans.report("Burp XML", version == null ? "Burp Suite" : "Burp Suite " + version);
    }

    private static Gathering scan(ScanCollector scans, String site, @Nullable String version) {
        return scans.scan("Burp Suite", site).version(version).kinds(List.of(ScanKind.DAST));
    }

    private static void issue(XmlReader in, ScanCollector scans, @Nullable String version)
            throws IOException, Unreadable {
        Place place = in.place();
        String type = null;
        String title = null;
        String host = null;
        String path = null;
        String location = null;
        String severity = null;
        Set<String> cwes = new LinkedHashSet<>();
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "type" -> type = in.text();
                case "name" -> title = in.text();
                case "host" -> host = in.text();
                case "path" -> path = in.text();
                case "location" -> location = in.text();
                case "severity" -> severity = in.text();
                case "vulnerabilityClassifications" -> classify(in.text(), cwes);
                default -> in.skip();
            }
        }
        if (type == null && title == null) {
            throw place.refuse("an issue must say in type or name what it is");
        }
        Gathering scan = scan(scans, Targets.site(host), version);
        if ("information".equalsIgnoreCase(severity)) {
            scans.other();
            return;
        }
        boolean refuted = "false positive".equalsIgnoreCase(severity);
        Severity said = Severities.ofWord(severity);
        String where = parameter(location);
        scan.add(
                new Found(
                        type == null ? "" : type,
                        title == null ? "issue of type " + type : title,
                        said == null ? Severity.UNKNOWN : said,
                        cwes,
                        Targets.page((host == null ? "" : host) + (path == null ? "" : path)),
                        null,
                        false,
                        refuted ? "marked as a false positive in Burp" : null,
                        null,
                        where,
                        where));
    }

    /// Links of a text in HTML, each with an id such as `CWE-79: Improper …`.
    private static void classify(@Nullable String html, Set<String> cwes) {
        if (html == null) {
            return;
        }
        for (String piece : html.split("<", 200)) {
            String cwe = Weaknesses.named(piece);
            if (cwe != null) {
                cwes.add(cwe);
            }
        }
    }

    /// The insertion point that a location ends with, such as `[q parameter]`.
    private static String parameter(@Nullable String location) {
        int from = location == null ? -1 : location.lastIndexOf('[');
        return location == null || from < 0 ? "" : location.substring(from);
    }
}
