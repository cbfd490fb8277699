package dev.plumbline.ingest.source.nessus;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which column of a table says what, in the three dialects of Tenable's products.
final class Columns {
    private final Map<String, Integer> places = new HashMap<>();

    Columns(List<String> head) {
        for (int i = 0; i < head.size(); i++) {
            places.putIfAbsent(plain(head.get(i)), i);
        }
    }

    private static String plain(String name) {
        return name.replace("\uFEFF", "").replace("\"", "").strip().toLowerCase(Locale.ROOT);
    }

    /// Whether a line heads such a table.
    static boolean areOfATable(String line) {
        List<String> names =
                Arrays.stream(line.split(String.valueOf(separator(line)), 400))
                        .map(Columns::plain)
                        .toList();
        return names.containsAll(List.of("plugin id", "risk", "host", "plugin output"))
                || names.containsAll(List.of("plugin", "plugin name", "severity", "ip address"))
                || names.containsAll(List.of("definition.id", "definition.name", "asset.name"));
    }

    static char separator(String line) {
        return line.chars().filter(c -> c == ';').count()
                        > line.chars().filter(c -> c == ',').count()
                ? ';'
                : ',';
    }

    boolean complete() {
        return (places.containsKey("plugin id")
                        || places.containsKey("plugin")
                        || places.containsKey("definition.id"))
                && (places.containsKey("risk") || places.containsKey("severity"));
    }

    /// The first of these columns that says something in this row.
    @Nullable String of(List<String> row, String... names) {
        for (String name : names) {
            Integer place = places.get(name);
            if (place != null && place < row.size() && !row.get(place).isBlank()) {
                return row.get(place);
            }
        }
        return null;
    }
}
