package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.events.Evidence.Component;
import dev.plumbline.ingest.source.Corpus.Sample;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.Several;
import dev.plumbline.ingest.source.cyclonedx.CycloneDxSource;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/// What became of every accepted CycloneDX file is counted a second time: from a tree of the whole
/// document, by code that shares nothing with the parser.
class CycloneDxCountsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NOT_SOFTWARE = Set.of("file", "data", "cryptographic-asset");

    private final CycloneDxSource source = new CycloneDxSource();

    private record Listed(String type, String ref, String purl, String version) {
        boolean usable() {
            return purl.startsWith("pkg:") && purl.indexOf('/') > 5;
        }

        String identity() {
            return purl.contains("@") ? purl : purl + " " + version;
        }
    }

    private record Vulnerability(
            Set<String> ids, String firstId, String state, List<String> affects) {
        boolean analysed() {
            return Set.of(
                            "resolved",
                            "resolved_with_pedigree",
                            "exploitable",
                            "in_triage",
                            "false_positive",
                            "not_affected")
                    .contains(state);
        }
    }

    /// What a document lists, in the order of the document.
    private static final class Tree {
        final List<Listed> components = new ArrayList<>();
        final List<Vulnerability> vulnerabilities = new ArrayList<>();
        final List<String[]> edges = new ArrayList<>();
        String subject = "";
        String subjectPurl = "";
        boolean hasList;
    }

    private static Tree ofJson(byte[] bytes) throws Exception {
        JsonNode document = JSON.readTree(bytes);
        Tree tree = new Tree();
        JsonNode subject = document.path("metadata").path("component");
        tree.subject = subject.path("bom-ref").asText("");
        tree.subjectPurl = subject.path("purl").asText("");
        tree.hasList = document.has("components");
        collect(document.path("components"), tree.components);
        collect(subject.path("components"), tree.components);
        for (JsonNode vulnerability : document.path("vulnerabilities")) {
            Set<String> ids = new HashSet<>();
            String first = vulnerability.path("id").asText("");
            ids.add(first);
            for (JsonNode reference : vulnerability.path("references")) {
                String id = reference.path("id").asText("");
                first = first.isEmpty() ? id : first;
                ids.add(id);
            }
            ids.remove("");
            List<String> affects = new ArrayList<>();
            vulnerability.path("affects").forEach(a -> affects.add(a.path("ref").asText("")));
            tree.vulnerabilities.add(
                    new Vulnerability(
                            ids,
                            first,
                            vulnerability.path("analysis").path("state").asText(""),
                            affects));
        }
        for (JsonNode dependency : document.path("dependencies")) {
            for (JsonNode target : dependency.path("dependsOn")) {
                tree.edges.add(new String[] {dependency.path("ref").asText(""), target.asText("")});
            }
        }
        return tree;
    }

    private static void collect(JsonNode list, List<Listed> components) {
        for (JsonNode component : list) {
            components.add(
                    new Listed(
                            component.path("type").asText(),
                            component.path("bom-ref").asText(""),
                            component.path("purl").asText(""),
                            component.path("version").asText()));
            collect(component.path("components"), components);
        }
    }

    private static Tree ofXml(byte[] bytes) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setEntityResolver((name, address) -> new InputSource(new StringReader("")));
        Element bom = builder.parse(new ByteArrayInputStream(bytes)).getDocumentElement();
        Tree tree = new Tree();
        tree.hasList = !children(bom, "components").isEmpty();
        for (Element metadata : children(bom, "metadata")) {
            for (Element subject : children(metadata, "component")) {
                tree.subject = subject.getAttribute("bom-ref");
                tree.subjectPurl = text(subject, "purl");
                collect(subject, tree);
            }
        }
        collect(bom, tree);
        children(bom, "vulnerabilities").forEach(list -> vulnerabilities(list, "", tree));
        for (Element list : children(bom, "dependencies")) {
            children(list, "dependency").forEach(dependency -> edges(dependency, tree));
        }
        return tree;
    }

    private static void edges(Element dependency, Tree tree) {
        for (Element target : children(dependency, "dependency")) {
            tree.edges.add(
                    new String[] {dependency.getAttribute("ref"), target.getAttribute("ref")});
            edges(target, tree);
        }
    }

    private static void collect(Element parent, Tree tree) {
        for (Element list : children(parent, "components")) {
            for (Element component : children(list, "component")) {
                String ref = component.getAttribute("bom-ref");
                tree.components.add(
                        new Listed(
                                component.getAttribute("type"),
                                ref,
                                text(component, "purl"),
                                text(component, "version")));
                children(component, "vulnerabilities").forEach(v -> vulnerabilities(v, ref, tree));
                collect(component, tree);
            }
        }
    }

    private static void vulnerabilities(Element list, String of, Tree tree) {
        for (Element vulnerability : children(list, "vulnerability")) {
            String id = text(vulnerability, "id");
            Set<String> ids = new HashSet<>(Set.of(id));
            for (Element references : children(vulnerability, "references")) {
                children(references, "reference").forEach(r -> ids.add(text(r, "id")));
            }
            ids.remove("");
            List<String> affects = new ArrayList<>();
            String ref = vulnerability.getAttribute("ref");
            if (!ref.isEmpty() || !of.isEmpty()) {
                affects.add(ref.isEmpty() ? of : ref);
            }
            for (Element target : children(vulnerability, "affects")) {
                children(target, "target").forEach(t -> affects.add(text(t, "ref")));
            }
            String state =
                    children(vulnerability, "analysis").stream()
                            .map(a -> text(a, "state"))
                            .findFirst()
                            .orElse("");
            tree.vulnerabilities.add(new Vulnerability(ids, id, state, affects));
        }
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element && element.getLocalName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
    }

    /// The counts that the answer should have given.
    private static Map<String, Long> expected(Tree tree) {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, String> purlByRef = new HashMap<>();
        Set<String> identities = new HashSet<>();
        long software = 0;
        for (Listed listed : tree.components) {
            if (listed.usable()) {
                identities.add(listed.identity());
                if (!listed.ref().isEmpty()) {
                    purlByRef.put(listed.ref(), listed.identity());
                }
            }
            software += listed.usable() || !NOT_SOFTWARE.contains(listed.type()) ? 1 : 0;
        }
        if (tree.hasList || tree.vulnerabilities.isEmpty()) {
            counts.put("components", software);
            counts.put("identified", (long) identities.size());
            counts.put(
                    "unidentified",
                    software - tree.components.stream().filter(Listed::usable).count());
        }
        long analysed =
                tree.vulnerabilities.stream()
                        .filter(v -> v.analysed() || v.ids().isEmpty())
                        .count();
        if (analysed > 0) {
            counts.put("statements and unresolved", analysed);
        }
        Set<String> findings = new HashSet<>();
        for (Vulnerability v : tree.vulnerabilities) {
            if (!v.analysed() && !v.ids().isEmpty()) {
                if (v.affects().isEmpty()) {
                    findings.add(v.firstId() + " -> ");
                }
                for (String ref : v.affects()) {
                    String target =
                            !ref.isEmpty() && ref.equals(tree.subject)
                                    ? tree.subjectPurl
                                    : purlByRef.getOrDefault(ref, fragment(ref));
                    findings.add(v.firstId() + " -> " + target);
                }
            }
        }
        if (!findings.isEmpty()) {
            counts.put("findings", (long) findings.size());
        }
        Set<List<String>> edges = new HashSet<>();
        for (String[] edge : tree.edges) {
            String from = edge[0].equals(tree.subject) ? null : purlByRef.get(edge[0]);
            String to = purlByRef.get(edge[1]);
            if (from != null && to != null && !from.equals(to)) {
                edges.add(List.of(from, to));
            }
        }
        counts.put("edges", (long) edges.size());
        return counts;
    }

    private static String fragment(String ref) {
        return ref.startsWith("urn:cdx:") && ref.indexOf('#') > 0
                ? ref.substring(ref.indexOf('#') + 1)
                : ref;
    }

    private static Map<String, Long> counted(ParsedDocument document) {
        Map<String, Long> counts = new TreeMap<>();
        document.counts()
                .forEach(
                        (name, count) -> {
                            switch (name) {
                                case "statements", "unresolvedStatements" ->
                                        counts.merge("statements and unresolved", count, Long::sum);
                                case "scans" -> {}
                                default -> counts.put(name, count);
                            }
                        });
        counts.put("edges", edges(document));
        return counts;
    }

    private static long edges(ParsedDocument document) {
        return switch (document) {
            case Bill bill when bill.inventory() != null ->
                    bill.inventory().components().stream()
                            .map(Component::dependsOn)
                            .mapToLong(positions -> positions == null ? 0 : positions.size())
                            .sum();
            case Several several ->
                    several.documents().stream().mapToLong(CycloneDxCountsTest::edges).sum();
            default -> 0;
        };
    }

    @Test
    void shouldCountWhatATreeCounts() throws Exception {
        // Given
        List<Sample> samples = new ArrayList<>();
        for (String folder : List.of("sbom/cyclonedx", "findings", "vex", "oracles")) {
            samples.addAll(Corpus.below(folder));
        }
        int compared = 0;

        // Then
        for (Sample sample : samples) {
            Opening opening =
                    Opening.of(
                            Arrays.copyOf(
                                    sample.bytes(),
                                    Math.min(sample.bytes().length, Opening.PREFIX)));
            if (!source.recognises(opening)
                    || !(Parsing.parse(source, sample.bytes()) instanceof Parsed parsed)) {
                continue;
            }
            Tree tree =
                    opening instanceof Opening.Xml ? ofXml(sample.bytes()) : ofJson(sample.bytes());
            assertThat(counted(parsed.document())).as(sample.name()).isEqualTo(expected(tree));
            compared++;
        }
        assertThat(compared).isPositive();
    }

    /// The specification gives most of its examples in JSON and in the binary form: both must say
    /// the same.
    @Test
    void shouldReadTheBinaryFormAsItsTwinInJson() {
        // Given
        Map<String, Sample> json = new HashMap<>();
        for (Sample sample : Corpus.below("sbom/cyclonedx/spec")) {
            json.put(sample.name(), sample);
        }
        int compared = 0;

        // Then
        for (Sample sample : Corpus.below("sbom/cyclonedx-protobuf/spec")) {
            Sample twin = json.get(sample.name().replace(".cdx.pb", ".json"));
            if (twin != null
                    && Parsing.parse(source, sample.bytes()) instanceof Parsed parsed
                    && Parsing.parse(source, twin.bytes()) instanceof Parsed other) {
                assertThat(counted(parsed.document()))
                        .as(sample.name())
                        .isEqualTo(counted(other.document()));
                compared++;
            }
        }
        assertThat(compared > 0 || !Corpus.present()).isTrue();
    }
}
