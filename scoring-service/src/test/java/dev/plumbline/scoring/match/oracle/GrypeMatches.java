package dev.plumbline.scoring.match.oracle;

import dev.plumbline.scoring.match.Coordinate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// What Grype's own tests expect of its matchers, by the advisories that lie in the corpus.
///
/// The expectations are facts read off those tests and stand in a table of their own: fixture,
/// component, ids.
final class GrypeMatches implements Oracle {
    private static final String ROOT = "oracles/grype-matchers/grype/";
    private static final String TABLE = "/match/grype-matches.tsv";

    @Override
    public String name() {
        return "grype-matchers";
    }

    @Override
    public String about() {
        return "what Grype's tests expect of advisories of Alpine, Wolfi, Chainguard, Debian, Ubuntu (with ESM), Go,"
                + " Maven, npm and PyPI";
    }

    @Override
    public Tally ask() {
        Tally tally = new Tally();
        Map<String, World> fixtures = new HashMap<>();
        rows().lines()
                .filter(row -> !row.isBlank() && !row.startsWith("#"))
                .map(row -> row.split("\t", -1))
                .forEach(
                        row -> {
                            World world =
                                    fixtures.computeIfAbsent(
                                            row[0], name -> VunnelRecords.in(ROOT + name));
                            Coordinate component = (Coordinate) Coordinate.fromPurl(row[1]);
                            Set<String> expected = new TreeSet<>();
                            if (!row[2].equals("none")) {
                                expected.addAll(Arrays.asList(row[2].split(" ")));
                            }
                            tally.hold(
                                    Tally.ecosystemOf(component.packageKey()),
                                    component.purl(),
                                    expected,
                                    world.concerning(component));
                        });
        return tally;
    }

    private static String rows() {
        try (InputStream in = GrypeMatches.class.getResourceAsStream(TABLE)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
