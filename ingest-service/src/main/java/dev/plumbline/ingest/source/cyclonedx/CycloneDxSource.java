package dev.plumbline.ingest.source.cyclonedx;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Binary;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.Opening.Xml;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ProtobufReader;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.XmlReader;
import java.io.IOException;
import java.io.InputStream;

/// Reads CycloneDX in its three forms.
public final class CycloneDxSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "cyclonedx",
                    "CycloneDX 1.2 to 1.7 in JSON, 1.0 to 1.7 in XML, 1.3 to 1.7 in Protocol Buffers",
                    Speaks.OF_A_RELEASE,
                    "Components at any depth with purl, CPE, licence, supplier and hash, the dependency graph,"
                            + " metadata, compositions, and how far the SBOM has the 17 minimum elements of CISA"
                            + " 2026 and the seven of NTIA 2021. Vulnerabilities with an analysis are VEX"
                            + " statements; those without one are what a scanner such as Grype or Trivy reports:"
                            + " a scan by the first tool of the metadata over what the metadata describes"
                            + " (an image without its tag). The vulnerability extension of XML 1.0 to 1.2 is"
                            + " read, too.",
                    "Services, formulation, annotations, external references; components without a purl are counted"
                            + " only. An empty list of vulnerabilities is no clean scan: many tools write it"
                            + " without having looked. Signatures are noted, not verified.",
                    "What the specification forbids: unknown component types, broken hashes or serial numbers, a"
                            + " licence that is both an expression and a licence, a timestamp without a zone"
                            + " (JSON). Textproto. More than 500,000 components, 4,000,000 dependencies or 500,000"
                            + " vulnerabilities.",
                    "nested.cdx.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return switch (opening) {
            case Json json -> isBill(json);
            case Xml xml ->
                    xml.root().equals("bom") && xml.namespace().startsWith(XmlBill.NAMESPACE);
            case Binary binary -> ProtobufBill.opens(binary.prefix());
            default -> false;
        };
    }

    private static boolean isBill(Json json) {
        return !json.list()
                && (json.text("bomFormat").equals("CycloneDX")
                        || json.text("$schema").contains("cyclonedx.org")
                        || (json.has("specVersion")
                                && (json.has("components") || json.has("metadata")))
                        || json.has("components.purl")
                        || json.has("components.bom-ref"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        byte[] start;
        try (InputStream in = content.open()) {
            start = in.readNBytes(Opening.PREFIX);
        }
        if (start.length > 0 && start[0] == '{') {
            return JsonReader.parse(content, in -> new JsonBill(in).read());
        }
        return switch (Opening.of(start)) {
            case Xml xml -> XmlReader.parse(content, (in, root) -> new XmlBill(in).read(root));
            case Binary binary -> ProtobufReader.parse(content, in -> new ProtobufBill(in).read());
            default -> JsonReader.parse(content, in -> new JsonBill(in).read());
        };
    }
}
