package dev.plumbline.ingest.source.gitlab;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Targets;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one report. Who scanned stands behind what was found, so that waits.
final class ReportReading {
    private static final int MOST_TARGETS = 1_000;
    private static final int MOST_FILES = 10_000;
    private static final int LONGEST_NAME = 200;

    private final JsonReader in;
    private final List<Vulnerability> vulnerabilities = new ArrayList<>();
    private final Map<String, String> managers = new HashMap<>();
    private final Set<String> targets = new LinkedHashSet<>();

    /// Scans whose rules were counted: what is added twice would count double.
    private final Set<String> ruled = new HashSet<>();

    private boolean listed;
    private boolean scanned;
    private boolean failed;
    private @Nullable String schema;
    private @Nullable String type;
    private @Nullable String scanner;
    private @Nullable String scannerVersion;
    private @Nullable String analyzer;
    private @Nullable String analyzerVersion;
    private @Nullable Integer rules;

    ReportReading(JsonReader in) {
        this.in = in;
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("a report");
        in.eachField(
                field -> {
                    switch (field) {
                        case "version" -> schema = Texts.shortened(in.text(), 20);
                        case "vulnerabilities" -> vulnerabilities();
                        case "scan" -> {
                            scanned = in.onObject();
                            in.eachField(this::scan);
                        }
                        case "dependency_files" -> in.eachElement(this::dependencyFile);
                        default -> in.skip();
                    }
                });
        if (!listed) {
            throw in.refuse("vulnerabilities are missing");
        }
        ScanCollector collector = new ScanCollector();
        gather(collector);
        return collector.report(
                schema == null ? "GitLab security report" : "GitLab security report " + schema);
    }

    private void vulnerabilities() throws IOException, Unreadable {
        in.enterList("vulnerabilities");
        listed = true;
        while (in.element()) {
            in.enterObject("a vulnerability");
            if (vulnerabilities.size() >= Source.MOST_ITEMS) {
                throw in.refuse("more than " + Source.MOST_ITEMS + " vulnerabilities");
            }
            Vulnerability vulnerability = new Vulnerability(in);
            in.eachField(vulnerability::field);
            vulnerabilities.add(vulnerability);
        }
    }

    private void scan(String field) throws IOException, Unreadable {
        switch (field) {
            case "type" -> type = in.text();
            case "status" -> failed = "failure".equals(in.text());
            case "scanner" ->
                    in.eachField(
                            inner -> {
                                switch (inner) {
                                    case "name" -> scanner = name();
                                    case "version" -> scannerVersion = name();
                                    default -> in.skip();
                                }
                            });
            case "analyzer" ->
                    in.eachField(
                            inner -> {
                                switch (inner) {
                                    case "name" -> analyzer = name();
                                    case "version" -> analyzerVersion = name();
                                    default -> in.skip();
                                }
                            });
            case "primary_identifiers" -> {
                int[] count = {0};
                in.eachElement(
                        () -> {
                            in.skip();
                            count[0]++;
                        });
                rules = count[0] == 0 ? null : Integer.valueOf(count[0]);
            }
            case "scanned_resources" ->
                    in.eachElement(
                            () ->
                                    in.eachField(
                                            inner -> {
                                                if (inner.equals("url")) {
                                                    target(in.text());
                                                } else {
                                                    in.skip();
                                                }
                                            }));
            default -> in.skip();
        }
    }

    private @Nullable String name() throws IOException, Unreadable {
        return Texts.shortened(in.scalarText(), LONGEST_NAME);
    }

    private void target(@Nullable String url) {
        String host = Targets.site(url);
        if (!host.isEmpty() && targets.size() < MOST_TARGETS) {
            targets.add(host);
        }
    }

    private void dependencyFile() throws IOException, Unreadable {
        String[] said = {"", ""};
        in.eachField(
                field -> {
                    String text =
                            field.equals("path") || field.equals("package_manager")
                                    ? in.text()
                                    : null;
                    in.skip();
                    if (text != null) {
                        said[field.equals("path") ? 0 : 1] = text;
                    }
                });
        if (managers.size() < MOST_FILES) {
            managers.put(said[0], said[1]);
        }
    }

    private void gather(ScanCollector collector) {
        ReportType ofReport = type == null ? null : ReportType.named(type);
        boolean dynamic = ofReport == ReportType.DAST || ofReport == ReportType.API_FUZZING;
        if (dynamic) {
            targets.forEach(target -> scan(collector, ofReport, null, target));
        }
        for (Vulnerability found : vulnerabilities) {
            ReportType kind = ofReport != null ? ofReport : found.type();
            Gathering scan = scan(collector, kind, found.scanner(), found.scope(kind));
            boolean secret = found.isSecret(kind);
            if (secret) {
                scan.kinds(Set.of(ScanKind.SECRETS));
            }
            scan.add(found.found(kind, secret, managers));
        }
        if (vulnerabilities.isEmpty() && !(dynamic && !targets.isEmpty())) {
            Gathering scan = scan(collector, ofReport, null, "");
            if (!scanned) {
                scan.incomplete();
            }
        }
    }

    private Gathering scan(
            ScanCollector collector,
            @Nullable ReportType kind,
            @Nullable String ofFinding,
            String scope) {
        String tool = scanner != null ? scanner : ofFinding != null ? ofFinding : analyzer;
        String name = tool != null ? tool : kind == null ? "GitLab" : "GitLab " + kind.words();
        Gathering scan =
                collector
                        .scan(name, scope)
                        .version(scanner != null ? scannerVersion : analyzerVersion)
                        .kinds(kind == null ? Set.of() : Set.of(kind.scanKind()));
        if (ruled.add(name + '\n' + scope)) {
            scan.rules(rules);
        }
        return failed ? scan.incomplete() : scan;
    }
}
