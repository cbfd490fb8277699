package dev.plumbline.ingest.source.semgrep;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;

/// Semgrep's own JSON.
///
/// Source of the shape: `semgrep_output_v1.atd` of Semgrep, and the platform's API for findings.
public final class SemgrepSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "semgrep",
                    "Semgrep JSON, of the command line and of the platform's list of findings",
                    Speaks.OF_A_RELEASE,
                    "Results with rule, CWE, severity, place, `nosemgrep`, the tool's fingerprint; Supply Chain"
                            + " results with CVE, package and fixed version; files scanned, and rules with `--time`."
                            + " Of the platform: findings by repository, with their triage; a page is taken for"
                            + " all of its repository.",
                    "Results of rules for correctness, style or speed, and findings that are fixed (both counted as"
                            + " `otherResults`), code, variables, traces, files that could not be parsed in part.",
                    "A document without `results` and `findings`. A run that scanned no file, or that failed as a"
                            + " whole, proves nothing.",
                    "two-results.semgrep.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        if (!(opening instanceof Json json) || json.list()) {
            return false;
        }
        boolean run =
                json.has("results")
                        && (json.has("results.check_id")
                                || json.has("paths.scanned")
                                || json.has("interfile_languages_used"));
        boolean platform =
                json.has("findings.match_based_id")
                        || (json.has("findings.rule_name") && json.has("findings.triage_state"));
        return run || platform;
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, SemgrepSource::read);
    }

    private static ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        return new SemgrepReading(in).read();
    }
}
