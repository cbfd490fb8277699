package dev.plumbline.ingest.source.checkov;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;

/// Checkov's JSON: the report of one framework, a list of several, or bare counts if there was
/// nothing to check.
///
/// Source of the shape: `checkov/common/output/report.py` and `record.py`.
public final class CheckovSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "checkov",
                    "Checkov JSON, of one framework or of several",
                    Speaks.OF_A_RELEASE,
                    "Failed checks with id, name, severity, resource, file and line; skipped checks as set aside, with"
                            + " the comment; packages with CVE and fixed version. Each framework is a scope of its"
                            + " own. The checks that were applied count as rules.",
                    "Passed checks, code, guidelines, evaluations, single files that could not be parsed.",
                    "A report without `results`. One that checked no resource proves nothing.",
                    "two-frameworks.checkov.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && ((json.has("check_type") && json.has("results"))
                        || (json.has("checkov_version") && json.has("passed")));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, CheckovSource::read);
    }

    private static ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        ScanCollector collector = new ScanCollector();
        if (in.onList()) {
            int reports = 0;
            while (in.element()) {
                new FrameworkReading(in, collector).read();
                reports++;
            }
            if (reports == 0) {
                throw in.refuse("the list has no report: nothing was checked");
            }
        } else {
            new FrameworkReading(in, collector).read();
        }
        return collector.report("Checkov JSON");
    }
}
