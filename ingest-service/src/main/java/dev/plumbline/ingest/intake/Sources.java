package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.cyclonedx.CycloneDxSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The parser of each format.
@ApplicationScoped
public class Sources {
    private final Map<Format, Source> byFormat = new EnumMap<>(Format.class);

    Sources() {
        for (Source source : List.<Source>of(new CycloneDxSource())) {
            byFormat.put(source.format(), source);
        }
    }

    Source of(Format format) {
        Source source = byFormat.get(format);
        if (source == null) {
            throw new IllegalStateException("no parser for " + format);
        }
        return source;
    }
}
