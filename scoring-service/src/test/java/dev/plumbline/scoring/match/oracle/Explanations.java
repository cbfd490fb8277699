package dev.plumbline.scoring.match.oracle;

import dev.plumbline.scoring.match.oracle.Tally.Difference;
import dev.plumbline.scoring.match.oracle.Tally.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Why Plumbline and a reference differ, from a table that is kept by hand.
final class Explanations {
    private static final String TABLE = "/match/oracle-differences.tsv";

    /// @param component purl, `id` an advisory; both may end in `*`
    record Explanation(String oracle, Kind kind, String component, String id, String reason) {

        boolean covers(String of, Difference difference) {
            return oracle.equals(of)
                    && kind == difference.kind()
                    && isLike(difference.component(), component)
                    && isLike(difference.id(), id);
        }

        private static boolean isLike(String text, String pattern) {
            return pattern.endsWith("*")
                    ? text.startsWith(pattern.substring(0, pattern.length() - 1))
                    : text.equals(pattern);
        }
    }

    private final List<Explanation> all;

    private Explanations(List<Explanation> all) {
        this.all = all;
    }

    static Explanations read() {
        try (InputStream in = Explanations.class.getResourceAsStream(TABLE)) {
            String table =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return new Explanations(
                    table.lines()
                            .filter(row -> !row.isBlank() && !row.startsWith("#"))
                            .map(row -> row.split("\t", -1))
                            .map(
                                    cell ->
                                            new Explanation(
                                                    cell[0],
                                                    Kind.valueOf(cell[1].toUpperCase(Locale.ROOT)),
                                                    cell[2],
                                                    cell[3],
                                                    cell[4]))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Explanation> all() {
        return all;
    }

    /// The first row that covers a difference.
    Optional<Explanation> of(String oracle, Difference difference) {
        return all.stream().filter(each -> each.covers(oracle, difference)).findFirst();
    }
}
