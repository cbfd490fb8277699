package dev.plumbline.ingest.source.scorecard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which check answers which item of which measure, as a table.
///
/// The table lies in `scorecard-checks.tsv`: check, measure, item, whether the item is one of the
/// product or one of each repository, the highest score that is worth nothing, and the lowest that
/// is worth all.
final class CheckTable {
    private static final String TABLE = "scorecard-checks.tsv";

    private final Map<String, Row> rows;

    /// Of what an item speaks.
    enum Per {
        PRODUCT,
        REPOSITORY
    }

    record Row(String measure, String name, Per per, int nothing, int all) {
        String item(String repository) {
            return per == Per.PRODUCT ? name : repository + "/" + name;
        }

        double value(int score) {
            return Math.clamp((score - nothing) / (double) (all - nothing), 0, 1);
        }
    }

    private CheckTable(Map<String, Row> rows) {
        this.rows = Map.copyOf(rows);
    }

    static CheckTable known() {
        try (InputStream table = CheckTable.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException(TABLE + " is not beside " + CheckTable.class);
            }
            return parse(new String(table.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CheckTable parse(String table) {
        Map<String, Row> rows = new HashMap<>();
        for (String line : table.split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            if (cells.length != 6) {
                throw new IllegalArgumentException(
                        "a row of " + TABLE + " must have 6 cells: " + line);
            }
            rows.put(
                    cells[0],
                    new Row(
                            cells[1],
                            cells[2],
                            cells[3].equals("product") ? Per.PRODUCT : Per.REPOSITORY,
                            Integer.parseInt(cells[4]),
                            Integer.parseInt(cells[5])));
        }
        return new CheckTable(rows);
    }

    @Nullable Row of(String check) {
        return rows.get(check);
    }
}
