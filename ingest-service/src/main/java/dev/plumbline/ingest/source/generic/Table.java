package dev.plumbline.ingest.source.generic;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Text;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A table of comma-separated values with a header row, read row by row.
final class Table implements AutoCloseable {
    private static final int MOST_COLUMNS = 200;

    private final JsonReader in;
    private final List<String> names = new ArrayList<>();
    private List<String> cells = List.of();

    private Table(JsonReader in) {
        this.in = in;
    }

    /// Opens it and reads its header.
    static Table of(InputStream bytes) throws IOException, Unreadable {
        Table table = new Table(JsonReader.ofCsv(bytes));
        try {
            if (!table.in.nextDocument()) {
                throw table.in.refuse("the document is empty: a header row is missing");
            }
            for (String cell : table.row()) {
                table.names.add(plain(cell));
            }
            return table;
        } catch (IOException | Unreadable | RuntimeException e) {
            table.in.close();
            throw e;
        }
    }

    /// Names of columns as they are compared: small letters, without blanks and underscores.
    static String plain(String name) {
        return name.replace("_", "").replace(" ", "").strip().toLowerCase(Locale.ROOT);
    }

    /// Names of the columns of a text that may be a table; plain.
    static List<String> header(Text text) {
        List<String> names = new ArrayList<>();
        for (String cell : text.firstLine().split(",", MOST_COLUMNS)) {
            names.add(plain(cell.strip().replace("\"", "")));
        }
        return names;
    }

    /// Whether a document is JSON rather than a table.
    static boolean isJson(Content content) throws IOException {
        try (InputStream bytes = content.open()) {
            Opening opening = Opening.of(bytes.readNBytes(Opening.PREFIX));
            return opening instanceof Opening.Json
                    || (opening instanceof Text text
                            && (text.text().startsWith("{") || text.text().startsWith("[")));
        }
    }

    /// Plain names of the columns.
    List<String> names() {
        return names;
    }

    /// Steps onto the next row; `false` at the end.
    boolean next() throws IOException, Unreadable {
        if (!in.nextDocument()) {
            return false;
        }
        cells = row();
        return true;
    }

    private List<String> row() throws IOException, Unreadable {
        in.enterList("a row");
        List<String> row = new ArrayList<>();
        while (in.element()) {
            String cell = in.text();
            if (row.size() == MOST_COLUMNS) {
                throw in.refuse("a row has more than " + MOST_COLUMNS + " cells");
            }
            row.add(cell == null ? "" : cell);
        }
        return row;
    }

    /// The cell of a column by its plain name; `null` where the row has none or an empty one.
    @Nullable String cell(String name) {
        int at = names.indexOf(name);
        if (at < 0 || at >= cells.size()) {
            return null;
        }
        String bare = cells.get(at).strip();
        return bare.isEmpty() ? null : bare;
    }

    /// Whether the row has more cells than the header.
    boolean isTooLong() {
        return cells.size() > names.size();
    }

    Unreadable refuse(String reason) {
        return in.refuse(reason);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
