package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.ingest.source.Corpus.Sample;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.Either;
import dev.plumbline.ingest.source.ParsedDocument.Several;
import dev.plumbline.ingest.source.ParsedDocument.VexDocument;
import dev.plumbline.ingest.source.csaf.CsafSource;
import dev.plumbline.ingest.source.openvex.OpenVexSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What CSAF and OpenVEX documents say, counted a second time from a tree of the whole document;
/// and what the specification's own examples of valid and invalid documents become.
class CsafCountsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CsafSource CSAF = new CsafSource(1L << 30);

    /// Invalid by the specification and read all the same, by test, and why nobody is misled.
    private static final Map<String, String> HARMLESS =
            Map.ofEntries(
                    Map.entry("6-1-09", "a score that its vector does not give: the vector counts"),
                    Map.entry("6-1-10", "metrics that differ from the vector: the vector counts"),
                    Map.entry("6-1-11", "the name of another weakness: its number counts"),
                    Map.entry("6-1-12", "a language that does not exist: it is not read"),
                    Map.entry("6-1-25", "two hashes of a file by one algorithm: they are not read"),
                    Map.entry("6-1-27-09", "not affected without a reason: it decides nothing"),
                    Map.entry("6-1-27-13", "fixed versions alone: what lies before is affected"),
                    Map.entry("6-1-27-17", "the reason for withdrawal said otherwise: not read"),
                    Map.entry("6-1-27-18", "the reason for supersession said otherwise: not read"),
                    Map.entry("6-1-27-19", "the new document named otherwise: it is not read"),
                    Map.entry(
                            "6-1-36",
                            "remediations of what is not affected: they are read for what is; the"
                                    + " specification's own examples have such"),
                    Map.entry(
                            "6-1-47",
                            "a judgement of the whole document: it is taken for the vulnerability"
                                    + " that it stands in"),
                    Map.entry("6-1-48", "decision points that nobody registered: not read"),
                    Map.entry("6-1-54", "no licence expression: licences are not read"),
                    Map.entry("6-1-55", "no licence text: licences are not read"),
                    Map.entry("6-1-60", "extensions that break their schema: not read"));

    /// Called valid and refused all the same.
    private static final Map<String, String> REFUSED =
            Map.of(
                    "6-1-27-13-16", "defines a product id twice, against 6.1.2",
                    "6-1-50-14", "defines a product id twice, against 6.1.2",
                    "6-1-50-15", "defines a product id twice, against 6.1.2",
                    "6-2-21-02", "has a sixth revision older than the fifth, against 6.1.14",
                    "6-2-54-03-01", "has a critical extension, which must be understood",
                    "6-3-21-01-02", "has a critical extension, which must be understood",
                    "6-3-21-01-12", "has a critical extension, which must be understood");

    private static final Pattern NUMBER = Pattern.compile("-20(?:21|24)-(6-[123]-[0-9-]+)\\.json$");

    private static List<Sample> documents() {
        List<Sample> documents = new ArrayList<>();
        for (String folder :
                List.of("advisories/csaf-2.0", "advisories/csaf-2.1", "vex", "oracles")) {
            for (Sample sample : Corpus.below(folder)) {
                byte[] prefix =
                        Arrays.copyOf(
                                sample.bytes(), Math.min(sample.bytes().length, Opening.PREFIX));
                if (CSAF.recognises(Opening.of(prefix))) {
                    documents.add(sample);
                }
            }
        }
        return documents;
    }

    /// The documents of an archive, or the one.
    private static List<JsonNode> trees(byte[] bytes) throws IOException {
        if (bytes[0] != 'P') {
            return List.of(JSON.readTree(bytes));
        }
        List<JsonNode> trees = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".json")) {
                    JsonNode tree = JSON.readTree(zip.readAllBytes());
                    if (tree.has("document")) {
                        trees.add(tree);
                    }
                }
            }
        }
        return trees;
    }

    private static VexDocument vex(Either either) {
        return either.ofProduct() instanceof Several several
                ? (VexDocument) several.documents().getFirst()
                : (VexDocument) either.ofProduct();
    }

    @Test
    void shouldMakeOneAdvisoryOfEveryVulnerability() throws IOException {
        // Given
        List<Sample> documents = documents();
        int accepted = 0;

        // Then
        for (Sample sample : documents) {
            if (!(Parsing.parse(CSAF, sample.bytes()) instanceof Parsed(Either either))) {
                continue;
            }
            accepted++;
            Set<String> cves = new TreeSet<>();
            int vulnerabilities = 0;
            for (JsonNode tree : trees(sample.bytes())) {
                if (tree.at("/document/tracking/status").asText().equals("draft")) {
                    continue;
                }
                String category = tree.at("/document/category").asText();
                boolean takenBack =
                        category.equals("csaf_withdrawn") || category.equals("csaf_superseded");
                vulnerabilities += tree.path("vulnerabilities").size() + (takenBack ? 1 : 0);
                for (JsonNode flaw : tree.path("vulnerabilities")) {
                    if (flaw.has("cve")) {
                        cves.add(flaw.path("cve").asText());
                    }
                }
            }
            List<Advisory> advisories =
                    Parsing.records(either.ofWorld()).stream()
                            .filter(Advisory.class::isInstance)
                            .map(Advisory.class::cast)
                            .toList();
            assertThat(advisories).as(sample.name()).hasSize(vulnerabilities);
            assertThat(advisories)
                    .extracting(Advisory::id)
                    .as(sample.name())
                    .doesNotHaveDuplicates();
            assertThat(
                            advisories.stream()
                                    .flatMap(advisory -> advisory.aliases().stream())
                                    .filter(alias -> alias.startsWith("CVE-"))
                                    .toList())
                    .as(sample.name())
                    .containsAll(cves);
        }
        assertThat(accepted).isPositive();
    }

    /// Purl → product ids, from the tree as it stands.
    private static void purls(JsonNode node, Map<String, Set<String>> into) {
        if (node.isObject() && node.has("product_id")) {
            JsonNode helper = node.path("product_identification_helper");
            Set<String> purls = new HashSet<>();
            if (helper.has("purl")) {
                purls.add(helper.path("purl").asText());
            }
            helper.path("purls").forEach(purl -> purls.add(purl.asText()));
            into.put(node.path("product_id").asText(), purls);
        }
        node.forEach(child -> purls(child, into));
    }

    @Test
    void shouldStateEveryPurlThatADocumentGivesAStatus() throws IOException {
        // Given
        Map<String, VexStatus> lists =
                Map.of(
                        "known_affected", VexStatus.AFFECTED,
                        "first_affected", VexStatus.AFFECTED,
                        "last_affected", VexStatus.AFFECTED,
                        "fixed", VexStatus.FIXED,
                        "first_fixed", VexStatus.FIXED,
                        "known_not_affected", VexStatus.NOT_AFFECTED,
                        "under_investigation", VexStatus.UNDER_INVESTIGATION);
        int stated = 0;

        // Then
        for (Sample sample : documents()) {
            if (!(Parsing.parse(CSAF, sample.bytes()) instanceof Parsed(Either either))
                    || sample.bytes()[0] == 'P') {
                continue;
            }
            JsonNode tree = JSON.readTree(sample.bytes());
            if (tree.at("/document/tracking/status").asText().equals("draft")) {
                continue;
            }
            Map<String, Set<String>> purls = new HashMap<>();
            purls(tree.path("product_tree"), purls);
            for (JsonNode relation : tree.at("/product_tree/relationships")) {
                String id = relation.at("/full_product_name/product_id").asText();
                if (purls.getOrDefault(id, Set.of()).isEmpty()) {
                    purls.put(
                            id,
                            purls.getOrDefault(
                                    relation.path("product_reference").asText(), Set.of()));
                }
            }
            Set<String> expected = new HashSet<>();
            for (JsonNode flaw : tree.path("vulnerabilities")) {
                for (Map.Entry<String, VexStatus> list : lists.entrySet()) {
                    for (JsonNode id : flaw.at("/product_status/" + list.getKey())) {
                        for (String purl : purls.getOrDefault(id.asText(), Set.of())) {
                            expected.add(
                                    flaw.path("cve").asText() + " " + list.getValue() + " " + purl);
                        }
                    }
                }
            }
            Set<String> found = new HashSet<>();
            for (VexStatement statement : vex(either).statements()) {
                String said =
                        statement.vulnerabilities().getFirst() + " " + statement.status() + " ";
                statement.purls().forEach(purl -> found.add(said + purl));
            }
            assertThat(found).as(sample.name()).isEqualTo(expected);
            stated += found.size();
        }
        assertThat(stated).isPositive();
    }

    @Test
    void shouldKeepEveryOpenVexStatement() throws IOException {
        // Given
        OpenVexSource source = new OpenVexSource();
        int statements = 0;

        // Then
        for (Sample sample : Corpus.below("vex/openvex")) {
            byte[] prefix =
                    Arrays.copyOf(sample.bytes(), Math.min(sample.bytes().length, Opening.PREFIX));
            if (!source.recognises(Opening.of(prefix))
                    || !(Parsing.parse(source, sample.bytes())
                            instanceof Parsed(VexDocument vex))) {
                continue;
            }
            JsonNode tree = JSON.readTree(sample.bytes());
            assertThat(vex.statements().size() + vex.unresolved())
                    .as(sample.name())
                    .isEqualTo(tree.path("statements").size());
            statements += vex.statements().size();
        }
        assertThat(statements).isPositive();
    }

    @Test
    void shouldReadValidExamplesOfTheSpecificationAndRefuseInvalidOnes() throws IOException {
        // Given
        Assumptions.assumeTrue(
                Corpus.present(), "skipped: the files of others do not lie beside the project");
        Map<String, Boolean> valid = new TreeMap<>();
        JsonNode index =
                JSON.readTree(
                        Corpus.below("advisories/csaf-2.1/oasis/test/validator/data").stream()
                                .filter(sample -> sample.name().equals("testcases.json"))
                                .findFirst()
                                .orElseThrow()
                                .bytes());
        for (JsonNode test : index.path("tests")) {
            for (String list : List.of("failures", "valid")) {
                for (JsonNode file : test.path(list)) {
                    String name = file.path("name").asText();
                    valid.put(
                            name.substring(name.lastIndexOf('/') + 1),
                            file.path("valid").asBoolean());
                }
            }
        }

        // Then
        int read = 0;
        for (String edition : List.of("2.0", "2.1")) {
            for (Sample sample :
                    Corpus.below("advisories/csaf-" + edition + "/oasis/test/validator/data")) {
                Matcher number = NUMBER.matcher(sample.name());
                if (sample.name().endsWith(".result.json") || !number.find()) {
                    continue;
                }
                String name = sample.name().substring(sample.name().lastIndexOf('/') + 1);
                boolean expected =
                        edition.equals("2.1")
                                ? valid.get(name)
                                // of 2.0 there is no index: examples of failing mandatory tests are
                                // numbered below 11
                                : !sample.name().startsWith("mandatory")
                                        || Integer.parseInt(number.group(1).replaceFirst(".*-", ""))
                                                > 10;
                ParseResult result = Parsing.parse(CSAF, sample.bytes());
                String id = number.group(1);
                if (expected && REFUSED.containsKey(id) && edition.equals("2.1")) {
                    assertThat(result).as(sample.name()).isInstanceOf(Malformed.class);
                } else if (expected) {
                    assertThat(result).as(sample.name()).isInstanceOf(Parsed.class);
                } else if (result instanceof Parsed) {
                    assertThat(HARMLESS.keySet())
                            .as(sample.name() + " is invalid and accepted")
                            .anyMatch(id::startsWith);
                }
                read++;
            }
        }
        assertThat(read).isGreaterThan(700);
    }
}
