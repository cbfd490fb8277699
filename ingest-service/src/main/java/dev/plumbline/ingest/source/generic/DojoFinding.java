package dev.plumbline.ingest.source.generic;

import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Paths;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One finding as DefectDojo's generic import knows it.
final class DojoFinding {
    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_ENDPOINTS = 50;

    /// Fields of a finding in JSON; others DefectDojo refuses.
    static final Set<String> FIELDS =
            Set.of(
                    "active",
                    "component_name",
                    "component_version",
                    "cve",
                    "cvssv3",
                    "cvssv3_score",
                    "cvssv4",
                    "cvssv4_score",
                    "cwe",
                    "cwes",
                    "date",
                    "description",
                    "dynamic_finding",
                    "effort_for_fixing",
                    "endpoints",
                    "epss_percentile",
                    "epss_score",
                    "false_p",
                    "file_path",
                    "files",
                    "fix_available",
                    "fix_version",
                    "impact",
                    "is_mitigated",
                    "kev_date",
                    "known_exploited",
                    "line",
                    "mitigated",
                    "mitigation",
                    "nb_occurences",
                    "numerical_severity",
                    "out_of_scope",
                    "param",
                    "payload",
                    "planned_remediation_date",
                    "planned_remediation_version",
                    "publish_date",
                    "ransomware_used",
                    "references",
                    "risk_accepted",
                    "sast_sink_object",
                    "sast_source_file_path",
                    "sast_source_line",
                    "sast_source_object",
                    "scanner_confidence",
                    "service",
                    "severity",
                    "severity_justification",
                    "static_finding",
                    "steps_to_reproduce",
                    "tags",
                    "thread_id",
                    "title",
                    "under_review",
                    "unique_id_from_tool",
                    "verified",
                    "vuln_id_from_tool",
                    "vulnerability_ids");

    /// Columns of a table, by their plain names.
    static final Set<String> COLUMNS =
            Set.of(
                    "active",
                    "cve",
                    "cvssv3",
                    "cvssv3score",
                    "cvssv4",
                    "cvssv4score",
                    "cweid",
                    "date",
                    "description",
                    "duplicate",
                    "epsspercentile",
                    "epssscore",
                    "falsepositive",
                    "fixavailable",
                    "fixversion",
                    "impact",
                    "ismitigated",
                    "kevdate",
                    "knownexploited",
                    "mitigateddate",
                    "mitigation",
                    "ransomwareused",
                    "references",
                    "severity",
                    "title",
                    "url",
                    "verified",
                    "vulnerabilityid");

    @Nullable String title;
    private @Nullable String severity;
    private boolean described;
    private final Set<String> cwes = new LinkedHashSet<>();
    private final Set<String> ids = new LinkedHashSet<>();
    private @Nullable String file;
    private @Nullable Integer line;
    private @Nullable String component;
    private @Nullable String fixVersion;
    private @Nullable String uniqueId;
    private @Nullable String rule;
    private @Nullable String parameter;
    private final Set<String> endpoints = new LinkedHashSet<>();
    private boolean staticFinding;
    private boolean dynamicFinding;
    private boolean mitigated;
    private boolean duplicate;
    private boolean inactive;
    private @Nullable String reason;

    void field(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "title" -> title = Texts.firstLine(in.text(), LONGEST_TEXT);
            case "severity" -> severity = in.text();
            case "description" -> {
                described = !in.onNull();
                in.skip();
            }
            case "cwe" -> cwe(in.scalarText());
            case "cwes" -> in.eachElement(() -> cwe(in.scalarText()));
            case "cve" -> id(in.text());
            case "vulnerability_ids" -> in.eachElement(() -> id(in.text()));
            case "file_path" -> file = in.text();
            case "line" -> line = positive(in.count());
            case "component_name" -> component = text(in);
            case "fix_version" -> fixVersion = text(in);
            case "unique_id_from_tool" -> uniqueId = text(in);
            case "vuln_id_from_tool" -> rule = text(in);
            case "param" -> parameter = text(in);
            case "endpoints" -> in.eachElement(() -> endpoint(in));
            case "static_finding" -> staticFinding = in.isTrue();
            case "dynamic_finding" -> dynamicFinding = in.isTrue();
            case "is_mitigated" -> mitigated = in.isTrue();
            case "active" -> inactive = in.isFalse();
            case "false_p" -> reason(in.isTrue(), "false positive");
            case "out_of_scope" -> reason(in.isTrue(), "out of scope");
            case "risk_accepted" -> reason(in.isTrue(), "risk accepted");
            default -> {
                if (!FIELDS.contains(field)) {
                    throw in.refuse(
                            "DefectDojo's findings have no field "
                                    + (field.length() > 60 ? field.substring(0, 60) : field));
                }
                in.skip();
            }
        }
    }

    private static @Nullable String text(JsonReader in) throws IOException, Unreadable {
        return Texts.shortened(in.scalarText(), LONGEST_TEXT);
    }

    private static @Nullable Integer positive(@Nullable Integer number) {
        return number == null || number == 0 ? null : number;
    }

    /// An address, or an object with its parts.
    private void endpoint(JsonReader in) throws IOException, Unreadable {
        StringBuilder parts = new StringBuilder();
        if (in.onObject()) {
            in.eachField(
                    part -> {
                        String text = text(in);
                        if (part.equals("host") || part.equals("path") || part.equals("port")) {
                            parts.append(text).append(' ');
                        }
                    });
        } else {
            String address = Paths.withoutUser(text(in));
            parts.append(address == null ? "" : address);
        }
        if (endpoints.size() < MOST_ENDPOINTS && !parts.isEmpty()) {
            endpoints.add(parts.toString());
        }
    }

    void row(Table table) {
        title = Texts.firstLine(table.cell("title"), LONGEST_TEXT);
        severity = table.cell("severity");
        described = true;
        cwe(table.cell("cweid"));
        id(table.cell("cve"));
        id(table.cell("vulnerabilityid"));
        String url = Paths.withoutUser(Texts.shortened(table.cell("url"), LONGEST_TEXT));
        if (url != null) {
            endpoints.add(url);
        }
        fixVersion = Texts.shortened(table.cell("fixversion"), LONGEST_TEXT);
        mitigated = isTrue(table.cell("ismitigated"));
        duplicate = isTrue(table.cell("duplicate"));
        inactive = "false".equalsIgnoreCase(table.cell("active"));
        reason(isTrue(table.cell("falsepositive")), "false positive");
    }

    private static boolean isTrue(@Nullable String cell) {
        return "true".equalsIgnoreCase(cell);
    }

    private void cwe(@Nullable String said) {
        String cwe = Weaknesses.idOf(said == null ? null : said.strip());
        if (cwe != null) {
            cwes.add(cwe);
        }
    }

    private void id(@Nullable String said) {
        String id = Texts.shortened(said, 200);
        if (id != null && ids.size() < MOST_ENDPOINTS) {
            ids.add(id);
        }
    }

    private void reason(boolean holds, String words) {
        if (holds && reason == null) {
            reason = words;
        }
    }

    /// Which of the three required fields is missing; `null` if none is.
    @Nullable String missing() {
        return title == null
                ? "title"
                : severity == null ? "severity" : described ? null : "description";
    }

    boolean isThere() {
        return !mitigated && !duplicate;
    }

    /// What the finding says of how it was found; `null` if it does not say.
    @Nullable ScanKind kind() {
        if (component != null && !ids.isEmpty()) {
            return ScanKind.SCA;
        }
        if (dynamicFinding || !endpoints.isEmpty()) {
            return ScanKind.DAST;
        }
        return staticFinding || file != null ? ScanKind.SAST : null;
    }

    Found found() {
        Severity said = Severities.ofWord(severity);
        String name = title == null ? "" : title;
        String purl = component != null && component.startsWith("pkg:") ? component : null;
        String suppressed = reason != null ? reason : inactive ? "not active" : null;
        return new Found(
                rule != null ? rule : ids.isEmpty() ? "" : ids.iterator().next(),
                name,
                said == null ? Severity.UNKNOWN : said,
                cwes,
                Paths.normal(file),
                line,
                false,
                suppressed,
                ids.isEmpty() ? null : new KnownFlaw(List.copyOf(ids), purl, fixVersion),
                uniqueId,
                String.join(
                        "\n",
                        Texts.withoutNumbers(name),
                        component,
                        parameter,
                        String.join(" ", endpoints),
                        String.join(" ", ids)));
    }
}
