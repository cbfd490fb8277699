package dev.plumbline.ingest.source.github;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.PackageUrls;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import dev.plumbline.ingest.source.forge.Alert;
import dev.plumbline.ingest.source.forge.Alert.FlawedComponent;
import dev.plumbline.ingest.source.forge.Alert.Kind;
import dev.plumbline.ingest.source.forge.Alert.State;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An alert of any kind while it is read. The field `secret` is never looked at, nor are comments
/// on alerts about secrets, which like to repeat it.
final class AlertDraft {
    private static final int LONGEST = 500;
    private static final int MOST_TAGS = 200;

    private @Nullable Long number;
    private @Nullable Long id;
    private @Nullable String state;
    private @Nullable Instant created;
    private @Nullable Instant updated;
    private @Nullable Instant ended;
    private @Nullable String reason;
    private @Nullable String comment;
    // code scanning
    private boolean ruleSeen;
    private @Nullable String rule;
    private @Nullable String ruleTitle;
    private @Nullable String ruleSeverity;
    private @Nullable String securitySeverity;
    private List<String> tags = List.of();
    private @Nullable String tool;
    private @Nullable String toolVersion;
    private @Nullable String path;
    private @Nullable Integer line;
    // dependencies
    private boolean advisorySeen;
    private @Nullable String ecosystem;
    private @Nullable String component;
    private @Nullable String manifest;
    private @Nullable String ghsa;
    private @Nullable String summary;
    private @Nullable String severity;
    private @Nullable String vector;
    private @Nullable String fixedIn;
    private final Set<String> otherIds = new LinkedHashSet<>();
    private final List<String> cwes = new ArrayList<>();
    // secrets
    private @Nullable String secretType;
    private @Nullable String secretTitle;
    private boolean alive;

    void field(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "number" -> number = in.wholeNumber();
            case "id" -> id = in.wholeNumber();
            case "state" -> state = bare(in);
            case "created_at" -> created = Moments.instantInUtc(in.text());
            case "updated_at" -> updated = Moments.instantInUtc(in.text());
            case "fixed_at", "dismissed_at", "resolved_at", "auto_dismissed_at" -> ended(in);
            case "dismissed_reason", "dismiss_reason", "resolution" -> reason = bare(in);
            case "dismissed_comment" -> comment = Texts.firstLine(in.text(), LONGEST);
            case "rule" -> {
                ruleSeen = in.onObject();
                in.eachField(inner -> rule(in, inner));
            }
            case "tool" -> in.eachField(inner -> tool(in, inner));
            case "most_recent_instance" -> in.eachField(inner -> instance(in, inner));
            case "instances" -> in.eachElement(() -> in.eachField(inner -> instance(in, inner)));
            case "dependency" -> in.eachField(inner -> dependency(in, inner));
            case "security_advisory" -> {
                advisorySeen = in.onObject();
                in.eachField(inner -> advisory(in, inner));
            }
            case "security_vulnerability" -> in.eachField(inner -> vulnerability(in, inner));
            case "affected_package_name" -> component = bare(in);
            case "external_identifier" -> id(in.text());
            case "ghsa_id" -> ghsa = bare(in);
            case "fixed_in" -> fixedIn = bare(in);
            case "severity" -> severity = bare(in);
            case "secret_type" -> secretType = bare(in);
            case "secret_type_display_name" -> secretTitle = bare(in);
            case "validity" -> alive = "active".equals(in.text());
            case "first_location_detected" -> in.eachField(inner -> location(in, inner));
            default -> in.skip();
        }
    }

    private static @Nullable String bare(JsonReader in) throws IOException, Unreadable {
        return Texts.shortened(in.text(), LONGEST);
    }

    private void ended(JsonReader in) throws IOException, Unreadable {
        Instant at = Moments.instantInUtc(in.text());
        if (at != null && (ended == null || at.isAfter(ended))) {
            ended = at;
        }
    }

    private void rule(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "id" -> rule = bare(in);
            case "description" -> ruleTitle = Texts.firstLine(in.text(), LONGEST);
            case "severity" -> ruleSeverity = bare(in);
            case "security_severity_level" -> securitySeverity = bare(in);
            case "tags" -> tags = in.texts(MOST_TAGS, LONGEST);
            default -> in.skip();
        }
    }

    private void tool(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "name" -> tool = bare(in);
            case "version" -> toolVersion = bare(in);
            default -> in.skip();
        }
    }

    private void instance(JsonReader in, String field) throws IOException, Unreadable {
        if (field.equals("location")) {
            in.eachField(inner -> location(in, inner));
        } else {
            in.skip();
        }
    }

    private void location(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "path" -> path = Texts.shortened(in.text(), 1_000);
            case "start_line" -> line = in.count();
            case "details" -> in.eachField(inner -> location(in, inner));
            default -> in.skip();
        }
    }

    private void dependency(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "package" -> in.eachField(inner -> packageOf(in, inner));
            case "manifest_path" -> manifest = Texts.shortened(in.text(), 1_000);
            default -> in.skip();
        }
    }

    private void packageOf(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "ecosystem" -> ecosystem = bare(in);
            case "name" -> component = bare(in);
            default -> in.skip();
        }
    }

    private void advisory(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "ghsa_id" -> ghsa = bare(in);
            case "cve_id" -> id(in.text());
            case "summary" -> summary = Texts.firstLine(in.text(), LONGEST);
            case "severity" -> severity = severity == null ? bare(in) : severity;
            case "identifiers" ->
                    in.eachElement(
                            () ->
                                    in.eachField(
                                            inner -> {
                                                if (inner.equals("value")) {
                                                    id(in.text());
                                                } else {
                                                    in.skip();
                                                }
                                            }));
            case "cvss" -> vector(in);
            case "cvss_severities" -> in.eachField(version -> vector(in));
            case "cwes" ->
                    in.eachElement(
                            () ->
                                    in.eachField(
                                            inner -> {
                                                if (inner.equals("cwe_id")) {
                                                    weakness(in.text());
                                                } else {
                                                    in.skip();
                                                }
                                            }));
            default -> in.skip();
        }
    }

    private void vector(JsonReader in) throws IOException, Unreadable {
        in.eachField(
                field -> {
                    if (field.equals("vector_string") && vector == null) {
                        vector = bare(in);
                    } else {
                        in.skip();
                    }
                });
    }

    private void vulnerability(JsonReader in, String field) throws IOException, Unreadable {
        switch (field) {
            case "package" -> in.eachField(inner -> packageOf(in, inner));
            case "severity" -> severity = bare(in);
            case "first_patched_version" ->
                    in.eachField(
                            inner -> {
                                if (inner.equals("identifier")) {
                                    fixedIn = bare(in);
                                } else {
                                    in.skip();
                                }
                            });
            default -> in.skip();
        }
    }

    private void id(@Nullable String text) {
        String bare = Texts.shortened(text, 200);
        if (bare != null && otherIds.size() < 20) {
            otherIds.add(bare);
        }
    }

    private void weakness(@Nullable String text) {
        String cwe = Weaknesses.named(text);
        if (cwe != null && cwes.size() < 50) {
            cwes.add(cwe);
        }
    }

    /// `null` for an alert that is none about security.
    @Nullable Alert said(String event, String action, Place end) throws Unreadable {
        return switch (event) {
            case "code_scanning_alert" -> codeScanning(action, end);
            case "dependabot_alert" -> {
                if (!advisorySeen) {
                    throw end.refuse("alert.security_advisory is missing");
                }
                yield dependency(action, true, end);
            }
            case "repository_vulnerability_alert" -> dependency(action, false, end);
            default -> secret(action, end);
        };
    }

    private @Nullable Alert codeScanning(String action, Place end) throws Unreadable {
        if (!ruleSeen || rule == null) {
            throw end.refuse("alert.rule.id is missing");
        }
        for (String tag : tags) {
            weakness(tag);
        }
        boolean security =
                tags.isEmpty()
                        || securitySeverity != null
                        || !cwes.isEmpty()
                        || tags.stream().anyMatch(tag -> tag.equalsIgnoreCase("security"));
        if (!security) {
            return null;
        }
        Severity said = Severities.ofWord(securitySeverity);
        return new Alert(
                Kind.CODE_SCANNING,
                number(end),
                state(action),
                changedAt(action),
                true,
                tool == null ? "GitHub code scanning" : tool,
                toolVersion,
                ScanKind.SAST,
                rule,
                ruleTitle == null ? rule : ruleTitle,
                said != null ? said : Severities.of(ruleSeverity, null),
                cwes,
                path,
                line,
                reason(comment),
                null);
    }

    /// @param whole whether the event is Dependabot's own, which names the ecosystem, too
    private Alert dependency(String action, boolean whole, Place end) throws Unreadable {
        if (component == null || (ghsa == null && otherIds.isEmpty())) {
            throw end.refuse("the alert names no package or no flaw");
        }
        List<String> ids =
                Stream.concat(Stream.ofNullable(ghsa), otherIds.stream()).distinct().toList();
        return new Alert(
                Kind.DEPENDENCIES,
                number(end),
                state(action),
                changedAt(action),
                whole,
                "Dependabot",
                null,
                ScanKind.SCA,
                ids.getFirst(),
                summary == null ? ids.getFirst() : summary,
                Severities.of(severity, Severities.scoreOfVector(vector)),
                cwes,
                manifest,
                null,
                reason(comment),
                new FlawedComponent(
                        component,
                        null,
                        ids,
                        PackageUrls.of(purlType(ecosystem), component, null),
                        fixedIn));
    }

    private static @Nullable String purlType(@Nullable String ecosystem) {
        return switch (ecosystem == null ? "" : ecosystem.toLowerCase(Locale.ROOT)) {
            case "npm" -> "npm";
            case "pip" -> "pypi";
            case "maven" -> "maven";
            case "rubygems" -> "gem";
            case "go" -> "golang";
            case "rust" -> "cargo";
            case "nuget" -> "nuget";
            case "composer" -> "composer";
            case "erlang" -> "hex";
            case "pub" -> "pub";
            case "swift" -> "swift";
            case "actions" -> "githubactions";
            default -> null;
        };
    }

    private Alert secret(String action, Place end) throws Unreadable {
        if (secretType == null) {
            throw end.refuse("alert.secret_type is missing");
        }
        return new Alert(
                Kind.SECRET_SCANNING,
                number(end),
                secretState(),
                changedAt(action),
                true,
                "GitHub secret scanning",
                null,
                ScanKind.SECRETS,
                secretType,
                secretTitle == null ? secretType : secretTitle,
                alive ? Severity.CRITICAL : Severity.UNKNOWN,
                List.of(),
                path,
                line,
                reason(null),
                null);
    }

    private long number(Place end) throws Unreadable {
        Long known = number != null ? number : id;
        if (known == null) {
            throw end.refuse("alert.number is missing");
        }
        return known;
    }

    /// The state as the alert says, else as the action implies.
    private State state(String action) {
        String word = state == null ? action : state;
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "dismissed", "auto_dismissed", "closed_by_user", "dismiss" -> State.SET_ASIDE;
            case "fixed", "resolve", "resolved" -> State.GONE;
            default -> State.OPEN;
        };
    }

    /// A secret that was revoked opens nothing any more; all other ways to resolve an alert leave
    /// it where it is.
    private State secretState() {
        if (!"resolved".equalsIgnoreCase(state)) {
            return State.OPEN;
        }
        return switch (reason == null ? "" : reason.toLowerCase(Locale.ROOT)) {
            case "revoked", "pattern_deleted", "pattern_edited" -> State.GONE;
            default -> State.SET_ASIDE;
        };
    }

    private @Nullable String reason(@Nullable String said) {
        if (reason == null) {
            return "auto_dismissed".equalsIgnoreCase(state) ? "dismissed by a rule" : null;
        }
        String words = reason.replace('_', ' ');
        return said == null ? words : words + ": " + said;
    }

    /// Old servers say no `updated_at`; then what happened last tells, if it has a date.
    private @Nullable Instant changedAt(String action) {
        if (updated != null) {
            return updated;
        }
        if (ended != null) {
            return ended;
        }
        return action.equals("created") || action.equals("create") ? created : null;
    }
}
