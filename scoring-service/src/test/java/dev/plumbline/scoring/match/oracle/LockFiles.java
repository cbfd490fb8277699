package dev.plumbline.scoring.match.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.scoring.match.Corpus;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Packages of the kinds of lock files for which the reference does not print them.
final class LockFiles {
    private static final Pattern GO_REQUIREMENT =
            Pattern.compile("(?m)^\\s*(?:require )?([\\w.-]+\\.[\\w.-]+/\\S+) (v\\S+)");
    private static final Pattern MAVEN_DEPENDENCY =
            Pattern.compile(
                    "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)");

    private LockFiles() {}

    static Set<String> purlsIn(Path file) {
        Set<String> purls = new TreeSet<>();
        String name = file.getFileName().toString();
        if (name.equals("go.mod")) {
            GO_REQUIREMENT
                    .matcher(Corpus.text(file))
                    .results()
                    .forEach(m -> purls.add("pkg:golang/" + m.group(1) + '@' + m.group(2)));
        } else if (name.equals("pom.xml")) {
            MAVEN_DEPENDENCY
                    .matcher(Corpus.text(file))
                    .results()
                    .forEach(
                            m ->
                                    purls.add(
                                            "pkg:maven/%s/%s@%s"
                                                    .formatted(
                                                            m.group(1), m.group(2), m.group(3))));
        } else if (name.equals("build.sbt.lock")) {
            for (JsonNode each : Json.read(file).path("dependencies")) {
                purls.add(
                        "pkg:maven/%s/%s@%s"
                                .formatted(
                                        each.path("org").asText(),
                                        each.path("name").asText(),
                                        each.path("version").asText()));
            }
        }
        return purls;
    }
}
