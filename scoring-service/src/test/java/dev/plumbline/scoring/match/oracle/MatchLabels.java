package dev.plumbline.scoring.match.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.scoring.match.AdvisoryRange;
import dev.plumbline.scoring.match.AdvisoryReading;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.Corpus;
import dev.plumbline.scoring.match.PackageKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Matches that people labelled true or false.
///
/// A label says package, version and CVE, but neither the package system nor the distribution. It
/// is comparable where an advisory of the corpus is about that CVE and names a package so called;
/// for a distribution's package the version must bear the mark of the release besides.
final class MatchLabels implements Oracle {
    private static final Pattern ENTERPRISE_LINUX_8 = Pattern.compile(".*[.+]el8.*");

    private final World world = World.ofOsv();

    @Override
    public String name() {
        return "match-labels";
    }

    @Override
    public String about() {
        return "matches in 63 container images, labelled true or false by hand; comparable where the corpus has an"
                + " advisory for the CVE that names the package";
    }

    /// @param candidates packages so called, of which the labelled one is one
    private record Label(String version, String cve, Set<PackageKey> candidates) {}

    @Override
    public Tally ask() {
        Map<String, List<AdvisoryPublished>> byCve =
                world.advisories().stream()
                        .flatMap(a -> names(a).map(name -> Map.entry(name, a)))
                        .collect(
                                Collectors.groupingBy(
                                        Map.Entry::getKey,
                                        Collectors.mapping(
                                                Map.Entry::getValue, Collectors.toList())));
        Map<Label, String> labels = new LinkedHashMap<>();
        Set<Label> disputed = new HashSet<>();
        Corpus.text(Corpus.path("oracles/match-labels/labels.jsonl.gz"))
                .lines()
                .map(Json::read)
                .forEach(
                        line -> {
                            Label label = read(line, byCve);
                            String said = line.path("label").asText();
                            String before = labels.put(label, said);
                            if (before != null && !before.equals(said)) {
                                disputed.add(label);
                            }
                        });
        Tally tally = new Tally();
        labels.forEach(
                (label, said) -> {
                    boolean decided = !said.equals("??") && !disputed.contains(label);
                    if (decided && !label.candidates().isEmpty()) {
                        hold(tally, label, said.equals("TP"), byCve);
                    }
                });
        return tally;
    }

    private void hold(
            Tally tally, Label label, boolean real, Map<String, List<AdvisoryPublished>> byCve) {
        Coordinate first = null;
        Coordinate matched = null;
        for (PackageKey candidate : label.candidates()) {
            Coordinate component = new Coordinate(candidate, label.version());
            Set<String> found = world.concerning(component);
            first = first == null ? component : first;
            if (byCve.get(label.cve()).stream().anyMatch(a -> found.contains(a.id()))) {
                matched = component;
            }
        }
        Coordinate shown = Objects.requireNonNull(matched == null ? first : matched);
        tally.hold(
                Tally.ecosystemOf(shown.packageKey()),
                shown.purl(),
                real ? Set.of(label.cve()) : Set.of(),
                matched == null ? Set.of() : Set.of(label.cve()));
    }

    private static Label read(JsonNode line, Map<String, List<AdvisoryPublished>> byCve) {
        String name = line.path("package").path("name").asText("");
        String version = line.path("package").path("version").asText("");
        String cve = line.path("effective_cve").asText(line.path("vulnerability_id").asText(""));
        Set<PackageKey> candidates = new LinkedHashSet<>();
        if (!name.isEmpty() && !version.isBlank()) {
            for (AdvisoryPublished advisory : byCve.getOrDefault(cve, List.of())) {
                for (AdvisoryRange range : AdvisoryReading.of(advisory).ranges()) {
                    if (isCalled(range.packageKey(), name, version)) {
                        candidates.add(range.packageKey());
                    }
                }
            }
        }
        return new Label(version, cve, candidates);
    }

    private static boolean isCalled(PackageKey key, String name, String version) {
        String path = key.namespace().isEmpty() ? key.name() : key.namespace() + '/' + key.name();
        return switch (key.type()) {
            case "rpm" ->
                    key.namespace().equals("almalinux")
                            && key.name().equals(name)
                            && ENTERPRISE_LINUX_8.matcher(version).matches();
            case "deb", "apk" -> false;
            case "maven" -> key.name().equals(name) && !version.matches(".*\\.(el|fc)\\d.*");
            default ->
                    PackageKey.fromPurl("pkg:" + key.type() + '/' + name)
                                    instanceof PackageKey named
                            && path.equals(
                                    named.namespace().isEmpty()
                                            ? named.name()
                                            : named.namespace() + '/' + named.name());
        };
    }

    private static Stream<String> names(AdvisoryPublished advisory) {
        Set<String> names = new TreeSet<>(advisory.aliases());
        names.addAll(advisory.related());
        names.add(advisory.id());
        return names.stream();
    }
}
