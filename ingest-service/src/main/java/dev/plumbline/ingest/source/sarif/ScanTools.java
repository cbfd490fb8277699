package dev.plumbline.ingest.source.sarif;

import dev.plumbline.events.Evidence.ScanKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What each scanner is for, as a table.
///
/// The table lies in `scan-tools.tsv`: a name or the start of one, what it looks for, whether all
/// that it reports concerns security, and whether it lists all its rules or only those with hits.
/// The longest match wins; a tool that is not in it is taken for a static analyser whose security
/// findings are marked.
final class ScanTools {
    private static final String TABLE = "scan-tools.tsv";
    private static final Tool UNKNOWN =
            new Tool("", EnumSet.of(ScanKind.SAST), Reports.MARKED, Rules.ALL);

    private final List<Tool> tools;

    private ScanTools(List<Tool> tools) {
        this.tools = List.copyOf(tools);
    }

    /// Whether every result is a security finding, or only those that are marked as such.
    enum Reports {
        SECURITY,
        MARKED
    }

    /// Which rules a log lists.
    enum Rules {
        ALL,
        HITS
    }

    record Tool(String name, Set<ScanKind> kinds, Reports reports, Rules rules) {
        Tool {
            kinds = Set.copyOf(kinds);
        }
    }

    static ScanTools known() {
        try (InputStream table = ScanTools.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException(TABLE + " is not beside " + ScanTools.class);
            }
            return parse(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScanTools parse(String table) {
        List<Tool> tools = new ArrayList<>();
        for (String row : table.split("\n", -1)) {
            if (row.isBlank() || row.startsWith("#")) {
                continue;
            }
            String[] cells = row.split("\t", -1);
            if (cells.length != 4) {
                throw new IllegalArgumentException(
                        "a row of " + TABLE + " must have 4 cells: " + row);
            }
            EnumSet<ScanKind> kinds = EnumSet.noneOf(ScanKind.class);
            for (String kind : cells[1].split(",", -1)) {
                kinds.add(ScanKind.valueOf(kind.strip().toUpperCase(Locale.ROOT)));
            }
            tools.add(
                    new Tool(
                            cells[0].strip().toLowerCase(Locale.ROOT),
                            kinds,
                            Reports.valueOf(cells[2].strip().toUpperCase(Locale.ROOT)),
                            Rules.valueOf(cells[3].strip().toUpperCase(Locale.ROOT))));
        }
        return new ScanTools(tools);
    }

    Tool named(String tool) {
        String name = tool.toLowerCase(Locale.ROOT);
        Tool best = UNKNOWN;
        for (Tool known : tools) {
            if (name.startsWith(known.name()) && known.name().length() > best.name().length()) {
                best = known;
            }
        }
        return best;
    }
}
