package dev.plumbline.ingest.source.osvscanner;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import java.io.IOException;

/// Reads OSV-Scanner's JSON.
public final class OsvScannerSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "osv-scanner",
                    "OSV-Scanner JSON",
                    Speaks.OF_A_RELEASE,
                    "Each group of aliases of each package: names, purl, fixed version of the branch in use,"
                            + " CWEs, severity, lock file. A document is one scan of the release: lock files"
                            + " without findings are not listed, so what they once had closes only so.",
                    "Licences; groups that call analysis found not called or that are unimportant (counted as"
                            + " `otherResults`); references and ranges of the records.",
                    "Nothing that OSV-Scanner writes. An empty list alone is not recognised by its content.",
                    "lockfiles.osv-scanner.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && json.has("results")
                && (json.has("experimental_config")
                        || (json.has("results.packages") && json.has("results.source")));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new OsvScannerReading(in).read());
    }
}
