package dev.plumbline.ingest.source.testssl;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.Opening.Text;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what testssl.sh found of the TLS of a server.
///
/// Taken as a look at the configuration, not as a dynamic test of the application: nothing of the
/// application itself was exercised.
public final class TestsslSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "testssl",
                    "testssl.sh, JSON (flat and structured) and CSV",
                    Speaks.OF_A_RELEASE,
                    """
                    Each check rated *LOW* to *CRITICAL* with its CVEs and CWEs; where it gives none, or only the category CWE-310, the \
                    CWE of the weak protocol, cipher, key, certificate or header is added. Each server and port is a scope of \
                    its own, looked at as configuration. The checks that were rated count as the rules that ran.""",
                    """
                    Checks rated *OK*, *INFO* or *DEBUG*, and the overall grade, which repeats the others: counted as other results. \
                    *WARN* says that a check could not be made. *FATAL* makes the run incomplete.""",
                    "A table or list without `id` and `severity`.",
                    "one-server.testssl.csv");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return switch (opening) {
            case Json json when json.list() ->
                    json.has("id")
                            && json.has("severity")
                            && json.has("finding")
                            && json.has("ip")
                            && json.has("port");
            case Json json ->
                    json.has("scanResult") && (json.has("Invocation") || json.has("openssl"));
            case Text text ->
                    text.firstLine()
                            .replace("\"", "")
                            .replace("\uFEFF", "")
                            .startsWith("id,fqdn/ip,port,severity,finding");
            default -> false;
        };
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return Opening.of(content) instanceof Json
                ? JsonReader.parse(content, TestsslSource::json)
                : csv(content);
    }

    private static ParsedDocument json(JsonReader in) throws IOException, Unreadable {
        Checks checks = new Checks();
        if (in.onList()) {
            in.enterList("the checks");
            while (in.element()) {
                checks.add(check(in), in.place());
            }
            return checks.report("testssl.sh JSON", null);
        }
        in.enterObject("a report of testssl.sh");
        String version = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "version" -> version = in.text();
                case "scanResult" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            server(in, checks);
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return checks.report("testssl.sh structured JSON", version);
    }

    /// A server with lists of checks below it, or a check in a server's place, which says that the
    /// server was not reached.
    private static void server(JsonReader in, Checks checks) throws IOException, Unreadable {
        in.enterObject("a server");
        String host = null;
        String ip = null;
        String port = null;
        String id = null;
        String severity = null;
        List<Check> found = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "targetHost" -> host = in.text();
                case "ip" -> ip = in.text();
                case "port" -> port = in.scalarText();
                case "id" -> id = in.text();
                case "severity" -> severity = in.text();
                default -> {
                    if (in.inList()) {
                        while (in.element()) {
                            Checks.bounded(found.size(), in.place());
                            found.add(check(in));
                        }
                    }
                }
            }
        }
        checks.looked(host, ip, port);
        for (Check check : found) {
            checks.add(check.of(host, ip, port), in.place());
        }
        if (id != null) {
            checks.add(new Check(id, host, ip, port, severity, null, null, null), in.place());
        }
    }

    private static Check check(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a check");
        JsonReader.Place place = in.place();
        String id = null;
        String ip = null;
        String port = null;
        String severity = null;
        String finding = null;
        String cve = null;
        String cwe = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = in.text();
                case "ip" -> ip = in.text();
                case "port" -> port = in.scalarText();
                case "severity" -> severity = in.text();
                case "finding" -> finding = in.scalarText();
                case "cve" -> cve = in.text();
                case "cwe" -> cwe = in.text();
                default -> in.skip();
            }
        }
        if (id == null || severity == null) {
            throw place.refuse("a check must have an id and a severity");
        }
        return new Check(id, null, ip, port, severity, finding, cve, cwe);
    }

    private static ParseResult csv(Content content) throws IOException {
        try (JsonReader in = JsonReader.ofCsv(content.open())) {
            if (!in.nextDocument()) {
                return new Malformed(1, 1, "the document is empty");
            }
            List<String> head = row(in);
            int id = column(head, "id");
            int severity = column(head, "severity");
            if (id < 0 || severity < 0) {
                throw in.refuse("the first row must name the columns id and severity");
            }
            int host = column(head, "fqdn/ip");
            int port = column(head, "port");
            int finding = column(head, "finding");
            int cve = column(head, "cve");
            int cwe = column(head, "cwe");
            Checks checks = new Checks();
            while (in.nextDocument()) {
                List<String> row = row(in);
                JsonReader.Place place = in.place();
                String name = cell(row, id);
                if (name == null) {
                    throw place.refuse("a check must have an id and a severity");
                }
                checks.add(
                        new Check(
                                name,
                                null,
                                cell(row, host),
                                cell(row, port),
                                cell(row, severity),
                                cell(row, finding),
                                cell(row, cve),
                                cell(row, cwe)),
                        place);
            }
            return new Parsed(checks.report("testssl.sh CSV", null));
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

    private static int column(List<String> head, String name) {
        for (int i = 0; i < head.size(); i++) {
            if (head.get(i).replace("\uFEFF", "").strip().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable String cell(List<String> row, int column) {
        return column < 0 || column >= row.size() || row.get(column).isBlank()
                ? null
                : row.get(column);
    }
}
