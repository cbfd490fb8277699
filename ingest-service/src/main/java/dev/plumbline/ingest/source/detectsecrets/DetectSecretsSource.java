package dev.plumbline.ingest.source.detectsecrets;

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

/// The baseline of detect-secrets, `.secrets.baseline`.
///
/// Source of the shape: `detect_secrets/core/baseline.py` and `potential_secret.py`.
public final class DetectSecretsSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "detect-secrets",
                    "detect-secrets baseline, versions 0.12 and later",
                    Speaks.OF_A_RELEASE,
                    "Potential secrets by file, with type, line and hash, and what people said of them: one that was"
                            + " marked as no secret is set aside. Plugins count as rules. One that was verified"
                            + " is critical; the severity of the others is unknown.",
                    "Filters, word lists, dates.",
                    "A baseline without `results`. One without plugins proves nothing.",
                    "two.secrets.baseline.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && json.has("plugins_used")
                && json.has("results");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new Baseline(in).read());
    }

    private static final class Baseline {
        private final JsonReader in;
        private final ScanCollector collector = new ScanCollector();
        private final Gathering scan =
                collector.scan("detect-secrets", "").kinds(Set.of(ScanKind.SECRETS));
        private boolean listed;

        Baseline(JsonReader in) {
            this.in = in;
        }

        ParsedDocument read() throws IOException, Unreadable {
            in.enterObject("a baseline");
            in.eachField(
                    field -> {
                        switch (field) {
                            case "version" -> scan.version(in.text());
                            case "plugins_used" -> {
                                int[] plugins = {0};
                                in.eachElement(
                                        () -> {
                                            in.skip();
                                            plugins[0]++;
                                        });
                                scan.rules(plugins[0]);
                            }
                            case "results" -> {
                                in.enterObject("results");
                                listed = true;
                                in.eachField(file -> in.eachElement(() -> secret(file)));
                            }
                            default -> in.skip();
                        }
                    });
            if (!listed) {
                throw in.refuse("results are missing");
            }
            return collector.report("detect-secrets baseline");
        }

        private void secret(String file) throws IOException, Unreadable {
            in.enterObject("a secret");
            collector.bound(in);
            Secret secret = new Secret(in);
            in.eachField(secret::field);
            scan.add(secret.found(file));
        }
    }

    private static final class Secret {
        private final JsonReader in;
        private String type = "";
        private @Nullable String hash;
        private @Nullable Integer line;
        private boolean verified;
        private boolean cleared;

        Secret(JsonReader in) {
            this.in = in;
        }

        void field(String field) throws IOException, Unreadable {
            switch (field) {
                case "type" -> {
                    String said = in.text();
                    type = said == null ? "" : said;
                }
                case "hashed_secret" -> hash = in.text();
                case "line_number" -> line = in.count();
                case "is_verified" -> verified = in.isTrue();
                case "is_secret" -> cleared = in.isFalse();
                default -> in.skip();
            }
        }

        Found found(String file) {
            return new Found(
                    type,
                    type.isEmpty() ? "potential secret" : type,
                    verified ? Severity.CRITICAL : Severity.UNKNOWN,
                    List.of(),
                    Paths.normal(file),
                    line,
                    true,
                    cleared ? "audited: no secret" : null,
                    null,
                    hash,
                    "");
        }
    }
}
