package dev.plumbline.ingest.source.trivy;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import java.io.IOException;

/// Reads Trivy's JSON: schema 2, the lists that came before it, and reports of clusters.
public final class TrivySource implements Source {
    private static final Format FORMAT =
            new Format(
                    "trivy",
                    "Trivy JSON (schema 2, the older list, `trivy k8s`)",
                    Speaks.OF_A_RELEASE,
                    "Vulnerabilities with purl, fixed version, GHSA names, CWEs and severity; misconfigurations"
                            + " that failed; secrets (rule and place, never the match). Each kind is a scan of"
                            + " its own (`Trivy`, `Trivy misconfig`, `Trivy secret`) over the image without tag,"
                            + " the path, the repository, or a namespace of the cluster. Findings set aside"
                            + " (`--show-suppressed`) are kept as suppressed. A kind of which a report does not"
                            + " speak closes nothing; a report without any result proves nothing.",
                    "Licences, lists of packages, layers, custom resources, checks that passed.",
                    "Schemas other than 1 and 2.",
                    "image.trivy.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        if (!(opening instanceof Json json)) {
            return false;
        }
        if (json.list()) {
            return json.has("Target") && (json.has("Vulnerabilities") || json.has("Type"));
        }
        boolean report =
                json.has("SchemaVersion") && (json.has("ArtifactName") || json.has("ArtifactType"));
        boolean cluster =
                json.has("ClusterName")
                        && (json.has("Resources")
                                || json.has("Findings")
                                || json.has("Vulnerabilities")
                                || json.has("Misconfigurations"));
        return report || cluster;
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new TrivyReading(in).read());
    }
}
