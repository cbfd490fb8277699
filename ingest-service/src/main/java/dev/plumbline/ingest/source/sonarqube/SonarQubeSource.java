package dev.plumbline.ingest.source.sonarqube;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import java.io.IOException;

/// Issues and hotspots of SonarQube: answers of `api/issues/search` and `api/hotspots/search`, and
/// the JSON of sonar-report.
public final class SonarQubeSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "sonarqube",
                    "SonarQube: `api/issues/search`, `api/hotspots/search`, sonar-report JSON",
                    Speaks.OF_A_RELEASE,
                    "Vulnerabilities, security hotspots, and issues with an impact on security: key, rule, severity,"
                            + " CWE tags, file, line, and what people decided (false positive, accepted, safe). The"
                            + " project is the scope; hotspots are a scan of their own. Rules for hard-coded"
                            + " credentials give secrets.",
                    "Bugs, smells, and what is fixed or closed (counted as `otherResults`), flows, effort, texts of"
                            + " rules.",
                    "A sonar-report made with `--allbugs`, which does not tell vulnerabilities from bugs. A page that"
                            + " holds less than all issues, or a report on new code alone, is read but closes"
                            + " nothing.",
                    "two-issues.sonarqube.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        if (!(opening instanceof Json json) || json.list()) {
            return false;
        }
        boolean page =
                (json.has("paging.total") || json.has("effortTotal"))
                        && (json.has("issues") || json.has("hotspots"))
                        && (json.has("issues.rule")
                                || json.has("hotspots.vulnerabilityProbability")
                                || json.has("components"));
        boolean report = json.has("sonarBaseURL") && json.has("vulnerabilityPhrase");
        return page || report;
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new SonarReading(in).read());
    }
}
