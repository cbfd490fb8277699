package dev.plumbline.ingest.source.generic;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The same as a table. Rows of different tools and scopes are different scans.
final class GenericTable {
    private static final List<String> REQUIRED = List.of("tool", "kind", "title", "severity");
    private static final Set<String> COLUMNS =
            Set.of(
                    "tool",
                    "version",
                    "kind",
                    "scope",
                    "title",
                    "severity",
                    "rule",
                    "cwe",
                    "path",
                    "line",
                    "secret",
                    "suppressed",
                    "ids",
                    "purl",
                    "fixedin",
                    "fingerprint",
                    "description");

    private final Table table;

    GenericTable(Table table) {
        this.table = table;
    }

    ParsedDocument read() throws IOException, Unreadable {
        for (String column : REQUIRED) {
            if (!table.names().contains(column)) {
                throw table.refuse("the column " + column + " is missing");
            }
        }
        for (String name : table.names()) {
            if (!COLUMNS.contains(name)) {
                throw table.refuse(
                        "the form has no column "
                                + (name.length() > 60 ? name.substring(0, 60) + "…" : name));
            }
        }
        ScanCollector collector = new ScanCollector();
        while (table.next()) {
            if (collector.findings() >= Source.MOST_ITEMS) {
                throw table.refuse("more than " + Source.MOST_ITEMS + " findings");
            }
            if (table.isTooLong()) {
                throw table.refuse("a row has more cells than the header");
            }
            Stated finding = finding();
            String fault = finding.fault();
            if (fault != null) {
                throw table.refuse(fault);
            }
            scan(collector).add(finding.found());
        }
        if (collector.findings() == 0) {
            throw table.refuse(
                    "the table has no rows: to say that nothing was found, send the JSON form");
        }
        return collector.report("generic findings CSV");
    }

    private Gathering scan(ScanCollector collector) throws Unreadable {
        String tool = table.cell("tool");
        String kinds = table.cell("kind");
        String scope = table.cell("scope");
        if (tool == null || kinds == null) {
            throw table.refuse("a row must name tool and kind");
        }
        Gathering scan =
                collector.scan(tool, scope == null ? "" : scope).version(table.cell("version"));
        for (String word : kinds.split("\\s+", 10)) {
            ScanKind kind = Stated.kind(word.toLowerCase(Locale.ROOT));
            if (kind == null) {
                throw table.refuse("a kind must be sast, sca, secrets, dast or config");
            }
            scan.kinds(Set.of(kind));
        }
        return scan;
    }

    private Stated finding() throws Unreadable {
        Stated finding = new Stated();
        finding.title = table.cell("title");
        String severity = table.cell("severity");
        if (severity != null) {
            finding.severity = Stated.severity(severity.toLowerCase(Locale.ROOT));
            if (finding.severity == null) {
                throw table.refuse("severity must be critical, high, medium, low or unknown");
            }
        }
        finding.rule = table.cell("rule");
        for (String word : words("cwe")) {
            String cwe = Stated.cwe(word);
            if (cwe == null) {
                throw table.refuse("a CWE must read like CWE-79 or 79");
            }
            finding.cwes.add(cwe);
        }
        finding.path = table.cell("path");
        finding.line = line();
        finding.secret = secret();
        finding.suppressed = table.cell("suppressed");
        finding.ids.addAll(words("ids"));
        finding.purl = table.cell("purl");
        if (finding.purl != null && !finding.purl.startsWith("pkg:")) {
            throw table.refuse("a purl starts with pkg:");
        }
        finding.fixedIn = table.cell("fixedin");
        finding.fingerprint = table.cell("fingerprint");
        finding.description = table.cell("description");
        return finding;
    }

    private List<String> words(String column) {
        String cell = table.cell(column);
        return cell == null ? List.of() : List.of(cell.split("\\s+", 100));
    }

    private @Nullable Integer line() throws Unreadable {
        String cell = table.cell("line");
        if (cell == null) {
            return null;
        }
        boolean number =
                cell.length() <= 9
                        && cell.charAt(0) != '0'
                        && cell.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) {
            throw table.refuse("line must be a whole number, 1 or more");
        }
        return Integer.valueOf(cell);
    }

    private boolean secret() throws Unreadable {
        String cell = table.cell("secret");
        return switch (cell == null ? "false" : cell.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw table.refuse("secret must be true or false");
        };
    }
}
