package dev.plumbline.ingest.source.semgrep;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Ecosystems;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One result of a run of Semgrep.
final class SemgrepResult {
    private static final int LONGEST_CODE = 4_000;
    private static final int LONGEST_TITLE = 300;

    /// What stands in the place of code and fingerprint for those who did not log in.
    private static final String WITHHELD = "requires login";

    private static final Set<String> SECRET_WEAKNESSES = Set.of("CWE-798", "CWE-259", "CWE-321");

    /// Categories of Semgrep's registry that are about something else.
    private static final Set<String> OTHER_CATEGORIES =
            Set.of(
                    "best-practice",
                    "caching",
                    "compatibility",
                    "correctness",
                    "maintainability",
                    "performance",
                    "portability",
                    "style");

    private final JsonReader in;
    private String rule = "";
    private @Nullable String path;
    private @Nullable Integer line;
    private @Nullable String message;
    private @Nullable String severity;
    private @Nullable String dependencySeverity;
    private @Nullable String fingerprint;
    private @Nullable String code;
    private boolean ignored;
    private @Nullable String category;
    private boolean secretRule;
    private boolean owasp;
    private final Set<String> cwes = new LinkedHashSet<>();
    private final Set<String> ids = new LinkedHashSet<>();
    private @Nullable String ecosystem;
    private @Nullable String component;
    private @Nullable String componentVersion;
    private final List<String> fixes = new ArrayList<>();

    SemgrepResult(JsonReader in) {
        this.in = in;
    }

    void read() throws IOException, Unreadable {
        in.enterObject("a result");
        in.eachField(
                field -> {
                    switch (field) {
                        case "check_id" -> rule = text();
                        case "path" -> path = SemgrepReading.path(in.text());
                        case "start" ->
                                in.eachField(
                                        inner -> {
                                            if (inner.equals("line")) {
                                                line = in.count();
                                            } else {
                                                in.skip();
                                            }
                                        });
                        case "extra" -> in.eachField(this::extra);
                        default -> in.skip();
                    }
                });
    }

    private String text() throws IOException, Unreadable {
        String text = in.text();
        return text == null ? "" : text;
    }

    private void extra(String field) throws IOException, Unreadable {
        switch (field) {
            case "message" -> message = Texts.firstLine(in.text(), LONGEST_TITLE);
            case "severity" -> severity = in.text();
            case "fingerprint" -> fingerprint = told(in.text());
            case "lines" -> code = Texts.shortened(told(in.text()), LONGEST_CODE);
            case "is_ignored" -> ignored = in.isTrue();
            case "metadata" -> in.eachField(this::metadata);
            case "sca_info" -> in.eachField(this::dependency);
            default -> in.skip();
        }
    }

    private static @Nullable String told(@Nullable String text) {
        return WITHHELD.equals(text) ? null : text;
    }

    private void metadata(String field) throws IOException, Unreadable {
        switch (field) {
            case "category" -> category = in.text();
            case "cwe" -> each(this::weakness);
            case "owasp" -> {
                owasp = true;
                in.skip();
            }
            case "product" -> secretRule |= "secrets".equals(in.text());
            case "technology" -> each(word -> secretRule |= word.equals("secrets"));
            case "sca-vuln-database-identifier", "cve", "ghsa" -> each(this::id);
            case "sca-severity" -> dependencySeverity = in.text();
            case "sca-fix-versions" ->
                    in.eachElement(
                            () ->
                                    in.eachField(
                                            name -> {
                                                String version = in.text();
                                                if (version != null && fixes.isEmpty()) {
                                                    fixes.add(version);
                                                }
                                            }));
            default -> in.skip();
        }
    }

    private void weakness(String text) {
        String cwe = Weaknesses.idOf(text);
        if (cwe != null) {
            cwes.add(cwe);
        }
    }

    private void id(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (upper.startsWith("CVE-") || upper.startsWith("GHSA-")) {
            ids.add(text.strip());
        }
    }

    @FunctionalInterface
    private interface Word {
        void take(String word);
    }

    /// Of a text or of a list of them.
    private void each(Word word) throws IOException, Unreadable {
        if (in.onList()) {
            in.eachElement(() -> take(word));
        } else {
            take(word);
        }
    }

    private void take(Word word) throws IOException, Unreadable {
        String text = in.scalarText();
        if (text != null) {
            word.take(text);
        }
    }

    private void dependency(String field) throws IOException, Unreadable {
        if (!field.equals("dependency_match")) {
            in.skip();
            return;
        }
        in.eachField(
                inner -> {
                    if (inner.equals("found_dependency")) {
                        in.eachField(this::foundDependency);
                    } else {
                        in.skip();
                    }
                });
    }

    private void foundDependency(String field) throws IOException, Unreadable {
        switch (field) {
            case "package" -> component = in.text();
            case "version" -> componentVersion = in.scalarText();
            case "ecosystem" -> ecosystem = in.text();
            default -> in.skip();
        }
    }

    /// Rules say by category or weakness what they are about; where they do not, the registry's
    /// names do (`python.lang.security.…`). A rule that says nothing at all is a maker's own.
    boolean isSecurity() {
        if (!cwes.isEmpty() || owasp || secretRule || known() != null) {
            return true;
        }
        if (category != null) {
            return category.equals("security");
        }
        String id = rule.toLowerCase(Locale.ROOT);
        if (id.contains("security") || id.contains("secret")) {
            return true;
        }
        for (String segment : id.split("\\.", -1)) {
            if (OTHER_CATEGORIES.contains(segment)) {
                return false;
            }
        }
        return true;
    }

    boolean isSecret() {
        return secretRule || cwes.stream().anyMatch(SECRET_WEAKNESSES::contains);
    }

    @Nullable KnownFlaw known() {
        return ids.isEmpty()
                ? null
                : new KnownFlaw(
                        List.copyOf(ids),
                        Ecosystems.purl(ecosystem, component, componentVersion),
                        fixes.isEmpty() ? null : fixes.getFirst());
    }

    Found found() {
        KnownFlaw known = known();
        boolean secret = isSecret();
        Severity said = SemgrepReading.severity(severity);
        if (known != null && dependencySeverity != null) {
            said = SemgrepReading.severity(dependencySeverity);
        }
        return new Found(
                rule,
                title(secret),
                said,
                cwes,
                path,
                line,
                secret,
                ignored ? "nosemgrep" : null,
                known,
                known != null && component != null ? "dependency " + component : fingerprint,
                code != null
                        ? Texts.squeezed(code)
                        : Texts.withoutNumbers(message == null ? "" : message));
    }

    /// A message may quote what the rule matched, so a secret is named by its rule alone.
    private String title(boolean secret) {
        if (!secret && message != null) {
            return message;
        }
        return rule.substring(rule.lastIndexOf('.') + 1).replace('-', ' ');
    }
}
