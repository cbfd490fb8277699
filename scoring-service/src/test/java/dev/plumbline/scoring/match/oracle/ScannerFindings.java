package dev.plumbline.scoring.match.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Corpus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What OWASP dep-scan found in a bill of materials for Java.
///
/// It names CVEs, so a flaw counts as found where any advisory for it matches.
final class ScannerFindings implements Oracle {
    private final World world = World.ofOsv();

    @Override
    public String name() {
        return "dep-scan";
    }

    @Override
    public String about() {
        return "the VEX that the scanner wrote for a bill of 88 Java components; comparable are the CVEs for which"
                + " the corpus has an advisory, and only what it names, for its database was another";
    }

    @Override
    public Tally ask() {
        Map<String, Set<String>> advisoriesOf = new HashMap<>();
        for (AdvisoryPublished advisory : world.advisories()) {
            if (advisory.affected().stream().anyMatch(a -> a.ecosystem().equals("Maven"))) {
                Set<String> names = new HashSet<>(advisory.aliases());
                names.add(advisory.id());
                names.forEach(
                        name ->
                                advisoriesOf
                                        .computeIfAbsent(name, _ -> new TreeSet<>())
                                        .add(advisory.id()));
            }
        }
        Tally tally = new Tally();
        for (JsonNode flaw :
                Json.read(Corpus.path("oracles/dep-scan/dep-scan/sbom-java.vex.json.gz"))
                        .path("vulnerabilities")) {
            String id = flaw.path("id").asText();
            for (JsonNode affected : flaw.path("affects")) {
                if (advisoriesOf.containsKey(id)
                        && Coordinate.fromPurl(affected.path("ref").asText())
                                instanceof Coordinate component) {
                    Set<String> found = world.concerning(component);
                    found.retainAll(advisoriesOf.get(id));
                    tally.hold(
                            Tally.ecosystemOf(component.packageKey()),
                            component.purl(),
                            Set.of(id),
                            found.isEmpty() ? Set.of() : Set.of(id));
                }
            }
        }
        return tally;
    }
}
