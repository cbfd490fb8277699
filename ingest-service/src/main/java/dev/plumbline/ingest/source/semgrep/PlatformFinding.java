package dev.plumbline.ingest.source.semgrep;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One finding of Semgrep's platform.
final class PlatformFinding {
    private static final int LONGEST_TITLE = 300;
    private static final Set<String> SECRET_WEAKNESSES = Set.of("CWE-798", "CWE-259", "CWE-321");

    private final JsonReader in;
    private String repository = "";
    private @Nullable String matchId;
    private @Nullable String id;
    private @Nullable String status;
    private @Nullable String triage;
    private @Nullable String triageReason;
    private @Nullable String severity;
    private @Nullable String rule;
    private @Nullable String message;
    private @Nullable String path;
    private @Nullable Integer line;
    private @Nullable String category;
    private final Set<String> cwes = new LinkedHashSet<>();

    PlatformFinding(JsonReader in) {
        this.in = in;
    }

    void read() throws IOException, Unreadable {
        in.enterObject("a finding");
        in.eachField(
                field -> {
                    switch (field) {
                        case "id" -> id = in.scalarText();
                        case "match_based_id" -> matchId = in.text();
                        case "repository" ->
                                in.eachField(
                                        inner -> {
                                            String said = in.text();
                                            if (inner.equals("name") && said != null) {
                                                repository = said;
                                            }
                                        });
                        case "status", "state" -> {
                            String said = in.text();
                            status = status == null || field.equals("status") ? said : status;
                        }
                        case "triage_state" -> triage = in.text();
                        case "triage_reason" -> triageReason = in.text();
                        case "severity" -> severity = in.text();
                        case "categories" -> in.eachElement(() -> category(in.text()));
                        case "rule_name" -> rule = in.text();
                        case "rule_message" -> message = Texts.firstLine(in.text(), LONGEST_TITLE);
                        case "location" -> in.eachField(this::location);
                        case "rule" -> in.eachField(this::rule);
                        default -> in.skip();
                    }
                });
    }

    private void category(@Nullable String said) {
        if (category == null || "security".equals(said)) {
            category = said;
        }
    }

    private void location(String field) throws IOException, Unreadable {
        switch (field) {
            case "file_path" -> path = SemgrepReading.path(in.text());
            case "line" -> line = in.count();
            default -> in.skip();
        }
    }

    private void rule(String field) throws IOException, Unreadable {
        switch (field) {
            case "name" -> {
                String name = in.text();
                rule = rule != null ? rule : name;
            }
            case "category" -> category(in.text());
            case "cwe_names" ->
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

    String repository() {
        return repository;
    }

    boolean isSecurity() {
        boolean fixed = "fixed".equals(status) || "removed".equals(status);
        return !fixed && (!cwes.isEmpty() || category == null || category.equals("security"));
    }

    Found found() {
        boolean secret = cwes.stream().anyMatch(SECRET_WEAKNESSES::contains);
        String name = rule == null ? "" : rule;
        String shortName = name.substring(name.lastIndexOf('.') + 1).replace('-', ' ');
        String title = secret || message == null ? shortName : message;
        boolean ignored = "ignored".equals(triage) || "ignored".equals(status);
        String reason = triageReason == null ? "ignored" : "ignored: " + triageReason;
        return new Found(
                name,
                title,
                SemgrepReading.severity(severity),
                cwes,
                path,
                line,
                secret,
                ignored ? reason : null,
                null,
                matchId != null ? matchId : id,
                title);
    }
}
