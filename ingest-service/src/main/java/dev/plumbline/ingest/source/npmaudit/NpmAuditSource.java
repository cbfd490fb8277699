package dev.plumbline.ingest.source.npmaudit;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.Source;
import java.io.IOException;

/// Reads npm's audit reports.
public final class NpmAuditSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "npm-audit",
                    "npm audit JSON (npm 6; npm 7 and later; pnpm and yarn in the shape of npm 6)",
                    Speaks.OF_A_RELEASE,
                    "Advisories of each package: GHSA and CVE, CWEs, severity, purl, fixed version as the"
                            + " advisory's range tells. Reports of npm 7 do not name installed versions: their"
                            + " purls have none. The scope is the release: npm does not name the project.",
                    "Packages that are affected only through others, proposed actions, paths.",
                    "What npm writes when the audit failed (`error`): nothing was audited.",
                    "package-lock.npm-audit.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        if (!(opening instanceof Json json) || json.list()) {
            return false;
        }
        boolean seven = json.has("auditReportVersion");
        boolean failed = json.has("error.code") && json.has("error.summary");
        return seven || failed || (json.has("advisories") && isSix(json));
    }

    /// Composer has advisories, too, but by package.
    private static boolean isSix(Json json) {
        boolean byNumber =
                json.texts().keySet().stream()
                        .filter(name -> name.startsWith("advisories."))
                        .map(name -> name.substring("advisories.".length()))
                        .anyMatch(id -> !id.isEmpty() && id.chars().allMatch(Character::isDigit));
        return byNumber || json.has("metadata.vulnerabilities") || json.has("muted");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, in -> new NpmAuditReading(in).read());
    }
}
