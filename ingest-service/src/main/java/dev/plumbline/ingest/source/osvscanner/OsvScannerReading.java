package dev.plumbline.ingest.source.osvscanner;

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
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One walk over one report.
final class OsvScannerReading {
    private static final String TOOL = "OSV-Scanner";
    private static final int LONGEST = 1_000;
    private static final int MOST_NAMES = 50;

    private final JsonReader in;
    private final ScanCollector collector = new ScanCollector();
    private final Gathering scan = collector.scan(TOOL, "").kinds(Set.of(ScanKind.SCA));

    OsvScannerReading(JsonReader in) {
        this.in = in;
    }

    ParsedDocument read() throws IOException, Unreadable {
        in.enterObject("an OSV-Scanner report");
        boolean listed = false;
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("results")) {
                listed = true;
                if (in.inList()) {
                    while (in.element()) {
                        source();
                    }
                }
            } else {
                in.skip();
            }
        }
        if (!listed) {
            throw in.refuse("an OSV-Scanner report must have results");
        }
        return collector.report("OSV-Scanner JSON", TOOL);
    }

    private record Found(Package component, List<Group> groups, Map<String, Entry> entries) {}

    private void source() throws IOException, Unreadable {
        in.enterObject("a result");
        String path = null;
        List<Found> packages = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "source" -> {
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            if (inner.equals("path")) {
                                path = Texts.shortened(Paths.scope(in.text()), LONGEST);
                            } else {
                                in.skip();
                            }
                        }
                    }
                }
                case "packages" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            packages.add(found());
                        }
                    }
                }
                default -> in.skip();
            }
        }
        for (Found found : packages) {
            add(found, path);
            collector.bound(in);
        }
    }

    private Found found() throws IOException, Unreadable {
        in.enterObject("a package");
        Package component = new Package(null, null, null, null);
        List<Group> groups = new ArrayList<>();
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "package" -> component = component();
                case "vulnerabilities" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            Entry entry = entry();
                            entries.put(entry.id(), entry);
                        }
                    }
                }
                case "groups" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            groups.add(group());
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return new Found(component, groups, entries);
    }

    /// Groups of aliases came with 1.2; what is in none is a flaw of its own.
    private void add(Found found, @Nullable String path) {
        Map<String, Entry> byName = new HashMap<>();
        found.entries().values().forEach(each -> each.aliases().forEach(a -> byName.put(a, each)));
        byName.putAll(found.entries());
        Map<String, Entry> left = new LinkedHashMap<>(found.entries());
        for (Group group : found.groups()) {
            List<Entry> members = new ArrayList<>();
            for (String name : group.names()) {
                Entry entry = byName.get(name);
                if (entry != null && left.remove(entry.id()) != null) {
                    members.add(entry);
                }
            }
            if (group.uncalled() || group.unimportant()) {
                collector.other();
            } else if (!group.ids().isEmpty()) {
                scan.add(flaw(found.component(), group, members, path));
            }
        }
        for (Entry entry : left.values()) {
            Group alone = new Group(List.of(entry.id()), List.of(), null, false, false);
            scan.add(flaw(found.component(), alone, List.of(entry), path));
        }
    }

    private static Flaw flaw(
            Package component, Group group, List<Entry> members, @Nullable String path) {
        Set<String> ids = new LinkedHashSet<>(group.names());
        Set<String> cwes = new LinkedHashSet<>();
        Severity word = null;
        Double score = group.severity();
        String title = null;
        List<String> fixed = new ArrayList<>();
        for (Entry member : members) {
            ids.addAll(member.aliases());
            cwes.addAll(member.cwes());
            word = Severities.graver(word, Severities.ofWord(member.severity()));
            Double own = member.score();
            score = group.severity() == null && own != null ? own : score;
            title = title != null ? title : member.summary();
            member.fixed().stream()
                    .filter(fix -> fix.isOf(component))
                    .map(Fix::version)
                    .forEach(fixed::add);
        }
        Severity severity =
                word != null ? word : score != null ? Severities.ofScore(score) : Severity.UNKNOWN;
        String name = component.name() == null ? component.commit() : component.name();
        return new Flaw(
                List.copyOf(ids),
                title,
                severity,
                cwes,
                name == null ? "unnamed package" : name,
                component.version(),
                PackageUrls.ofEcosystem(
                        component.ecosystem(), component.name(), component.version()),
                FixedVersions.nearest(fixed, component.version()),
                path,
                null);
    }

    private record Package(
            @Nullable String name,
            @Nullable String version,
            @Nullable String ecosystem,
            @Nullable String commit) {}

    private Package component() throws IOException, Unreadable {
        String name = null;
        String version = null;
        String ecosystem = null;
        String commit = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "name" -> name = Texts.shortened(in.text(), LONGEST);
                    case "version" -> version = Texts.shortened(in.text(), LONGEST);
                    case "ecosystem" -> ecosystem = Texts.shortened(in.text(), LONGEST);
                    case "commit" -> commit = Texts.shortened(in.text(), LONGEST);
                    default -> in.skip();
                }
            }
        }
        return new Package(name, version, ecosystem, commit);
    }

    /// @param severity highest score of its members; `null` if none has one
    private record Group(
            List<String> ids,
            List<String> aliases,
            @Nullable Double severity,
            boolean uncalled,
            boolean unimportant) {
        List<String> names() {
            return Stream.concat(ids.stream(), aliases.stream()).distinct().toList();
        }
    }

    private Group group() throws IOException, Unreadable {
        List<String> ids = List.of();
        List<String> aliases = List.of();
        Double severity = null;
        boolean analysed = false;
        boolean called = false;
        boolean unimportant = false;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "ids" -> ids = in.texts(MOST_NAMES, LONGEST);
                    case "aliases" -> aliases = in.texts(MOST_NAMES, LONGEST);
                    case "max_severity" -> severity = Severities.score(in.scalarText());
                    case "experimental_analysis", "experimentalAnalysis" -> {
                        if (!in.inObject()) {
                            continue;
                        }
                        for (String id = in.field(); id != null; id = in.field()) {
                            if (!in.inObject()) {
                                continue;
                            }
                            for (String inner = in.field(); inner != null; inner = in.field()) {
                                switch (inner) {
                                    case "called" -> {
                                        analysed = true;
                                        called |= in.isTrue();
                                    }
                                    case "unimportant" -> unimportant |= in.isTrue();
                                    default -> in.skip();
                                }
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
        }
        return new Group(ids, aliases, severity, analysed && !called, unimportant);
    }

    private record Fix(@Nullable String name, @Nullable String ecosystem, String version) {
        boolean isOf(Package component) {
            return name == null || name.equals(component.name());
        }
    }

    /// A record of OSV, as far as a finding needs it.
    private record Entry(
            String id,
            List<String> aliases,
            @Nullable String summary,
            @Nullable String severity,
            @Nullable Double score,
            Set<String> cwes,
            List<Fix> fixed) {}

    private Entry entry() throws IOException, Unreadable {
        in.enterObject("a vulnerability");
        JsonReader.Place place = in.place();
        String id = null;
        List<String> aliases = List.of();
        String summary = null;
        String word = null;
        Double score = null;
        Set<String> cwes = new LinkedHashSet<>();
        List<Fix> fixed = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = Texts.shortened(in.text(), LONGEST);
                case "aliases" -> aliases = in.texts(MOST_NAMES, LONGEST);
                case "summary" -> summary = Texts.firstLine(in.text(), LONGEST);
                case "severity" -> score = score();
                case "database_specific" -> word = specific(cwes, word);
                case "affected" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            word = affected(cwes, fixed, word);
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (id == null) {
            throw place.refuse("a vulnerability must have an id");
        }
        return new Entry(id, aliases, summary, word, score, cwes, fixed);
    }

    private @Nullable Double score() throws IOException, Unreadable {
        Double highest = null;
        if (in.inList()) {
            while (in.element()) {
                if (!in.inObject()) {
                    continue;
                }
                for (String field = in.field(); field != null; field = in.field()) {
                    if (field.equals("score")) {
                        String text = in.scalarText();
                        Double score = Severities.scoreOfVector(text);
                        score = score != null ? score : Severities.score(text);
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
        return highest;
    }

    /// What a database adds; where a severity in words stands already, that one counts.
    private @Nullable String specific(Set<String> cwes, @Nullable String before)
            throws IOException, Unreadable {
        String severity = before;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "severity" -> {
                        String word = Texts.shortened(in.text(), 40);
                        severity = severity != null ? severity : word;
                    }
                    case "cwe_ids" -> in.texts(MOST_NAMES, 40).forEach(id -> cwe(cwes, id));
                    case "cwes" -> {
                        if (in.inList()) {
                            while (in.element()) {
                                if (in.onString()) {
                                    cwe(cwes, in.text());
                                } else {
                                    cwe(cwes, in.textOf("cweId"));
                                }
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
        }
        return severity;
    }

    private static void cwe(Set<String> cwes, @Nullable String text) {
        String id = Weaknesses.idOf(text);
        if (id != null && cwes.size() < MOST_NAMES) {
            cwes.add(id);
        }
    }

    private @Nullable String affected(Set<String> cwes, List<Fix> fixed, @Nullable String before)
            throws IOException, Unreadable {
        if (!in.inObject()) {
            return before;
        }
        String severity = before;
        String name = null;
        String ecosystem = null;
        List<String> versions = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "package" -> {
                    if (in.inObject()) {
                        for (String inner = in.field(); inner != null; inner = in.field()) {
                            switch (inner) {
                                case "name" -> name = Texts.shortened(in.text(), LONGEST);
                                case "ecosystem" -> ecosystem = Texts.shortened(in.text(), LONGEST);
                                default -> in.skip();
                            }
                        }
                    }
                }
                case "ranges" -> ranges(versions);
                case "database_specific", "ecosystem_specific" ->
                        severity = specific(cwes, severity);
                default -> in.skip();
            }
        }
        for (String version : versions) {
            if (fixed.size() < 10 * MOST_NAMES) {
                fixed.add(new Fix(name, ecosystem, version));
            }
        }
        return severity;
    }

    private void ranges(List<String> versions) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            List<String> own = new ArrayList<>();
            boolean commits = false;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "type" -> commits = "GIT".equals(in.text());
                    case "events" -> {
                        if (in.inList()) {
                            while (in.element()) {
                                if (!in.inObject()) {
                                    continue;
                                }
                                for (String inner = in.field(); inner != null; inner = in.field()) {
                                    String version = Texts.shortened(in.text(), 100);
                                    if (inner.equals("fixed") && version != null) {
                                        own.add(version);
                                    }
                                }
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            if (!commits) {
                versions.addAll(own);
            }
        }
    }
}
