package dev.plumbline.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// Where Plumbline departs from the vectors of others on purpose.
///
/// A table has a row for each difference: what tells the vector from others, what Plumbline says of
/// it, and the reason, with tabs between and `#` before comments. A new difference fails, and so
/// does one that has gone.
public final class Differences {

    private final Class<?> test;
    private final String table;
    private final Set<String> kinds = new TreeSet<>();
    private final Set<String> found = new TreeSet<>();
    private int cases;
    private int differ;

    /// @param table a resource of the test, such as `/match/purl-differences.tsv`
    public Differences(Class<?> test, String table) {
        this.test = test;
        this.table = table;
    }

    /// Holds one vector against what Plumbline says.
    ///
    /// @param kind of check, the first column of the table
    /// @param vector further columns that name it
    public void hold(String kind, String vector, String expected, String said) {
        kinds.add(kind);
        cases++;
        if (!said.equals(expected)) {
            differ++;
            found.add(kind + '\t' + vector + '\t' + said);
        }
    }

    /// How many vectors were held.
    public int cases() {
        return cases;
    }

    /// Prints one line for the family, and fails unless the differences are those that the table
    /// has of the same kinds.
    public void report(String family) {
        System.out.printf(
                "%-24s %5d agree, %2d differ for a reason%n", family, cases - differ, differ);
        Set<String> listed = new TreeSet<>();
        rows().lines()
                .filter(row -> !row.isBlank() && !row.startsWith("#"))
                .filter(row -> kinds.contains(row.substring(0, row.indexOf('\t'))))
                .forEach(
                        row -> {
                            int reason = row.lastIndexOf('\t');
                            assertThat(row.substring(reason + 1)).as("why: %s", row).isNotBlank();
                            listed.add(row.substring(0, reason));
                        });
        assertThat(cases).as("vectors of %s", family).isPositive();
        assertThat(found).containsExactlyInAnyOrderElementsOf(listed);
    }

    private String rows() {
        try (InputStream in = test.getResourceAsStream(table)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
