package dev.plumbline.ingest.source.gosec;

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

/// gosec's JSON report.
///
/// Source of the shape: `gosec.ReportInfo` and `issue.Issue` of gosec.
public final class GosecSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "gosec",
                    "gosec JSON",
                    Speaks.OF_A_RELEASE,
                    "Issues with rule, severity, CWE, file, line, `#nosec` and other suppressions; files and lines of"
                            + " code that were seen. Hard-coded credentials (G101) are secrets.",
                    "Confidence, autofixes, packages that did not compile; code, but for a hash.",
                    "A report without `Issues`. One that saw no file proves nothing.",
                    "two-issues.gosec.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && json.has("Issues")
                && json.has("Stats")
                && (json.has("Stats.nosec") || json.has("Issues.rule_id"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new Report(in).read());
    }

    private static final class Report {
        private final JsonReader in;
        private final ScanCollector collector = new ScanCollector();
        private final Gathering scan = collector.scan("gosec", "").kinds(Set.of(ScanKind.SAST));
        private boolean listed;
        private @Nullable Integer files;

        Report(JsonReader in) {
            this.in = in;
        }

        ParsedDocument read() throws IOException, Unreadable {
            in.enterObject("a report of gosec");
            in.eachField(
                    field -> {
                        switch (field) {
                            case "Issues" -> {
                                listed = true;
                                in.eachElement(this::issue);
                            }
                            case "Stats" -> in.eachField(this::stat);
                            case "GosecVersion" -> scan.version(in.text());
                            default -> in.skip();
                        }
                    });
            if (!listed) {
                throw in.refuse("Issues are missing");
            }
            scan.files(files);
            if (files != null && files == 0 && collector.findings() == 0) {
                scan.incomplete();
            }
            return collector.report("gosec JSON");
        }

        private void stat(String field) throws IOException, Unreadable {
            switch (field) {
                case "files" -> files = in.count();
                case "lines" -> {
                    Integer lines = in.count();
                    scan.codeLines(lines == null ? null : Long.valueOf(lines));
                }
                default -> in.skip();
            }
        }

        private void issue() throws IOException, Unreadable {
            in.enterObject("an issue");
            collector.bound(in);
            Issue issue = new Issue(in);
            in.eachField(issue::field);
            scan.add(issue.found());
        }
    }

    private static final class Issue {
        private static final int LONGEST_TEXT = 300;

        private final JsonReader in;
        private String rule = "";
        private @Nullable String details;
        private @Nullable String severity;
        private @Nullable String cwe;
        private @Nullable String file;
        private @Nullable Integer line;
        private @Nullable String code;
        private @Nullable String suppressed;

        Issue(JsonReader in) {
            this.in = in;
        }

        void field(String field) throws IOException, Unreadable {
            switch (field) {
                case "rule_id" -> {
                    String said = in.text();
                    rule = said == null ? "" : said;
                }
                case "details" -> details = Texts.firstLine(in.text(), LONGEST_TEXT);
                case "severity" -> severity = in.text();
                case "cwe" -> cwe = Weaknesses.idOf(in.textOf("id"));
                case "file" -> file = in.text();
                case "line" -> line = firstLine();
                case "code" -> code = in.text();
                case "nosec" -> {
                    if (in.isTrue() && suppressed == null) {
                        suppressed = "#nosec";
                    }
                }
                case "suppressions" ->
                        in.eachElement(
                                () -> {
                                    suppressed = suppressed == null ? "suppressed" : suppressed;
                                    in.eachField(this::suppression);
                                });
                default -> in.skip();
            }
        }

        private void suppression(String field) throws IOException, Unreadable {
            String said = Texts.firstLine(in.text(), LONGEST_TEXT);
            if (field.equals("justification") && said != null) {
                suppressed = said;
            }
        }

        /// `79`, or `79-81` for a statement over several lines.
        private @Nullable Integer firstLine() throws IOException, Unreadable {
            String said = Texts.shortened(in.scalarText(), 20);
            int end = 0;
            while (said != null
                    && end < said.length()
                    && end < 9
                    && said.charAt(end) >= '0'
                    && said.charAt(end) <= '9') {
                end++;
            }
            return said == null || end == 0 ? null : Integer.valueOf(said.substring(0, end));
        }

        Found found() {
            Severity said = Severities.ofWord(severity);
            return new Found(
                    rule,
                    details == null ? rule : details,
                    said == null ? Severity.UNKNOWN : said,
                    cwe == null ? List.of() : List.of(cwe),
                    Paths.normal(file),
                    line,
                    rule.equals("G101"),
                    suppressed,
                    null,
                    null,
                    place());
        }

        /// The code without the numbers that newer versions print before each line.
        private String place() {
            if (code == null) {
                return Texts.withoutNumbers(details == null ? "" : details);
            }
            StringBuilder bare = new StringBuilder();
            for (String row : code.split("\n", 100)) {
                int at = 0;
                while (at < row.length() && Character.isDigit(row.charAt(at))) {
                    at++;
                }
                boolean numbered = at > 0 && at < row.length() && row.charAt(at) == ':';
                bare.append(Texts.squeezed(numbered ? row.substring(at + 1) : row));
            }
            return bare.toString();
        }
    }
}
