package dev.plumbline.ingest.source.nessus;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Text;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Severities;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Targets;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Walks over a table of results.
final class TableReading {
    private final ScanCollector scans = new ScanCollector();
    /// Results by what makes two rows the same one: all but the CVE.
    private final Map<Row, Result> results = new LinkedHashMap<>();

    private record Row(
            String host,
            String plugin,
            @Nullable String port,
            @Nullable String protocol,
            long output) {}

    private int rows;

    private TableReading() {}

    static ParseResult read(Content content) throws IOException {
        char separator =
                Opening.of(content) instanceof Text text
                        ? Columns.separator(text.firstLine())
                        : ',';
        try (JsonReader in = JsonReader.ofCsv(content.open(), separator)) {
            if (!in.nextDocument()) {
                return new Malformed(1, 1, "the document is empty");
            }
            Columns columns = new Columns(row(in));
            if (!columns.complete()) {
                throw in.refuse("the first row must name columns for plugin and severity");
            }
            TableReading reading = new TableReading();
            while (in.nextDocument()) {
                List<String> row = row(in);
                reading.take(columns, row, in.place());
            }
            return new Parsed(reading.report());
        } catch (Unreadable e) {
            return e.asResult();
        }
    }

    private static List<String> row(JsonReader in) throws IOException, Unreadable {
        in.enterList("a row");
        List<String> cells = new ArrayList<>();
        while (in.element()) {
            String cell = in.text();
            cells.add(cell == null ? "" : cell);
        }
        return cells;
    }

    private void take(Columns columns, List<String> row, Place place) throws Unreadable {
        String plugin = columns.of(row, "plugin id", "plugin", "definition.id");
        String rating = columns.of(row, "risk", "severity");
        if (plugin == null || rating == null) {
            throw place.refuse("a row must name its plugin and how severe the result is");
        }
        String host =
                Targets.site(
                        columns.of(
                                row,
                                "host",
                                "dns name",
                                "asset.display_fqdn",
                                "asset.name",
                                "ip address",
                                "asset.display_ipv4_address",
                                "netbios name"));
        rows++;
        // a host of which nothing bad is told was looked at, too
        scan(host);
        Severity severity = Severities.ofWord(rating);
        boolean told = List.of("none", "info", "informational").contains(word(rating));
        if (told || "fixed".equals(word(columns.of(row, "state")))) {
            scans.other();
            return;
        }
        String port = columns.of(row, "port");
        String protocol = columns.of(row, "protocol");
        String output = columns.of(row, "plugin output", "output");
        Row key =
                new Row(
                        host,
                        plugin,
                        port,
                        protocol,
                        output == null ? 0 : JsonReader.hashOf(output));
        Result result = results.get(key);
        if (result == null) {
            if (results.size() >= Source.MOST_ITEMS) {
                throw place.refuse("more than " + Source.MOST_ITEMS + " results");
            }
            boolean accepted = "accepted".equals(word(columns.of(row, "risk_modified")));
            String why =
                    columns.of(
                            row, "accept risk comment", accepted ? "recast_reason" : "no column");
            result =
                    new Result(
                            plugin,
                            columns.of(row, "name", "plugin name", "definition.name"),
                            severity == null ? Severity.UNKNOWN : severity,
                            port,
                            protocol,
                            why != null
                                    ? "risk accepted: " + why
                                    : accepted ? "risk accepted in Tenable" : null);
            results.put(key, result);
        }
        result.cves(columns.of(row, "cve", "definition.cve"));
        result.references(columns.of(row, "xref", "cross references", "definition.references"));
        result.cwe(Texts.shortened(columns.of(row, "definition.cwe"), 20));
    }

    private static String word(@Nullable String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }

    private Gathering scan(String host) {
        return scans.scan(HostReading.TOOL, host).kinds(List.of(ScanKind.DAST));
    }

    private ParsedDocument report() {
        if (rows == 0) {
            scan("").incomplete();
        }
        results.forEach((row, result) -> scan(row.host()).add(result.found()));
        return scans.report("Nessus CSV", HostReading.TOOL);
    }
}
