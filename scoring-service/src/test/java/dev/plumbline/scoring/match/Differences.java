package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// Where Plumbline departs from vectors of others on purpose: a table with a row a difference,
/// tab-separated, the reason last. A new difference fails, and so does one that has gone.
final class Differences {

    private final String table;
    private final Set<String> found = new TreeSet<>();
    private final List<String> cases = new ArrayList<>();

    /// @param table a resource such as `/match/purl-differences.tsv`
    Differences(String table) {
        this.table = table;
    }

    /// Holds one vector against what Plumbline says.
    ///
    /// @param vector what tells the vector from others: columns with tabs between
    void hold(String vector, String expected, String said) {
        cases.add(vector);
        if (!said.equals(expected)) {
            found.add(vector + '\t' + said);
        }
    }

    int cases() {
        return cases.size();
    }

    /// Prints one line for the family, and fails unless the differences are those of the table
    /// whose first column is one of the given.
    void report(String family, Set<String> kinds) {
        Set<String> listed = new TreeSet<>();
        for (String row : rows()) {
            int reason = row.lastIndexOf('\t');
            assertThat(row.substring(reason + 1)).as("reason of %s", row).isNotBlank();
            if (kinds.contains(row.substring(0, row.indexOf('\t')))) {
                listed.add(row.substring(0, reason));
            }
        }
        long differ = cases.stream().filter(this::differs).count();
        System.out.printf(
                "%-24s %5d agree, %2d differ for a reason%n",
                family, cases.size() - differ, differ);
        assertThat(cases).isNotEmpty();
        assertThat(found).containsExactlyInAnyOrderElementsOf(listed);
    }

    private boolean differs(String vector) {
        return found.stream().anyMatch(row -> row.startsWith(vector + '\t'));
    }

    private List<String> rows() {
        try (InputStream in = Differences.class.getResourceAsStream(table)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
