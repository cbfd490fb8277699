package dev.plumbline.ingest.source.snyk;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import java.io.IOException;

/// Reads the JSON of `snyk test` and `snyk container test`, of one project or of several.
public final class SnykSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "snyk",
                    "Snyk JSON (`snyk test --json`, `snyk container test --json`)",
                    Speaks.OF_A_RELEASE,
                    "Vulnerabilities with Snyk's id, CVE and GHSA, CWEs, purl, nearest fixed version and severity."
                            + " A vulnerability is one finding for each version of a package, however many paths"
                            + " lead to it. Each project is a scan; its scope is its name with its manifest, or"
                            + " the image without tag. What a policy ignores or has patched is kept as"
                            + " suppressed. A project that Snyk could not test proves nothing.",
                    "Issues of licences (counted as `otherResults`), remediation, paths.",
                    "A report in which every project failed.",
                    "project.snyk.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        if (!(opening instanceof Json json)) {
            return false;
        }
        boolean project =
                json.has("vulnerabilities")
                        && (json.text("vulnerabilities.id").startsWith("SNYK-")
                                || json.has("vulnerabilities.packageManager")
                                || json.has("packageManager")
                                || (json.has("dependencyCount") && json.has("uniqueCount")));
        boolean failed = json.has("ok") && json.has("error") && json.has("path");
        return (project || failed) && !json.has("bomFormat");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new SnykReading(in).read());
    }
}
