package dev.plumbline.ingest.source.snyk;

import dev.plumbline.events.Evidence.ScanKind;
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
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one report.
final class SnykReading {
    private static final String TOOL = "Snyk";
    private static final String CONTAINER = "Snyk Container";
    private static final int LONGEST = 1_000;
    private static final int MOST_NAMES = 50;

    private final JsonReader in;
    private final ScanCollector collector = new ScanCollector();
    private int flaws;

    SnykReading(JsonReader in) {
        this.in = in;
    }

    /// @param error why Snyk could not test it; `null` if it could
    private record Project(
            @Nullable String name,
            @Nullable String file,
            @Nullable String path,
            boolean image,
            @Nullable String error,
            boolean tested,
            List<Flaw> flaws,
            List<Project> applications) {}

    ParsedDocument read() throws IOException, Unreadable {
        JsonReader.Place place = in.place();
        List<Project> projects = new ArrayList<>();
        if (in.onList()) {
            while (in.element()) {
                if (projects.size() == ScanCollector.MOST_SCANS) {
                    throw in.refuse("more than " + ScanCollector.MOST_SCANS + " projects");
                }
                projects.add(project());
            }
        } else {
            projects.add(project());
        }
        boolean anyTested = projects.stream().anyMatch(Project::tested);
        if (!anyTested) {
            String error =
                    projects.stream()
                            .map(Project::error)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
            throw place.refuse(
                    error == null
                            ? "no project in it lists vulnerabilities: nothing was tested"
                            : "Snyk says that it could not test: " + error);
        }
        projects.forEach(project -> gather(project, null));
        return collector.report("Snyk JSON", TOOL);
    }

    private void gather(Project project, @Nullable String image) {
        String scope;
        if (image != null) {
            scope = joined(image, project.file());
        } else if (project.image()) {
            String name = Paths.withoutTag(project.path());
            scope = name == null ? "" : name;
        } else {
            scope = joined(project.name(), project.file());
        }
        boolean ofImage = project.image() || image != null;
        Gathering scan =
                collector.scan(ofImage ? CONTAINER : TOOL, scope).kinds(Set.of(ScanKind.SCA));
        if (!project.tested()) {
            scan.incomplete();
        }
        project.flaws().forEach(scan::add);
        String own = project.image() ? scope : image;
        project.applications().forEach(each -> gather(each, own == null ? scope : own));
    }

    private static String joined(@Nullable String name, @Nullable String file) {
        String place = Paths.scope(file);
        while (place.startsWith("/")) {
            place = place.substring(1);
        }
        if (name == null || name.isEmpty()) {
            return place;
        }
        return place.isEmpty() ? name : name + '/' + place;
    }

    private Project project() throws IOException, Unreadable {
        in.enterObject("a project");
        String name = null;
        String file = null;
        String otherFile = null;
        String path = null;
        boolean image = false;
        String error = null;
        boolean tested = false;
        List<Flaw> found = new ArrayList<>();
        List<Project> applications = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "vulnerabilities" -> {
                    tested = in.onList();
                    vulnerabilities(found, null);
                }
                case "filtered" -> {
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            switch (inner) {
                                case "ignore" -> vulnerabilities(found, "ignored by the policy");
                                case "patch" -> vulnerabilities(found, "patched by the policy");
                                default -> in.skip();
                            }
                        }
                    }
                }
                case "projectName" -> name = Texts.shortened(in.text(), LONGEST);
                case "displayTargetFile" -> file = Texts.shortened(in.text(), LONGEST);
                case "targetFile" -> otherFile = Texts.shortened(in.text(), LONGEST);
                case "path" -> path = Texts.shortened(in.text(), LONGEST);
                case "docker" -> {
                    image |= in.onObject();
                    in.skip();
                }
                case "error" -> error = Texts.firstLine(in.text(), 200);
                case "applications" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            applications.add(project());
                        }
                    }
                }
                default -> in.skip();
            }
        }
        image |= name != null && name.startsWith("docker-image|");
        return new Project(
                name,
                file != null ? file : otherFile,
                path,
                image,
                error,
                tested && error == null,
                found,
                applications);
    }

    private void vulnerabilities(List<Flaw> found, @Nullable String suppressed)
            throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            Flaw flaw = vulnerability(suppressed);
            if (flaw == null) {
                collector.other();
            } else {
                found.add(flaw);
            }
            if (++flaws > Source.MOST_ITEMS) {
                throw in.refuse("the report has more than " + Source.MOST_ITEMS + " issues");
            }
        }
    }

    /// `null` for an issue of a licence.
    private @Nullable Flaw vulnerability(@Nullable String suppressed)
            throws IOException, Unreadable {
        in.enterObject("a vulnerability");
        JsonReader.Place place = in.place();
        String id = null;
        String type = null;
        String title = null;
        String severity = null;
        String withCritical = null;
        Double score = null;
        Identifiers names = new Identifiers(List.of(), List.of());
        String name = null;
        String packageName = null;
        String version = null;
        String manager = null;
        String purl = null;
        List<String> fixed = List.of();
        String nearest = null;
        String reason = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = Texts.shortened(in.text(), LONGEST);
                case "type" -> type = in.text();
                case "title" -> title = Texts.firstLine(in.text(), LONGEST);
                case "severity" -> severity = in.text();
                case "severityWithCritical" -> withCritical = in.text();
                case "cvssScore" -> score = Severities.score(in.scalarText());
                case "identifiers" -> names = identifiers();
                case "name" -> name = Texts.shortened(in.text(), LONGEST);
                case "packageName" -> packageName = Texts.shortened(in.text(), LONGEST);
                case "version" -> version = Texts.shortened(in.text(), LONGEST);
                case "packageManager" -> manager = Texts.shortened(in.text(), LONGEST);
                case "purl" -> purl = PackageUrls.given(in.text());
                case "fixedIn" -> fixed = in.texts(MOST_NAMES, LONGEST);
                case "nearestFixedInVersion" -> nearest = Texts.shortened(in.text(), LONGEST);
                case "filtered" -> reason = reason();
                default -> in.skip();
            }
        }
        if ("license".equals(type) || (id != null && id.startsWith("snyk:lic:"))) {
            return null;
        }
        String component = name != null ? name : packageName;
        if (id == null || component == null) {
            throw place.refuse("a vulnerability must have an id and a package");
        }
        Set<String> ids = new LinkedHashSet<>();
        ids.add(id);
        ids.addAll(names.ids());
        return new Flaw(
                List.copyOf(ids),
                title,
                Severities.of(withCritical != null ? withCritical : severity, score),
                names.cwes(),
                component,
                version,
                purl != null ? purl : purl(manager, component, version),
                nearest != null ? nearest : FixedVersions.nearest(fixed, version),
                null,
                suppressed == null ? null : reason != null ? reason : suppressed);
    }

    /// The reason that a policy gives for the first path.
    private @Nullable String reason() throws IOException, Unreadable {
        String reason = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (!field.equals("ignored") || !in.inList()) {
                    in.skip();
                    continue;
                }
                while (in.element()) {
                    if (!in.inObject()) {
                        continue;
                    }
                    for (String inner = in.field(); inner != null; inner = in.field()) {
                        if (inner.equals("reason") && reason == null) {
                            reason = Texts.shortened(in.text(), LONGEST);
                        } else {
                            in.skip();
                        }
                    }
                }
            }
        }
        return reason;
    }

    private record Identifiers(List<String> ids, List<String> cwes) {}

    private Identifiers identifiers() throws IOException, Unreadable {
        List<String> ids = new ArrayList<>();
        List<String> cwes = new ArrayList<>();
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "CVE" -> ids.addAll(0, in.texts(MOST_NAMES, LONGEST));
                    case "GHSA" -> ids.addAll(in.texts(MOST_NAMES, LONGEST));
                    case "CWE" ->
                            in.texts(MOST_NAMES, LONGEST).stream()
                                    .map(Weaknesses::idOf)
                                    .filter(Objects::nonNull)
                                    .forEach(cwes::add);
                    default -> in.skip();
                }
            }
        }
        return new Identifiers(ids, cwes);
    }

    private static @Nullable String purl(
            @Nullable String manager, String name, @Nullable String version) {
        String plain = manager == null ? "" : manager.toLowerCase(Locale.ROOT);
        int colon = plain.indexOf(':');
        if (colon > 0) {
            return ofDistribution(plain.substring(0, colon), name, version);
        }
        String type =
                switch (plain) {
                    case "npm", "yarn", "yarn-workspace", "pnpm" -> "npm";
                    case "maven", "gradle", "sbt" -> "maven";
                    case "pip", "pipenv", "poetry", "setup.py" -> "pypi";
                    case "rubygems" -> "gem";
                    case "nuget", "paket" -> "nuget";
                    case "golang", "golangdep", "govendor", "gomodules" -> "golang";
                    case "composer" -> "composer";
                    case "cocoapods" -> "cocoapods";
                    case "hex" -> "hex";
                    case "swift" -> "swift";
                    case "pub" -> "pub";
                    case "cargo" -> "cargo";
                    default -> null;
                };
        return PackageUrls.of(type, name, version);
    }

    /// Packages of Debian are written as `source/binary`.
    private static @Nullable String ofDistribution(
            String distribution, String name, @Nullable String version) {
        String binary = name.substring(name.lastIndexOf('/') + 1);
        return switch (distribution) {
            case "debian", "ubuntu" -> PackageUrls.of("deb", distribution, binary, version);
            case "alpine", "wolfi", "chainguard" ->
                    PackageUrls.of("apk", distribution, binary, version);
            case "rhel" -> PackageUrls.of("rpm", "redhat", binary, version);
            case "sles" -> PackageUrls.of("rpm", "suse", binary, version);
            case "centos", "amzn", "oracle", "rocky", "almalinux", "fedora" ->
                    PackageUrls.of(
                            "rpm",
                            distribution.equals("amzn") ? "amazon" : distribution,
                            binary,
                            version);
            default -> null;
        };
    }
}
