package dev.plumbline.ingest.source.gitlab;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import java.io.IOException;

/// A security report of GitLab.
///
/// Source of the shape: GitLab's security report schemas, versions 2.3 to 15.
public final class GitLabSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "gitlab",
                    "GitLab security reports: SAST, DAST, dependency, container and cluster image scanning, secret"
                            + " detection, API and coverage fuzzing; schemas 2.3 to 15",
                    Speaks.OF_A_RELEASE,
                    "Vulnerabilities with identifiers (CWE, CVE, the tool's own), severity, place, tracking signatures,"
                            + " packages with version and fixed version, dismissals; scanner, status, and the list of"
                            + " rules where it is there. Scope: image without tag, probed host, else the whole"
                            + " release.",
                    "Remediations, links, evidence, details, raw source code (but for a hash), flags of the analyzer"
                            + " that people did not confirm.",
                    "A report without `vulnerabilities`. A scan that failed, and an empty report that names no"
                            + " scanner, prove nothing.",
                    "two.gl-sast-report.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && json.has("vulnerabilities")
                && (json.has("scan.scanner")
                        || json.has("scan.analyzer")
                        || (json.has("version") && json.has("remediations"))
                        || (json.has("vulnerabilities.identifiers")
                                && json.has("vulnerabilities.location")));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new ReportReading(in).read());
    }
}
