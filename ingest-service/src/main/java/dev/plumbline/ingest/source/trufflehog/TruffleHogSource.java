package dev.plumbline.ingest.source.trufflehog;

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

/// What TruffleHog 3 prints with `--json`: a line for each credential, and nothing if there is
/// none.
///
/// Source of the shape: `pkg/output/json.go` and `source_metadata.proto` of TruffleHog.
public final class TruffleHogSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "trufflehog",
                    "TruffleHog 3 JSON Lines, or a list of its lines",
                    Speaks.OF_A_RELEASE,
                    "Credentials with detector, file, line, commit and repository, image or bucket, which is the"
                            + " scope. One that TruffleHog found to work is critical; the severity of the others is"
                            + " unknown. What leaked is hashed into the fingerprint, never kept.",
                    "Accounts and other data of the credential, mail addresses, dates; the log lines that TruffleHog"
                            + " mixes in.",
                    "Lines that are no credential and no log line; the lines of TruffleHog 2. An empty document"
                            + " (`format=trufflehog`) proves nothing: TruffleHog prints the same when it fails.",
                    "two.trufflehog.jsonl");

    private static final Set<String> FILES = Set.of("file", "path", "filename");
    private static final Set<String> SCOPES =
            Set.of("repository", "image", "bucket", "space_name", "project_name", "workspace_name");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && json.has("SourceMetadata")
                && json.has("DetectorName");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        try (JsonReader in = JsonReader.open(content)) {
            return new ParseResult.Parsed(read(in));
        } catch (Unreadable e) {
            return e.asResult();
        }
    }

    private static ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        ScanCollector collector = new ScanCollector();
        while (in.nextDocument()) {
            if (in.onList()) {
                while (in.element()) {
                    line(in, collector);
                }
            } else {
                line(in, collector);
            }
        }
        if (collector.findings() == 0) {
            scan(collector, "").incomplete();
        }
        return collector.report("TruffleHog JSON");
    }

    private static Gathering scan(ScanCollector collector, String scope) {
        return collector.scan("TruffleHog", scope).kinds(Set.of(ScanKind.SECRETS));
    }

    private static void line(JsonReader in, ScanCollector collector)
            throws IOException, Unreadable {
        in.enterObject("a line of TruffleHog");
        collector.bound(in);
        JsonReader.Place place = in.place();
        Credential credential = new Credential(in);
        in.eachField(credential::field);
        if (credential.detector != null) {
            scan(collector, credential.scope).add(credential.found());
        } else if (!credential.log) {
            throw place.refuse("this line is no credential of TruffleHog 3: it names no detector");
        }
    }

    private static final class Credential {
        private final JsonReader in;
        private @Nullable String detector;
        private boolean verified;
        private boolean log;
        private @Nullable String raw;
        private @Nullable String rawLong;
        private String scope = "";
        private @Nullable String file;
        private @Nullable Integer line;
        private String commit = "";

        Credential(JsonReader in) {
            this.in = in;
        }

        void field(String field) throws IOException, Unreadable {
            switch (field) {
                case "SourceMetadata" -> in.eachField(this::metadata);
                case "DetectorName" -> detector = in.text();
                case "Verified" -> verified = in.isTrue();
                case "Raw" -> raw = in.text();
                case "RawV2" -> rawLong = in.text();
                case "level", "msg", "logger" -> {
                    log = true;
                    in.skip();
                }
                default -> in.skip();
            }
        }

        /// `Data` holds one object, named after the kind of the source.
        private void metadata(String field) throws IOException, Unreadable {
            if (field.equals("Data")) {
                in.eachField(kind -> in.eachField(this::place));
            } else {
                in.skip();
            }
        }

        private void place(String field) throws IOException, Unreadable {
            if (FILES.contains(field)) {
                file = Paths.normal(in.text());
            } else if (SCOPES.contains(field)) {
                String said = Paths.withoutUser(in.text());
                if (said != null && scope.isEmpty()) {
                    scope = field.equals("image") ? image(said) : said;
                }
            } else if (field.equals("line")) {
                line = in.count();
            } else if (field.equals("commit")) {
                String said = in.text();
                commit = said == null ? "" : said;
            } else {
                in.skip();
            }
        }

        private static String image(String said) {
            String bare = Paths.withoutTag(said);
            return bare == null ? said : bare;
        }

        /// A commit never changes, so line and commit tell one credential from the next; TruffleHog
        /// prints the same one several times.
        Found found() {
            String name = detector == null ? "" : detector;
            String best = rawLong != null && !rawLong.isEmpty() ? rawLong : raw;
            String secret = best == null ? "" : best;
            return new Found(
                    name,
                    verified ? name + " credential that works" : name + " credential",
                    verified ? Severity.CRITICAL : Severity.UNKNOWN,
                    List.of(),
                    file,
                    line,
                    true,
                    null,
                    null,
                    commit.isEmpty() ? null : commit + ":" + line + ":" + secret,
                    secret);
        }
    }
}
