package dev.plumbline.scoring.obligation;

import dev.plumbline.scoring.match.VulnerabilityKey;
import dev.plumbline.scoring.obligation.ProductFacts.Advisory;
import dev.plumbline.scoring.obligation.ScannerReports.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Which advisories and scanners speak of the same flaw.
///
/// Two that share a name do, so that one vulnerability is owed once, however many databases wrote
/// it down: GHSA names the CVE, PYSEC only the GHSA.
final class Flaws {

    /// @param advisories those that speak of it, by id
    /// @param reports of scanners that name it
    record Flaw(VulnerabilityKey key, List<Advisory> advisories, List<Report> reports) {
        Flaw {
            advisories = List.copyOf(advisories);
            reports = List.copyOf(reports);
        }
    }

    /// Who speaks of a flaw, in the making.
    private static final class Speaking {
        final List<Advisory> advisories = new ArrayList<>();
        final List<Report> reports = new ArrayList<>();
    }

    private Flaws() {}

    /// All flaws of the advisories and the reports, by id.
    ///
    /// Takes time in proportion to the names that are written down, not to their square: one record
    /// may bring thousands, and this runs on the event loop.
    static Collection<Flaw> of(Collection<Advisory> advisories, Collection<Report> reports) {
        Names names = new Names();
        advisories.forEach(advisory -> names.join(advisory.flaws()));
        reports.forEach(report -> names.join(report.flaws()));
        Map<String, VulnerabilityKey> keys = names.keys();
        Map<VulnerabilityKey, Speaking> speaking = new IdentityHashMap<>();
        Function<VulnerabilityKey, Speaking> of =
                own ->
                        speaking.computeIfAbsent(
                                keys.getOrDefault(names.root(own.id()), own),
                                key -> new Speaking());
        List<Advisory> byId =
                advisories.stream().sorted(Comparator.comparing(Advisory::id)).toList();
        for (Advisory advisory : byId) {
            advisory.flaws().forEach(flaw -> addOnce(of.apply(flaw).advisories, advisory));
        }
        for (Report report : reports) {
            report.flaws().forEach(flaw -> addOnce(of.apply(flaw).reports, report));
        }
        return speaking.entrySet().stream()
                .map(
                        each ->
                                new Flaw(
                                        each.getKey(),
                                        each.getValue().advisories,
                                        each.getValue().reports))
                .sorted(Comparator.comparing(flaw -> flaw.key().id()))
                .toList();
    }

    /// Several names of one speaker come one after the other.
    private static <T> void addOnce(List<T> speakers, T speaker) {
        if (speakers.isEmpty() || speakers.getLast() != speaker) {
            speakers.add(speaker);
        }
    }

    /// Which names stand for one flaw: a forest, each tree of which is one.
    private static final class Names {
        private final Map<String, String> above = new HashMap<>();
        private final Map<String, Integer> sizes = new HashMap<>();

        void join(List<VulnerabilityKey> flaws) {
            for (VulnerabilityKey flaw : flaws) {
                String root = root(flaw.id());
                for (String name : flaw.names()) {
                    root = joined(root, root(name));
                }
            }
        }

        /// The smaller tree is hung below the larger, so that no way up is long.
        private String joined(String a, String b) {
            if (a.equals(b)) {
                return a;
            }
            int sizeOfA = sizes.getOrDefault(a, 1);
            int sizeOfB = sizes.getOrDefault(b, 1);
            String root = sizeOfA < sizeOfB ? b : a;
            above.put(root.equals(a) ? b : a, root);
            sizes.put(root, sizeOfA + sizeOfB);
            return root;
        }

        String root(String name) {
            String at = name;
            for (String next = above.putIfAbsent(at, at); next != null && !next.equals(at); ) {
                at = next;
                next = above.get(at);
            }
            return at;
        }

        /// The key of each tree, by its root.
        Map<String, VulnerabilityKey> keys() {
            Map<String, Set<String>> trees = new HashMap<>();
            for (String name : List.copyOf(above.keySet())) {
                trees.computeIfAbsent(root(name), root -> new HashSet<>()).add(name);
            }
            Map<String, VulnerabilityKey> keys = new HashMap<>();
            trees.forEach((root, all) -> keys.put(root, new VulnerabilityKey(idAmong(all), all)));
            return keys;
        }
    }

    /// The earliest CVE, else the smallest name.
    private static String idAmong(Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith("CVE-"))
                .min(
                        Comparator.comparing(Flaws::yearOf)
                                .thenComparing(String::length)
                                .thenComparing(name -> name))
                .orElseGet(() -> names.stream().min(Comparator.naturalOrder()).orElseThrow());
    }

    private static String yearOf(String cve) {
        return cve.substring(0, Math.min(8, cve.length()));
    }
}
