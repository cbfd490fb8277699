package dev.plumbline.ingest.source.pipaudit;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.FixedVersions;
import dev.plumbline.ingest.source.Flaw;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.PackageUrls;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads pip-audit's JSON: the object of today and the bare list of versions before 2.0.
public final class PipAuditSource implements Source {
    private static final String TOOL = "pip-audit";
    private static final int LONGEST = 500;
    private static final int MOST_NAMES = 50;
    private static final Format FORMAT =
            new Format(
                    "pip-audit",
                    "pip-audit JSON",
                    Speaks.OF_A_RELEASE,
                    "Vulnerabilities of each dependency: names, purl, fixed version. A report in which no"
                            + " dependency was audited proves nothing. The scope is the release: pip-audit does"
                            + " not say what it looked at. It knows no severities either: they are unknown until"
                            + " an advisory tells.",
                    "Dependencies that were skipped, fixes that were applied.",
                    "A dependency without a name, a vulnerability without an id. An empty list alone is not"
                            + " recognised by its content.",
                    "requirements.pip-audit.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        if (!(opening instanceof Json json)) {
            return false;
        }
        if (json.list()) {
            return json.has("name") && (json.has("vulns") || json.has("skip_reason"));
        }
        return json.has("dependencies.vulns")
                || json.has("dependencies.skip_reason")
                || (json.has("dependencies") && json.has("fixes") && !json.has("vulnerabilities"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, PipAuditSource::read);
    }

    private static ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        ScanCollector collector = new ScanCollector();
        Gathering scan = collector.scan(TOOL, "").kinds(Set.of(ScanKind.SCA));
        int audited = 0;
        if (in.onList()) {
            audited = dependencies(in, collector, scan);
        } else {
            in.enterObject("a report of pip-audit");
            boolean listed = false;
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("dependencies")) {
                    in.enterList("dependencies");
                    audited += dependencies(in, collector, scan);
                    listed = true;
                } else {
                    in.skip();
                }
            }
            if (!listed) {
                throw in.refuse("a report of pip-audit must have dependencies");
            }
        }
        if (audited == 0) {
            scan.incomplete();
        }
        return collector.report("pip-audit JSON", TOOL);
    }

    /// Reads the list and says how many were audited.
    private static int dependencies(JsonReader in, ScanCollector collector, Gathering scan)
            throws IOException, Unreadable {
        int audited = 0;
        while (in.element()) {
            audited += dependency(in, scan) ? 1 : 0;
            collector.bound(in);
        }
        return audited;
    }

    private record Vulnerability(
            String id, List<String> aliases, List<String> fixed, @Nullable String description) {}

    private static boolean dependency(JsonReader in, Gathering scan)
            throws IOException, Unreadable {
        in.enterObject("a dependency");
        JsonReader.Place place = in.place();
        String name = null;
        String version = null;
        boolean audited = false;
        List<Vulnerability> vulnerabilities = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = Texts.shortened(in.text(), LONGEST);
                case "version" -> version = Texts.shortened(in.text(), LONGEST);
                case "vulns" -> {
                    audited = true;
                    if (in.inList()) {
                        while (in.element()) {
                            vulnerabilities.add(vulnerability(in));
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (name == null) {
            throw place.refuse("a dependency must have a name");
        }
        for (Vulnerability each : vulnerabilities) {
            List<String> ids = new ArrayList<>();
            ids.add(each.id());
            ids.addAll(each.aliases());
            scan.add(
                    new Flaw(
                            ids,
                            each.description(),
                            Severity.UNKNOWN,
                            List.of(),
                            name,
                            version,
                            PackageUrls.of("pypi", name, version),
                            FixedVersions.nearest(each.fixed(), version),
                            null,
                            null));
        }
        return audited;
    }

    private static Vulnerability vulnerability(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a vulnerability");
        JsonReader.Place place = in.place();
        String id = null;
        List<String> aliases = List.of();
        List<String> fixed = List.of();
        String description = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = Texts.shortened(in.text(), LONGEST);
                case "aliases" -> aliases = in.texts(MOST_NAMES, LONGEST);
                case "fix_versions" -> fixed = in.texts(MOST_NAMES, LONGEST);
                case "description" -> description = Texts.firstLine(in.text(), LONGEST);
                default -> in.skip();
            }
        }
        if (id == null) {
            throw place.refuse("a vulnerability must have an id");
        }
        return new Vulnerability(id, aliases, fixed, description);
    }
}
