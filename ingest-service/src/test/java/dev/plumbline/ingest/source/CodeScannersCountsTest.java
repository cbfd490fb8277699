package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.ingest.intake.Sources;
import dev.plumbline.ingest.source.Detected.Known;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Findings of scanners of code, secrets and configuration, counted a second time from a tree of
/// the whole document and held against what became evidence.
class CodeScannersCountsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Detect DETECT = new Detect(Sources.all(1L << 30));
    private static final Path SAMPLES = Path.of("src", "test", "resources", "samples");
    private static final Set<String> FORMATS =
            Set.of(
                    "bandit",
                    "checkov",
                    "defectdojo",
                    "detect-secrets",
                    "generic",
                    "gitlab",
                    "gitleaks",
                    "gosec",
                    "hadolint",
                    "kics",
                    "semgrep",
                    "sonarqube",
                    "spotbugs",
                    "tfsec",
                    "trufflehog");

    private record Counts(long findings, long other) {}

    private record Read(String name, String format, byte[] bytes, ScanReport report) {
        Counts counts() {
            return new Counts(
                    report.scans().stream().mapToLong(scan -> scan.findings().size()).sum(),
                    report.other());
        }
    }

    private static List<Read> accepted() throws IOException {
        List<Corpus.Sample> all = new ArrayList<>(Corpus.below("findings"));
        try (Stream<Path> samples = Files.list(SAMPLES)) {
            for (Path sample : samples.sorted().toList()) {
                all.add(
                        new Corpus.Sample(
                                "own " + sample.getFileName(), Files.readAllBytes(sample)));
            }
        }
        List<Read> read = new ArrayList<>();
        for (Corpus.Sample sample : all) {
            byte[] prefix =
                    Arrays.copyOf(sample.bytes(), Math.min(sample.bytes().length, Opening.PREFIX));
            if (DETECT.of(prefix) instanceof Known known
                    && FORMATS.contains(known.source().format().wireName())
                    && Parsing.parse(known.source(), sample.bytes()) instanceof Parsed parsed) {
                read.add(
                        new Read(
                                sample.name(),
                                known.source().format().wireName(),
                                sample.bytes(),
                                (ScanReport) parsed.document()));
            }
        }
        return read;
    }

    @Test
    void shouldMakeEvidenceOfEverythingThatIsThere() throws Exception {
        // Given
        List<Read> accepted = accepted();

        // When
        Map<String, Counts> found = new TreeMap<>();
        Map<String, Counts> counted = new TreeMap<>();
        for (Read read : accepted) {
            found.put(read.name(), read.counts());
            counted.put(read.name(), count(read));
        }

        // Then
        assertThat(accepted.stream().map(Read::format)).containsAll(FORMATS);
        assertThat(found).isEqualTo(counted);
    }

    private static Counts count(Read read) throws Exception {
        if (read.format().equals("spotbugs")) {
            return bugs(read.bytes());
        }
        if (read.format().equals("trufflehog")) {
            return credentials(read.bytes());
        }
        if (read.name().endsWith(".csv")) {
            return rows(read.bytes());
        }
        JsonNode root = JSON.readTree(read.bytes());
        return switch (read.format()) {
            case "bandit" -> all(root.path("results"));
            case "gosec" -> all(root.path("Issues"));
            case "gitleaks" -> all(root);
            case "gitlab" -> all(root.path("vulnerabilities"));
            case "generic" -> all(root.path("findings"));
            case "checkov" -> {
                long checks = 0;
                for (JsonNode list : root.findValues("failed_checks")) {
                    checks += list.size();
                }
                for (JsonNode list : root.findValues("skipped_checks")) {
                    checks += list.size();
                }
                yield new Counts(checks, 0);
            }
            case "kics" -> {
                long files = 0;
                for (JsonNode query : root.path("queries")) {
                    files += query.path("files").size();
                }
                yield new Counts(files, 0);
            }
            case "detect-secrets" -> {
                long secrets = 0;
                for (JsonNode file : root.path("results")) {
                    secrets += file.size();
                }
                yield new Counts(secrets, 0);
            }
            case "tfsec" ->
                    split(root.path("results"), result -> !result.path("passed").asBoolean());
            // only rules that pin what is fetched, and those about root
            case "hadolint" ->
                    split(root, v -> v.path("code").asText().matches("DL3002|DL3008|DL3013"));
            case "defectdojo" ->
                    split(root.path("findings"), f -> !f.path("is_mitigated").asBoolean());
            case "semgrep" ->
                    root.has("findings")
                            ? all(root.path("findings"))
                            : split(
                                    root.path("results"),
                                    r ->
                                            !r.path("check_id")
                                                    .asText()
                                                    .matches(
                                                            ".*\\.(correctness|maintainability)\\..*"));
            case "sonarqube" -> sonar(root);
            default -> throw new AssertionError(read.format());
        };
    }

    private static Counts all(JsonNode list) {
        return new Counts(list.size(), 0);
    }

    private static Counts split(JsonNode list, Predicate<JsonNode> isFinding) {
        long findings = 0;
        for (JsonNode element : list) {
            findings += isFinding.test(element) ? 1 : 0;
        }
        return new Counts(findings, list.size() - findings);
    }

    /// An issue that a page lists twice is one.
    private static Counts sonar(JsonNode root) {
        Set<String> keys = new HashSet<>();
        long other = 0;
        for (JsonNode issue : root.has("hotspots") ? root.path("hotspots") : root.path("issues")) {
            String type = issue.path("type").asText("VULNERABILITY");
            if (type.equals("VULNERABILITY")) {
                keys.add(issue.path("key").asText());
            } else {
                other++;
            }
        }
        return new Counts(keys.size(), other);
    }

    /// TruffleHog prints a credential once for each way in which it came upon it.
    private static Counts credentials(byte[] lines) throws IOException {
        Set<List<String>> seen = new HashSet<>();
        try (MappingIterator<JsonNode> all = JSON.readerFor(JsonNode.class).readValues(lines)) {
            while (all.hasNext()) {
                JsonNode line = all.next();
                JsonNode data = line.path("SourceMetadata").path("Data").elements().next();
                seen.add(
                        List.of(
                                line.path("Raw").asText(),
                                data.path("commit").asText(),
                                data.path("line").asText()));
            }
        }
        return new Counts(seen.size(), 0);
    }

    /// The tables of the corpus have no line breaks inside of cells; `TRUE` as the last but one
    /// cell says that the finding is mitigated, where there is such a column.
    private static Counts rows(byte[] table) {
        List<String> lines =
                new String(table, StandardCharsets.UTF_8)
                        .lines()
                        .filter(l -> !l.isBlank())
                        .toList();
        boolean mitigation = lines.getFirst().endsWith("IsMitigated,MitigatedDate");
        long mitigated =
                mitigation ? lines.stream().filter(l -> l.matches(".*,TRUE,[^,]*")).count() : 0;
        return new Counts(lines.size() - 1 - mitigated, mitigated);
    }

    private static Counts bugs(byte[] xml) throws Exception {
        NodeList bugs =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml))
                        .getElementsByTagName("BugInstance");
        long findings = 0;
        for (int i = 0; i < bugs.getLength(); i++) {
            Element bug = (Element) bugs.item(i);
            boolean security =
                    bug.hasAttribute("cweid")
                            || Set.of("SECURITY", "MALICIOUS_CODE")
                                    .contains(bug.getAttribute("category"));
            findings += security ? 1 : 0;
        }
        return new Counts(findings, bugs.getLength() - findings);
    }

    @Test
    void shouldKeepNoneOfTheSecretsThatScannersPrint() throws IOException {
        // Given
        List<Read> accepted = accepted();
        long printed = 0;

        for (Read read : accepted) {
            // When
            String evidence = read.report().toString();

            // Then
            for (String secret : secrets(read)) {
                assertThat(evidence).as(read.name()).doesNotContain(secret);
                printed++;
            }
        }
        assertThat(printed).isPositive();
    }

    /// What stands in the fields that hold secrets, if it is long enough to be one.
    private static List<String> secrets(Read read) throws IOException {
        List<String> names =
                switch (read.format()) {
                    case "gitleaks" -> List.of("Secret", "Match", "offender", "line");
                    case "trufflehog" -> List.of("Raw", "RawV2");
                    case "gitlab" -> List.of("raw_source_code_extract");
                    case "detect-secrets" -> List.of("hashed_secret");
                    default -> List.of();
                };
        List<String> secrets = new ArrayList<>();
        if (names.isEmpty()) {
            return secrets;
        }
        try (MappingIterator<JsonNode> all =
                JSON.readerFor(JsonNode.class).readValues(read.bytes())) {
            while (all.hasNext()) {
                JsonNode document = all.next();
                for (String name : names) {
                    document.findValuesAsText(name).stream()
                            .filter(text -> text.length() > 8)
                            .forEach(secrets::add);
                }
            }
        }
        return secrets;
    }
}
