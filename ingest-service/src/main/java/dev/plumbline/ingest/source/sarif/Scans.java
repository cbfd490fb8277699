package dev.plumbline.ingest.source.sarif;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Severities;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gathers runs into scans: resolves what results refer to, keeps the security findings, makes
/// fingerprints.
final class Scans {
    private static final Set<String> SECRET_WEAKNESSES = Set.of("CWE-798", "CWE-259", "CWE-321");

    private final ScanTools tools;
    private final ScanCollector collector = new ScanCollector();

    Scans(ScanTools tools) {
        this.tools = tools;
    }

    void add(Run run) {
        ScanTools.Tool tool = tools.named(run.tool());
        Gathering scan =
                collector
                        .scan(run.tool(), run.scope())
                        .version(run.toolVersion())
                        .kinds(tool.kinds())
                        .rules(rules(run, tool))
                        .files(run.artifacts().isEmpty() ? null : run.artifacts().size())
                        .codeLines(run.codeLines());
        if (!run.completed()) {
            scan.incomplete();
        }
        Map<String, Rule> byId = byId(run);
        for (Result result : run.results()) {
            add(scan, run, byId, tool, result);
        }
    }

    private static Map<String, Rule> byId(Run run) {
        Map<String, Rule> byId = new HashMap<>();
        if (run.rules() != null) {
            run.rules().forEach(rule -> byId.putIfAbsent(rule.id(), rule));
        }
        run.extensions().forEach(rules -> rules.forEach(rule -> byId.putIfAbsent(rule.id(), rule)));
        return byId;
    }

    /// How many rules ran. A tool that lists only rules with hits lists none after a clean run;
    /// that is not zero.
    private static @Nullable Integer rules(Run run, ScanTools.Tool tool) {
        Integer listed = run.ruleCount();
        boolean emptyOfHits = tool.rules() == ScanTools.Rules.HITS && listed != null && listed == 0;
        boolean ranWithoutList = listed != null && listed == 0 && !run.results().isEmpty();
        return emptyOfHits || ranWithoutList ? null : listed;
    }

    private void add(
            Gathering scan, Run run, Map<String, Rule> byId, ScanTools.Tool tool, Result result) {
        Rule rule = rule(run, byId, result);
        Set<String> cwes = new LinkedHashSet<>(rule.cwes());
        cwes.addAll(result.cwes());
        Double severity =
                result.securitySeverity() != null
                        ? result.securitySeverity()
                        : rule.securitySeverity();
        boolean secret = isSecret(tool, rule, result, cwes);
        KnownFlaw known = speaksOfComponents(tool, rule) ? KnownFlaws.of(rule, result) : null;
        if (!secret && known == null && !isSecurity(tool, rule, result, cwes, severity)) {
            collector.other();
            return;
        }
        if (known != null && isUncalled(tool, result)) {
            collector.other();
            return;
        }
        if (secret) {
            scan.kinds(Set.of(ScanKind.SECRETS));
        }
        String path = path(run, result);
        scan.add(
                new Found(
                        rule.id(),
                        title(rule, result, secret),
                        severity(severity, rule, result),
                        cwes,
                        path,
                        result.line(),
                        secret,
                        result.suppressed(),
                        known,
                        result.identity(),
                        result.place()));
    }

    /// Scanners of components do; of tools that are not known, those whose rules are
    /// vulnerabilities.
    private static boolean speaksOfComponents(ScanTools.Tool tool, Rule rule) {
        return tool.kinds().contains(ScanKind.SCA)
                || (tool.name().isEmpty()
                        && (rule.id().contains("CVE-") || rule.id().contains("GHSA-")));
    }

    /// govulncheck reports what is not called as warnings and notes, see the format of its own.
    private static boolean isUncalled(ScanTools.Tool tool, Result result) {
        return tool.name().equals("govulncheck") && !"error".equals(result.level());
    }

    private static Rule rule(Run run, Map<String, Rule> byId, Result result) {
        List<Rule> list = List.of();
        if (result.extension() >= 0 && result.extension() < run.extensions().size()) {
            list = run.extensions().get(result.extension());
        } else if (run.rules() != null) {
            list = run.rules();
        }
        if (result.ruleIndex() >= 0 && result.ruleIndex() < list.size()) {
            return list.get(result.ruleIndex());
        }
        String id = result.ruleId();
        if (id == null) {
            return Rule.unknown(result.messageId() == null ? "" : result.messageId());
        }
        Rule named = byId.get(id);
        // "CA1000/1" is a sub-rule of "CA1000" (SARIF 2.1.0, 3.27.5)
        int slash = id.lastIndexOf('/');
        if (named == null && slash > 0) {
            named = byId.get(id.substring(0, slash));
        }
        return named != null ? named : Rule.unknown(id);
    }

    private static boolean isSecret(
            ScanTools.Tool tool, Rule rule, Result result, Set<String> cwes) {
        if (tool.kinds().equals(Set.of(ScanKind.SECRETS)) || "Secret".equals(rule.name())) {
            return true;
        }
        return hasTag(rule, result, "secret")
                || hasTag(rule, result, "secrets")
                || cwes.stream().anyMatch(SECRET_WEAKNESSES::contains);
    }

    private static boolean isSecurity(
            ScanTools.Tool tool,
            Rule rule,
            Result result,
            Set<String> cwes,
            @Nullable Double severity) {
        return tool.reports() == ScanTools.Reports.SECURITY
                || !cwes.isEmpty()
                || severity != null
                || hasTag(rule, result, "security")
                || hasTag(rule, result, "vulnerability")
                || isSecurityRule(rule.id());
    }

    private static boolean hasTag(Rule rule, Result result, String tag) {
        return rule.tags().contains(tag) || result.tags().contains(tag);
    }

    /// Ids that say themselves that they are about security: known vulnerabilities, ESLint's
    /// security plugins, and the security rules of the .NET analysers (CA2100 to CA2153, CA3xxx,
    /// CA5xxx).
    private static boolean isSecurityRule(String id) {
        if (id.startsWith("CVE-")
                || id.startsWith("GHSA-")
                || id.startsWith("security/")
                || id.startsWith("no-secrets/")) {
            return true;
        }
        boolean analyser =
                id.length() == 6
                        && id.startsWith("CA")
                        && id.substring(2).chars().allMatch(Character::isDigit);
        if (!analyser) {
            return false;
        }
        int number = Integer.parseInt(id.substring(2));
        return (number >= 2100 && number <= 2153)
                || (number >= 3000 && number < 4000)
                || (number >= 5000 && number < 6000);
    }

    private static String path(Run run, Result result) {
        String path = result.path();
        if (path != null && !path.isEmpty()) {
            return path;
        }
        int index = result.artifactIndex();
        return index >= 0 && index < run.artifacts().size() ? run.artifacts().get(index) : "";
    }

    /// The rule's own words first: a result's message may carry what it warns of, such as a
    /// password.
    private static String title(Rule rule, Result result, boolean secret) {
        if (rule.title() != null) {
            return rule.title();
        }
        String message = result.message();
        if (message == null && result.messageId() != null) {
            message = rule.messages().get(result.messageId());
        }
        String best =
                secret || message == null
                        ? (rule.name() != null ? rule.name() : rule.id())
                        : message;
        return best;
    }

    private static Severity severity(@Nullable Double number, Rule rule, Result result) {
        if (number != null) {
            return Severities.ofScore(number);
        }
        Severity said = Severities.ofWord(result.severityWord());
        said = said != null ? said : Severities.ofWord(rule.severityWord());
        for (String tag : rule.tags()) {
            said = said != null ? said : Severities.ofWord(tag);
        }
        if (said != null) {
            return said;
        }
        String level = result.level() != null ? result.level() : rule.level();
        return switch (level == null ? "warning" : level) {
            case "error" -> Severity.HIGH;
            case "note", "none" -> Severity.LOW;
            default -> Severity.MEDIUM;
        };
    }

    /// @param names of the tools, as the document says them
    ScanReport report(String format, String names) {
        return collector.report(format, names);
    }
}
