package dev.plumbline.ingest.source.govulncheck;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;

/// Reads govulncheck's JSON: the stream of messages of protocol 1, also put into a list, and the
/// one object of the versions before 1.0.
public final class GovulncheckSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "govulncheck",
                    "govulncheck JSON (protocol 1, and before 1.0)",
                    Speaks.OF_A_RELEASE,
                    "Vulnerabilities whose symbols are called: Go id with aliases, purl, fixed version; one finding"
                            + " for each vulnerability of a module. Where only packages or modules were looked at"
                            + " (`scan_level`), all count. The scope is the main module, where the messages name"
                            + " it (`SBOM`). govulncheck knows no severities: they are unknown until an advisory"
                            + " tells.",
                    "Vulnerabilities that are not called (counted as `otherResults`), traces, progress.",
                    "Messages without `config`.",
                    "module.govulncheck.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && (json.text("config.scanner_name").equals("govulncheck")
                        || (json.has("config.protocol_version") && json.has("config.scan_level"))
                        || (!json.list() && json.has("Calls.Functions")));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        try (JsonReader in = JsonReader.open(content)) {
            return new ParseResult.Parsed(new GovulncheckReading(in).read());
        } catch (Unreadable e) {
            return e.asResult();
        }
    }
}
