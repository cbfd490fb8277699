package dev.plumbline.ingest.source.grype;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import java.io.IOException;

/// Reads Grype's JSON.
public final class GrypeSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "grype",
                    "Grype JSON",
                    Speaks.OF_A_RELEASE,
                    "Matches: vulnerability with its related names, purl, fixed version, CWEs, severity (the"
                            + " related one's where Grype says unknown), file. Matches that rules ignored are"
                            + " kept as suppressed. The scope is the image without tag, or the folder or file.",
                    "Details of matches, CPEs, layers, the database's own state.",
                    "Nothing that Grype writes.",
                    "image.grype.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && json.has("matches")
                && (json.text("descriptor.name").equals("grype")
                        || (json.has("matches.vulnerability") && json.has("matches.artifact")));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new GrypeReading(in).read());
    }
}
