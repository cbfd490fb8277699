package dev.plumbline.ingest.source.govulncheck;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Flaw;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.PackageUrls;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one stream of messages.
///
/// The same vulnerability is reported for its module, for its package and for each symbol that is
/// called; the records of the vulnerabilities themselves stand before that.
final class GovulncheckReading {
    private static final String TOOL = "govulncheck";
    private static final int LONGEST = 500;
    private static final int MOST_NAMES = 50;

    private final JsonReader in;
    private final Map<String, Advisory> advisories = new HashMap<>();
    private final Map<Key, Use> uses = new LinkedHashMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private @Nullable String version;
    private @Nullable String level;
    private @Nullable String mainModule;
    private boolean configured;
    private boolean old;

    GovulncheckReading(JsonReader in) {
        this.in = in;
    }

    private record Advisory(List<String> aliases, @Nullable String summary) {}

    private record Key(String id, String module) {}

    private record Use(@Nullable String version, @Nullable String fixed, boolean called) {}

    ParsedDocument read() throws IOException, Unreadable {
        boolean any = false;
        while (in.nextDocument()) {
            any = true;
            if (in.onList()) {
                while (in.element()) {
                    message();
                }
            } else {
                message();
            }
        }
        if (!any) {
            throw in.refuse("the document is empty");
        }
        if (!configured && !old) {
            throw in.refuse("no message of govulncheck with its config is in it");
        }
        ScanCollector collector = new ScanCollector();
        Gathering scan =
                collector
                        .scan(TOOL, mainModule == null ? "" : mainModule)
                        .version(version)
                        .kinds(Set.of(ScanKind.SCA));
        boolean symbols = level == null || level.equals("symbol");
        uses.forEach(
                (key, use) -> {
                    if (symbols && !use.called()) {
                        collector.other();
                    } else {
                        scan.add(flaw(key, use));
                    }
                });
        return collector.report("govulncheck JSON", version == null ? TOOL : TOOL + ' ' + version);
    }

    private Flaw flaw(Key key, Use use) {
        Advisory advisory = advisories.get(key.id());
        List<String> ids = new ArrayList<>();
        ids.add(key.id());
        if (advisory != null) {
            ids.addAll(advisory.aliases());
        }
        String installed = use.version() != null ? use.version() : versions.get(key.module());
        return new Flaw(
                ids,
                advisory == null ? null : advisory.summary(),
                Severity.UNKNOWN,
                List.of(),
                key.module(),
                installed,
                PackageUrls.of("golang", key.module(), installed),
                use.fixed(),
                null,
                null);
    }

    private void message() throws IOException, Unreadable {
        in.enterObject("a message");
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "config" -> config();
                case "SBOM" -> inventory();
                case "osv" -> advisory();
                case "finding" -> finding();
                case "Calls" -> {
                    old = true;
                    in.skip();
                }
                case "Vulns" -> vulnerabilities();
                case "Modules" -> modules();
                default -> in.skip();
            }
        }
    }

    private void config() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        configured = true;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "protocol_version" -> {
                    String protocol = in.text();
                    if (protocol != null && !protocol.matches("v[01](\\..{0,20})?")) {
                        throw in.refuse("only protocol 1 of govulncheck is read");
                    }
                }
                case "scanner_version" -> version = Texts.shortened(in.text(), 100);
                case "scan_level" -> level = Texts.shortened(in.text(), 100);
                default -> in.skip();
            }
        }
    }

    /// The module that is scanned is the first one without a version.
    private void inventory() throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (!field.equals("modules") || !in.inList()) {
                in.skip();
                continue;
            }
            while (in.element()) {
                String path = null;
                String own = null;
                if (!in.inObject()) {
                    continue;
                }
                for (String inner = in.field(); inner != null; inner = in.field()) {
                    switch (inner) {
                        case "path" -> path = Texts.shortened(in.text(), LONGEST);
                        case "version" -> own = Texts.shortened(in.text(), LONGEST);
                        default -> in.skip();
                    }
                }
                if (mainModule == null && own == null && !"stdlib".equals(path)) {
                    mainModule = path;
                }
            }
        }
    }

    private @Nullable String advisory() throws IOException, Unreadable {
        if (!in.inObject()) {
            return null;
        }
        String id = null;
        List<String> aliases = List.of();
        String summary = null;
        String details = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = Texts.shortened(in.text(), LONGEST);
                case "aliases" -> aliases = in.texts(MOST_NAMES, LONGEST);
                case "summary" -> summary = Texts.firstLine(in.text(), LONGEST);
                case "details" -> details = Texts.firstLine(in.text(), LONGEST);
                default -> in.skip();
            }
        }
        if (id != null) {
            advisories.put(id, new Advisory(aliases, summary != null ? summary : details));
            checkSize(advisories.size());
        }
        return id;
    }

    private void checkSize(int items) throws Unreadable {
        if (items > Source.MOST_ITEMS) {
            throw in.refuse("the stream has more than " + Source.MOST_ITEMS + " vulnerabilities");
        }
    }

    private void finding() throws IOException, Unreadable {
        in.enterObject("a finding");
        JsonReader.Place place = in.place();
        String id = null;
        String fixed = null;
        Frame frame = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "osv" -> id = Texts.shortened(in.text(), LONGEST);
                case "fixed_version" -> fixed = Texts.shortened(in.text(), LONGEST);
                case "trace" -> frame = trace();
                default -> in.skip();
            }
        }
        if (id == null || frame == null || frame.module() == null) {
            throw place.refuse("a finding must name its vulnerability and, in its trace, a module");
        }
        note(new Key(id, frame.module()), new Use(frame.version(), fixed, frame.called()));
    }

    private void note(Key key, Use use) throws Unreadable {
        uses.merge(
                key,
                use,
                (a, b) ->
                        new Use(
                                a.version() != null ? a.version() : b.version(),
                                a.fixed() != null ? a.fixed() : b.fixed(),
                                a.called() || b.called()));
        checkSize(uses.size());
    }

    private record Frame(@Nullable String module, @Nullable String version, boolean called) {}

    /// The first frame is the vulnerable symbol; without a function it is a package or module only.
    private @Nullable Frame trace() throws IOException, Unreadable {
        Frame first = null;
        if (in.inList()) {
            while (in.element()) {
                if (first != null || !in.inObject()) {
                    in.skip();
                    continue;
                }
                String module = null;
                String own = null;
                boolean called = false;
                for (String field = in.field(); field != null; field = in.field()) {
                    switch (field) {
                        case "module" -> module = Texts.shortened(in.text(), LONGEST);
                        case "version" -> own = Texts.shortened(in.text(), LONGEST);
                        case "function" -> called = Texts.shortened(in.text(), LONGEST) != null;
                        default -> in.skip();
                    }
                }
                first = new Frame(module, own, called);
            }
        }
        return first;
    }

    /// Before 1.0: one entry a symbol; `CallSink` is 0 where nothing calls it.
    private void vulnerabilities() throws IOException, Unreadable {
        old = true;
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            in.enterObject("a vulnerability");
            JsonReader.Place place = in.place();
            String id = null;
            String module = null;
            boolean called = false;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "OSV" -> id = advisory();
                    case "ModPath" -> module = Texts.shortened(in.text(), LONGEST);
                    case "CallSink" -> {
                        Long sink = in.wholeNumber();
                        called = sink != null && sink != 0;
                    }
                    default -> in.skip();
                }
            }
            if (id == null || module == null) {
                throw place.refuse("a vulnerability must have an OSV record and a module");
            }
            note(new Key(id, module), new Use(null, null, called));
        }
    }

    private void modules() throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            if (!in.inObject()) {
                continue;
            }
            String path = null;
            String own = null;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "Path" -> path = Texts.shortened(in.text(), LONGEST);
                    case "Version" -> own = Texts.shortened(in.text(), LONGEST);
                    default -> in.skip();
                }
            }
            if (path != null && own != null) {
                versions.put(path, own);
                checkSize(versions.size());
            }
        }
    }
}
