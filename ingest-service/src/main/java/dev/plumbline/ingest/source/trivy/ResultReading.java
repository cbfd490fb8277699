package dev.plumbline.ingest.source.trivy;

import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.PackageUrls;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.trivy.Detected.Misconfiguration;
import dev.plumbline.ingest.source.trivy.Detected.Secret;
import dev.plumbline.ingest.source.trivy.Detected.Vulnerability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one result: what was detected in one target.
final class ResultReading {
    private static final int LONGEST = 1_000;
    private static final int MOST_NAMES = 50;

    private final JsonReader in;

    ResultReading(JsonReader in) {
        this.in = in;
    }

    /// @param type of the target, such as `alpine` or `npm`
    /// @param checks how many checks of configuration ran; `null` if the result does not say
    record Result(
            String target,
            @Nullable String type,
            boolean system,
            boolean vulnerabilities,
            boolean misconfigurations,
            boolean secrets,
            @Nullable Integer checks,
            List<Detected> detected) {}

    Result read() throws IOException, Unreadable {
        in.enterObject("a result");
        String target = "";
        String kind = null;
        String type = null;
        boolean listed = false;
        boolean checked = false;
        boolean searched = false;
        Integer checks = null;
        List<Detected> detected = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Target" -> {
                    String text = Texts.shortened(in.text(), LONGEST);
                    target = text == null ? "" : text;
                }
                case "Class" -> kind = in.text();
                case "Type" -> type = Texts.shortened(in.text(), LONGEST);
                case "MisconfSummary" -> checks = checks();
                case "Vulnerabilities" -> {
                    listed = true;
                    if (in.inList()) {
                        while (in.element()) {
                            detected.add(vulnerability(null));
                        }
                    }
                }
                case "Misconfigurations" -> {
                    checked = true;
                    if (in.inList()) {
                        while (in.element()) {
                            detected.add(misconfiguration(null));
                        }
                    }
                }
                case "Secrets" -> {
                    searched = true;
                    if (in.inList()) {
                        while (in.element()) {
                            detected.add(secret(null));
                        }
                    }
                }
                case "ExperimentalModifiedFindings" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            modified(detected);
                        }
                    }
                }
                default -> in.skip();
            }
        }
        // the class came with schema 2
        boolean packages =
                kind == null
                        ? type != null && !checked && !searched
                        : Set.of("os-pkgs", "lang-pkgs").contains(kind);
        return new Result(
                target,
                type,
                "os-pkgs".equals(kind) || (kind == null && Packages.isSystem(type)),
                listed || packages,
                checked || checks != null || "config".equals(kind),
                searched || "secret".equals(kind),
                checks,
                detected);
    }

    private @Nullable Integer checks() throws IOException, Unreadable {
        if (!in.inObject()) {
            return null;
        }
        long sum = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Successes", "Failures", "Exceptions" -> {
                    Long number = in.wholeNumber();
                    sum += number == null || number < 0 ? 0 : Math.min(number, 1_000_000);
                }
                default -> in.skip();
            }
        }
        return Math.toIntExact(sum);
    }

    /// What people set aside. Trivy writes the type before the finding.
    private void modified(List<Detected> detected) throws IOException, Unreadable {
        in.enterObject("a modified finding");
        String type = "vulnerability";
        String status = null;
        String statement = null;
        String source = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Type" -> {
                    String text = in.text();
                    type = text == null ? type : text;
                }
                case "Status" -> status = Texts.shortened(in.text(), LONGEST);
                case "Statement" -> statement = Texts.shortened(in.text(), LONGEST);
                case "Source" -> source = Texts.shortened(in.text(), LONGEST);
                case "Finding" -> {
                    String why = why(status, statement, source);
                    switch (type) {
                        case "vulnerability" -> detected.add(vulnerability(why));
                        case "misconfiguration" -> detected.add(misconfiguration(why));
                        case "secret" -> detected.add(secret(why));
                        default -> in.skip();
                    }
                }
                default -> in.skip();
            }
        }
    }

    private static String why(
            @Nullable String status, @Nullable String statement, @Nullable String source) {
        if (statement != null) {
            return statement;
        }
        String word = status == null ? "set aside" : status.replace('_', ' ');
        return source == null ? word : word + " by " + source;
    }

    private Vulnerability vulnerability(@Nullable String statement) throws IOException, Unreadable {
        in.enterObject("a vulnerability");
        String id = null;
        List<String> vendorIds = List.of();
        String name = null;
        String path = null;
        String purl = null;
        String installed = null;
        String fixed = null;
        String title = null;
        String severity = null;
        Double score = null;
        List<String> cwes = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "VulnerabilityID" -> id = Texts.shortened(in.text(), LONGEST);
                case "VendorIDs" -> vendorIds = in.texts(MOST_NAMES, LONGEST);
                case "PkgName" -> name = Texts.shortened(in.text(), LONGEST);
                case "PkgPath" -> path = Texts.shortened(in.text(), LONGEST);
                case "PkgIdentifier" -> {
                    String given = identifier();
                    purl = given != null ? given : purl;
                }
                case "Ref" -> {
                    String given = PackageUrls.given(in.text());
                    purl = purl != null ? purl : given;
                }
                case "InstalledVersion" -> installed = Texts.shortened(in.text(), LONGEST);
                case "FixedVersion" -> fixed = Texts.shortened(in.text(), LONGEST);
                case "Title" -> title = Texts.firstLine(in.text(), LONGEST);
                case "Severity" -> severity = in.text();
                case "CweIDs" -> cwes = in.texts(MOST_NAMES, LONGEST);
                case "CVSS" -> score = score();
                default -> in.skip();
            }
        }
        return new Vulnerability(
                id,
                vendorIds,
                name,
                path,
                purl,
                installed,
                fixed,
                title,
                Severities.of(severity, score),
                cwes,
                statement);
    }

    private @Nullable String identifier() throws IOException, Unreadable {
        String purl = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("PURL")) {
                    purl = PackageUrls.given(in.text());
                } else {
                    in.skip();
                }
            }
        }
        return purl;
    }

    /// The gravest score of CVSS 3 and 4 that any source gives; of CVSS 2 where there is no other.
    private @Nullable Double score() throws IOException, Unreadable {
        Double modern = null;
        Double old = null;
        if (in.inObject()) {
            for (String source = in.field(); source != null; source = in.field()) {
                if (!in.inObject()) {
                    continue;
                }
                for (String field = in.field(); field != null; field = in.field()) {
                    switch (field) {
                        case "V3Score", "V40Score" ->
                                modern = higher(modern, Severities.score(in.scalarText()));
                        case "V2Score" -> old = higher(old, Severities.score(in.scalarText()));
                        default -> in.skip();
                    }
                }
            }
        }
        return modern != null ? modern : old;
    }

    private static @Nullable Double higher(@Nullable Double a, @Nullable Double b) {
        return a == null ? b : b == null ? a : Double.valueOf(Math.max(a, b));
    }

    private Misconfiguration misconfiguration(@Nullable String statement)
            throws IOException, Unreadable {
        in.enterObject("a misconfiguration");
        String id = null;
        String older = null;
        String title = null;
        String message = null;
        Severity severity = Severity.UNKNOWN;
        String status = null;
        Cause cause = new Cause(null, null);
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ID" -> id = Texts.shortened(in.text(), LONGEST);
                case "AVDID" -> older = Texts.shortened(in.text(), LONGEST);
                case "Title" -> title = Texts.firstLine(in.text(), LONGEST);
                case "Message" -> message = Texts.shortened(in.text(), LONGEST);
                case "Severity" -> severity = Severities.of(in.text(), null);
                case "Status" -> status = in.text();
                case "CauseMetadata" -> cause = cause();
                default -> in.skip();
            }
        }
        boolean exception = "EXCEPTION".equals(status);
        return new Misconfiguration(
                id != null ? id : older,
                title,
                message,
                severity,
                exception ? "FAIL" : status,
                cause.resource(),
                cause.line(),
                statement != null ? statement : exception ? "exception of the policy" : null);
    }

    private record Cause(@Nullable String resource, @Nullable Integer line) {}

    private Cause cause() throws IOException, Unreadable {
        String resource = null;
        Integer line = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "Resource" -> resource = Texts.shortened(in.text(), LONGEST);
                    case "StartLine" -> line = line();
                    default -> in.skip();
                }
            }
        }
        return new Cause(resource, line);
    }

    private @Nullable Integer line() throws IOException, Unreadable {
        Long number = in.wholeNumber();
        return number == null || number <= 0 || number > Integer.MAX_VALUE
                ? null
                : Integer.valueOf(Math.toIntExact(number));
    }

    private Secret secret(@Nullable String statement) throws IOException, Unreadable {
        in.enterObject("a secret");
        String rule = null;
        String title = null;
        Severity severity = Severity.UNKNOWN;
        Integer line = null;
        String match = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "RuleID" -> rule = Texts.shortened(in.text(), LONGEST);
                case "Title" -> title = Texts.firstLine(in.text(), LONGEST);
                case "Severity" -> severity = Severities.of(in.text(), null);
                case "StartLine" -> line = line();
                case "Match" -> match = Texts.shortened(in.text(), LONGEST);
                default -> in.skip();
            }
        }
        return new Secret(rule, title, severity, line, match, statement);
    }
}
