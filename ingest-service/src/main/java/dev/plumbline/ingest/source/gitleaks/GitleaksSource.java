package dev.plumbline.ingest.source.gitleaks;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Paths;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gitleaks' JSON report: a list of leaks, empty or `null` if there are none.
///
/// Source of the shape: `report.Finding` of Gitleaks 8 and `manager.Leak` of Gitleaks 7.
public final class GitleaksSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "gitleaks",
                    "Gitleaks JSON, versions 7 and 8",
                    Speaks.OF_A_RELEASE,
                    "Leaks with rule, file, line and commit. What leaked is hashed into the fingerprint, never kept."
                            + " Gitleaks does not rate leaks: their severity is unknown.",
                    "Authors, mail addresses, messages and dates of commits, entropy, tags.",
                    "An element that is no leak. The empty list must be named (`format=gitleaks`): it is then a"
                            + " clean scan.",
                    "two-leaks.gitleaks.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        if (!(opening instanceof Json json) || !json.list()) {
            return false;
        }
        boolean eight =
                json.has("RuleID") && json.has("File") && (json.has("Secret") || json.has("Match"));
        boolean seven = json.has("rule") && json.has("offender") && json.has("commit");
        return eight || seven;
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, GitleaksSource::read);
    }

    private static ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        ScanCollector collector = new ScanCollector();
        if (in.onNull()) {
            scan(collector, "");
            return collector.report("Gitleaks JSON");
        }
        in.enterList("a report of Gitleaks");
        while (in.element()) {
            collector.bound(in);
            Leak leak = new Leak(in);
            leak.read();
            scan(collector, leak.repository).add(leak.found());
        }
        if (collector.findings() == 0) {
            scan(collector, "");
        }
        return collector.report("Gitleaks JSON");
    }

    private static Gathering scan(ScanCollector collector, String scope) {
        return collector.scan("Gitleaks", scope).kinds(Set.of(ScanKind.SECRETS));
    }

    /// One leak. Version 7 writes other names than version 8.
    private static final class Leak {
        private final JsonReader in;
        private @Nullable String rule;
        private @Nullable String description;
        private @Nullable String file;
        private @Nullable Integer line;
        private @Nullable Integer column;
        private String commit = "";
        private String secret = "";
        private String repository = "";

        Leak(JsonReader in) {
            this.in = in;
        }

        void read() throws IOException, Unreadable {
            in.enterObject("a leak");
            JsonReader.Place place = in.place();
            in.eachField(
                    field -> {
                        switch (field) {
                            case "RuleID" -> rule = in.text();
                            case "rule" -> {
                                rule = in.text();
                                description = rule;
                            }
                            case "Description" -> description = in.text();
                            case "File", "file" -> file = in.text();
                            case "StartLine", "lineNumber" -> line = in.count();
                            case "StartColumn" -> column = in.count();
                            case "Commit", "commit" -> commit = orEmpty(in.text());
                            case "Secret", "offender" -> secret = orEmpty(in.text());
                            case "repo" -> repository = repository(in.text());
                            default -> in.skip();
                        }
                    });
            if (rule == null) {
                throw place.refuse("a leak has no rule");
            }
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }

        /// The folder `.` is no name of a repository.
        private static String repository(@Nullable String said) {
            String bare = orEmpty(Paths.withoutUser(said));
            return bare.equals(".") ? "" : bare;
        }

        /// Inside a commit nothing moves, so the place of the leak is a part of what it is. Without
        /// one lines move, and what leaked must tell.
        Found found() {
            String name = rule == null ? "" : rule;
            String where = line + ":" + column + ":" + secret;
            return new Found(
                    name,
                    description == null ? name : description,
                    Severity.UNKNOWN,
                    List.of(),
                    Paths.normal(file),
                    line,
                    true,
                    null,
                    null,
                    commit.isEmpty() ? null : commit + ":" + where,
                    secret);
        }
    }
}
