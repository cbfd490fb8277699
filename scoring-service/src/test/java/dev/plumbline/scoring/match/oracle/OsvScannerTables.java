package dev.plumbline.scoring.match.oracle;

import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Corpus;
import dev.plumbline.scoring.match.PackageKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The tables that OSV-Scanner prints of its own test documents.
final class OsvScannerTables implements Oracle {
    private static final String ADVISORY = "| https://osv.dev/";

    private final World world = World.asOsvAnswered();

    @Override
    public String name() {
        return "osv-scanner tables";
    }

    @Override
    public String about() {
        return "what the scanner prints of its own test documents; it leaves out what a test's settings ignore, so"
                + " a table can show what is missed, not what is too much";
    }

    @Override
    public Tally ask() {
        Tally tally = new Tally();
        printed()
                .forEach(
                        (component, ids) -> {
                            Set<String> found = world.concerning(component);
                            found.retainAll(ids);
                            tally.hold(
                                    Tally.ecosystemOf(component.packageKey()),
                                    component.purl(),
                                    ids,
                                    found);
                        });
        return tally;
    }

    /// A row without a package names one more alias of the row before.
    private Map<Coordinate, Set<String>> printed() {
        Map<Coordinate, Set<String>> printed = new LinkedHashMap<>();
        Coordinate last = null;
        for (String line :
                Corpus.text(
                                Corpus.path(
                                        "oracles/osv-scanner/osv-scanner/source/__snapshots__/command_test.snap.gz"))
                        .lines()
                        .filter(row -> row.startsWith(ADVISORY))
                        .toList()) {
            String[] cells = line.split("\\|", -1);
            String id = cells[1].strip().substring("https://osv.dev/".length());
            if (!cells[4].isBlank()) {
                last = component(cells[3].strip(), cells[4].strip(), cells[5].strip());
            }
            if (last != null && world.knows(id)) {
                printed.computeIfAbsent(last, _ -> new TreeSet<>()).add(id);
            }
        }
        return printed;
    }

    private static @Nullable Coordinate component(String ecosystem, String name, String version) {
        boolean named = PackageKey.fromOsv(ecosystem, name) instanceof PackageKey;
        return named
                        && !version.isEmpty()
                        && Components.of(ecosystem, name, version) instanceof Coordinate component
                ? component
                : null;
    }
}
