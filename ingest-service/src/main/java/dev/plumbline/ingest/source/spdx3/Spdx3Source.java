package dev.plumbline.ingest.source.spdx3;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import java.io.IOException;

/// Reads SPDX 3.0 in JSON-LD.
public final class Spdx3Source implements Source {
    private static final Format FORMAT =
            new Format(
                    "spdx3",
                    "SPDX 3.0 JSON-LD (3.0.0, 3.0.1)",
                    Speaks.OF_A_RELEASE,
                    """
                    Packages (AI and dataset packages, too) with purl, CPE and other identifiers, hashes (their own \
                    or those of the file that they are distributed as), concluded or else declared licence, supplier \
                    or else originator; relationships; creation info; and how far the SBOM has the minimum elements. \
                    What documents and SBOMs have as root element or describe is the product itself and no component; \
                    of several packages, those that hold or need another one are. \
                    VEX relationships of the security profile become statements, also where the document has no \
                    component.\
                    """,
                    "Files, snippets, annotations, builds; CVSS, EPSS, SSVC and exploit catalogue assessments, and"
                            + " vulnerabilities without a VEX relationship; withdrawn VEX relationships; packages"
                            + " that are data or documents and have no purl; external maps.",
                    "Versions other than 3.0; a package without a name or id; a date of creation that is none; a"
                            + " document without SpdxDocument, package and VEX relationship.",
                    "kettle.spdx3.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && (json.text("@context").contains("spdx.org/rdf/")
                        || json.text("@context").contains("spdx-context")
                        || json.has("@graph.spdxId"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new GraphReading(in).read());
    }
}
