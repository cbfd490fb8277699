package dev.plumbline.ingest.source.tfsec;

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

/// tfsec's JSON report.
///
/// Source of the shape: `formatters/json.go` of defsec, and of tfsec before version 1.
public final class TfsecSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "tfsec",
                    "tfsec JSON",
                    Speaks.OF_A_RELEASE,
                    "Results that failed or were ignored, with rule, severity, resource, file and line.",
                    "Results that passed (counted as `otherResults`), links, impact and resolution.",
                    "A report without `results`. An empty one must be named (`format=tfsec`): it is then a clean"
                            + " scan.",
                    "two-results.tfsec.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && json.has("results.rule_id")
                && json.has("results.rule_provider")
                && json.has("results.location");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, TfsecSource::read);
    }

    private static ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        ScanCollector collector = new ScanCollector();
        Gathering scan = collector.scan("tfsec", "").kinds(Set.of(ScanKind.CONFIG));
        boolean[] listed = {false};
        in.enterObject("a report of tfsec");
        in.eachField(
                field -> {
                    if (!field.equals("results")) {
                        in.skip();
                        return;
                    }
                    listed[0] = true;
                    in.eachElement(
                            () -> {
                                in.enterObject("a result");
                                collector.bound(in);
                                Result result = new Result(in);
                                in.eachField(result::field);
                                if (result.passed) {
                                    collector.other();
                                } else {
                                    scan.add(result.found());
                                }
                            });
                });
        if (!listed[0]) {
            throw in.refuse("results are missing");
        }
        return collector.report("tfsec JSON");
    }

    private static final class Result {
        private static final int LONGEST_TEXT = 300;

        /// What tfsec writes as `status`: 0 failed, 1 passed, 2 ignored.
        private static final int PASSED = 1;

        private static final int IGNORED = 2;

        private final JsonReader in;
        private String rule = "";
        private @Nullable String ruleText;
        private @Nullable String text;
        private @Nullable String severity;
        private @Nullable String resource;
        private @Nullable String file;
        private @Nullable Integer line;
        private boolean passed;
        private boolean ignored;

        Result(JsonReader in) {
            this.in = in;
        }

        void field(String field) throws IOException, Unreadable {
            switch (field) {
                case "rule_id" -> {
                    String said = in.text();
                    rule = said == null ? "" : said;
                }
                case "rule_description" -> ruleText = Texts.firstLine(in.text(), LONGEST_TEXT);
                case "description" -> text = Texts.firstLine(in.text(), LONGEST_TEXT);
                case "severity" -> severity = in.text();
                case "resource" -> resource = in.text();
                case "passed" -> passed |= in.isTrue();
                case "status" -> {
                    Integer status = in.count();
                    passed |= status != null && status == PASSED;
                    ignored = status != null && status == IGNORED;
                }
                case "location" ->
                        in.eachField(
                                inner -> {
                                    switch (inner) {
                                        case "filename" -> file = in.text();
                                        case "start_line" -> line = in.count();
                                        default -> in.skip();
                                    }
                                });
                default -> in.skip();
            }
        }

        Found found() {
            Severity said = Severities.ofWord(severity);
            String title = ruleText != null ? ruleText : text;
            String place =
                    resource != null && !resource.isEmpty()
                            ? resource
                            : Texts.withoutNumbers(text == null ? "" : text);
            return new Found(
                    rule,
                    title == null ? rule : title,
                    said == null ? Severity.UNKNOWN : said,
                    List.of(),
                    Paths.normal(file),
                    line,
                    false,
                    ignored ? "ignored in the code" : null,
                    null,
                    null,
                    place);
        }
    }
}
