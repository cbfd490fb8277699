package dev.plumbline.scoring.obligation;

import dev.plumbline.scoring.match.VulnerabilityKey;
import dev.plumbline.scoring.obligation.ProductFacts.Advisory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which advisories speak of the same flaw.
///
/// Two that share a name do, so that one vulnerability is owed once, however many databases wrote
/// it down: GHSA names the CVE, PYSEC only the GHSA.
final class Flaws {

    /// @param advisories those that speak of it, by id
    record Flaw(VulnerabilityKey key, List<Advisory> advisories) {
        Flaw {
            advisories = List.copyOf(advisories);
        }
    }

    private Flaws() {}

    /// All flaws of the advisories, by id.
    static Collection<Flaw> of(Collection<Advisory> advisories) {
        Map<String, Set<String>> groups = new HashMap<>();
        for (Advisory advisory : advisories) {
            for (VulnerabilityKey key : advisory.flaws()) {
                join(groups, key.names());
            }
        }
        Map<String, Flaw> flaws = new TreeMap<>();
        List<Advisory> byId =
                advisories.stream().sorted(Comparator.comparing(Advisory::id)).toList();
        for (Advisory advisory : byId) {
            for (VulnerabilityKey key : advisory.flaws()) {
                Set<String> names = groups.getOrDefault(key.id(), key.names());
                String id = idAmong(names);
                flaws.merge(
                        id,
                        new Flaw(new VulnerabilityKey(id, names), List.of(advisory)),
                        Flaws::both);
            }
        }
        return flaws.values();
    }

    private static void join(Map<String, Set<String>> groups, Set<String> names) {
        Set<String> together = new TreeSet<>(names);
        for (String name : names) {
            together.addAll(groups.getOrDefault(name, Set.of()));
        }
        together.forEach(name -> groups.put(name, together));
    }

    private static Flaw both(Flaw a, Flaw b) {
        List<Advisory> all = new ArrayList<>(a.advisories());
        b.advisories().stream().filter(advisory -> !all.contains(advisory)).forEach(all::add);
        return new Flaw(a.key(), all);
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
