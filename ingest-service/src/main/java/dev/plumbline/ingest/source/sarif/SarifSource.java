package dev.plumbline.ingest.source.sarif;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Reads SARIF logs of version 2.1.0; the drafts and 1.0 before it mean other things by the same
/// words.
public final class SarifSource implements Source {
    private static final String VERSION = "2.1.0";
    private static final int MOST_TOOLS = 3;

    private static final Format FORMAT =
            new Format(
                    "sarif",
                    "SARIF 2.1.0",
                    Speaks.OF_A_RELEASE,
                    "Runs: tool, rules, artifacts; results of the kinds fail, open and review with CWE from rule"
                            + " tags, taxa and properties, severity, place, suppressions, partial fingerprints."
                            + " Runs of one tool over one scope are one scan. Of scanners of components: names of"
                            + " the vulnerability, and the purl where it can be told. Results that are suppressed"
                            + " stay open while a suppression is under review or rejected; those that a baseline"
                            + " calls absent are gone.",
                    "Results that are no security findings and those that govulncheck found not called (counted as"
                            + " `otherResults`), code flows, fixes, graphs, snippets, inline external properties. A"
                            + " run whose results lie in another file proves nothing.",
                    "Every other version of SARIF; a log without runs.",
                    "two-results.sarif");

    private final ScanTools tools = ScanTools.known();

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && !json.list()
                && (json.has("runs")
                        || json.text("$schema").toLowerCase(Locale.ROOT).contains("sarif"))
                && (!json.has("version") || VERSION.equals(json.text("version")));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return JsonReader.parse(content, this::read);
    }

    private ParsedDocument read(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a SARIF log");
        boolean versioned = false;
        List<Run> runs = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "version" -> {
                    if (!VERSION.equals(in.text())) {
                        throw in.refuse("only SARIF " + VERSION + " is read");
                    }
                    versioned = true;
                }
                case "runs" -> {
                    in.enterList("runs");
                    while (in.element()) {
                        if (runs.size() == ScanCollector.MOST_SCANS) {
                            throw in.refuse("more than " + ScanCollector.MOST_SCANS + " runs");
                        }
                        runs.add(new RunReading(in).read());
                    }
                }
                default -> in.skip();
            }
        }
        if (!versioned) {
            throw in.refuse("version is missing: it must be " + VERSION);
        }
        if (runs.isEmpty()) {
            throw in.refuse("the log has no run: nothing was scanned");
        }
        Scans scans = new Scans(tools);
        runs.forEach(scans::add);
        String names =
                runs.stream()
                        .map(Run::toolAndVersion)
                        .distinct()
                        .limit(MOST_TOOLS)
                        .collect(Collectors.joining(", "));
        return scans.report("SARIF " + VERSION, names);
    }
}
