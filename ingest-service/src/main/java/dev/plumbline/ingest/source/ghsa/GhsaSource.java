package dev.plumbline.ingest.source.ghsa;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.WorldWalk;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Reads GitHub's advisories: an advisory, a list of them, JSON Lines, or an answer of GraphQL that
/// asks for advisories or for their vulnerabilities.
public final class GhsaSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "ghsa",
                    "GitHub security advisories: REST and GraphQL",
                    Speaks.OF_THE_WORLD,
                    "Id, CVE and other identifiers, dates, withdrawal, summary, severity, CVSS vectors, CWEs, packages"
                            + " with their ranges and first patched versions. Vulnerabilities of one advisory in an"
                            + " answer of GraphQL are put together.",
                    "References, credits, vulnerable functions, EPSS; advisories that are drafts.",
                    "An advisory without its GHSA id; an answer with more than 10,000 vulnerabilities.",
                    "ghsa.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && (json.has("ghsa_id")
                        || json.has("ghsaId")
                        || json.has("data.securityAdvisory")
                        || json.has("data.securityAdvisories")
                        || json.has("data.securityVulnerabilities"));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return WorldWalk.check(
                "GitHub advisories JSON",
                "there is no published advisory in it",
                walk(content),
                () -> walk(content));
    }

    private static WorldWalk walk(Content content) throws IOException {
        return WorldWalk.overObjects(content, GhsaSource::read);
    }

    private static void read(JsonReader in, Consumer<WorldRecord> says)
            throws IOException, Unreadable {
        in.enterObject("an advisory");
        JsonReader.Place place = in.place();
        GhsaAdvisory advisory = new GhsaAdvisory();
        boolean answer = false;
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("data")) {
                answer = true;
                answer(in, says);
            } else {
                advisory.field(in, field);
            }
        }
        if (!answer) {
            advisory.tell(place, says);
        }
    }

    private static void answer(JsonReader in, Consumer<WorldRecord> says)
            throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "securityAdvisory" -> advisory(in, says);
                case "securityAdvisories" -> Connection.each(in, inner -> advisory(inner, says));
                case "securityVulnerabilities" -> vulnerabilities(in, says);
                default -> in.skip();
            }
        }
    }

    private static void advisory(JsonReader in, Consumer<WorldRecord> says)
            throws IOException, Unreadable {
        JsonReader.Place place = in.place();
        if (!in.inObject()) {
            return;
        }
        GhsaAdvisory advisory = new GhsaAdvisory();
        for (String field = in.field(); field != null; field = in.field()) {
            advisory.field(in, field);
        }
        advisory.tell(place, says);
    }

    /// Each names its advisory, and several the same.
    private static void vulnerabilities(JsonReader in, Consumer<WorldRecord> says)
            throws IOException, Unreadable {
        JsonReader.Place place = in.place();
        Map<String, GhsaAdvisory> byId = new LinkedHashMap<>();
        Connection.each(
                in,
                inner -> {
                    GhsaAdvisory one = GhsaAdvisory.ofVulnerability(inner);
                    byId.computeIfAbsent(one.id(inner.place()), id -> new GhsaAdvisory()).add(one);
                });
        for (GhsaAdvisory advisory : byId.values()) {
            advisory.tell(place, says);
        }
    }
}
