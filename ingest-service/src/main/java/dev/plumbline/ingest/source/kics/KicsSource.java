package dev.plumbline.ingest.source.kics;

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
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.Weaknesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// KICS' JSON results.
///
/// Source of the shape: `pkg/model.Summary` of KICS.
public final class KicsSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "kics",
                    "KICS JSON",
                    Speaks.OF_A_RELEASE,
                    "Each file of each query with severity, CWE, line, resource and KICS' similarity id; how many"
                            + " queries ran and files were scanned. Results of `Passwords And Secrets` are secrets.",
                    "Bills of materials, expected and actual values, remediations, single files that failed.",
                    "Results without `queries`. A run that scanned no file proves nothing.",
                    "two-files.kics.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && json.has("queries_total")
                && (json.has("files_scanned") || json.has("severity_counters"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new Results(in).read());
    }

    private static final class Results {
        private final JsonReader in;
        private final ScanCollector collector = new ScanCollector();
        private final Gathering scan = collector.scan("KICS", "").kinds(Set.of(ScanKind.CONFIG));
        private boolean listed;
        private @Nullable Integer scanned;
        private @Nullable Integer queries;
        private int failed;

        Results(JsonReader in) {
            this.in = in;
        }

        ParsedDocument read() throws IOException, Unreadable {
            in.enterObject("results of KICS");
            in.eachField(
                    field -> {
                        switch (field) {
                            case "kics_version" -> scan.version(in.text());
                            case "files_scanned" -> scanned = in.count();
                            case "queries_total" -> queries = in.count();
                            case "queries_failed_to_execute" -> {
                                Integer more = in.count();
                                failed = more == null ? 0 : more;
                            }
                            case "queries" -> {
                                listed = true;
                                in.eachElement(this::query);
                            }
                            default -> in.skip();
                        }
                    });
            if (!listed) {
                throw in.refuse("queries are missing");
            }
            scan.files(scanned);
            scan.rules(queries == null ? null : Integer.valueOf(Math.max(queries - failed, 0)));
            if (scanned != null && scanned == 0) {
                scan.incomplete();
            }
            return collector.report("KICS JSON");
        }

        /// A query may list its files before its name, so they wait.
        private void query() throws IOException, Unreadable {
            in.enterObject("a query");
            Query query = new Query();
            List<Place> files = new ArrayList<>();
            in.eachField(
                    field -> {
                        switch (field) {
                            case "query_name" -> query.name = Texts.firstLine(in.text(), 300);
                            case "query_id" -> query.id = in.text();
                            case "severity" -> query.severity = in.text();
                            case "cwe" -> query.cwe = Weaknesses.idOf(in.scalarText());
                            case "files" ->
                                    in.eachElement(
                                            () -> {
                                                collector.bound(in);
                                                Place place = new Place(in);
                                                in.eachField(place::field);
                                                files.add(place);
                                                if (files.size() > MOST_ITEMS) {
                                                    throw in.refuse(
                                                            "more than "
                                                                    + MOST_ITEMS
                                                                    + " findings");
                                                }
                                            });
                            default -> in.skip();
                        }
                    });
            boolean secret = query.isSecret();
            if (secret && !files.isEmpty()) {
                scan.kinds(Set.of(ScanKind.SECRETS));
            }
            files.forEach(place -> scan.add(query.found(place, secret)));
        }
    }

    private static final class Query {
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable String severity;
        private @Nullable String cwe;

        boolean isSecret() {
            return name != null
                    && name.toLowerCase(Locale.ROOT).startsWith("passwords and secrets");
        }

        Found found(Place place, boolean secret) {
            Severity said = "TRACE".equals(severity) ? Severity.LOW : Severities.ofWord(severity);
            String rule = id != null ? id : name == null ? "" : name;
            return new Found(
                    rule,
                    name == null ? rule : name,
                    said == null ? Severity.UNKNOWN : said,
                    cwe == null ? List.of() : List.of(cwe),
                    Paths.normal(place.file),
                    place.line,
                    secret,
                    null,
                    null,
                    place.similarity,
                    place.key == null ? "" : place.key);
        }
    }

    private static final class Place {
        private final JsonReader in;
        private @Nullable String file;
        private @Nullable String similarity;
        private @Nullable Integer line;
        private @Nullable String key;

        Place(JsonReader in) {
            this.in = in;
        }

        void field(String field) throws IOException, Unreadable {
            switch (field) {
                case "file_name" -> file = in.text();
                case "similarity_id" -> similarity = Texts.shortened(in.text(), 200);
                case "line" -> line = in.count();
                case "search_key" -> key = Texts.shortened(in.text(), 1_000);
                default -> in.skip();
            }
        }
    }
}
