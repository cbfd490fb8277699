package dev.plumbline.ingest.source.dependencycheck;

import static dev.plumbline.ingest.source.dependencycheck.Report.LONGEST;
import static dev.plumbline.ingest.source.dependencycheck.Report.MOST_NAMES;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.PackageUrls;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.dependencycheck.Report.Dependency;
import dev.plumbline.ingest.source.dependencycheck.Report.Vulnerability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One walk over a report in JSON.
final class JsonReport {
    private final JsonReader in;
    private final Report report = new Report();

    JsonReport(JsonReader in) {
        this.in = in;
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("a report of Dependency-Check");
        boolean listed = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "scanInfo" -> scanInfo();
                case "projectInfo" -> {
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            if (inner.equals("name")) {
                                report.project = Texts.shortened(in.text(), LONGEST);
                            } else {
                                in.skip();
                            }
                        }
                    }
                }
                case "dependencies" -> {
                    in.enterList("dependencies");
                    listed = true;
                    while (in.element()) {
                        report.add(dependency());
                        if (report.vulnerabilities() > Source.MOST_ITEMS) {
                            throw in.refuse("the report has too many vulnerabilities");
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (!listed) {
            throw in.refuse("a report of Dependency-Check must have dependencies");
        }
        return report.asDocument("Dependency-Check JSON");
    }

    private void scanInfo() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "engineVersion" -> report.version = Texts.shortened(in.text(), 100);
                case "analysisExceptions" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            report.exceptions = true;
                            in.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
    }

    private Dependency dependency() throws IOException, Unreadable {
        in.enterObject("a dependency");
        String file = "";
        String purl = null;
        List<Vulnerability> vulnerabilities = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "fileName" -> {
                    String name = Texts.shortened(in.text(), LONGEST);
                    file = name == null ? "" : name;
                }
                case "packages" -> purl = purl();
                case "vulnerabilities" -> vulnerabilities(vulnerabilities, false);
                case "suppressedVulnerabilities" -> vulnerabilities(vulnerabilities, true);
                default -> in.skip();
            }
        }
        return new Dependency(file, purl, vulnerabilities);
    }

    private @Nullable String purl() throws IOException, Unreadable {
        String first = null;
        if (in.inList()) {
            while (in.element()) {
                if (!in.inObject()) {
                    continue;
                }
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("id") && first == null) {
                        first = PackageUrls.given(in.text());
                    } else {
                        in.skip();
                    }
                }
            }
        }
        return first;
    }

    private void vulnerabilities(List<Vulnerability> all, boolean suppressed)
            throws IOException, Unreadable {
        if (in.inList()) {
            while (in.element()) {
                all.add(vulnerability(suppressed));
            }
        }
    }

    private Vulnerability vulnerability(boolean suppressed) throws IOException, Unreadable {
        in.enterObject("a vulnerability");
        JsonReader.Place place = in.place();
        String name = null;
        String severity = null;
        Double modern = null;
        Double old = null;
        List<String> cwes = List.of();
        String description = null;
        String notes = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = Texts.shortened(in.text(), LONGEST);
                case "severity" -> severity = in.text();
                case "cvssv4", "cvssv3" -> {
                    Double score = score();
                    modern = modern != null ? modern : score;
                }
                case "cvssv2" -> old = score();
                case "cwes" ->
                        cwes =
                                in.texts(MOST_NAMES, LONGEST).stream()
                                        .map(Weaknesses::idOf)
                                        .filter(Objects::nonNull)
                                        .toList();
                case "description" -> description = Texts.firstLine(in.text(), LONGEST);
                case "notes" -> notes = Texts.shortened(in.text(), LONGEST);
                default -> in.skip();
            }
        }
        if (name == null) {
            throw place.refuse("a vulnerability must have a name");
        }
        return new Vulnerability(
                name,
                severity,
                modern != null ? modern : old,
                cwes,
                description,
                suppressed ? Report.reason(notes) : null);
    }

    private @Nullable Double score() throws IOException, Unreadable {
        Double score = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("baseScore") || field.equals("score")) {
                    score = Severities.score(in.scalarText());
                } else {
                    in.skip();
                }
            }
        }
        return score;
    }
}
