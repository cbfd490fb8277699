package dev.plumbline.scoring.match.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Corpus;
import dev.plumbline.scoring.match.OsvRecords;
import dev.plumbline.scoring.match.PackageKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Upgrades that a tool for guided remediation proposes, with the advisories that each mends.
final class UpgradePatches implements Oracle {
    private static final String ROOT = "oracles/maven-zeppelin/scalibr/";

    @Override
    public String name() {
        return "maven-zeppelin";
    }

    @Override
    public String about() {
        return "upgrades of Apache Zeppelin's dependencies: the version before matches what the upgrade mends, the"
                + " version after does not; the tool names no more than it mends, so nothing can be too much";
    }

    @Override
    public Tally ask() {
        World world = new World();
        for (String file :
                List.of(
                        "zeppelin-server/vulnerabilities.json.gz",
                        "maven-classifier/vulnerabilities.json")) {
            Json.read(Corpus.path(ROOT + file))
                    .path("vulns")
                    .forEach(record -> world.add(OsvRecords.of(record)));
        }
        Map<Coordinate, Set<String>> concerned = new HashMap<>();
        Map<Coordinate, Set<String>> mended = new HashMap<>();
        for (Path file : Corpus.files("oracles/maven-zeppelin", "patches.json")) {
            for (JsonNode patch : Json.read(file)) {
                read(patch.path("fixed"), concerned);
                read(patch.path("introduced"), concerned);
                for (JsonNode update : patch.path("packageUpdates")) {
                    Set<String> ids =
                            mended.computeIfAbsent(
                                    component(
                                            update.path("name").asText(),
                                            update.path("versionTo").asText()),
                                    _ -> new TreeSet<>());
                    for (JsonNode fixed : patch.path("fixed")) {
                        ids.add(fixed.path("id").asText());
                    }
                }
            }
        }
        Tally tally = new Tally();
        concerned.forEach(
                (component, ids) -> {
                    Set<String> found = world.concerning(component);
                    found.retainAll(ids);
                    tally.hold("maven", component.purl(), ids, found);
                });
        mended.forEach(
                (component, ids) -> {
                    Set<String> found = world.concerning(component);
                    found.retainAll(ids);
                    tally.hold("maven", component.purl(), Set.of(), found);
                });
        return tally;
    }

    private static void read(JsonNode advisories, Map<Coordinate, Set<String>> into) {
        for (JsonNode advisory : advisories) {
            for (JsonNode affected : advisory.path("packages")) {
                into.computeIfAbsent(
                                component(
                                        affected.path("name").asText(),
                                        affected.path("version").asText()),
                                _ -> new TreeSet<>())
                        .add(advisory.path("id").asText());
            }
        }
    }

    private static Coordinate component(String name, String version) {
        return new Coordinate((PackageKey) PackageKey.fromOsv("Maven", name), version);
    }
}
