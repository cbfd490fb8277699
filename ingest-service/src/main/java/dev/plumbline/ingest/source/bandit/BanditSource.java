package dev.plumbline.ingest.source.bandit;

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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Bandit's JSON report.
///
/// Source of the shape: `bandit/formatters/json.py`.
public final class BanditSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "bandit",
                    "Bandit JSON",
                    Speaks.OF_A_RELEASE,
                    "Results with test, severity, CWE, file and line; how many files and lines of code were seen."
                            + " Hard-coded passwords (B105 to B107) are secrets, named by their test alone.",
                    "Confidence; files that could not be parsed; metrics of single files; code, but for a hash.",
                    "A report without `results`. One that saw no file proves nothing.",
                    "two-results.bandit.json");

    private static final Set<String> SECRET_TESTS = Set.of("B105", "B106", "B107");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && json.has("metrics._totals")
                && json.has("errors");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new Report(in).read());
    }

    private static final class Report {
        private final JsonReader in;
        private final ScanCollector collector = new ScanCollector();
        private final Gathering scan = collector.scan("Bandit", "").kinds(Set.of(ScanKind.SAST));
        private boolean listed;
        private int files;

        Report(JsonReader in) {
            this.in = in;
        }

        ParsedDocument read() throws IOException, Unreadable {
            in.enterObject("a report of Bandit");
            in.eachField(
                    field -> {
                        switch (field) {
                            case "metrics" -> in.eachField(this::metric);
                            case "results" -> {
                                in.enterList("results");
                                listed = true;
                                while (in.element()) {
                                    in.enterObject("a result");
                                    collector.bound(in);
                                    Result result = new Result(in);
                                    in.eachField(result::field);
                                    scan.add(result.found());
                                }
                            }
                            default -> in.skip();
                        }
                    });
            if (!listed) {
                throw in.refuse("results are missing");
            }
            scan.files(files);
            if (files == 0 && collector.findings() == 0) {
                scan.incomplete();
            }
            return collector.report("Bandit JSON");
        }

        private void metric(String file) throws IOException, Unreadable {
            if (!file.equals("_totals")) {
                files++;
                in.skip();
                return;
            }
            in.eachField(
                    field -> {
                        Long number = field.equals("loc") ? in.wholeNumber() : null;
                        in.skip();
                        scan.codeLines(number == null || number < 0 ? null : number);
                    });
        }
    }

    private static final class Result {
        private static final int LONGEST_TITLE = 300;

        private final JsonReader in;
        private String test = "";
        private @Nullable String testName;
        private @Nullable String text;
        private @Nullable String severity;
        private @Nullable String cwe;
        private @Nullable String file;
        private @Nullable Integer line;
        private @Nullable String code;

        Result(JsonReader in) {
            this.in = in;
        }

        void field(String field) throws IOException, Unreadable {
            switch (field) {
                case "test_id" -> {
                    String said = in.text();
                    test = said == null ? "" : said;
                }
                case "test_name" -> testName = in.text();
                case "issue_text" -> text = Texts.firstLine(in.text(), LONGEST_TITLE);
                case "issue_severity" -> severity = in.text();
                case "issue_cwe" -> cwe = Weaknesses.idOf(in.textOf("id"));
                case "filename" -> file = in.text();
                case "line_number" -> line = in.count();
                case "code" -> code = in.text();
                default -> in.skip();
            }
        }

        Found found() {
            boolean secret = SECRET_TESTS.contains(test) || "CWE-259".equals(cwe);
            Severity said = Severities.ofWord(severity);
            String name = testName == null ? test : testName.replace('_', ' ');
            return new Found(
                    test,
                    secret || text == null ? name : text,
                    said == null ? Severity.UNKNOWN : said,
                    cwe == null ? List.of() : List.of(cwe),
                    Paths.normal(file),
                    line,
                    secret,
                    null,
                    null,
                    null,
                    place());
        }

        /// The code of the line itself: Bandit prints it with its neighbours, each with its number.
        private String place() {
            if (code != null && line != null) {
                String number = line.toString();
                for (String row : code.split("\n", 100)) {
                    if (row.startsWith(number)
                            && row.length() > number.length()
                            && !Character.isDigit(row.charAt(number.length()))) {
                        return Texts.squeezed(row.substring(number.length()));
                    }
                }
            }
            return Texts.withoutNumbers(text == null ? "" : text);
        }
    }
}
