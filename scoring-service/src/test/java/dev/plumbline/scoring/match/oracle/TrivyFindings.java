package dev.plumbline.scoring.match.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.scoring.match.AdvisoryRange;
import dev.plumbline.scoring.match.AffectedVersions;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Corpus;
import dev.plumbline.scoring.match.PackageKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What Trivy finds in lock files and bills of materials by a database that lies beside them.
final class TrivyFindings implements Oracle {
    private static final String DATABASE = "oracles/trivy-sbom/trivy/db/";
    private static final Pattern PURL = Pattern.compile("pkg:[a-z]+/[^\\s\"\\\\]+@[^\\s\"\\\\]+");

    /// Buckets of the database → purl types.
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("cargo", "cargo"),
                    Map.entry("cocoapods", "cocoapods"),
                    Map.entry("composer", "composer"),
                    Map.entry("conan", "conan"),
                    Map.entry("erlang", "hex"),
                    Map.entry("go", "golang"),
                    Map.entry("maven", "maven"),
                    Map.entry("npm", "npm"),
                    Map.entry("nuget", "nuget"),
                    Map.entry("pip", "pypi"),
                    Map.entry("pub", "pub"),
                    Map.entry("rubygems", "gem"),
                    Map.entry("swift", "swift"));

    private final String name;
    private final String about;
    private final Map<String, Asked> asked;

    /// What one file has, and what Trivy found in it.
    private record Asked(Set<String> purls, Map<String, Set<String>> findings) {}

    private TrivyFindings(String name, String about, Map<String, Asked> asked) {
        this.name = name;
        this.about = about;
        this.asked = asked;
    }

    /// Lock files of eleven ecosystems.
    static TrivyFindings ofLockfiles() {
        Map<String, Asked> asked = new LinkedHashMap<>();
        for (Path golden : Corpus.files("oracles/trivy-lockfiles", ".golden")) {
            JsonNode report = Json.read(golden);
            for (JsonNode result : report.path("Results")) {
                Path locked =
                        Corpus.path(
                                "oracles/trivy-lockfiles/trivy/"
                                        + report.path("ArtifactName")
                                                .asText()
                                                .replaceFirst("testdata/", "")
                                        + '/'
                                        + result.path("Target").asText());
                Set<String> purls = new TreeSet<>(LockFiles.purlsIn(locked));
                for (JsonNode each : result.path("Packages")) {
                    purls.add(each.path("Identifier").path("PURL").asText());
                }
                Map<String, Set<String>> findings = findings(result);
                purls.addAll(findings.keySet());
                asked.put(
                        golden.getFileName() + " " + result.path("Target").asText(),
                        new Asked(purls, findings));
            }
        }
        return new TrivyFindings(
                "trivy-lockfiles",
                "every package of the lock files that Trivy tests itself with, by the database of these tests",
                asked);
    }

    /// One image in four formats of bills of materials.
    static TrivyFindings ofBills() {
        JsonNode report = Json.read(Corpus.path("oracles/trivy-sbom/trivy/centos-7.json.golden"));
        Map<String, Set<String>> findings = new HashMap<>();
        report.path("Results").forEach(result -> findings.putAll(findings(result)));
        Map<String, Asked> asked = new LinkedHashMap<>();
        for (Path bill : Corpus.files("oracles/trivy-sbom/trivy/fixtures/sbom", "")) {
            boolean centos = bill.getFileName().toString().startsWith("centos-7");
            asked.put(
                    bill.getFileName().toString(),
                    new Asked(purlsIn(bill), centos ? findings : Map.of()));
        }
        return new TrivyFindings(
                "trivy-sbom",
                "one image as CycloneDX, SPDX JSON, SPDX tag-value and in-toto, and one bill without findings, by the"
                        + " same database",
                asked);
    }

    private static Set<String> purlsIn(Path bill) {
        String text = Corpus.text(bill);
        JsonNode read = bill.toString().endsWith("jsonl") ? Json.read(text) : null;
        String plain =
                read == null
                        ? text
                        : new String(
                                Base64.getDecoder().decode(read.path("payload").asText()),
                                StandardCharsets.UTF_8);
        Set<String> purls = new TreeSet<>();
        PURL.matcher(plain.replace("\\u0026", "&"))
                .results()
                .map(MatchResult::group)
                .forEach(purls::add);
        return purls;
    }

    private static Map<String, Set<String>> findings(JsonNode result) {
        Map<String, Set<String>> findings = new HashMap<>();
        for (JsonNode found : result.path("Vulnerabilities")) {
            findings.computeIfAbsent(
                            canonical(found.path("PkgIdentifier").path("PURL").asText()),
                            _ -> new HashSet<>())
                    .add(found.path("VulnerabilityID").asText());
        }
        return findings;
    }

    private static String canonical(String purl) {
        return ((Coordinate) Coordinate.fromPurl(purl)).purl();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String about() {
        return about;
    }

    @Override
    public Tally ask() {
        World world = database();
        Tally tally = new Tally();
        asked.forEach((file, each) -> hold(tally, world, each));
        return tally;
    }

    private static void hold(Tally tally, World world, Asked file) {
        Set<Coordinate> components = new LinkedHashSet<>();
        for (String purl : file.purls()) {
            if (Coordinate.fromPurl(purl) instanceof Coordinate component) {
                components.add(component);
            }
        }
        for (Coordinate component : components) {
            tally.hold(
                    Tally.ecosystemOf(component.packageKey()),
                    component.purl(),
                    file.findings().getOrDefault(component.purl(), Set.of()),
                    world.concerning(component));
        }
    }

    private record Entry(
            String bucket, String name, String id, tools.jackson.databind.JsonNode said) {}

    private static World database() {
        World world = new World();
        Set<Integer> enterpriseLinux7 = new HashSet<>();
        entries("cpe.yaml")
                .filter(entry -> entry.name().equals("cpe"))
                .filter(entry -> entry.said().asString().contains("enterprise_linux:7"))
                .forEach(entry -> enterpriseLinux7.add(Integer.valueOf(entry.id())));
        for (Path file : Corpus.files(DATABASE, ".yaml")) {
            entries(file.getFileName().toString())
                    .forEach(
                            entry -> {
                                int colon = entry.bucket().indexOf("::");
                                String type =
                                        TYPES.get(
                                                colon < 0
                                                        ? ""
                                                        : entry.bucket().substring(0, colon));
                                if (type != null) {
                                    library(type, entry).forEach(world::add);
                                } else if (entry.bucket().equals("Red Hat")) {
                                    redHat(entry, enterpriseLinux7).forEach(world::add);
                                }
                            });
        }
        return world;
    }

    private static Stream<Entry> entries(String file) {
        List<Entry> entries = new ArrayList<>();
        for (var bucket : new YAMLMapper().readTree(Corpus.text(Corpus.path(DATABASE + file)))) {
            for (var named : bucket.path("pairs")) {
                for (var pair : named.path("pairs")) {
                    entries.add(
                            new Entry(
                                    bucket.path("bucket").asString(),
                                    named.path("bucket").asString(),
                                    pair.path("key").asString(),
                                    pair.path("value")));
                }
            }
        }
        return entries.stream();
    }

    private static Stream<AdvisoryRange> library(String type, Entry entry) {
        PackageKey key =
                type.equals("maven")
                        ? (PackageKey) PackageKey.fromOsv("Maven", entry.name())
                        : (PackageKey) PackageKey.fromPurl("pkg:" + type + '/' + entry.name());
        List<String> vulnerable = texts(entry.said().path("VulnerableVersions"));
        List<AffectedVersions> affected =
                vulnerable.isEmpty()
                        ? List.of(
                                Constraints.allBut(
                                        type, texts(entry.said().path("PatchedVersions"))))
                        : Constraints.affected(type, vulnerable);
        return affected.stream()
                .map(versions -> new AdvisoryRange(entry.id(), "trivy", key, versions, null));
    }

    /// An advisory of Red Hat counts under the CVEs that it mends.
    private static Stream<AdvisoryRange> redHat(Entry entry, Set<Integer> products) {
        List<AdvisoryRange> ranges = new ArrayList<>();
        PackageKey key =
                (PackageKey) PackageKey.fromOsv("Red Hat:enterprise_linux:7", entry.name());
        for (var said : entry.said().path("Entries")) {
            boolean concerned = false;
            for (var product : said.path("Affected")) {
                concerned |= products.contains(product.asInt());
            }
            String fixed = said.path("FixedVersion").asString("");
            if (!concerned) {
                continue;
            }
            for (var cve : said.path("Cves")) {
                ranges.add(
                        new AdvisoryRange(
                                cve.path("ID").asString(entry.id()),
                                "trivy",
                                key,
                                AffectedVersions.parse(
                                        "vers:rpm/"
                                                + (fixed.isEmpty()
                                                        ? "*"
                                                        : "<" + Constraints.encoded(fixed))),
                                null));
            }
        }
        return ranges.stream();
    }

    private static List<String> texts(tools.jackson.databind.JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asString()));
        return texts;
    }
}
