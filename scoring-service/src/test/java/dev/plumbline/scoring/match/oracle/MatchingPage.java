package dev.plumbline.scoring.match.oracle;

import dev.plumbline.scoring.match.oracle.Explanations.Explanation;
import dev.plumbline.scoring.match.oracle.Tally.Counts;
import dev.plumbline.scoring.match.oracle.Tally.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The tables of `docs/matching.md`.
final class MatchingPage {
    private final Explanations explanations;
    private final StringBuilder figures = new StringBuilder();
    private final StringBuilder references = new StringBuilder();
    private final Map<Explanation, Integer> differences = new HashMap<>();

    MatchingPage(Explanations explanations) {
        this.explanations = explanations;
        figures.append(
                """
                | reference | ecosystem | components | nothing in both | expected | found | missed | extra | unexplained | recall | precision |
                |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                """);
    }

    void add(Oracle oracle, Tally tally) {
        references
                .append("* **")
                .append(oracle.name())
                .append("**: ")
                .append(oracle.about())
                .append(".\n");
        tally.byEcosystem()
                .forEach((ecosystem, counts) -> row(oracle.name(), ecosystem, counts, ""));
        int unexplained = unexplained(oracle, tally).size();
        row("**" + oracle.name() + "**", "**all**", tally.total(), String.valueOf(unexplained));
        for (Difference difference : tally.differences()) {
            explanations
                    .of(oracle.name(), difference)
                    .ifPresent(why -> differences.merge(why, 1, Integer::sum));
        }
    }

    List<Difference> unexplained(Oracle oracle, Tally tally) {
        List<Difference> unexplained = new ArrayList<>();
        for (Difference difference : tally.differences()) {
            if (explanations.of(oracle.name(), difference).isEmpty()) {
                unexplained.add(difference);
            }
        }
        return unexplained;
    }

    private void row(String oracle, String ecosystem, Counts counts, String unexplained) {
        figures.append(
                String.format(
                        Locale.ROOT,
                        "| %s | %s | %,d | %,d | %,d | %,d | %,d | %,d | %s | %s | %s |%n",
                        oracle,
                        ecosystem,
                        counts.questions(),
                        counts.clean(),
                        counts.expected(),
                        counts.found(),
                        counts.missed(),
                        counts.extra(),
                        unexplained,
                        share(counts.expected(), counts.recall()),
                        share(counts.found() + counts.extra(), counts.precision())));
    }

    private static String share(int of, double value) {
        return of == 0 ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }

    /// Explanations that nothing needs any more.
    List<Explanation> idle() {
        return explanations.all().stream().filter(why -> !differences.containsKey(why)).toList();
    }

    String references() {
        return references.toString();
    }

    String figures() {
        return figures.toString();
    }

    String differences() {
        StringBuilder table =
                new StringBuilder(
                        """
                        | reference | which | component | advisory | times | why |
                        |---|---|---|---|--:|---|
                        """);
        for (Explanation why : explanations.all()) {
            table.append(
                    "| %s | %s | `%s` | `%s` | %,d | %s |%n"
                            .formatted(
                                    why.oracle(),
                                    why.kind().name().toLowerCase(Locale.ROOT),
                                    why.component(),
                                    why.id(),
                                    differences.getOrDefault(why, 0),
                                    why.reason()));
        }
        return table.toString();
    }
}
