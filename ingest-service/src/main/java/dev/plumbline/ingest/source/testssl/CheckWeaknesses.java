package dev.plumbline.ingest.source.testssl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which weakness a failed check shows, as a table.
///
/// The table lies in `check-weaknesses.tsv`: the start of an id, and the CWEs. The longest start
/// that fits wins.
final class CheckWeaknesses {
    private static final String TABLE = "check-weaknesses.tsv";

    private final List<Row> rows;

    private record Row(String start, List<String> cwes) {
        Row {
            cwes = List.copyOf(cwes);
        }
    }

    private CheckWeaknesses(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    static CheckWeaknesses known() {
        try (InputStream table = CheckWeaknesses.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException(TABLE + " is not beside " + CheckWeaknesses.class);
            }
            return parse(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CheckWeaknesses parse(String table) {
        List<Row> rows = new ArrayList<>();
        for (String line : table.split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            if (cells.length != 2) {
                throw new IllegalArgumentException(
                        "a row of " + TABLE + " must have 2 cells: " + line);
            }
            rows.add(
                    new Row(
                            cells[0].strip().toLowerCase(Locale.ROOT),
                            List.of(cells[1].strip().split(",", -1))));
        }
        return new CheckWeaknesses(rows);
    }

    List<String> of(String id) {
        String name = id.toLowerCase(Locale.ROOT);
        Row best = new Row("", List.of());
        for (Row row : rows) {
            if (name.startsWith(row.start()) && row.start().length() > best.start().length()) {
                best = row;
            }
        }
        return best.cwes();
    }
}
