package dev.plumbline.dashboard.api;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lines of a table as RFC 4180 has them.
final class Csv {
    static final String MEDIA_TYPE = "text/csv; charset=utf-8";

    private Csv() {}

    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    static void line(List<String> cells, StringBuilder text) {
        text.append(cells.stream().map(Csv::cell).collect(Collectors.joining(","))).append("\r\n");
    }

    /// A spreadsheet would run what begins like a formula, and names are free text.
    private static String cell(String value) {
        boolean formula =
                !value.isEmpty()
                        && "=+-@\t\r".indexOf(value.charAt(0)) >= 0
                        && !value.matches("-?[0-9.E-]+");
        String safe = formula ? "'" + value : value;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
