package dev.plumbline.scoring.match.oracle;

import dev.plumbline.scoring.match.PackageKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a reference and Plumbline find in the same components, counted by ecosystem.
final class Tally {
    private final SortedMap<String, Counts> byEcosystem = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();

    /// Which of the two is alone with a match.
    enum Kind {
        /// the reference finds it, Plumbline does not
        MISSED,
        /// Plumbline finds it, the reference does not
        EXTRA
    }

    /// A match that only one of the two finds.
    record Difference(Kind kind, String component, String id) {

        /// As the table of explanations has it, but for the oracle and the reason.
        String row() {
            return kind.name().toLowerCase(Locale.ROOT) + '\t' + component + '\t' + id;
        }
    }

    /// @param questions components held against the advisories
    /// @param clean those of which both find nothing
    /// @param expected matches that the reference finds
    /// @param found those of them that Plumbline finds too
    record Counts(int questions, int clean, int expected, int found, int missed, int extra) {
        private static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    questions + other.questions,
                    clean + other.clean,
                    expected + other.expected,
                    found + other.found,
                    missed + other.missed,
                    extra + other.extra);
        }

        /// Share of what is expected that is found, 0..1; 1 where nothing is expected.
        double recall() {
            return expected == 0 ? 1 : (double) found / expected;
        }

        /// Share of what is found that is expected, 0..1; 1 where nothing is found.
        double precision() {
            return found + extra == 0 ? 1 : (double) found / (found + extra);
        }
    }

    /// Type of a package, for a distribution's with its name.
    static String ecosystemOf(PackageKey key) {
        boolean distributed = Set.of("deb", "rpm", "apk").contains(key.type());
        return distributed ? key.type() + '/' + key.namespace() : key.type();
    }

    /// Holds what is found in one component against what is expected of it.
    void hold(String ecosystem, String component, Set<String> expected, Set<String> found) {
        Set<String> missed = new TreeSet<>(expected);
        missed.removeAll(found);
        Set<String> extra = new TreeSet<>(found);
        extra.removeAll(expected);
        missed.forEach(id -> differences.add(new Difference(Kind.MISSED, component, id)));
        extra.forEach(id -> differences.add(new Difference(Kind.EXTRA, component, id)));
        byEcosystem.merge(
                ecosystem,
                new Counts(
                        1,
                        expected.isEmpty() && found.isEmpty() ? 1 : 0,
                        expected.size(),
                        expected.size() - missed.size(),
                        missed.size(),
                        extra.size()),
                Counts::plus);
    }

    SortedMap<String, Counts> byEcosystem() {
        return Collections.unmodifiableSortedMap(byEcosystem);
    }

    Counts total() {
        return byEcosystem.values().stream().reduce(Counts.NONE, Counts::plus);
    }

    List<Difference> differences() {
        return Collections.unmodifiableList(differences);
    }
}
