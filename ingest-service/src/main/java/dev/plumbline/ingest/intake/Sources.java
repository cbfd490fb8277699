package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.cyclonedx.CycloneDxSource;
import dev.plumbline.ingest.source.kev.KevSource;
import dev.plumbline.ingest.source.openvex.OpenVexSource;
import dev.plumbline.ingest.source.osv.OsvSource;
import dev.plumbline.ingest.source.sarif.SarifSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The parser of each format.
@ApplicationScoped
public class Sources {
    private final Map<Format, Source> byFormat = new EnumMap<>(Format.class);

    Sources(IntakeConfig config) {
        for (Source source :
                List.of(
                        new CycloneDxSource(),
                        new SarifSource(),
                        new OsvSource(config.maxDocumentBytes()),
                        new KevSource(),
                        new OpenVexSource())) {
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
