package dev.plumbline.ingest.source.cyclonedx;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Evidence.Component;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.Inventory;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.ScopeScan;
import dev.plumbline.ingest.source.ParsedDocument.Several;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CycloneDxSourceTest {
    private static final String SHA256 =
            "F498A8FF2DD007E29C2074F5E4B01A9A01775C3FF3AEAF6906EA503BC5791B7B";
    private final CycloneDxSource source = new CycloneDxSource();

    private static String bill(String rest) {
        return "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1" + rest + "}";
    }

    private Inventory inventory(String rest) {
        return Objects.requireNonNull(parsed(source, bill(rest), Bill.class).inventory());
    }

    @Test
    void shouldKeepPurlLicenceAndDigestOfEachComponent() {
        // Given
        String components =
                """
                ,"components":[{"type":"library","name":"jquery","version":"3.4.1","purl":"pkg:npm/jquery@3.4.1",
                 "licenses":[{"license":{"id":"MIT"}},{"license":{"name":"Own terms"}}],
                 "hashes":[{"alg":"SHA-1","content":"e6b1000b94e835ffd37f4c6dcbdad43f4b48a02a"},{"alg":"SHA-256","content":"%s"}]}]
                """
                        .formatted(SHA256);

        // When
        Inventory inventory = inventory(components);

        // Then
        assertThat(inventory.components())
                .containsExactly(
                        new Component(
                                "pkg:npm/jquery@3.4.1",
                                "MIT, Own terms",
                                SHA256.toLowerCase(Locale.ROOT)));
    }

    @Test
    void shouldReadNestedComponentsToAnyHonestDepth() {
        // Given
        StringBuilder nested = new StringBuilder();
        for (int i = 0; i < 66; i++) {
            nested.append(",\"components\":[{\"type\":\"library\",\"name\":\"n\",\"version\":\"")
                    .append(i)
                    .append("\",\"purl\":\"pkg:npm/n@")
                    .append(i)
                    .append("\"");
        }
        nested.append("}]".repeat(66));

        // When
        Inventory inventory = inventory(nested.toString());

        // Then
        assertThat(inventory.components()).hasSize(66);
    }

    @Test
    void shouldRefuseNestingThatIsNotHonest() {
        // When
        Malformed malformed = malformed(source, bill(",\"x\":" + "[".repeat(100_000)));

        // Then
        assertThat(malformed.reason()).contains("nested deeper than 400 levels");
    }

    @Test
    void shouldNotCountTheProductItselfButWhatItIsMadeOf() {
        // Given
        String metadata =
                """
                ,"metadata":{"component":{"type":"application","name":"atlas","version":"4","purl":"pkg:generic/atlas@4",
                  "hashes":[{"alg":"SHA-256","content":"%s"}],
                  "components":[{"type":"library","name":"core","version":"1","purl":"pkg:maven/a/core@1"}]}},"components":[]
                """
                        .formatted(SHA256);

        // When
        Inventory inventory = inventory(metadata);

        // Then
        assertThat(inventory.components())
                .extracting(Component::purl)
                .containsExactly("pkg:maven/a/core@1");
        assertThat(inventory.subjectSha256()).containsExactly(SHA256.toLowerCase(Locale.ROOT));
    }

    @Test
    void shouldKeepARepeatedPurlOnceAndAddWhatTheFirstDidNotSay() {
        // Given
        String components =
                """
                ,"components":[
                 {"type":"library","bom-ref":"a","name":"n","purl":"pkg:npm/n@1"},
                 {"type":"library","bom-ref":"a","name":"n","purl":"pkg:npm/n@1","licenses":[{"expression":"MIT OR ISC"}]}]
                """;

        // When
        Inventory inventory = inventory(components);

        // Then
        assertThat(inventory.components())
                .containsExactly(new Component("pkg:npm/n@1", "MIT OR ISC", null));
        assertThat(inventory.quality().components()).isEqualTo(2);
    }

    @Test
    void shouldPutTheVersionIntoAPurlThatHasNone() {
        // Given
        String components =
                """
                ,"components":[
                 {"type":"library","name":"n","version":"1.0+b 2","purl":"pkg:npm/%40scope/n?arch=x#sub"},
                 {"type":"library","name":"m","version":"unknown","purl":"pkg:npm/m"},
                 {"type":"library","name":"o","purl":"pkg:npm/o"}]
                """;

        // When
        Inventory inventory = inventory(components);

        // Then
        assertThat(inventory.components())
                .extracting(Component::purl)
                .containsExactly(
                        "pkg:npm/%40scope/n@1.0%2Bb%202?arch=x#sub", "pkg:npm/m", "pkg:npm/o");
    }

    @Test
    void shouldTakeAnNpmScopeWithABareAtForAName() {
        // When
        Inventory inventory =
                inventory(
                        ",\"components\":[{\"type\":\"library\",\"name\":\"b\",\"version\":\"5\",\"purl\":\"pkg:npm/@scope/b\"},{\"type\":\"library\",\"name\":\"c\",\"purl\":\"pkg:npm/@5\"}]");

        // Then
        assertThat(inventory.components())
                .extracting(Component::purl)
                .containsExactly("pkg:npm/@scope/b@5");
        assertThat(inventory.unidentified()).isEqualTo(1);
    }

    @Test
    void shouldCountComponentsWithoutAUsablePurlButNotFiles() {
        // Given
        String components =
                """
                ,"components":[
                 {"type":"library","name":"a","version":"1"},
                 {"type":"library","name":"b","version":"1","purl":"not a purl"},
                 {"type":"library","name":"c","version":"1","purl":"pkg:npm"},
                 {"type":"file","name":"/etc/passwd"},
                 {"type":"data","name":"set"}]
                """;

        // When
        Inventory inventory = inventory(components);

        // Then
        assertThat(inventory.unidentified()).isEqualTo(3);
        assertThat(inventory.quality().components()).isEqualTo(3);
        assertThat(inventory.components()).isEmpty();
    }

    @Test
    void shouldReplaceWhatPostgresqlAndUtf8CanNotHold() {
        // When
        Inventory inventory =
                inventory(
                        ",\"components\":[{\"type\":\"library\",\"name\":\"n\",\"version\":\"1\",\"purl\":\"pkg:npm/n@1\",\"licenses\":[{\"license\":{\"name\":\"a\\u0000b\\ud800c\"}}]}]");

        // Then
        assertThat(inventory.components())
                .extracting(Component::licence)
                .containsExactly("a\uFFFDb\uFFFDc");
    }

    @Test
    void shouldReadUtf16AndByteOrderMarks() {
        // Given
        String text =
                "\uFEFF"
                        + bill(
                                ",\"components\":[{\"type\":\"library\",\"name\":\"ñ\",\"purl\":\"pkg:npm/n@1\"}]");

        // When
        Bill utf16 = parsed(source, text.getBytes(StandardCharsets.UTF_16LE), Bill.class);
        Bill utf8 = parsed(source, text.getBytes(StandardCharsets.UTF_8), Bill.class);

        // Then
        assertThat(utf16).isEqualTo(utf8);
    }

    @Test
    void shouldSurviveHugeNumbersAndUnknownFields() {
        // When
        Inventory inventory =
                inventory(
                        ",\"x\":9007199254740993,\"y\":1e400,\"z\":{\"deep\":[1,2,{\"a\":null}]},\"components\":[]");

        // Then
        assertThat(inventory.components()).isEmpty();
    }

    @Test
    void shouldRefuseDataThatFollowsTheDocument() {
        // When
        Malformed malformed = malformed(source, bill(",\"components\":[]") + "\n{}");

        // Then
        assertThat(malformed)
                .isEqualTo(new Malformed(2, 1, "something follows the end of the document"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"2.0\"} | specVersion must be one of 1.2 to 1.7",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.1\"} | specVersion must be one of 1.2 to 1.7",
                "{\"bomFormat\":\"CycloneDX\"} | specVersion is missing",
                "{\"specVersion\":\"1.6\"} | bomFormat is missing: this is no CycloneDX document",
                "{\"bomFormat\":\"SPDX\"} | bomFormat must be CycloneDX",
                "[] | a CycloneDX document must be an object"
            })
    void shouldRefuseWhatIsNoReadableCycloneDx(String document, String reason) {
        // When
        Malformed malformed = malformed(source, document);

        // Then
        assertThat(malformed.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"serialNumber\":\"urn:uuid:3e671687-395b-41f5-a30f\"",
                ",\"metadata\":{\"timestamp\":\"2020-04-13\"}",
                ",\"components\":{}",
                ",\"components\":[{\"name\":\"n\"}]",
                ",\"components\":[{\"type\":\"library\"}]",
                ",\"components\":[{\"type\":\"foo\",\"name\":\"n\"}]",
                ",\"components\":[{\"type\":\"library\",\"name\":\"n\",\"bom-ref\":\"\"}]",
                ",\"components\":[{\"type\":\"library\",\"name\":\"n\",\"hashes\":[{\"alg\":\"FOO\",\"content\":\"aa\"}]}]",
                ",\"components\":[{\"type\":\"library\",\"name\":\"n\",\"hashes\":[{\"alg\":\"MD5\",\"content\":\"foo\"}]}]",
                ",\"components\":[{\"type\":\"library\",\"name\":\"n\",\"licenses\":[{\"expression\":\"MIT\",\"license\":{\"id\":\"MIT\"}}]}]",
                ",\"components\":[{\"type\":\"library\",\"name\":\"n\",\"licenses\":[{\"license\":{}}]}]",
                ",\"components\":[{\"type\":\"library\",\"name\":\"n\",\"licenses\":[{\"license\":{\"id\":\"MIT\",\"text\":{\"encoding\":\"base85\"}}}]}]",
                ",\"components\":[{\"type\":\"library\",\"name\":\"n\",\"pedigree\":{\"patches\":[{\"type\":\"foo\"}]}}]",
                ",\"components\":[{\"type\":\"library\",\"name\":\"n\",\"version\":\"1\",\"versionRange\":\"vers:npm/*\"}]",
                ",\"properties\":[{\"value\":\"without a name\"}]",
                ",\"citations\":[{\"pointers\":[\"/a\"]}]"
            })
    void shouldRefuseWhatTheSpecificationForbids(String rest) {
        // When
        Malformed malformed = malformed(source, bill(rest));

        // Then
        assertThat(malformed.line()).isEqualTo(1);
        assertThat(malformed.column()).isGreaterThan(50);
    }

    @Test
    void shouldBearNamelessPropertiesWhereTheVersionAllowedThem() {
        // When
        Bill bill =
                parsed(
                        source,
                        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"properties\":[{\"value\":\"x\"}],\"components\":[]}",
                        Bill.class);

        // Then
        assertThat(bill.format()).isEqualTo("CycloneDX 1.5 JSON");
    }

    @Test
    void shouldReadEmbeddedStatementsAndResolveTheirReferences() {
        // Given
        String rest =
                """
                ,"metadata":{"component":{"type":"application","name":"atlas","bom-ref":"root"}},
                "vulnerabilities":[
                 {"id":"CVE-1","references":[{"id":"GHSA-1","source":{"name":"x"}}],
                  "analysis":{"state":"not_affected","justification":"code_not_reachable","detail":"d","lastUpdated":"2026-01-01T00:00:00Z"},
                  "affects":[{"ref":"a"},{"ref":"urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:npm/b@1"}]},
                 {"id":"CVE-2","analysis":{"state":"exploitable","response":["update"]},"affects":[{"ref":"root"}]},
                 {"id":"CVE-3","analysis":{"state":"resolved"},"affects":[{"ref":"nowhere"}]},
                 {"id":"CVE-4","affects":[{"ref":"a"}]}],
                "components":[{"type":"library","bom-ref":"a","name":"a","purl":"pkg:npm/a@1"}]
                """;

        // When
        Several both = parsed(source, bill(rest), Several.class);

        // Then
        Bill bill = (Bill) both.documents().getFirst();
        assertThat(both.counts())
                .containsEntry("statements", 2L)
                .containsEntry("unresolvedStatements", 1L)
                .containsEntry("findings", 1L);
        assertThat(bill.unresolved()).isEqualTo(1);
        assertThat(bill.statements()).hasSize(2);
        VexStatement first = bill.statements().getFirst();
        assertThat(first.vulnerabilities()).containsExactly("CVE-1", "GHSA-1");
        assertThat(first.status()).isEqualTo(VexStatus.NOT_AFFECTED);
        assertThat(first.justification())
                .isEqualTo(VexJustification.VULNERABLE_CODE_NOT_IN_EXECUTE_PATH);
        assertThat(first.purls()).containsExactly("pkg:npm/a@1", "pkg:npm/b@1");
        VexStatement second = bill.statements().getLast();
        assertThat(second.status()).isEqualTo(VexStatus.AFFECTED);
        assertThat(second.actionStatement()).isEqualTo("update");
        assertThat(second.purls()).isEmpty();
    }

    @Test
    void shouldNotTakeAPureVexDocumentForAnEmptyInventory() {
        // When
        Bill bill =
                parsed(
                        source,
                        bill(
                                ",\"vulnerabilities\":[{\"id\":\"CVE-1\",\"analysis\":{\"state\":\"in_triage\"}}]"),
                        Bill.class);

        // Then
        assertThat(bill.inventory()).isNull();
        assertThat(bill.statements()).hasSize(1);
    }

    @Test
    void shouldTakeVulnerabilitiesThatNobodyAnalysedForAScan() {
        // Given
        String rest =
                """
                ,"metadata":{"tools":{"components":[{"type":"application","name":"grype","version":"0.80.0"}]},
                  "component":{"type":"container","group":"acme","name":"registry.example:5000/atlas/web:4.9.2","bom-ref":"root"}},
                "components":[{"type":"library","bom-ref":"a","name":"a","version":"1","purl":"pkg:npm/a@1"}],
                "vulnerabilities":[
                 {"id":"GHSA-2","source":{"name":"GitHub"},"references":[{"id":"CVE-2","source":{"name":"NVD"}}],
                  "description":"It leaks.\\nA lot.","cwes":[79,200],
                  "ratings":[{"source":{"name":"NVD"},"score":9.8,"severity":"critical"},
                             {"source":{"name":"github"},"severity":"medium"}],
                  "affects":[{"ref":"a","versions":[{"version":"1","status":"affected"},
                                                    {"version":"1.2","status":"unaffected"}]}]},
                 {"id":"CVE-3","ratings":[{"score":7.5,"method":"CVSSv31"}],"affects":[{"ref":"root"},{"ref":"gone"}]},
                 {"id":"CVE-4","analysis":{}}]
                """;

        // When
        Several both = parsed(source, bill(rest), Several.class);

        // Then
        ScanReport report = (ScanReport) both.documents().getLast();
        ScopeScan scan = report.scans().getFirst();
        assertThat(report.scans()).hasSize(1);
        assertThat(scan.scan())
                .isEqualTo(
                        new Scan(
                                "grype",
                                "0.80.0",
                                List.of(ScanKind.SCA),
                                "acme/registry.example:5000/atlas/web",
                                null,
                                null,
                                null));
        assertThat(scan.findings())
                .extracting(Finding::rule, Finding::title, Finding::severity, Finding::known)
                .containsExactly(
                        tuple(
                                "GHSA-2",
                                "It leaks.",
                                Severity.MEDIUM,
                                new KnownFlaw(List.of("GHSA-2", "CVE-2"), "pkg:npm/a@1", "1.2")),
                        tuple(
                                "CVE-3",
                                "CVE-3",
                                Severity.HIGH,
                                new KnownFlaw(List.of("CVE-3"), null, null)),
                        tuple(
                                "CVE-3",
                                "CVE-3",
                                Severity.HIGH,
                                new KnownFlaw(List.of("CVE-3"), null, null)),
                        tuple(
                                "CVE-4",
                                "CVE-4",
                                Severity.UNKNOWN,
                                new KnownFlaw(List.of("CVE-4"), null, null)));
        assertThat(scan.findings().getFirst().cwes()).containsExactly("CWE-79", "CWE-200");
        assertThat(scan.findings()).extracting(Finding::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotTakeAnEmptyListOfVulnerabilitiesForACleanScan() {
        // When
        ParsedDocument document =
                parsed(
                        source,
                        bill(",\"components\":[],\"vulnerabilities\":[]"),
                        ParsedDocument.class);

        // Then
        assertThat(document).isInstanceOf(Bill.class);
    }

    @Test
    void shouldKeepTheDependencyGraphAsPositions() {
        // Given
        String rest =
                """
                ,"metadata":{"component":{"type":"application","name":"atlas","bom-ref":"root"}},
                "components":[
                 {"type":"library","bom-ref":"a","name":"a","purl":"pkg:npm/a@1","cpe":"cpe:2.3:a:a:a:1:*:*:*:*:*:*:*",
                  "supplier":{"name":"Acme"}},
                 {"type":"library","bom-ref":"x","name":"x"},
                 {"type":"library","bom-ref":"b","name":"b","purl":"pkg:npm/b@1"},
                 {"type":"library","bom-ref":"c","name":"c","purl":"pkg:npm/c@1"},
                 {"type":"library","bom-ref":"b2","name":"b","purl":"pkg:npm/b@1"}],
                "dependencies":[
                 {"dependsOn":["c","b","b2","a","x","nowhere"],"ref":"a"},
                 {"ref":"root","dependsOn":["a"]},
                 {"ref":"b2","dependsOn":["a"]},
                 {"ref":"c"}]
                """;

        // When
        Bill bill = parsed(source, bill(rest), Bill.class);

        // Then
        assertThat(Objects.requireNonNull(bill.inventory()).components())
                .containsExactly(
                        new Component(
                                "pkg:npm/a@1",
                                null,
                                null,
                                "cpe:2.3:a:a:a:1:*:*:*:*:*:*:*",
                                "Acme",
                                List.of(1, 2),
                                true),
                        new Component("pkg:npm/b@1", null, null, null, null, List.of(0), false),
                        new Component("pkg:npm/c@1", null, null, null, null, List.of(), false));
    }

    @Test
    void shouldTakeAFalsePositiveForAReasonInItself() {
        // When
        Bill bill =
                parsed(
                        source,
                        bill(
                                ",\"vulnerabilities\":[{\"id\":\"CVE-1\",\"analysis\":{\"state\":\"false_positive\"}}]"),
                        Bill.class);

        // Then
        assertThat(bill.statements())
                .singleElement()
                .satisfies(s -> assertThat(s.decides()).isTrue());
    }

    @Test
    void shouldNameTheToolInBothFormsOfTools() {
        // When
        Bill legacy =
                parsed(
                        source,
                        bill(
                                ",\"metadata\":{\"tools\":[{\"vendor\":\"v\",\"name\":\"old\",\"version\":\"1\"}]},\"components\":[]"),
                        Bill.class);
        Bill modern =
                parsed(
                        source,
                        bill(
                                ",\"metadata\":{\"tools\":{\"components\":[{\"name\":\"new\"}]}},\"components\":[]"),
                        Bill.class);

        // Then
        assertThat(legacy.tool()).isEqualTo("old 1");
        assertThat(modern.tool()).isEqualTo("new");
    }
}
