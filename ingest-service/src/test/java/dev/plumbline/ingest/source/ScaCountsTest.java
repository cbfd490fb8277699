package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.ingest.source.Corpus.Sample;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.cargoaudit.CargoAuditSource;
import dev.plumbline.ingest.source.dependencycheck.DependencyCheckSource;
import dev.plumbline.ingest.source.govulncheck.GovulncheckSource;
import dev.plumbline.ingest.source.grype.GrypeSource;
import dev.plumbline.ingest.source.npmaudit.NpmAuditSource;
import dev.plumbline.ingest.source.osvscanner.OsvScannerSource;
import dev.plumbline.ingest.source.pipaudit.PipAuditSource;
import dev.plumbline.ingest.source.snyk.SnykSource;
import dev.plumbline.ingest.source.trivy.TrivySource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What scanners of components report, counted a second time from a tree of the whole document.
class ScaCountsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Each file of the format that is accepted, with what became of it.
    private static Map<Sample, ScanReport> accepted(Source source) {
        Map<Sample, ScanReport> accepted = new LinkedHashMap<>();
        for (Sample sample : Corpus.below("findings")) {
            Opening opening =
                    Opening.of(
                            Arrays.copyOf(
                                    sample.bytes(),
                                    Math.min(sample.bytes().length, Opening.PREFIX)));
            if (source.recognises(opening)
                    && Parsing.parse(source, sample.bytes()) instanceof Parsed parsed) {
                accepted.put(sample, (ScanReport) parsed.document());
            }
        }
        assertThat(accepted.isEmpty()).isEqualTo(!Corpus.present());
        return accepted;
    }

    private static JsonNode tree(Sample sample) throws IOException {
        return JSON.readTree(sample.bytes());
    }

    private static List<Finding> findings(ScanReport report) {
        return report.scans().stream().flatMap(scan -> scan.findings().stream()).toList();
    }

    private static void holdsKnownFlaws(Sample sample, ScanReport report) {
        assertThat(findings(report))
                .as(sample.name())
                .allSatisfy(finding -> assertThat(finding.known()).isNotNull())
                .allSatisfy(finding -> assertThat(finding.known().ids()).isNotEmpty());
    }

    @Test
    void shouldReadEveryDetectionOfTrivy() throws IOException {
        for (Map.Entry<Sample, ScanReport> entry : accepted(new TrivySource()).entrySet()) {
            // Given
            JsonNode report = tree(entry.getKey());
            List<JsonNode> owners = new ArrayList<>(List.of(report));
            for (String list :
                    List.of("Resources", "Vulnerabilities", "Misconfigurations", "Findings")) {
                report.path(list).forEach(owners::add);
            }

            // When
            Set<String> flaws = new HashSet<>();
            int others = 0;
            for (JsonNode owner : owners) {
                for (JsonNode result : owner.path("Results")) {
                    boolean system = result.path("Class").asText().equals("os-pkgs");
                    for (JsonNode each : result.path("Vulnerabilities")) {
                        // the same flaw of the same package in the same place is one
                        flaws.add(
                                String.join(
                                        "|",
                                        owner.path("Kind").asText() + owner.path("Name").asText(),
                                        each.path("VulnerabilityID").asText(),
                                        each.path("PkgName").asText(),
                                        each.path("InstalledVersion").asText(),
                                        each.path("PkgPath")
                                                .asText(
                                                        system
                                                                ? ""
                                                                : result.path("Target").asText())));
                    }
                    for (JsonNode each : result.path("Misconfigurations")) {
                        others += each.path("Status").asText().equals("FAIL") ? 1 : 0;
                    }
                    others += result.path("Secrets").size();
                }
            }

            // Then
            assertThat(findings(entry.getValue()))
                    .as(entry.getKey().name())
                    .hasSize(flaws.size() + others);
        }
    }

    @Test
    void shouldReadEveryMatchOfGrype() throws IOException {
        for (Map.Entry<Sample, ScanReport> entry : accepted(new GrypeSource()).entrySet()) {
            // Given
            Set<String> matches = new HashSet<>();
            for (JsonNode match : tree(entry.getKey()).path("matches")) {
                JsonNode artifact = match.path("artifact");
                matches.add(
                        String.join(
                                "|",
                                match.path("vulnerability").path("id").asText(),
                                artifact.path("name").asText(),
                                artifact.path("version").asText(),
                                artifact.path("locations").path(0).path("path").asText()));
            }

            // Then
            assertThat(findings(entry.getValue()))
                    .as(entry.getKey().name())
                    .hasSize(matches.size());
            holdsKnownFlaws(entry.getKey(), entry.getValue());
        }
    }

    @Test
    void shouldReadEveryGroupOfOsvScanner() throws IOException {
        for (Map.Entry<Sample, ScanReport> entry : accepted(new OsvScannerSource()).entrySet()) {
            // Given
            int groups = 0;
            for (JsonNode result : tree(entry.getKey()).path("results")) {
                for (JsonNode found : result.path("packages")) {
                    // what is in no group is a flaw of its own
                    groups +=
                            found.path("groups").isEmpty()
                                    ? found.path("vulnerabilities").size()
                                    : found.path("groups").size();
                }
            }

            // Then
            assertThat(findings(entry.getValue())).as(entry.getKey().name()).hasSize(groups);
            holdsKnownFlaws(entry.getKey(), entry.getValue());
        }
    }

    @Test
    void shouldReadEveryIssueOfSnykOnceForEachVersion() throws IOException {
        for (Map.Entry<Sample, ScanReport> entry : accepted(new SnykSource()).entrySet()) {
            // Given
            JsonNode report = tree(entry.getKey());
            List<JsonNode> projects = new ArrayList<>();
            (report.isArray() ? report : List.of(report)).forEach(projects::add);
            new ArrayList<>(projects).forEach(p -> p.path("applications").forEach(projects::add));

            // When
            int unique = 0;
            for (JsonNode project : projects) {
                Set<String> ids = new HashSet<>();
                for (JsonNode each : project.path("vulnerabilities")) {
                    ids.add(
                            String.join(
                                    "|",
                                    each.path("id").asText(),
                                    each.path("name").asText(),
                                    each.path("version").asText()));
                }
                unique += ids.size();
            }

            // Then
            assertThat(findings(entry.getValue())).as(entry.getKey().name()).hasSize(unique);
            assertThat(entry.getValue().scans()).hasSize(projects.size());
            holdsKnownFlaws(entry.getKey(), entry.getValue());
        }
    }

    @Test
    void shouldReadEveryVulnerabilityOfDependencyCheck() throws Exception {
        for (Map.Entry<Sample, ScanReport> entry :
                accepted(new DependencyCheckSource()).entrySet()) {
            // Given
            NodeList all =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(entry.getKey().bytes()))
                            .getElementsByTagName("*");
            int vulnerabilities = 0;
            int dependencies = 0;
            for (int i = 0; i < all.getLength(); i++) {
                String name = ((Element) all.item(i)).getTagName();
                vulnerabilities +=
                        name.equals("vulnerability") || name.equals("suppressedVulnerability")
                                ? 1
                                : 0;
                dependencies += name.equals("dependency") ? 1 : 0;
            }

            // Then
            assertThat(findings(entry.getValue()))
                    .as(entry.getKey().name())
                    .hasSize(vulnerabilities);
            assertThat(entry.getValue().scans().getFirst().scan().files()).isEqualTo(dependencies);
            holdsKnownFlaws(entry.getKey(), entry.getValue());
        }
    }

    @Test
    void shouldReadEveryAdvisoryOfNpmForEachInstalledVersion() throws IOException {
        for (Map.Entry<Sample, ScanReport> entry : accepted(new NpmAuditSource()).entrySet()) {
            // Given
            JsonNode report = tree(entry.getKey());
            int count = 0;
            for (JsonNode advisory : report.path("advisories")) {
                Set<String> versions = new TreeSet<>();
                advisory.path("findings").forEach(f -> versions.add(f.path("version").asText()));
                count += Math.max(1, versions.size());
            }
            Set<String> seven = new HashSet<>();
            for (JsonNode affected : report.path("vulnerabilities")) {
                for (JsonNode via : affected.path("via")) {
                    if (via.isObject()) {
                        seven.add(via.path("url").asText() + via.path("name").asText());
                    }
                }
            }

            // Then
            assertThat(findings(entry.getValue()))
                    .as(entry.getKey().name())
                    .hasSize(count + seven.size());
            holdsKnownFlaws(entry.getKey(), entry.getValue());
        }
    }

    @Test
    void shouldReadEveryVulnerabilityOfPipAudit() throws IOException {
        for (Map.Entry<Sample, ScanReport> entry : accepted(new PipAuditSource()).entrySet()) {
            // Given
            JsonNode report = tree(entry.getKey());
            int count = 0;
            for (JsonNode each : report.isArray() ? report : report.path("dependencies")) {
                count += each.path("vulns").size();
            }

            // Then
            assertThat(findings(entry.getValue())).as(entry.getKey().name()).hasSize(count);
            holdsKnownFlaws(entry.getKey(), entry.getValue());
        }
    }

    @Test
    void shouldReadEveryVulnerabilityAndWarningOfCargoAudit() throws IOException {
        for (Map.Entry<Sample, ScanReport> entry : accepted(new CargoAuditSource()).entrySet()) {
            // Given
            JsonNode report = tree(entry.getKey());
            int warnings = 0;
            for (JsonNode kind : report.path("warnings")) {
                warnings += kind.size();
            }

            // Then
            assertThat(findings(entry.getValue()))
                    .as(entry.getKey().name())
                    .hasSize(report.path("vulnerabilities").path("list").size());
            assertThat(entry.getValue().other()).isEqualTo(warnings);
            holdsKnownFlaws(entry.getKey(), entry.getValue());
        }
    }

    @Test
    void shouldReadEveryCalledVulnerabilityOfGovulncheck() throws IOException {
        for (Map.Entry<Sample, ScanReport> entry : accepted(new GovulncheckSource()).entrySet()) {
            // Given
            Set<String> called = new HashSet<>();
            Set<String> all = new HashSet<>();
            for (JsonNode message : messages(entry.getKey())) {
                for (JsonNode old : message.path("Vulns")) {
                    String key = old.path("OSV").path("id").asText() + old.path("ModPath").asText();
                    all.add(key);
                    if (old.path("CallSink").asInt() != 0) {
                        called.add(key);
                    }
                }
                JsonNode finding = message.path("finding");
                JsonNode symbol = finding.path("trace").path(0);
                if (!finding.isMissingNode()) {
                    String key = finding.path("osv").asText() + symbol.path("module").asText();
                    all.add(key);
                    if (symbol.has("function")) {
                        called.add(key);
                    }
                }
            }

            // Then
            assertThat(findings(entry.getValue())).as(entry.getKey().name()).hasSize(called.size());
            assertThat(entry.getValue().other()).isEqualTo(all.size() - called.size());
            holdsKnownFlaws(entry.getKey(), entry.getValue());
        }
    }

    private static List<JsonNode> messages(Sample sample) throws IOException {
        List<JsonNode> messages = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                JSON.readerFor(JsonNode.class).readValues(sample.bytes())) {
            documents.forEachRemaining(
                    document -> {
                        if (document.isArray()) {
                            document.forEach(messages::add);
                        } else {
                            messages.add(document);
                        }
                    });
        }
        return messages;
    }
}
