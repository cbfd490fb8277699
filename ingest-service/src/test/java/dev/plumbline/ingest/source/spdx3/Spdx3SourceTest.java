package dev.plumbline.ingest.source.spdx3;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parse;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Component;
import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.Inventory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class Spdx3SourceTest {
    private static final String SHA256 =
            "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865";
    private static final String DOCUMENT =
            """
            {"type":"SpdxDocument","spdxId":"urn:kettle:doc","creationInfo":"_:c","rootElement":["urn:kettle:bom"]},
            {"type":"software_Sbom","spdxId":"urn:kettle:bom","software_sbomType":["build"],"rootElement":["urn:kettle"]},
            {"type":"software_Package","spdxId":"urn:kettle","name":"kettle"},
            {"type":"software_Package","spdxId":"urn:express","name":"express","software_packageVersion":"4.21.1",
             "software_packageUrl":"pkg:npm/express@4.21.1"}
            """;

    private final Spdx3Source source = new Spdx3Source();

    private static String graph(String... elements) {
        return "{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",\"@graph\":["
                + String.join(",", elements)
                + "]}";
    }

    private static String creation(String created) {
        return "{\"type\":\"CreationInfo\",\"@id\":\"_:c\",\"specVersion\":\"3.0.1\",\"created\":\""
                + created
                + "\",\"createdBy\":[\"urn:steam\"],\"createdUsing\":[\"urn:tool\"]}";
    }

    private static String relation(String from, String type, String to) {
        return "{\"type\":\"Relationship\",\"from\":\"%s\",\"relationshipType\":\"%s\",\"to\":[\"%s\"]}"
                .formatted(from, type, to);
    }

    private static String vex(String kind, String about, String more) {
        return "{\"type\":\"security_Vex%sVulnAssessmentRelationship\",\"from\":\"urn:v\",\"to\":[\"%s\"]%s}"
                .formatted(kind, about, more);
    }

    private static final String VULNERABILITY =
            "{\"type\":\"security_Vulnerability\",\"spdxId\":\"urn:v\",\"externalIdentifier\":[{\"type\":\"ExternalIdentifier\",\"externalIdentifierType\":\"cve\",\"identifier\":\"CVE-2024-43796\"}]}";

    private Inventory inventory(String text) {
        Inventory inventory = parsed(source, text, Bill.class).inventory();
        assertThat(inventory).isNotNull();
        return inventory;
    }

    @Test
    void shouldReadAGraphWhoseReferencesRunBackwardsAndForwards() {
        // When
        Bill bill =
                parsed(
                        source,
                        graph(
                                relation("urn:express", "hasDeclaredLicense", "urn:set"),
                                relation("urn:kettle", "dependsOn", "urn:express"),
                                DOCUMENT.replace(
                                        "\"name\":\"express\"",
                                        "\"name\":\"express\",\"suppliedBy\":\"urn:steam\",\"verifiedUsing\":[{\"type\":\"Hash\",\"algorithm\":\"sha256\",\"hashValue\":\""
                                                + SHA256
                                                + "\"}]"),
                                creation("2026-02-11T09:00:00Z"),
                                "{\"type\":\"Organization\",\"spdxId\":\"urn:steam\",\"name\":\"Steam\"}",
                                "{\"type\":\"Tool\",\"spdxId\":\"urn:tool\",\"name\":\"boilscan-1.8.2\"}",
                                "{\"type\":\"expandedlicensing_ConjunctiveLicenseSet\",\"spdxId\":\"urn:set\",\"expandedlicensing_member\":[\"https://spdx.org/licenses/MIT\",\"urn:set\",\"urn:l\"]}",
                                "{\"type\":\"simplelicensing_LicenseExpression\",\"spdxId\":\"urn:l\",\"simplelicensing_licenseExpression\":\"BSD-3-Clause\"}"),
                        Bill.class);

        // Then
        assertThat(bill.format()).isEqualTo("SPDX 3.0.1 JSON-LD");
        assertThat(bill.tool()).isEqualTo("boilscan 1.8.2");
        assertThat(bill.inventory()).isNotNull();
        assertThat(bill.inventory().components())
                .containsExactly(
                        new Component(
                                "pkg:npm/express@4.21.1",
                                "(MIT AND BSD-3-Clause)",
                                SHA256,
                                null,
                                "Steam",
                                null,
                                true));
        assertThat(bill.inventory().quality().fields())
                .containsEntry("author", 1.0)
                .containsEntry("timestamp", 1.0)
                .containsEntry("generation-context", 1.0)
                .containsEntry("dependency-relationship", 1.0);
    }

    @Test
    void shouldReadElementsThatAreNestedInOthers() {
        // When
        Inventory inventory =
                inventory(
                        graph(
                                """
                                {"type":"SpdxDocument","spdxId":"urn:doc",
                                 "creationInfo":{"type":"CreationInfo","specVersion":"3.0.0","created":"2026-01-01T00:00:00Z",
                                   "createdBy":[{"type":"Person","spdxId":"urn:p","name":"Jane Roe"}]},
                                 "rootElement":[{"type":"software_Package","spdxId":"urn:a","name":"a"}],
                                 "element":[{"type":"software_Package","spdxId":"urn:b","name":"b",
                                   "externalIdentifier":[{"externalIdentifierType":"packageUrl","identifier":"pkg:npm/b@1"}]}]}
                                """));

        // Then
        assertThat(inventory.components())
                .extracting(Component::purl)
                .containsExactly("pkg:npm/b@1");
        assertThat(inventory.quality().fields()).containsEntry("author", 1.0);
    }

    @Test
    void shouldFindIdentifiersAndDigestsThatStandApart() {
        // When
        Inventory inventory =
                inventory(
                        graph(
                                "{\"type\":\"software_Package\",\"spdxId\":\"urn:b\",\"name\":\"b\",\"externalIdentifier\":[\"urn:i\"]}",
                                "{\"type\":\"ExternalIdentifier\",\"spdxId\":\"urn:i\",\"externalIdentifierType\":\"purl\",\"identifier\":\"pkg:npm/b@1\"}",
                                "{\"type\":\"software_File\",\"spdxId\":\"urn:f\",\"name\":\"b.tgz\",\"verifiedUsing\":[{\"algorithm\":\"sha256\",\"hashValue\":\""
                                        + SHA256
                                        + "\"}]}",
                                relation("urn:b", "hasDistributionArtifact", "urn:f")));

        // Then
        assertThat(inventory.components())
                .containsExactly(new Component("pkg:npm/b@1", null, SHA256));
    }

    @Test
    void shouldMakeStatementsOfVexRelationships() {
        // When
        Bill bill =
                parsed(
                        source,
                        graph(
                                creation("2026-02-11T09:00:00Z"),
                                DOCUMENT,
                                VULNERABILITY,
                                vex(
                                        "NotAffected",
                                        "urn:kettle",
                                        ",\"security_assessedElement\":\"urn:express\",\"security_justificationType\":\"vulnerableCodeNotInExecutePath\",\"security_publishedTime\":\"2026-02-10T16:30:00Z\""),
                                vex(
                                        "Affected",
                                        "urn:kettle",
                                        ",\"security_actionStatement\":\"Boil dry.\""),
                                vex("Fixed", "urn:nowhere", ""),
                                vex(
                                        "UnderInvestigation",
                                        "urn:express",
                                        ",\"security_withdrawnTime\":\"2026-02-12T00:00:00Z\"")),
                        Bill.class);

        // Then
        assertThat(bill.statements())
                .containsExactly(
                        new VexStatement(
                                List.of("CVE-2024-43796"),
                                VexStatus.NOT_AFFECTED,
                                VexJustification.VULNERABLE_CODE_NOT_IN_EXECUTE_PATH,
                                null,
                                null,
                                List.of("pkg:npm/express@4.21.1"),
                                Instant.parse("2026-02-10T16:30:00Z")),
                        new VexStatement(
                                List.of("CVE-2024-43796"),
                                VexStatus.AFFECTED,
                                null,
                                null,
                                "Boil dry.",
                                List.of(),
                                Instant.parse("2026-02-11T09:00:00Z")));
        assertThat(bill.unresolved()).isEqualTo(1);
    }

    @Test
    void shouldNotEmptyTheInventoryByStatementsOfAProductAlone() {
        // When
        Bill bill =
                parsed(
                        source,
                        graph(
                                "{\"type\":\"SpdxDocument\",\"spdxId\":\"urn:d\",\"rootElement\":[\"urn:kettle\"]}",
                                "{\"type\":\"software_Package\",\"spdxId\":\"urn:kettle\",\"name\":\"kettle\"}",
                                VULNERABILITY,
                                vex("Fixed", "urn:kettle", "")),
                        Bill.class);

        // Then
        assertThat(bill.inventory()).isNull();
        assertThat(bill.statements()).hasSize(1);
    }

    @Test
    void shouldCountDataAmongPackagesOnlyWithAPurl() {
        // When
        Inventory inventory =
                inventory(
                        graph(
                                DOCUMENT,
                                "{\"type\":\"dataset_DatasetPackage\",\"spdxId\":\"urn:d\",\"name\":\"d\"}",
                                "{\"type\":\"ai_AIPackage\",\"spdxId\":\"urn:m\",\"name\":\"m\"}",
                                "{\"type\":\"software_Package\",\"spdxId\":\"urn:t\",\"name\":\"t\",\"software_primaryPurpose\":\"documentation\"}"));

        // Then
        assertThat(inventory.quality().components()).isEqualTo(2);
        assertThat(inventory.unidentified()).isEqualTo(1);
    }

    @Test
    void shouldRefuseOtherVersionsAndHalfDocuments() {
        // When
        Malformed later = malformed(source, graph(DOCUMENT).replace("3.0.1", "3.1.0"));
        Malformed date = malformed(source, graph("\n" + creation("yesterday"), DOCUMENT));
        Malformed nothing = malformed(source, graph("{\"type\":\"Person\",\"spdxId\":\"urn:p\"}"));
        Malformed nameless =
                malformed(
                        source, graph("\n\n{\"type\":\"software_Package\",\"spdxId\":\"urn:p\"}"));
        Malformed cut = malformed(source, graph(DOCUMENT).substring(0, 300));

        // Then
        assertThat(later.reason()).isEqualTo("of SPDX 3, version 3.0 is read");
        assertThat(date.line()).isEqualTo(2);
        assertThat(nothing.reason()).startsWith("there is no SpdxDocument");
        assertThat(nameless.line()).isEqualTo(3);
        assertThat(cut.reason()).startsWith("not valid JSON");
    }

    /// Every byte is once the last one, and once another one.
    @Test
    void shouldAnswerWhateverIsCutOrDamaged() {
        // Given
        byte[] whole =
                graph(
                                creation("2026-02-11T09:00:00Z"),
                                DOCUMENT,
                                VULNERABILITY,
                                vex("Fixed", "urn:express", ""),
                                relation("urn:kettle", "dependsOn", "urn:express"))
                        .getBytes(StandardCharsets.UTF_8);

        // Then
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << (i % 8));
            assertThat(parse(source, Arrays.copyOf(whole, i))).isNotNull();
            assertThat(parse(source, damaged)).isNotNull();
        }
    }
}
