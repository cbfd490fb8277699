package dev.plumbline.scoring.match.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.scoring.match.AdvisoryRange;
import dev.plumbline.scoring.match.AffectedVersions;
import dev.plumbline.scoring.match.Corpus;
import dev.plumbline.scoring.match.OsvRecords;
import dev.plumbline.scoring.match.PackageKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Advisories in the shapes in which vunnel hands them to Grype: those of distributions, of GitHub
/// and of OSV.
final class VunnelRecords {
    private static final Map<String, String> LANGUAGES =
            Map.of("go", "Go", "java", "Maven", "npm", "npm", "python", "PyPI");
    private static final Pattern RELEASE = Pattern.compile("([a-z]+):([^+]+)(\\+esm)?");

    private VunnelRecords() {}

    /// Everything that one test fixture has.
    static World in(String fixture) {
        World world = new World();
        for (Path file : Corpus.files(fixture, ".json")) {
            if (!file.toString().contains("/results/")) {
                continue;
            }
            JsonNode record = Json.read(file);
            String schema = record.path("schema").asText();
            JsonNode item = record.path("item");
            if (schema.contains("/vulnerability/osv/")) {
                world.add(OsvRecords.of(item));
            } else if (schema.contains("/vulnerability/os/")) {
                ofDistribution(world, item.path("Vulnerability"));
            } else if (schema.contains("/vulnerability/github-security-advisory/")) {
                ofGitHub(world, item.path("Advisory"));
            }
        }
        return world;
    }

    private static void ofGitHub(World world, JsonNode advisory) {
        String withdrawn = advisory.path("withdrawn").asText("");
        for (JsonNode fixed : advisory.path("FixedIn")) {
            String ecosystem = LANGUAGES.get(fixed.path("ecosystem").asText());
            PackageKey key =
                    (PackageKey) PackageKey.fromOsv(ecosystem, fixed.path("name").asText());
            for (AffectedVersions affected :
                    Constraints.affected(key.type(), List.of(fixed.path("range").asText()))) {
                world.add(
                        new AdvisoryRange(
                                advisory.path("ghsaId").asText(),
                                "ghsa",
                                key,
                                affected,
                                withdrawn.isEmpty() || withdrawn.equals("null")
                                        ? null
                                        : Instant.parse(withdrawn)));
            }
        }
    }

    /// Without a fix every version is affected; version `0` says that none ever was.
    private static void ofDistribution(World world, JsonNode advisory) {
        for (JsonNode fixed : advisory.path("FixedIn")) {
            String version = fixed.path("Version").asText();
            if (version.equals("0")) {
                continue;
            }
            PackageKey key =
                    (PackageKey)
                            PackageKey.fromOsv(
                                    ecosystem(fixed.path("NamespaceName").asText()),
                                    fixed.path("Name").asText());
            String bounds = version.equals("None") ? "*" : "<" + Constraints.encoded(version);
            world.add(
                    new AdvisoryRange(
                            advisory.path("Name").asText(),
                            "vunnel",
                            key,
                            AffectedVersions.parse("vers:" + key.type() + '/' + bounds),
                            null));
        }
    }

    private static String ecosystem(String namespace) {
        Matcher read = RELEASE.matcher(namespace);
        if (!read.matches()) {
            throw new IllegalStateException("not a release of a distribution: " + namespace);
        }
        String release = read.group(2);
        return switch (read.group(1)) {
            case "alpine" -> "Alpine:v" + release;
            case "debian" -> "Debian:" + release;
            case "ubuntu" ->
                    read.group(3) == null
                            ? "Ubuntu:" + release + ":LTS"
                            : "Ubuntu:Pro:" + release + ":LTS";
            case "wolfi" -> "Wolfi";
            default -> throw new IllegalStateException("no such distribution here: " + namespace);
        };
    }
}
