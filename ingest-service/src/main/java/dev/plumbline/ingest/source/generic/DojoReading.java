package dev.plumbline.ingest.source.generic;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over DefectDojo's findings.
final class DojoReading {
    private static final String UNNAMED = "Generic Findings";
    private static final String SUFFIX = "(Generic Findings Import)";

    private String tool = UNNAMED;
    private @Nullable String version;
    private boolean staticTool;
    private boolean dynamicTool;

    ParsedDocument json(JsonReader in) throws IOException, Unreadable {
        in.enterObject("the document");
        List<DojoFinding> findings = new ArrayList<>();
        boolean[] listed = {false};
        in.eachField(
                field -> {
                    switch (field) {
                        case "type" -> tool(in.text());
                        case "version" -> version = in.scalarText();
                        case "static_tool" -> staticTool = in.isTrue();
                        case "dynamic_tool" -> dynamicTool = in.isTrue();
                        case "findings" -> {
                            in.enterList("findings");
                            listed[0] = true;
                            while (in.element()) {
                                in.enterObject("a finding");
                                bound(in.place(), findings.size());
                                findings.add(finding(in));
                            }
                        }
                        default -> in.skip();
                    }
                });
        if (!listed[0]) {
            throw in.refuse("findings are missing");
        }
        return report(findings, "DefectDojo generic JSON");
    }

    private static void bound(JsonReader.Place place, int size) throws Unreadable {
        if (size >= Source.MOST_ITEMS) {
            throw place.refuse("more than " + Source.MOST_ITEMS + " findings");
        }
    }

    private void tool(@Nullable String type) {
        String name = Texts.shortened(type, 200);
        if (name != null) {
            String bare =
                    name.endsWith(SUFFIX)
                            ? name.substring(0, name.length() - SUFFIX.length()).strip()
                            : name;
            tool = bare.isEmpty() ? UNNAMED : bare;
        }
    }

    private static DojoFinding finding(JsonReader in) throws IOException, Unreadable {
        JsonReader.Place place = in.place();
        DojoFinding finding = new DojoFinding();
        in.eachField(field -> finding.field(in, field));
        String missing = finding.missing();
        if (missing != null) {
            throw place.refuse("a finding has no " + missing);
        }
        return finding;
    }

    ParsedDocument table(Table table) throws IOException, Unreadable {
        if (!table.names().containsAll(List.of("title", "severity"))) {
            throw table.refuse("the columns Title and Severity must be there");
        }
        List<DojoFinding> findings = new ArrayList<>();
        while (table.next()) {
            if (findings.size() >= Source.MOST_ITEMS) {
                throw table.refuse("more than " + Source.MOST_ITEMS + " findings");
            }
            DojoFinding finding = new DojoFinding();
            finding.row(table);
            if (finding.title == null) {
                throw table.refuse("a finding has no title");
            }
            findings.add(finding);
        }
        return report(findings, "DefectDojo generic CSV");
    }

    private ParsedDocument report(List<DojoFinding> findings, String format) {
        ScanCollector collector = new ScanCollector();
        Gathering scan = collector.scan(tool, "").version(version);
        if (staticTool) {
            scan.kinds(Set.of(ScanKind.SAST));
        }
        if (dynamicTool) {
            scan.kinds(Set.of(ScanKind.DAST));
        }
        for (DojoFinding finding : findings) {
            ScanKind kind = finding.kind();
            if (kind != null && !staticTool && !dynamicTool) {
                scan.kinds(Set.of(kind));
            }
            if (finding.isThere()) {
                scan.add(finding.found());
            } else {
                collector.other();
            }
        }
        return collector.report(format);
    }
}
