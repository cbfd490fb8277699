package dev.plumbline.ingest.source.cargoaudit;

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
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads cargo-audit's JSON.
public final class CargoAuditSource implements Source {
    private static final String TOOL = "cargo-audit";
    private static final int LONGEST = 500;
    private static final int MOST_NAMES = 50;
    private static final Format FORMAT =
            new Format(
                    "cargo-audit",
                    "cargo-audit JSON",
                    Speaks.OF_A_RELEASE,
                    "Vulnerabilities: RustSec id with aliases, purl, patched version, severity of the CVSS vector"
                            + " (unknown where the advisory has none). A lock file without dependencies proves"
                            + " nothing. The scope is the release: cargo-audit does not name the lock file.",
                    "Warnings of crates that are unmaintained, unsound or yanked (counted as `otherResults`);"
                            + " affected functions.",
                    "A report without its list of vulnerabilities; a vulnerability without id or package.",
                    "lockfile.cargo-audit.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && json.has("database")
                && json.has("lockfile")
                && json.has("settings");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, CargoAuditSource::read);
    }

    private static ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a report of cargo-audit");
        ScanCollector collector = new ScanCollector();
        Gathering scan = collector.scan(TOOL, "").kinds(Set.of(ScanKind.SCA));
        boolean listed = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "lockfile" -> {
                    if (dependencies(in) == 0) {
                        scan.incomplete();
                    }
                }
                case "vulnerabilities" -> listed = vulnerabilities(in, collector, scan);
                case "warnings" -> warnings(in, collector);
                default -> in.skip();
            }
        }
        if (!listed) {
            throw in.refuse("a report of cargo-audit must have vulnerabilities.list");
        }
        return collector.report("cargo-audit JSON", TOOL);
    }

    /// How many crates the lock file lists; -1 if the report does not say.
    private static long dependencies(JsonReader in) throws IOException, Unreadable {
        long count = -1;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("dependency-count")) {
                    Long number = in.wholeNumber();
                    count = number == null ? -1 : number;
                } else {
                    in.skip();
                }
            }
        }
        return count;
    }

    private static boolean vulnerabilities(JsonReader in, ScanCollector collector, Gathering scan)
            throws IOException, Unreadable {
        boolean listed = false;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("list")) {
                    in.enterList("vulnerabilities.list");
                    listed = true;
                    while (in.element()) {
                        scan.add(vulnerability(in));
                        collector.bound(in);
                    }
                } else {
                    in.skip();
                }
            }
        }
        return listed;
    }

    private static Flaw vulnerability(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a vulnerability");
        JsonReader.Place place = in.place();
        Advisory advisory = null;
        String name = null;
        String version = null;
        List<String> patched = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "advisory" -> advisory = advisory(in);
                case "package" -> {
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            switch (inner) {
                                case "name" -> name = Texts.shortened(in.text(), LONGEST);
                                case "version" -> version = Texts.shortened(in.text(), LONGEST);
                                default -> in.skip();
                            }
                        }
                    }
                }
                case "versions" -> {
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            if (inner.equals("patched")) {
                                patched = in.texts(MOST_NAMES, LONGEST);
                            } else {
                                in.skip();
                            }
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (advisory == null || advisory.id() == null || name == null) {
            throw place.refuse("a vulnerability must have an advisory with an id, and a package");
        }
        List<String> ids = new ArrayList<>();
        ids.add(advisory.id());
        ids.addAll(advisory.aliases());
        List<String> fixed = new ArrayList<>();
        patched.forEach(range -> fixed.addAll(FixedVersions.lowerBounds(range)));
        return new Flaw(
                ids,
                advisory.title(),
                advisory.severity(),
                List.of(),
                name,
                version,
                PackageUrls.of("cargo", name, version),
                FixedVersions.nearest(fixed, version),
                null,
                null);
    }

    private record Advisory(
            @Nullable String id, List<String> aliases, @Nullable String title, Severity severity) {}

    private static Advisory advisory(JsonReader in) throws IOException, Unreadable {
        String id = null;
        List<String> aliases = List.of();
        String title = null;
        Double score = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "id" -> id = Texts.shortened(in.text(), LONGEST);
                    case "aliases" -> aliases = in.texts(MOST_NAMES, LONGEST);
                    case "title" -> title = Texts.firstLine(in.text(), LONGEST);
                    case "cvss" -> score = Severities.scoreOfVector(in.text());
                    default -> in.skip();
                }
            }
        }
        return new Advisory(id, aliases, title, Severities.of(null, score));
    }

    private static void warnings(JsonReader in, ScanCollector collector)
            throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String kind = in.field(); kind != null; kind = in.field()) {
            if (in.inList()) {
                while (in.element()) {
                    in.skip();
                    collector.other();
                    collector.bound(in);
                }
            }
        }
    }
}
