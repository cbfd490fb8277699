package dev.plumbline.ingest.source.generic;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.Opening.Text;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.List;

/// Plumbline's own form of findings, for every tool that has no parser here.
///
/// Source of the shape: `docs/findings.schema.json`.
public final class GenericSource implements Source {
    /// What the field `format` of the JSON form must say.
    static final String VERSION = "plumbline.findings.v1";

    private static final Format FORMAT =
            new Format(
                    "generic",
                    "Generic findings: `plumbline.findings.v1` JSON, or CSV with a header row",
                    Speaks.OF_A_RELEASE,
                    "What [`findings.schema.json`](findings.schema.json) describes: one complete scan with tool,"
                            + " version, kinds, scope, how many rules and files, and findings with title, severity,"
                            + " rule, CWEs, path, line, whether it is a secret, why it is set aside, known"
                            + " vulnerability (ids, purl, fixed version) and fingerprint. As CSV a row for each"
                            + " finding with the columns `tool`, `kind`, `title` and `severity`, and any of"
                            + " `version`, `scope`, `rule`, `cwe`, `path`, `line`, `secret`, `suppressed`, `ids`,"
                            + " `purl`, `fixedIn`, `fingerprint`, `description`; several values in a cell are"
                            + " separated by blanks.",
                    "`description`, but for telling two findings without a fingerprint apart. Of a secret, write"
                            + " neither the value nor a piece of it.",
                    "Fields, columns and words that the schema does not know; a finding without title or severity; a"
                            + " table without rows, since only JSON can say that nothing was found.",
                    "one-scan.findings.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        if (opening instanceof Json json) {
            return !json.list() && json.text("format").startsWith("plumbline.findings.");
        }
        if (opening instanceof Text text) {
            List<String> names = Table.header(text);
            return names.containsAll(List.of("tool", "kind", "title", "severity"));
        }
        return false;
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        if (Table.isJson(content)) {
            return JsonReader.parse(content, in -> new GenericJson(in).read());
        }
        try (Table table = Table.of(content.open())) {
            return new ParseResult.Parsed(new GenericTable(table).read());
        } catch (Unreadable e) {
            return e.asResult();
        }
    }
}
