package dev.plumbline.ingest.source.grype;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.FixedVersions;
import dev.plumbline.ingest.source.Flaw;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.PackageUrls;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Paths;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one report.
final class GrypeReading {
    private static final String TOOL = "Grype";
    private static final int LONGEST = 1_000;
    private static final int MOST_NAMES = 50;

    private final JsonReader in;

    GrypeReading(JsonReader in) {
        this.in = in;
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("a Grype report");
        List<Flaw> flaws = new ArrayList<>();
        boolean matched = false;
        String scope = "";
        String version = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "matches" -> {
                    matched = true;
                    matches(flaws, false);
                }
                case "ignoredMatches" -> matches(flaws, true);
                case "source" -> scope = source();
                case "descriptor" -> version = version();
                default -> in.skip();
            }
        }
        if (!matched) {
            throw in.refuse("a Grype report must have matches");
        }
        ScanCollector collector = new ScanCollector();
        Gathering scan = collector.scan(TOOL, scope).version(version).kinds(Set.of(ScanKind.SCA));
        flaws.forEach(scan::add);
        return collector.report("Grype JSON", version == null ? TOOL : TOOL + ' ' + version);
    }

    private void matches(List<Flaw> flaws, boolean ignored) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            flaws.add(match(ignored));
            if (flaws.size() > Source.MOST_ITEMS) {
                throw in.refuse("the report has more than " + Source.MOST_ITEMS + " matches");
            }
        }
    }

    private record Vulnerability(
            @Nullable String id,
            @Nullable String description,
            @Nullable String severity,
            @Nullable Double score,
            List<String> cwes,
            List<String> fixed) {
        static final Vulnerability NONE =
                new Vulnerability(null, null, null, null, List.of(), List.of());
    }

    private Flaw match(boolean ignored) throws IOException, Unreadable {
        in.enterObject("a match");
        JsonReader.Place place = in.place();
        Vulnerability vulnerability = Vulnerability.NONE;
        List<Vulnerability> related = new ArrayList<>();
        Artifact artifact = null;
        String reason = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "vulnerability" -> vulnerability = vulnerability();
                case "relatedVulnerabilities" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            related.add(vulnerability());
                        }
                    }
                }
                case "artifact" -> artifact = artifact();
                case "appliedIgnoreRules" -> reason = reason();
                default -> in.skip();
            }
        }
        if (vulnerability.id() == null || artifact == null || artifact.name() == null) {
            throw place.refuse("a match must name a vulnerability and an artifact");
        }
        Set<String> ids = new LinkedHashSet<>();
        ids.add(vulnerability.id());
        Set<String> cwes = new LinkedHashSet<>(vulnerability.cwes());
        Severity severity = Severities.of(vulnerability.severity(), vulnerability.score());
        Severity otherwise = null;
        for (Vulnerability other : related) {
            if (other.id() != null && ids.size() < MOST_NAMES) {
                ids.add(other.id());
            }
            cwes.addAll(other.cwes());
            Severity said = Severities.of(other.severity(), other.score());
            otherwise = Severities.graver(otherwise, said == Severity.UNKNOWN ? null : said);
        }
        return new Flaw(
                List.copyOf(ids),
                vulnerability.description(),
                severity == Severity.UNKNOWN && otherwise != null ? otherwise : severity,
                cwes,
                artifact.name(),
                artifact.version(),
                artifact.url(),
                FixedVersions.nearest(vulnerability.fixed(), artifact.version()),
                artifact.path(),
                ignored ? (reason == null ? "ignored by a rule of the scan" : reason) : null);
    }

    private Vulnerability vulnerability() throws IOException, Unreadable {
        if (!in.inObject()) {
            return Vulnerability.NONE;
        }
        String id = null;
        String description = null;
        String severity = null;
        Double score = null;
        List<String> cwes = List.of();
        List<String> fixed = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = Texts.shortened(in.text(), LONGEST);
                case "description" -> description = Texts.firstLine(in.text(), LONGEST);
                case "severity" -> severity = in.text();
                case "cvss" -> score = score();
                case "cwes" -> cwes = cwes();
                case "fix" -> fixed = fixed();
                default -> in.skip();
            }
        }
        return new Vulnerability(id, description, severity, score, cwes, fixed);
    }

    private @Nullable Double score() throws IOException, Unreadable {
        Double highest = null;
        if (in.inList()) {
            while (in.element()) {
                if (!in.inObject()) {
                    continue;
                }
                for (String field = in.field(); field != null; field = in.field()) {
                    if (!field.equals("metrics") || !in.inObject()) {
                        in.skip();
                        continue;
                    }
                    for (String name = in.field(); name != null; name = in.field()) {
                        if (name.equals("baseScore")) {
                            Double score = Severities.score(in.scalarText());
                            highest =
                                    highest == null || (score != null && score > highest)
                                            ? score
                                            : highest;
                        } else {
                            in.skip();
                        }
                    }
                }
            }
        }
        return highest;
    }

    /// Since 0.88: objects with the CVE that a weakness belongs to.
    private List<String> cwes() throws IOException, Unreadable {
        List<String> cwes = new ArrayList<>();
        if (in.inList()) {
            while (in.element()) {
                if (in.onString()) {
                    add(cwes, Weaknesses.idOf(in.text()));
                } else if (in.inObject()) {
                    for (String field = in.field(); field != null; field = in.field()) {
                        if (field.equals("cwe")) {
                            add(cwes, Weaknesses.idOf(in.text()));
                        } else {
                            in.skip();
                        }
                    }
                }
            }
        }
        return cwes;
    }

    private static void add(List<String> cwes, @Nullable String cwe) {
        if (cwe != null && cwes.size() < MOST_NAMES) {
            cwes.add(cwe);
        }
    }

    private List<String> fixed() throws IOException, Unreadable {
        List<String> versions = List.of();
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("versions")) {
                    versions = in.texts(MOST_NAMES, LONGEST);
                } else {
                    in.skip();
                }
            }
        }
        return versions;
    }

    /// Why the first rule that has a reason ignores a match.
    private @Nullable String reason() throws IOException, Unreadable {
        String reason = null;
        if (in.inList()) {
            while (in.element()) {
                if (!in.inObject()) {
                    continue;
                }
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("reason") && reason == null) {
                        reason = Texts.shortened(in.text(), LONGEST);
                    } else {
                        in.skip();
                    }
                }
            }
        }
        return reason;
    }

    private record Artifact(
            @Nullable String name,
            @Nullable String version,
            @Nullable String type,
            @Nullable String purl,
            @Nullable String path) {
        @Nullable String url() {
            return purl != null ? purl : PackageUrls.of(typeOfUrl(), name, version);
        }

        /// Types of distributions need a namespace that the report does not give.
        private @Nullable String typeOfUrl() {
            return switch (type == null ? "" : type) {
                case "npm" -> "npm";
                case "python" -> "pypi";
                case "gem" -> "gem";
                case "go-module" -> "golang";
                case "rust-crate" -> "cargo";
                case "php-composer" -> "composer";
                case "dotnet" -> "nuget";
                case "conda" -> "conda";
                default -> null;
            };
        }
    }

    private Artifact artifact() throws IOException, Unreadable {
        String name = null;
        String version = null;
        String type = null;
        String purl = null;
        String path = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "name" -> name = Texts.shortened(in.text(), LONGEST);
                    case "version" -> version = Texts.shortened(in.text(), LONGEST);
                    case "type" -> type = in.text();
                    case "purl" -> purl = PackageUrls.given(in.text());
                    case "locations" -> path = path();
                    default -> in.skip();
                }
            }
        }
        return new Artifact(name, version, type, purl, path);
    }

    private @Nullable String path() throws IOException, Unreadable {
        String path = null;
        if (in.inList()) {
            while (in.element()) {
                if (path == null && in.inObject()) {
                    for (String field = in.field(); field != null; field = in.field()) {
                        if (field.equals("path")) {
                            path = Texts.shortened(in.text(), LONGEST);
                        } else {
                            in.skip();
                        }
                    }
                } else {
                    in.skip();
                }
            }
        }
        return path;
    }

    private @Nullable String version() throws IOException, Unreadable {
        String version = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("version")) {
                    version = Texts.shortened(in.text(), 100);
                } else {
                    in.skip();
                }
            }
        }
        return version;
    }

    private String source() throws IOException, Unreadable {
        String type = null;
        String target = null;
        String tag = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "type" -> type = in.text();
                    case "target" -> {
                        if (in.onObject()) {
                            for (String inner = in.field(); inner != null; inner = in.field()) {
                                switch (inner) {
                                    case "userInput" -> target = Texts.shortened(in.text(), 300);
                                    case "tags" -> {
                                        List<String> tags = in.texts(1, LONGEST);
                                        tag = tags.isEmpty() ? null : tags.getFirst();
                                    }
                                    default -> in.skip();
                                }
                            }
                        } else {
                            target = Texts.shortened(in.text(), 300);
                        }
                    }
                    default -> in.skip();
                }
            }
        }
        if ("image".equals(type)) {
            // an archive's file name says less than the tag inside of it
            boolean archive = target == null || target.startsWith("/") || target.startsWith(".");
            String image = Paths.withoutTag(archive && tag != null ? tag : target);
            return image == null ? "" : image;
        }
        return "unknown".equals(target) ? "" : Paths.scope(unquoted(target));
    }

    /// Some versions write a folder's name in quotes inside of the text.
    private static @Nullable String unquoted(@Nullable String text) {
        return text != null && text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
