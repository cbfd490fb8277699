package dev.plumbline.ingest.source.sonarqube;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Paths;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An issue or a hotspot.
final class Issue {
    private static final int LONGEST_MESSAGE = 1_000;
    private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,10}");
    private static final Set<String> SECRET_RULES = Set.of("S2068", "S6418", "S6437");
    private static final Set<String> GONE = Set.of("FIXED", "CLOSED", "REMOVED");
    private static final Set<String> SET_ASIDE =
            Set.of("FALSE-POSITIVE", "FALSE_POSITIVE", "WONTFIX", "ACCEPTED", "SAFE");

    private final JsonReader in;
    private String key = "";
    private String rule = "";
    private @Nullable String type;
    private @Nullable String severity;
    private @Nullable String securityImpact;
    private String component = "";
    private String project = "";
    private @Nullable Integer line;
    private @Nullable String message;
    private @Nullable String description;
    private final Set<String> states = new LinkedHashSet<>();
    private final Set<String> cwes = new LinkedHashSet<>();

    Issue(JsonReader in) {
        this.in = in;
    }

    void field(String field) throws IOException, Unreadable {
        switch (field) {
            case "key" -> key = orEmpty(in.text());
            case "rule", "ruleKey" -> rule = orEmpty(in.text());
            case "type" -> type = in.text();
            case "severity", "vulnerabilityProbability" -> severity = in.text();
            case "impacts" -> in.eachElement(this::impact);
            case "component" -> component = orEmpty(in.text());
            case "project" -> project = orEmpty(in.text());
            case "line" -> line = in.count();
            case "message" -> message = Texts.firstLine(in.text(), LONGEST_MESSAGE);
            case "description" -> description = Texts.firstLine(in.text(), LONGEST_MESSAGE);
            case "status", "issueStatus", "resolution" -> {
                String state = Texts.shortened(in.text(), 40);
                if (state != null) {
                    states.add(state.toUpperCase(Locale.ROOT));
                }
            }
            case "tags" ->
                    in.eachElement(
                            () -> {
                                String cwe = Weaknesses.named(in.text());
                                if (cwe != null) {
                                    cwes.add(cwe);
                                }
                            });
            default -> in.skip();
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void impact() throws IOException, Unreadable {
        String[] said = {"", ""};
        in.eachField(
                field -> {
                    switch (field) {
                        case "softwareQuality" -> said[0] = orEmpty(in.text());
                        case "severity" -> said[1] = orEmpty(in.text());
                        default -> in.skip();
                    }
                });
        if (said[0].equals("SECURITY")) {
            securityImpact = said[1];
        }
    }

    String key() {
        return key;
    }

    @Nullable String type() {
        return type;
    }

    String scope(String ofReport) {
        return project.isEmpty() ? ofReport : project;
    }

    boolean isThere() {
        return states.stream().noneMatch(GONE::contains);
    }

    /// @param report a report has no types: it lists vulnerabilities alone
    boolean isSecurity(boolean report) {
        if (securityImpact != null) {
            return true;
        }
        return type == null
                ? report || !cwes.isEmpty()
                : type.equals("VULNERABILITY") || type.equals("SECURITY_HOTSPOT");
    }

    boolean isSecret() {
        return rule.startsWith("secrets:")
                || SECRET_RULES.contains(rule.substring(rule.indexOf(':') + 1));
    }

    /// Of the plugin that brings Dependency-Check's results.
    @Nullable KnownFlaw known() {
        if (message == null || !rule.startsWith("OWASP:UsingComponentWith")) {
            return null;
        }
        Set<String> ids = new LinkedHashSet<>();
        Matcher cve = CVE.matcher(message);
        while (cve.find()) {
            ids.add(cve.group());
        }
        return ids.isEmpty() ? null : new KnownFlaw(List.copyOf(ids), null, null);
    }

    Found found() {
        String suppressed =
                states.stream()
                        .filter(SET_ASIDE::contains)
                        .findFirst()
                        .map(state -> state.toLowerCase(Locale.ROOT).replace('_', ' '))
                        .orElse(null);
        return new Found(
                rule,
                title(),
                severity(),
                cwes,
                path(),
                line,
                isSecret(),
                suppressed,
                known(),
                key.isEmpty() ? null : key,
                Texts.withoutNumbers(message == null ? "" : message));
    }

    /// sonar-report puts the rule's name into `description`, and `/` where it has none.
    private String title() {
        if (description != null && !description.equals("/")) {
            return description;
        }
        if (isSecret()) {
            return "hard-coded credential";
        }
        return message == null ? rule : message;
    }

    private @Nullable String path() {
        String prefix = project + ":";
        if (!project.isEmpty() && component.startsWith(prefix)) {
            return Paths.normal(component.substring(prefix.length()));
        }
        return component.equals(project) ? null : Paths.normal(component);
    }

    /// Sonar's five words are one step lower than they sound: it maps both BLOCKER and CRITICAL to
    /// a high impact, MAJOR to a medium one.
    private Severity severity() {
        String word = securityImpact != null ? securityImpact : severity;
        return switch (word == null ? "" : word.toUpperCase(Locale.ROOT)) {
            case "BLOCKER" -> Severity.CRITICAL;
            case "CRITICAL", "HIGH" -> Severity.HIGH;
            case "MAJOR", "MEDIUM" -> Severity.MEDIUM;
            case "MINOR", "INFO", "LOW" -> Severity.LOW;
            default -> Severity.UNKNOWN;
        };
    }
}
