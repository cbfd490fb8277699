package dev.plumbline.ingest.source.spotbugs;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Xml;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.XmlReader;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// SpotBugs' XML, of FindBugs and with Find Security Bugs, too.
///
/// Source of the shape: `bugcollection.xsd` of SpotBugs.
public final class SpotBugsSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "spotbugs",
                    "SpotBugs XML (`BugCollection`), with Find Security Bugs or without",
                    Speaks.OF_A_RELEASE,
                    "Bugs of the categories SECURITY and MALICIOUS_CODE, or with a CWE: type, rank, class, source file"
                            + " and line, instance hash, and what people said of them (`UserAnnotation`). The"
                            + " project's name is the scope. Hard-coded passwords and keys are secrets.",
                    "Bugs of other categories (counted as `otherResults`), details of patterns, statistics but for the"
                            + " files seen.",
                    "A collection that says that it saw no class proves nothing.",
                    "two-bugs.spotbugs.xml");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Xml xml && xml.root().equals("BugCollection");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return XmlReader.parse(content, SpotBugsSource::read);
    }

    private static ParsedDocument read(XmlReader in, String root) throws IOException, Unreadable {
        if (!root.equals("BugCollection")) {
            throw in.refuse("the root element must be BugCollection");
        }
        String version = in.attribute("version");
        String project = "";
        ScanCollector collector = new ScanCollector();
        @Nullable Gathering scan = null;
        @Nullable Integer classes = null;
        int files = 0;
        for (String element = in.child(); element != null; element = in.child()) {
            switch (element) {
                case "Project" -> {
                    String named = in.attribute("projectName");
                    project = named == null || scan != null ? project : named;
                    in.skip();
                }
                case "BugInstance" -> {
                    if (collector.findings() >= MOST_ITEMS) {
                        throw in.refuse("more than " + MOST_ITEMS + " findings");
                    }
                    scan = scan != null ? scan : scan(collector, project);
                    Bug bug = new Bug(in);
                    bug.read();
                    if (bug.isSecurity()) {
                        if (bug.isSecret()) {
                            scan.kinds(Set.of(ScanKind.SECRETS));
                        }
                        scan.add(bug.found());
                    } else {
                        collector.other();
                    }
                }
                case "FindBugsSummary" -> {
                    classes = Bug.number(in.attribute("total_classes"));
                    for (String inner = in.child(); inner != null; inner = in.child()) {
                        files += inner.equals("FileStats") ? 1 : 0;
                        in.skip();
                    }
                }
                default -> in.skip();
            }
        }
        scan = scan != null ? scan : scan(collector, project);
        scan.version(version).files(files == 0 ? null : Integer.valueOf(files));
        if (classes != null && classes == 0) {
            scan.incomplete();
        }
        return collector.report("SpotBugs XML");
    }

    private static Gathering scan(ScanCollector collector, String project) {
        return collector.scan("SpotBugs", project).kinds(Set.of(ScanKind.SAST));
    }
}
