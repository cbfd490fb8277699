package dev.plumbline.ingest.source.dependencycheck;

import static dev.plumbline.ingest.source.dependencycheck.Report.LONGEST;
import static dev.plumbline.ingest.source.dependencycheck.Report.MOST_NAMES;

import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.PackageUrls;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.XmlReader;
import dev.plumbline.ingest.source.dependencycheck.Report.Dependency;
import dev.plumbline.ingest.source.dependencycheck.Report.Vulnerability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One walk over a report in XML.
final class XmlReport {
    private final XmlReader in;
    private final Report report = new Report();

    XmlReport(XmlReader in) {
        this.in = in;
    }

    ParsedDocument read(String root) throws IOException, Unreadable {
        if (!root.equals("analysis")) {
            throw in.refuse("a report of Dependency-Check must be an element analysis");
        }
        boolean listed = false;
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "scanInfo" -> scanInfo();
                case "projectInfo" -> {
                    for (String inner = in.child(); inner != null; inner = in.child()) {
                        if (inner.equals("name")) {
                            report.project = Texts.shortened(in.text(), LONGEST);
                        } else {
                            in.skip();
                        }
                    }
                }
                case "dependencies" -> {
                    listed = true;
                    for (String inner = in.child(); inner != null; inner = in.child()) {
                        if (inner.equals("dependency")) {
                            report.add(dependency());
                            if (report.vulnerabilities() > Source.MOST_ITEMS) {
                                throw in.refuse("the report has too many vulnerabilities");
                            }
                        } else {
                            in.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (!listed) {
            throw in.refuse("a report of Dependency-Check must have dependencies");
        }
        return report.asDocument("Dependency-Check XML");
    }

    private void scanInfo() throws IOException, Unreadable {
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "engineVersion" -> report.version = Texts.shortened(in.text(), 100);
                case "analysisExceptions" -> {
                    for (String inner = in.child(); inner != null; inner = in.child()) {
                        report.exceptions = true;
                        in.skip();
                    }
                }
                default -> in.skip();
            }
        }
    }

    private Dependency dependency() throws IOException, Unreadable {
        String file = "";
        String purl = null;
        List<Vulnerability> vulnerabilities = new ArrayList<>();
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "fileName" -> {
                    String text = Texts.shortened(in.text(), LONGEST);
                    file = text == null ? "" : text;
                }
                case "identifiers" -> {
                    for (String inner = in.child(); inner != null; inner = in.child()) {
                        String found =
                                switch (inner) {
                                    case "package" -> ofPackage();
                                    case "identifier" -> ofIdentifier();
                                    default -> {
                                        in.skip();
                                        yield null;
                                    }
                                };
                        purl = purl != null ? purl : found;
                    }
                }
                case "vulnerabilities" -> {
                    for (String inner = in.child(); inner != null; inner = in.child()) {
                        switch (inner) {
                            case "vulnerability" -> vulnerabilities.add(vulnerability(false));
                            case "suppressedVulnerability" ->
                                    vulnerabilities.add(vulnerability(true));
                            default -> in.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return new Dependency(file, purl, vulnerabilities);
    }

    private @Nullable String ofPackage() throws IOException, Unreadable {
        String purl = null;
        for (String name = in.child(); name != null; name = in.child()) {
            if (name.equals("id")) {
                purl = PackageUrls.given(in.text());
            } else {
                in.skip();
            }
        }
        return purl;
    }

    /// Before version 5: coordinates such as `group:artifact:1.0`, with or without brackets.
    private @Nullable String ofIdentifier() throws IOException, Unreadable {
        boolean maven = "maven".equals(in.attribute("type"));
        String coordinates = null;
        for (String name = in.child(); name != null; name = in.child()) {
            if (name.equals("name") && maven) {
                coordinates = Texts.shortened(in.text(), LONGEST);
            } else {
                in.skip();
            }
        }
        if (coordinates == null) {
            return null;
        }
        String[] parts = coordinates.replace("(", "").replace(")", "").split(":", -1);
        return parts.length == 3 ? PackageUrls.of("maven", parts[0], parts[1], parts[2]) : null;
    }

    private Vulnerability vulnerability(boolean suppressed) throws IOException, Unreadable {
        Place place = in.place();
        String named = null;
        String severity = null;
        Double modern = null;
        Double old = null;
        List<String> cwes = new ArrayList<>();
        String description = null;
        String notes = null;
        for (String name = in.child(); name != null; name = in.child()) {
            switch (name) {
                case "name" -> named = Texts.shortened(in.text(), LONGEST);
                case "severity" -> severity = in.text();
                case "cvssV4", "cvssV3" -> {
                    Double score = score();
                    modern = modern != null ? modern : score;
                }
                case "cvssV2" -> old = score();
                case "cvssScore" -> old = Severities.score(in.text());
                case "cwe" -> cwe(cwes, in.text());
                case "cwes" -> {
                    for (String inner = in.child(); inner != null; inner = in.child()) {
                        cwe(cwes, in.text());
                    }
                }
                case "description" -> description = Texts.firstLine(in.text(), LONGEST);
                case "notes" -> notes = Texts.shortened(in.text(), LONGEST);
                default -> in.skip();
            }
        }
        if (named == null) {
            throw place.refuse("a vulnerability must have a name");
        }
        return new Vulnerability(
                named,
                severity,
                modern != null ? modern : old,
                cwes,
                description,
                suppressed ? Report.reason(notes) : null);
    }

    private static void cwe(List<String> cwes, @Nullable String text) {
        String id = Weaknesses.idOf(text);
        if (id != null && cwes.size() < MOST_NAMES) {
            cwes.add(id);
        }
    }

    private @Nullable Double score() throws IOException, Unreadable {
        Double score = null;
        for (String name = in.child(); name != null; name = in.child()) {
            if (name.equals("baseScore") || name.equals("score")) {
                score = Severities.score(in.text());
            } else {
                in.skip();
            }
        }
        return score;
    }
}
