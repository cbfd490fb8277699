package dev.plumbline.ingest.source.nuclei;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;

/// Reads the results of Nuclei: a list, or one object a line.
public final class NucleiSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "nuclei",
                    "Nuclei, JSON and JSON Lines (versions 2 and 3)",
                    Speaks.OF_A_RELEASE,
                    """
                    Each match with template, matcher, severity, CWEs and CVEs, and where it matched. Each target is a scope of \
                    its own; what the next run no longer reports of it closes. A match of a template for exposed tokens or \
                    keys is a credential; its value is not kept.""",
                    "Matches of severity *info* and entries with `matcher-status: false`, which are counted as other results; requests, responses, extracted results, curl commands.",
                    "An entry without a template. A run without any match writes an empty file, which names no target and is refused as empty: send such a run as SARIF.",
                    "three-matches.nuclei.jsonl");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && (json.has("template-id") || json.has("templateID"))
                && json.has("info");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        try (JsonReader in = JsonReader.open(content)) {
            ScanCollector scans = new ScanCollector();
            int matches = 0;
            while (in.nextDocument()) {
                if (in.onList()) {
                    in.enterList("the results");
                    while (in.element()) {
                        bounded(++matches, in);
                        Match.read(in).report(scans);
                    }
                } else {
                    bounded(++matches, in);
                    Match.read(in).report(scans);
                }
            }
            return matches == 0
                    ? new Malformed(1, 1, "the report has no result: it names no target")
                    : new Parsed(scans.report("Nuclei JSON", "Nuclei"));
        } catch (Unreadable e) {
            return e.asResult();
        }
    }

    private static void bounded(int matches, JsonReader in) throws Unreadable {
        if (matches > MOST_ITEMS) {
            throw in.refuse("more than " + MOST_ITEMS + " results");
        }
    }
}
