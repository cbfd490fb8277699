package dev.plumbline.scoring.match.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.plumbline.scoring.match.ComponentIdentity;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Corpus;
import dev.plumbline.scoring.match.PackageKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Recorded questions to the public database of OSV, with its answers.
final class OsvAnswers implements Oracle {
    private final World world = World.asOsvAnswered();

    @Override
    public String name() {
        return "osv-api, osv-scanner";
    }

    @Override
    public String about() {
        return "recorded answers of OSV's database for a package and version; what they name beyond the advisories"
                + " of the corpus is left out (three records that the corpus has in another revision, too), as are questions for a distribution's package without its release";
    }

    @Override
    public Tally ask() {
        Tally tally = new Tally();
        answers()
                .forEach(
                        (component, ids) ->
                                tally.hold(
                                        Tally.ecosystemOf(component.packageKey()),
                                        component.purl(),
                                        ids.stream()
                                                .filter(world::knows)
                                                .collect(Collectors.toSet()),
                                        world.concerning(component)));
        return tally;
    }

    private static Map<Coordinate, Set<String>> answers() {
        Map<Coordinate, Set<String>> answers = new LinkedHashMap<>();
        for (Path file : Corpus.files("oracles/osv-api", "")) {
            if (!file.toString().contains(".snap")) {
                continue;
            }
            for (String block : Corpus.text(file).split("\n---\n")) {
                int brace = block.indexOf("\n{");
                JsonNode answered =
                        brace < 0 ? NullNode.getInstance() : Json.read(block.substring(brace));
                for (JsonNode result : answered.path("results")) {
                    put(answers, result.path("query"), result.path("vulns"));
                }
            }
        }
        for (Path file : Corpus.files("oracles/osv-scanner", "")) {
            if (!file.toString().matches(".*/cassettes/.*\\.yaml(\\.gz)?")) {
                continue;
            }
            List<String> bodies = bodiesIn(Corpus.text(file));
            for (int i = 0; i + 1 < bodies.size(); i += 2) {
                JsonNode queries = Json.read(bodies.get(i)).path("queries");
                JsonNode results = Json.read(bodies.get(i + 1)).path("results");
                for (int q = 0; q < Math.min(queries.size(), results.size()); q++) {
                    put(answers, queries.path(q), results.path(q).path("vulns"));
                }
            }
        }
        return answers;
    }

    private static void put(
            Map<Coordinate, Set<String>> answers, JsonNode query, JsonNode advisories) {
        Coordinate component = componentOf(query);
        if (component != null) {
            Set<String> ids = answers.computeIfAbsent(component, _ -> new HashSet<>());
            advisories.forEach(advisory -> ids.add(advisory.path("id").asText()));
        }
    }

    private static @Nullable Coordinate componentOf(JsonNode query) {
        JsonNode asked = query.path("package");
        String version = query.path("version").asText("");
        String purl = asked.path("purl").asText("");
        if (!purl.isEmpty()) {
            return component(Coordinate.fromPurl(version.isEmpty() ? purl : purl + '@' + version));
        }
        boolean named =
                PackageKey.fromOsv(asked.path("ecosystem").asText(), asked.path("name").asText())
                        instanceof PackageKey;
        return named && !version.isBlank()
                ? component(
                        Components.of(
                                asked.path("ecosystem").asText(),
                                asked.path("name").asText(),
                                version))
                : null;
    }

    private static @Nullable Coordinate component(ComponentIdentity identity) {
        return identity instanceof Coordinate component ? component : null;
    }

    /// The bodies of a recorded exchange, requests and responses in turn: literal blocks of YAML.
    private static List<String> bodiesIn(String cassette) {
        List<String> bodies = new ArrayList<>();
        StringBuilder body = null;
        int indent = 0;
        for (String line : cassette.split("\n", -1)) {
            String stripped = line.stripLeading();
            int column = line.length() - stripped.length();
            if (body != null && (stripped.isEmpty() || column > indent)) {
                body.append(line).append('\n');
                continue;
            }
            if (body != null) {
                bodies.add(body.toString());
                body = null;
            }
            if (stripped.startsWith("body:")) {
                indent = column;
                String rest = stripped.substring("body:".length()).strip();
                if (rest.startsWith("|")) {
                    body = new StringBuilder();
                } else {
                    bodies.add(rest);
                }
            }
        }
        if (body != null) {
            bodies.add(body.toString());
        }
        return bodies;
    }
}
