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

/// DefectDojo's generic findings, which many tools and scripts already write.
///
/// Source of the shape: DefectDojo's documentation of *Generic Findings Import*.
public final class DefectDojoSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "defectdojo",
                    "DefectDojo generic findings, JSON and CSV",
                    Speaks.OF_A_RELEASE,
                    "Findings with title, severity, CWEs, CVE and other ids, component, fixed version, file or"
                            + " endpoint, the tool's own ids, and what was decided: false positives, accepted"
                            + " risks, what is out of scope or not active are set aside. `type` is the tool.",
                    "Mitigated findings and duplicates (counted as `otherResults`), texts, tags, dates, EPSS, KEV,"
                            + " CVSS, files.",
                    "Fields that DefectDojo does not know, a finding without title, severity or description.",
                    "two.defectdojo.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    /// Many tools list `findings` with a title and a severity: it is DefectDojo's form if most of
    /// the other names are, too.
    @Override
    public boolean recognises(Opening opening) {
        if (opening instanceof Json json && !json.list()) {
            List<String> names =
                    json.texts().keySet().stream()
                            .filter(name -> name.startsWith("findings."))
                            .map(name -> name.substring("findings.".length()))
                            .toList();
            long known = names.stream().filter(DojoFinding.FIELDS::contains).count();
            return names.containsAll(List.of("title", "severity", "description"))
                    && known > names.size() - known;
        }
        if (opening instanceof Text text) {
            List<String> names = Table.header(text);
            long known = names.stream().filter(DojoFinding.COLUMNS::contains).count();
            return names.containsAll(List.of("title", "severity", "description"))
                    && !names.contains("tool")
                    && known > 2 * (names.size() - known);
        }
        return false;
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        if (Table.isJson(content)) {
            return JsonReader.parse(content, in -> new DojoReading().json(in));
        }
        try (Table table = Table.of(content.open())) {
            return new ParseResult.Parsed(new DojoReading().table(table));
        } catch (Unreadable e) {
            return e.asResult();
        }
    }
}
