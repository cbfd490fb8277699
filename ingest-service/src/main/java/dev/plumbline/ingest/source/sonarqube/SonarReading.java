package dev.plumbline.ingest.source.sonarqube;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over a page of issues or hotspots, or over a report.
///
/// Issues wait until the end, since the names of what they belong to may follow them.
final class SonarReading {
    private static final String ISSUES = "SonarQube";

    /// They come by an address of their own, so a page of issues must not close them.
    private static final String HOTSPOTS = "SonarQube Security Hotspots";

    private final JsonReader in;
    private final ScanCollector collector = new ScanCollector();
    private final List<Issue> issues = new ArrayList<>();
    private final List<Issue> hotspots = new ArrayList<>();
    private final Set<String> hotspotKeys = new HashSet<>();
    private boolean issuesListed;
    private boolean hotspotsListed;
    private boolean report;
    private boolean allBugs;
    private boolean newCodeOnly;
    private boolean noHotspots;
    private String component = "";
    private @Nullable Integer total;
    private @Nullable Integer oldTotal;

    SonarReading(JsonReader in) {
        this.in = in;
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("SonarQube's answer");
        in.eachField(this::field);
        if (!issuesListed && !hotspotsListed) {
            throw in.refuse("neither issues nor hotspots are listed");
        }
        if (issuesListed) {
            issues();
        }
        if (hotspotsListed) {
            gather(HOTSPOTS, hotspots);
        }
        return collector.report(
                report
                        ? "sonar-report JSON"
                        : issuesListed ? "SonarQube issues" : "SonarQube hotspots");
    }

    private void field(String field) throws IOException, Unreadable {
        switch (field) {
            case "issues" -> {
                issuesListed = true;
                list(issues);
            }
            case "hotspots" -> {
                hotspotsListed = true;
                list(hotspots);
            }
            case "total" -> oldTotal = in.count();
            case "paging" ->
                    in.eachField(
                            inner -> {
                                if (inner.equals("total")) {
                                    total = in.count();
                                } else {
                                    in.skip();
                                }
                            });
            case "sonarBaseURL", "vulnerabilityPhrase" -> {
                report = true;
                in.skip();
            }
            case "sonarComponent" -> component = orEmpty(in.text());
            case "projectName" -> {
                String name = orEmpty(in.text());
                component = component.isEmpty() ? name : component;
            }
            case "allBugs" -> allBugs = in.isTrue();
            case "inNewCodePeriod", "sinceLeakPeriod" -> newCodeOnly |= in.isTrue();
            case "noSecurityHotspot" -> noHotspots = in.isTrue();
            case "hotspotKeys" ->
                    in.eachElement(
                            () -> {
                                String key = in.text();
                                if (key != null && hotspotKeys.size() < Source.MOST_ITEMS) {
                                    hotspotKeys.add(key);
                                }
                            });
            default -> in.skip();
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void list(List<Issue> list) throws IOException, Unreadable {
        in.enterList("issues");
        while (in.element()) {
            in.enterObject("an issue");
            if (list.size() >= Source.MOST_ITEMS) {
                throw in.refuse("more than " + Source.MOST_ITEMS + " issues");
            }
            Issue issue = new Issue(in);
            in.eachField(issue::field);
            list.add(issue);
        }
    }

    private void issues() throws Unreadable {
        if (!report) {
            gather(ISSUES, issues);
            return;
        }
        List<Issue> vulnerabilities = new ArrayList<>();
        for (Issue issue : issues) {
            if (hotspotKeys.contains(issue.key())) {
                hotspots.add(issue);
            } else if (allBugs && issue.type() == null) {
                throw in.refuse(
                        "the report was made with --allbugs and does not tell vulnerabilities from"
                                + " bugs: make it without");
            } else {
                vulnerabilities.add(issue);
            }
        }
        gather(ISSUES, vulnerabilities);
        if (!noHotspots || !hotspots.isEmpty()) {
            hotspotsListed = true;
        }
    }

    private void gather(String tool, List<Issue> list) {
        boolean hotspot = tool.equals(HOTSPOTS);
        for (Issue issue : list) {
            Gathering scan = scan(tool, issue.scope(component));
            if (!issue.isThere() || !(hotspot || issue.isSecurity(report))) {
                collector.other();
                continue;
            }
            if (issue.isSecret()) {
                scan.kinds(Set.of(ScanKind.SECRETS));
            }
            if (issue.known() != null) {
                scan.kinds(Set.of(ScanKind.SCA));
            }
            scan.add(issue.found());
        }
        if (list.isEmpty()) {
            scan(tool, component);
        }
    }

    /// A page that does not hold all that there is closes nothing.
    private Gathering scan(String tool, String scope) {
        Gathering scan = collector.scan(tool, scope).kinds(Set.of(ScanKind.SAST));
        Integer all = total != null ? total : oldTotal;
        int held = issuesListed && !report ? issues.size() : hotspots.size();
        boolean part = !report && all != null && all > held;
        return part || newCodeOnly ? scan.incomplete() : scan;
    }
}
