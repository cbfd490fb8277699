package dev.plumbline.ingest.source.cyclonedx;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import java.io.IOException;

/// Reads CycloneDX in its JSON form.
public final class CycloneDxSource implements Source {
    @Override
    public Format format() {
        return Format.CYCLONEDX;
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new BillReading(in).read());
    }
}
