package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.plumbline.ingest.source.Corpus.Sample;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.FactReport;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.burp.BurpSource;
import dev.plumbline.ingest.source.cyclonedx.CycloneDxSource;
import dev.plumbline.ingest.source.intoto.InTotoSource;
import dev.plumbline.ingest.source.intoto.Verifier;
import dev.plumbline.ingest.source.nessus.NessusSource;
import dev.plumbline.ingest.source.nuclei.NucleiSource;
import dev.plumbline.ingest.source.openvex.OpenVexSource;
import dev.plumbline.ingest.source.scorecard.ScorecardSource;
import dev.plumbline.ingest.source.testssl.TestsslSource;
import dev.plumbline.ingest.source.zap.ZapSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What probes of the running product report, counted a second time from a tree of the whole
/// document.
class ProbesCountsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Findings and other results that a report should hold.
    private record Count(int findings, int other) {}

    private static Count of(ScanReport report) {
        return new Count(
                report.scans().stream().mapToInt(s -> s.findings().size()).sum(), report.other());
    }

    private static Document dom(Sample sample) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setExpandEntityReferences(false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(sample.bytes()));
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static List<Sample> files(String tool) {
        return Corpus.below("findings/defectdojo/" + tool);
    }

    @Test
    void shouldReadEveryPlaceOfEveryAlertOfZap() throws Exception {
        for (Sample sample : files("zap")) {
            // Given
            Set<String> places = new HashSet<>();
            int told = 0;
            for (Element alert : elements(dom(sample).getElementsByTagName("alertitem"))) {
                for (Element at : elements(alert.getElementsByTagName("instance"))) {
                    if (text(alert, "riskcode").equals("0")) {
                        told++;
                    } else {
                        // places that differ only in the query are one
                        places.add(
                                text(alert, "pluginid")
                                        + text(alert, "alertRef")
                                        + text(at, "uri").replaceAll("[?#].*", "")
                                        + text(at, "method")
                                        + text(at, "param"));
                    }
                }
            }

            // When
            ScanReport report = Parsing.parsed(new ZapSource(), sample.bytes(), ScanReport.class);

            // Then
            assertThat(of(report)).as(sample.name()).isEqualTo(new Count(places.size(), told));
        }
    }

    @Test
    void shouldReadEveryIssueOfBurp() throws Exception {
        for (Sample sample : files("burp")) {
            // Given
            List<Element> issues = elements(dom(sample).getElementsByTagName("issue"));
            int told =
                    (int)
                            issues.stream()
                                    .filter(i -> text(i, "severity").equals("Information"))
                                    .count();

            // When
            ScanReport report = Parsing.parsed(new BurpSource(), sample.bytes(), ScanReport.class);

            // Then
            assertThat(of(report))
                    .as(sample.name())
                    .isEqualTo(new Count(issues.size() - told, told));
        }
    }

    @Test
    void shouldReadEveryMatchOfNuclei() throws IOException {
        for (Sample sample : files("nuclei")) {
            // Given
            int told = 0;
            Set<String> matches = new HashSet<>();
            try (MappingIterator<JsonNode> documents =
                    JSON.readerFor(JsonNode.class).readValues(sample.bytes())) {
                while (documents.hasNext()) {
                    JsonNode document = documents.next();
                    for (JsonNode match : document.isArray() ? document : List.of(document)) {
                        if (match.path("info").path("severity").asText().equals("info")) {
                            told++;
                        } else {
                            matches.add(
                                    match.path("template-id").asText()
                                            + match.path("templateID").asText()
                                            + match.path("matcher-name").asText()
                                            + match.path("matched").asText()
                                            + match.path("matched-at").asText());
                        }
                    }
                }
            }

            // When
            ScanReport report =
                    Parsing.parsed(new NucleiSource(), sample.bytes(), ScanReport.class);

            // Then
            assertThat(of(report)).as(sample.name()).isEqualTo(new Count(matches.size(), told));
        }
    }

    @Test
    void shouldReadEveryResultOfNessus() throws Exception {
        for (Sample sample : files("tenable")) {
            // Given
            boolean xml = new String(sample.bytes(), 0, 5, StandardCharsets.UTF_8).equals("<?xml");
            Count counted = xml ? items(sample) : rows(sample);

            // When
            ScanReport report =
                    Parsing.parsed(new NessusSource(), sample.bytes(), ScanReport.class);

            // Then
            assertThat(of(report)).as(sample.name()).isEqualTo(counted);
        }
    }

    private static Count items(Sample sample) throws Exception {
        List<Element> items = elements(dom(sample).getElementsByTagName("ReportItem"));
        int told = (int) items.stream().filter(i -> i.getAttribute("severity").equals("0")).count();
        return new Count(items.size() - told, told);
    }

    /// Rows that differ in the CVE alone are one result.
    private static Count rows(Sample sample) throws IOException {
        String text = new String(sample.bytes(), StandardCharsets.UTF_8);
        char separator = text.lines().findFirst().orElseThrow().contains(";") ? ';' : ',';
        int told = 0;
        Set<Object> results = new HashSet<>();
        for (Map<String, String> row : table(text, separator)) {
            String risk =
                    row.getOrDefault("Risk", row.getOrDefault("Severity", row.get("severity")));
            if (risk.equals("None")) {
                told++;
            } else {
                row.keySet().removeIf(name -> name.toLowerCase().contains("cve"));
                results.add(row);
            }
        }
        return new Count(results.size(), told);
    }

    private static List<Map<String, String>> table(String text, char separator) throws IOException {
        CsvSchema schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(separator);
        try (MappingIterator<Map<String, String>> rows =
                new CsvMapper().readerForMapOf(String.class).with(schema).readValues(text)) {
            return rows.readAll();
        }
    }

    @Test
    void shouldReadEveryCheckOfTestssl() throws IOException {
        for (Sample sample : files("testssl")) {
            // Given
            List<Map<String, String>> rows =
                    table(new String(sample.bytes(), StandardCharsets.UTF_8), ',');
            int bad =
                    (int)
                            rows.stream()
                                    .filter(r -> !r.get("id").equals("overall_grade"))
                                    .map(r -> r.get("severity"))
                                    .filter(List.of("LOW", "MEDIUM", "HIGH", "CRITICAL")::contains)
                                    .count();

            // When
            ScanReport report =
                    Parsing.parsed(new TestsslSource(), sample.bytes(), ScanReport.class);

            // Then
            assertThat(of(report)).as(sample.name()).isEqualTo(new Count(bad, rows.size() - bad));
        }
    }

    @Test
    void shouldAccountForEveryCheckOfScorecard() throws IOException {
        for (Sample sample : Corpus.below("findings/scorecard")) {
            JsonNode tree = JSON.readTree(sample.bytes());
            if (!tree.has("checks")) {
                // results of probes, which carry no scores
                assertThat(Parsing.parse(new ScorecardSource(), sample.bytes()))
                        .as(sample.name())
                        .isInstanceOf(ParseResult.Malformed.class);
                continue;
            }

            // When
            FactReport report =
                    Parsing.parsed(new ScorecardSource(), sample.bytes(), FactReport.class);

            // Then
            assertThat(report.facts().size() + report.other())
                    .as(sample.name())
                    .isEqualTo(tree.path("checks").size());
        }
    }

    @Test
    void shouldReadEverySubjectAndComponentOfAnAttestation() throws IOException {
        // Given
        InTotoSource source =
                new InTotoSource(Verifier.WITHOUT_KEYS, new CycloneDxSource(), new OpenVexSource());
        int seen = 0;
        for (Sample sample : Corpus.below("sbom")) {
            if (!sample.name().startsWith("in-toto/guac/oci")
                    && !sample.name().endsWith(".intoto.jsonl")
                    && !sample.name().endsWith("alpine.cdx.att.json")) {
                continue;
            }
            seen++;
            JsonNode tree = JSON.readTree(sample.bytes());
            JsonNode statement =
                    tree.has("payload")
                            ? JSON.readTree(
                                    Base64.getDecoder().decode(tree.path("payload").asText()))
                            : tree;
            Set<String> digests = new HashSet<>();
            statement
                    .path("subject")
                    .forEach(s -> digests.add(s.path("digest").path("sha256").asText()));
            JsonNode predicate = statement.path("predicate");
            Set<String> purls = new HashSet<>();
            (predicate.has("Data") ? predicate.path("Data") : predicate)
                    .path("components")
                    .forEach(c -> purls.add(c.path("purl").asText("")));
            purls.remove("");

            // When
            ParsedDocument document = Parsing.parsed(source, sample.bytes(), ParsedDocument.class);

            // Then
            if (document instanceof Bill bill) {
                assertThat(bill.inventory().components()).as(sample.name()).hasSize(purls.size());
                assertThat(bill.inventory().subjectSha256()).containsAll(digests);
            } else {
                // files with the same content are one
                assertThat(((FactReport) document).facts())
                        .as(sample.name())
                        .hasSize(digests.size());
            }
        }
        assertThat(seen).isEqualTo(Corpus.present() ? 4 : 0);
    }
}
