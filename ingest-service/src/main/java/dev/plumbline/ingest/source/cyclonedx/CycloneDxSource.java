package dev.plumbline.ingest.source.cyclonedx;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import java.io.IOException;

/// Reads CycloneDX in its JSON form.
public final class CycloneDxSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "cyclonedx",
                    "CycloneDX JSON 1.2 to 1.7",
                    Speaks.OF_A_RELEASE,
                    "Components at any depth with purl, hash and licence, the dependency graph, metadata,"
                            + " compositions, vulnerabilities with an analysis as VEX, and how far the SBOM has the"
                            + " 17 minimum elements.",
                    "Services, formulation, annotations, signatures; components without a purl are counted only.",
                    "What the specification forbids: unknown component types, broken hashes or serial numbers, a"
                            + " licence that is both an expression and a licence, a timestamp without a zone.",
                    "nested.cdx.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && (json.text("bomFormat").equals("CycloneDX")
                        || json.text("$schema").contains("cyclonedx.org")
                        || (json.has("specVersion")
                                && (json.has("components") || json.has("metadata")))
                        || json.has("components.purl")
                        || json.has("components.bom-ref"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new JsonBill(in).read());
    }
}
