package dev.plumbline.scoring.match.oracle;

import dev.plumbline.scoring.match.AdvisoryRange;
import dev.plumbline.scoring.match.AffectedVersions;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Corpus;
import dev.plumbline.scoring.match.PackageKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The boundaries of every range that GitHub published for Maven or NuGet: where it begins, where
/// the fix is, and what lies just before either.
final class PublishedRanges implements Oracle {
    /// Versions of numbers alone: a pre-release of one comes right before it.
    private static final Pattern RELEASE = Pattern.compile("\\d+(\\.\\d+)*");

    private final String ecosystem;
    private final String table;
    private final String preRelease;

    /// @param preRelease what makes a version the first pre-release of itself
    private PublishedRanges(String ecosystem, String table, String preRelease) {
        this.ecosystem = ecosystem;
        this.table = table;
        this.preRelease = preRelease;
    }

    static PublishedRanges ofMaven() {
        return new PublishedRanges("Maven", "ghsa-maven-ranges/advisories-maven", "-alpha-0");
    }

    static PublishedRanges ofNuGet() {
        return new PublishedRanges("NuGet", "ghsa-nuget-ranges/advisories-nuget", "-0");
    }

    @Override
    public String name() {
        return table.substring(0, table.indexOf('/'));
    }

    @Override
    public String about() {
        return "boundary versions of every published range: the first affected one and the last pre-release of the"
                + " fix inside, the fix and the last pre-release of the first one outside";
    }

    @Override
    public Tally ask() {
        Tally tally = new Tally();
        Corpus.text(Corpus.path("oracles/" + table + ".csv.gz"))
                .lines()
                .map(PublishedRanges::cells)
                .forEach(row -> hold(tally, row.get(0), row.get(3), row.get(4), row.get(5)));
        return tally;
    }

    private void hold(Tally tally, String id, String name, String introduced, String fixed) {
        PackageKey key = (PackageKey) PackageKey.fromOsv(ecosystem, name);
        boolean fromStart = introduced.equals("0");
        List<String> bounds = new ArrayList<>();
        if (!fromStart) {
            bounds.add(">=" + encoded(introduced));
        }
        if (!fixed.isEmpty()) {
            bounds.add("<" + encoded(fixed));
        }
        String constraints = bounds.isEmpty() ? "*" : String.join("|", bounds);
        World row = new World();
        row.add(
                new AdvisoryRange(
                        id,
                        "ghsa",
                        key,
                        AffectedVersions.parse("vers:" + key.type() + '/' + constraints),
                        null));
        if (fromStart) {
            hold(tally, row, key, "0.0.0-0", Set.of(id));
        } else {
            hold(tally, row, key, introduced, Set.of(id));
            if (RELEASE.matcher(introduced).matches()) {
                hold(tally, row, key, introduced + preRelease, Set.of());
            }
        }
        if (fixed.isEmpty()) {
            hold(tally, row, key, "999999", Set.of(id));
        } else {
            hold(tally, row, key, fixed, Set.of());
            // what begins with a pre-release of the fix has nothing before that
            if (RELEASE.matcher(fixed).matches() && !introduced.startsWith(fixed)) {
                hold(tally, row, key, fixed + preRelease, Set.of(id));
            }
        }
    }

    private static void hold(
            Tally tally, World row, PackageKey key, String version, Set<String> expected) {
        Coordinate component = new Coordinate(key, version);
        tally.hold(Tally.ecosystemOf(key), component.purl(), expected, row.concerning(component));
    }

    private static String encoded(String version) {
        return Constraints.encoded(version);
    }

    /// The cells of a line of CSV; quotes may stand around a cell, and twice within one.
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
