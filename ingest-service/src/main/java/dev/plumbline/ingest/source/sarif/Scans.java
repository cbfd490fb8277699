package dev.plumbline.ingest.source.sarif;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.ScopeScan;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Weaknesses;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gathers runs into scans: resolves what results refer to, keeps the security findings, makes
/// fingerprints.
final class Scans {
    private static final int LONGEST_TITLE = 300;
    private static final Set<String> SECRET_WEAKNESSES = Set.of("CWE-798", "CWE-259", "CWE-321");

    private final ScanTools tools;
    private final Map<Key, Gathered> scans = new LinkedHashMap<>();
    private int other;

    Scans(ScanTools tools) {
        this.tools = tools;
    }

    private record Key(String tool, String scope) {}

    private static final class Gathered {
        private @Nullable String version;
        private final EnumSet<ScanKind> kinds = EnumSet.noneOf(ScanKind.class);
        private @Nullable Integer rules;
        private boolean incomplete;
        private @Nullable Integer files;
        private @Nullable Long codeLines;
        private final Map<String, Finding> findings = new LinkedHashMap<>();
        private final Map<String, Integer> twins = new HashMap<>();
    }

    void add(Run run) {
        Gathered scan =
                scans.computeIfAbsent(new Key(run.tool(), run.scope()), key -> new Gathered());
        ScanTools.Tool tool = tools.named(run.tool());
        scan.version = scan.version != null ? scan.version : run.toolVersion();
        scan.kinds.addAll(tool.kinds());
        scan.rules = sum(scan.rules, rules(run, tool));
        scan.incomplete |= !run.completed();
        scan.files =
                run.artifacts().isEmpty() ? scan.files : sum(scan.files, run.artifacts().size());
        scan.codeLines =
                run.codeLines() == null ? scan.codeLines : longSum(scan.codeLines, run.codeLines());
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

    private static @Nullable Integer sum(@Nullable Integer a, @Nullable Integer b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a + b;
    }

    private static Long longSum(@Nullable Long a, Long b) {
        return a == null ? b : a + b;
    }

    private void add(
            Gathered scan, Run run, Map<String, Rule> byId, ScanTools.Tool tool, Result result) {
        Rule rule = rule(run, byId, result);
        Set<String> cwes = new LinkedHashSet<>(rule.cwes());
        cwes.addAll(result.cwes());
        Double severity =
                result.securitySeverity() != null
                        ? result.securitySeverity()
                        : rule.securitySeverity();
        boolean secret = isSecret(tool, rule, result, cwes);
        if (!secret && !isSecurity(tool, rule, result, cwes, severity)) {
            other++;
            return;
        }
        if (secret) {
            scan.kinds.add(ScanKind.SECRETS);
        }
        String path = path(run, result);
        String print = fingerprint(scan, rule.id(), path, result);
        Finding finding =
                new Finding(
                        print,
                        rule.id(),
                        title(rule, result, secret),
                        severity(severity, rule, result),
                        Weaknesses.sorted(cwes),
                        path.isEmpty() ? null : path,
                        result.line(),
                        secret,
                        result.suppressed());
        scan.findings.merge(print, finding, Scans::worse);
    }

    /// Of two findings with one fingerprint the open one counts, else the more severe.
    private static Finding worse(Finding a, Finding b) {
        boolean aOpen = a.suppressed() == null;
        boolean bOpen = b.suppressed() == null;
        if (aOpen != bOpen) {
            return aOpen ? a : b;
        }
        return b.severity().compareTo(a.severity()) > 0 ? b : a;
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
        String title = Texts.shortened(best, LONGEST_TITLE);
        return title == null ? "finding without a name" : title;
    }

    private static Severity severity(@Nullable Double number, Rule rule, Result result) {
        if (number != null) {
            return number >= 9
                    ? Severity.CRITICAL
                    : number >= 7 ? Severity.HIGH : number >= 4 ? Severity.MEDIUM : Severity.LOW;
        }
        Severity said = word(result.severityWord());
        said = said != null ? said : word(rule.severityWord());
        for (String tag : rule.tags()) {
            said = said != null ? said : word(tag);
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

    private static @Nullable Severity word(@Nullable String word) {
        return switch (word) {
            case "critical", "blocker" -> Severity.CRITICAL;
            case "high", "important", "error" -> Severity.HIGH;
            case "medium", "moderate", "warning" -> Severity.MEDIUM;
            case "low", "minor", "info", "note" -> Severity.LOW;
            case null, default -> null;
        };
    }

    private static String fingerprint(Gathered scan, String rule, String path, Result result) {
        if (result.identity() != null) {
            return hash("given", rule, path, result.identity());
        }
        String derived = hash("derived", rule, path, result.place());
        int nth = scan.twins.merge(derived, 1, Integer::sum);
        return nth == 1 ? derived : hash("twin", derived, Integer.toString(nth));
    }

    private static String hash(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                sha256.update(part.getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The scans, in the order of their first runs.
    List<ScopeScan> all() {
        List<ScopeScan> all = new ArrayList<>();
        scans.forEach(
                (key, scan) ->
                        all.add(
                                new ScopeScan(
                                        new Scan(
                                                key.tool(),
                                                scan.version,
                                                List.copyOf(scan.kinds),
                                                key.scope(),
                                                scan.incomplete ? Integer.valueOf(0) : scan.rules,
                                                scan.files,
                                                scan.codeLines),
                                        List.copyOf(scan.findings.values()))));
        return all;
    }

    /// How many results were no security findings.
    int other() {
        return other;
    }
}
