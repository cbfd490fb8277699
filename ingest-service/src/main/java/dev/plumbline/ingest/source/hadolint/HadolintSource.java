package dev.plumbline.ingest.source.hadolint;

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
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Hadolint's JSON: a list of rule violations.
///
/// Source of the shape: `Hadolint.Formatter.Json`; of what the rules are about: Hadolint's list of
/// rules.
public final class HadolintSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "hadolint",
                    "Hadolint JSON",
                    Speaks.OF_A_RELEASE,
                    "Violations of the rules that concern security, with severity, file and line: root and `sudo`"
                            + " (DL3002, DL3004), images, packages and archives that are not pinned or come from"
                            + " anywhere (DL3006, DL3007, DL3008, DL3013, DL3016, DL3018, DL3020, DL3026, DL3028,"
                            + " DL3033, DL3037, DL3041).",
                    "All other rules, of style and of the shell (counted as `otherResults`).",
                    "An element that is no violation. The empty list must be named (`format=hadolint`): it is then"
                            + " a clean scan.",
                    "two.hadolint.json");

    private static final Set<String> SECURITY =
            Set.of(
                    "DL3002", "DL3004", "DL3006", "DL3007", "DL3008", "DL3013", "DL3016", "DL3018",
                    "DL3020", "DL3026", "DL3028", "DL3033", "DL3037", "DL3041");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && json.list()
                && (json.text("code").startsWith("DL") || json.text("code").startsWith("SC"))
                && json.has("level")
                && json.has("file")
                && json.has("line");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, HadolintSource::read);
    }

    private static ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        ScanCollector collector = new ScanCollector();
        Gathering scan = collector.scan("Hadolint", "").kinds(Set.of(ScanKind.CONFIG));
        in.enterList("Hadolint's output");
        while (in.element()) {
            in.enterObject("a violation");
            JsonReader.Place place = in.place();
            collector.bound(in);
            Violation violation = new Violation(in);
            in.eachField(violation::field);
            if (violation.code.isEmpty()) {
                throw place.refuse("a violation has no code");
            }
            if (SECURITY.contains(violation.code)) {
                scan.add(violation.found());
            } else {
                collector.other();
            }
        }
        return collector.report("Hadolint JSON");
    }

    private static final class Violation {
        private final JsonReader in;
        private String code = "";
        private @Nullable String message;
        private @Nullable String level;
        private @Nullable String file;
        private @Nullable Integer line;

        Violation(JsonReader in) {
            this.in = in;
        }

        void field(String field) throws IOException, Unreadable {
            switch (field) {
                case "code" -> {
                    String said = in.text();
                    code = said == null ? "" : said;
                }
                case "message" -> message = Texts.firstLine(in.text(), 300);
                case "level" -> level = in.text();
                case "file" -> file = in.text();
                case "line" -> line = in.count();
                default -> in.skip();
            }
        }

        Found found() {
            Severity said = Severities.ofWord(level);
            return new Found(
                    code,
                    message == null ? code : message,
                    said == null ? Severity.UNKNOWN : said,
                    List.of(),
                    Paths.normal(file),
                    line,
                    false,
                    null,
                    null,
                    null,
                    Texts.withoutNumbers(message == null ? "" : message));
        }
    }
}
