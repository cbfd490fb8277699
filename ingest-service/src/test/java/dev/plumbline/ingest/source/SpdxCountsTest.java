package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.plumbline.ingest.source.Corpus.Sample;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.spdx.SpdxSource;
import dev.plumbline.ingest.source.spdx3.Spdx3Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What a tree of each accepted SPDX document counts, beside what became of it.
///
/// Packages are components or the product: both together must be all packages that the document
/// lists, files by purpose and data aside. The product is looked for independently, too.
class SpdxCountsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> NOT_SOFTWARE =
            Set.of(
                    "bom",
                    "configuration",
                    "data",
                    "documentation",
                    "evidence",
                    "file",
                    "manifest",
                    "requirement",
                    "specification");

    /// @param packages that are software or have a purl
    /// @param described how many of these the document describes
    /// @param purls different ones of the packages that are not described
    private record Counted(long packages, long described, long purls, long allPurls) {}

    private static Bill accepted(Source source, Sample sample) {
        byte[] prefix =
                Arrays.copyOf(sample.bytes(), Math.min(sample.bytes().length, Opening.PREFIX));
        return source.recognises(Opening.of(prefix))
                        && Parsing.parse(source, sample.bytes()) instanceof Parsed parsed
                        && parsed.document() instanceof Bill bill
                ? bill
                : null;
    }

    private static List<Sample> samples() {
        return Stream.of("sbom/spdx", "sbom/spdx3", "oracles/trivy-sbom", "sbom/cyclonedx")
                .flatMap(folder -> Corpus.below(folder).stream())
                .toList();
    }

    private static void compare(Sample sample, Bill bill, Counted counted) {
        assertThat(bill.inventory()).as(sample.name()).isNotNull();
        long components = bill.inventory().quality().components();
        if (counted.described() <= 1) {
            assertThat(components)
                    .as(sample.name())
                    .isEqualTo(counted.packages() - counted.described());
            assertThat((long) bill.inventory().components().size())
                    .as("purls of " + sample.name())
                    .isEqualTo(counted.purls());
        } else {
            // described, but not all of them products
            assertThat(components)
                    .as(sample.name())
                    .isBetween(counted.packages() - counted.described(), counted.packages());
            assertThat((long) bill.inventory().components().size())
                    .as("purls of " + sample.name())
                    .isBetween(counted.purls(), counted.allPurls());
        }
    }

    @Test
    void shouldCountPackagesOfJsonAndYamlAsATreeDoes() throws IOException {
        // Given
        Source source = new SpdxSource();
        List<String> compared = new ArrayList<>();

        // Then
        for (Sample sample : samples()) {
            Bill bill = accepted(source, sample);
            if (bill == null || !bill.format().matches("SPDX 2.. (JSON|YAML)")) {
                continue;
            }
            JsonNode tree =
                    bill.format().endsWith("JSON")
                            ? JSON.readTree(sample.bytes())
                            : YAML.readTree(decoded(sample.bytes()));
            compare(sample, bill, counted(tree));
            compared.add(sample.name());
        }
        assertThat(compared).isNotEmpty();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Counted counted(JsonNode tree) {
        Set<String> described = new HashSet<>();
        tree.path("documentDescribes").forEach(id -> described.add(id.asText()));
        for (JsonNode relation : tree.path("relationships")) {
            String type = relation.path("relationshipType").asText();
            if (type.equals("DESCRIBES") || type.equals("DESCRIBE")) {
                described.add(relation.path("relatedSpdxElement").asText());
            } else if (type.equals("DESCRIBED_BY")) {
                described.add(relation.path("spdxElementId").asText());
            }
        }
        List<String[]> packages =
                stream(tree.path("packages"))
                        .map(
                                p ->
                                        new String[] {
                                            p.path("SPDXID").asText(),
                                            stream(p.path("externalRefs"))
                                                    .filter(
                                                            r ->
                                                                    r.path("referenceType")
                                                                            .asText()
                                                                            .endsWith("purl"))
                                                    .map(r -> r.path("referenceLocator").asText())
                                                    .filter(SpdxCountsTest::usable)
                                                    .findFirst()
                                                    .orElse(""),
                                            p.path("primaryPackagePurpose").asText(),
                                            p.path("versionInfo").asText()
                                        })
                        .toList();
        return counted(packages, described);
    }

    /// @param packages id, usable purl or nothing, purpose, version
    private static Counted counted(List<String[]> packages, Set<String> described) {
        List<String[]> software =
                packages.stream()
                        .filter(
                                p ->
                                        described.contains(p[0])
                                                || !p[1].isEmpty()
                                                || !p[2].toLowerCase(Locale.ROOT).equals("file"))
                        .toList();
        return new Counted(
                software.size(),
                software.stream().filter(p -> described.contains(p[0])).count(),
                purls(software.stream().filter(p -> !described.contains(p[0]))),
                purls(software.stream()));
    }

    /// A purl without a version gets that of its package.
    private static long purls(Stream<String[]> packages) {
        return packages.filter(p -> !p[1].isEmpty())
                .map(p -> p[1].contains("@") ? p[1] : p[1] + ' ' + p[3])
                .distinct()
                .count();
    }

    private static boolean usable(String purl) {
        return purl.matches("pkg:/*[A-Za-z0-9.+-]+/[^@?#\\s][^\\s]*")
                || purl.matches("pkg:[a-z]+/@[^\\s/]+/[^\\s]+");
    }

    private static String decoded(byte[] bytes) {
        Charset charset =
                bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe
                        ? StandardCharsets.UTF_16LE
                        : StandardCharsets.UTF_8;
        String text = new String(bytes, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    @Test
    void shouldCountPackagesOfTagsAsALineSearchDoes() {
        // Given
        Source source = new SpdxSource();
        List<String> compared = new ArrayList<>();

        // Then
        for (Sample sample : samples()) {
            Bill bill = accepted(source, sample);
            if (bill == null || !bill.format().endsWith("tag-value")) {
                continue;
            }
            // what stands in <text> is no tag
            String text = decoded(sample.bytes()).replaceAll("(?s)<text>.*?</text>", "");
            List<String[]> packages = new ArrayList<>();
            Set<String> described = new HashSet<>();
            boolean open = false;
            for (String line : text.lines().map(String::strip).toList()) {
                String value = line.substring(line.indexOf(':') + 1).strip();
                if (line.startsWith("PackageName:")) {
                    packages.add(new String[] {"", "", "", ""});
                    open = true;
                } else if (line.startsWith("FileName:")) {
                    open = false;
                } else if (line.startsWith("SPDXID:") && open) {
                    packages.getLast()[0] = value;
                } else if (line.startsWith("PackageVersion:")) {
                    packages.getLast()[3] = value;
                } else if (line.matches("ExternalRef: PACKAGE.MANAGER purl .*") && open) {
                    String purl = value.split(" ")[2];
                    packages.getLast()[1] = usable(purl) ? purl : "";
                } else if (line.matches("Relationship: \\S+ DESCRIBES \\S+")) {
                    described.add(value.split(" ")[2]);
                }
            }
            compare(sample, bill, counted(packages, described));
            compared.add(sample.name());
        }
        assertThat(compared).hasSizeGreaterThanOrEqualTo(Corpus.present() ? 10 : 0);
    }

    @Test
    void shouldCountPackagesOfXmlAndRdfAsATreeDoes() throws Exception {
        // Given
        Source source = new SpdxSource();
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        List<String> compared = new ArrayList<>();

        // Then
        for (Sample sample : samples()) {
            Bill bill = accepted(source, sample);
            if (bill == null || !bill.format().endsWith("XML")) {
                continue;
            }
            // decoded here: one of them is in UTF-16 and says UTF-8
            byte[] utf8 = decoded(sample.bytes()).getBytes(StandardCharsets.UTF_8);
            Document tree = factory.newDocumentBuilder().parse(new ByteArrayInputStream(utf8));
            Set<String> ids = new HashSet<>();
            NodeList packages =
                    bill.format().endsWith("RDF/XML")
                            ? tree.getElementsByTagNameNS("http://spdx.org/rdf/terms#", "Package")
                            : tree.getElementsByTagName("packages");
            for (int i = 0; i < packages.getLength(); i++) {
                Element element = (Element) packages.item(i);
                ids.add(
                        element.hasChildNodes() && element.getLocalName().equals("packages")
                                ? element.getElementsByTagName("SPDXID").item(0).getTextContent()
                                : element.getAttributeNS(
                                        "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "about"));
            }
            assertThat(bill.inventory()).isNotNull();
            // each of them describes one package, or two leaves that are its parts
            assertThat(ids.size() - bill.inventory().quality().components())
                    .as(sample.name())
                    .isBetween(0, 1);
            compared.add(sample.name());
        }
        assertThat(compared).hasSizeGreaterThanOrEqualTo(Corpus.present() ? 5 : 0);
    }

    @Test
    void shouldCountElementsOfSpdx3AsATreeDoes() throws IOException {
        // Given
        Source source = new Spdx3Source();
        List<String> compared = new ArrayList<>();

        // Then
        for (Sample sample : samples()) {
            Bill bill = accepted(source, sample);
            if (bill == null) {
                continue;
            }
            compared.add(sample.name());
            JsonNode graph = JSON.readTree(sample.bytes()).path("@graph");
            long statements =
                    stream(graph).filter(e -> e.path("type").asText().contains("Vex")).count();
            assertThat(bill.statements().size() + bill.unresolved())
                    .as(sample.name())
                    .isEqualTo((int) statements);
            if (bill.inventory() == null) {
                continue;
            }
            Set<String> described = new HashSet<>();
            for (JsonNode element : graph) {
                element.path("rootElement").forEach(root -> described.add(root.asText()));
                if (element.path("relationshipType").asText().equalsIgnoreCase("describes")) {
                    element.path("to").forEach(to -> described.add(to.asText()));
                }
            }
            List<String> software =
                    stream(graph)
                            .filter(e -> e.path("type").asText().endsWith("Package"))
                            .filter(
                                    e ->
                                            described.contains(e.path("spdxId").asText())
                                                    || !(e.path("type").asText().contains("Dataset")
                                                            || NOT_SOFTWARE.contains(
                                                                    e.path(
                                                                                    "software_primaryPurpose")
                                                                            .asText())))
                            .map(e -> e.path("spdxId").asText())
                            .toList();
            long roots = software.stream().filter(described::contains).count();
            int components = bill.inventory().quality().components();
            if (roots <= 1) {
                assertThat((long) components).as(sample.name()).isEqualTo(software.size() - roots);
            } else {
                assertThat((long) components)
                        .as(sample.name())
                        .isBetween(software.size() - roots, (long) software.size());
            }
        }
        assertThat(compared).isNotEmpty();
    }
}
