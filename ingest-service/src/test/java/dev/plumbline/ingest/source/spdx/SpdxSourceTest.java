package dev.plumbline.ingest.source.spdx;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parse;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Component;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.Inventory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpdxSourceTest {
    private static final String SHA256 =
            "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865";

    /// The same SBOM in each form: a toaster that needs a parser and holds a controller.
    private static final String TAGS =
            """
            # made by hand
            SPDXVersion: SPDX-2.3
            DataLicense: CC0-1.0
            SPDXID: SPDXRef-DOCUMENT
            DocumentName: toaster
            DocumentNamespace: https://crumb.example/sbom/1
            Creator: Tool: crumbscan-2.1.0
            Creator: Organization: Crumb
            Created: 2026-03-01T08:15:00Z
            CreatorComment: <text>Made at night.
            SBOM Type: Build
            </text>

            PackageName: toaster
            SPDXID: SPDXRef-toaster
            PackageVersion: 4.2.0
            PackageChecksum: SHA256: %1$s
            PackageComment: <text>
            PackageName: this is no package
            </text>

            PackageName: jsoup
            SPDXID: SPDXRef-jsoup
            PackageVersion: 1.18.1
            PackageSupplier: NOASSERTION
            PackageOriginator: Person: Jane Roe (jane@jsoup.example)
            PackageLicenseConcluded: NOASSERTION
            PackageLicenseDeclared: MIT
            ExternalRef: SECURITY cpe23Type cpe:2.3:a:jsoup:jsoup:1.18.1:*:*:*:*:*:*:*
            ExternalRef: PACKAGE-MANAGER purl pkg:maven/org.jsoup/jsoup@1.18.1

            PackageName: heater-control
            SPDXID: SPDXRef-heater

            FileName: ./heat.c
            SPDXID: SPDXRef-heat
            LicenseConcluded: GPL-2.0-only

            Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-toaster
            Relationship: SPDXRef-toaster DEPENDS_ON SPDXRef-jsoup
            Relationship: SPDXRef-heater CONTAINS SPDXRef-heat
            """
                    .formatted(SHA256);

    private static final String JSON =
            """
            {"SPDXID":"SPDXRef-DOCUMENT","spdxVersion":"SPDX-2.3","name":"toaster",
            "documentNamespace":"https://crumb.example/sbom/1",
            "creationInfo":{"created":"2026-03-01T08:15:00Z","comment":"Made at night.\\nSBOM Type: Build",
              "creators":["Tool: crumbscan-2.1.0","Organization: Crumb"]},
            "packages":[
             {"SPDXID":"SPDXRef-toaster","name":"toaster","versionInfo":"4.2.0",
              "checksums":[{"algorithm":"SHA256","checksumValue":"%1$s"}]},
             {"SPDXID":"SPDXRef-jsoup","name":"jsoup","versionInfo":"1.18.1","supplier":"NOASSERTION",
              "originator":"Person: Jane Roe (jane@jsoup.example)","licenseConcluded":"NOASSERTION","licenseDeclared":"MIT",
              "externalRefs":[
               {"referenceCategory":"SECURITY","referenceLocator":"cpe:2.3:a:jsoup:jsoup:1.18.1:*:*:*:*:*:*:*","referenceType":"cpe23Type"},
               {"referenceCategory":"PACKAGE_MANAGER","referenceLocator":"pkg:maven/org.jsoup/jsoup@1.18.1","referenceType":"purl"}]},
             {"SPDXID":"SPDXRef-heater","name":"heater-control"}],
            "files":[{"fileName":"./heat.c","SPDXID":"SPDXRef-heat"}],
            "relationships":[
             {"spdxElementId":"SPDXRef-DOCUMENT","relationshipType":"DESCRIBES","relatedSpdxElement":"SPDXRef-toaster"},
             {"spdxElementId":"SPDXRef-toaster","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-jsoup"},
             {"spdxElementId":"SPDXRef-heater","relationshipType":"CONTAINS","relatedSpdxElement":"SPDXRef-heat"}]}
            """
                    .formatted(SHA256);

    private static final String YAML =
            """
            SPDXID: SPDXRef-DOCUMENT
            spdxVersion: SPDX-2.3
            documentNamespace: https://crumb.example/sbom/1
            creationInfo:
              created: 2026-03-01T08:15:00Z
              comment: "SBOM Type: Build"
              creators: ["Tool: crumbscan-2.1.0", "Organization: Crumb"]
            packages:
            - SPDXID: SPDXRef-toaster
              name: toaster
              versionInfo: 4.2.0
              checksums:
              - {algorithm: SHA256, checksumValue: %1$s}
            - SPDXID: SPDXRef-jsoup
              name: jsoup
              versionInfo: 1.18.1
              supplier: NOASSERTION
              originator: "Person: Jane Roe (jane@jsoup.example)"
              licenseConcluded: NOASSERTION
              licenseDeclared: MIT
              externalRefs:
              - referenceType: cpe23Type
                referenceLocator: "cpe:2.3:a:jsoup:jsoup:1.18.1:*:*:*:*:*:*:*"
              - referenceType: purl
                referenceLocator: pkg:maven/org.jsoup/jsoup@1.18.1
            - SPDXID: SPDXRef-heater
              name: heater-control
            files:
            - {SPDXID: SPDXRef-heat, fileName: ./heat.c}
            relationships:
            - {spdxElementId: SPDXRef-DOCUMENT, relationshipType: DESCRIBES, relatedSpdxElement: SPDXRef-toaster}
            - {spdxElementId: SPDXRef-toaster, relationshipType: DEPENDS_ON, relatedSpdxElement: SPDXRef-jsoup}
            - {spdxElementId: SPDXRef-heater, relationshipType: CONTAINS, relatedSpdxElement: SPDXRef-heat}
            """
                    .formatted(SHA256);

    private static final String XML =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document>
              <SPDXID>SPDXRef-DOCUMENT</SPDXID><spdxVersion>SPDX-2.3</spdxVersion>
              <documentNamespace>https://crumb.example/sbom/1</documentNamespace>
              <creationInfo><created>2026-03-01T08:15:00Z</created><comment>SBOM Type: Build</comment>
                <creators>Tool: crumbscan-2.1.0</creators><creators>Organization: Crumb</creators></creationInfo>
              <packages><SPDXID>SPDXRef-toaster</SPDXID><name>toaster</name><versionInfo>4.2.0</versionInfo>
                <checksums><algorithm>SHA256</algorithm><checksumValue>%1$s</checksumValue></checksums></packages>
              <packages><SPDXID>SPDXRef-jsoup</SPDXID><name>jsoup</name><versionInfo>1.18.1</versionInfo>
                <supplier>NOASSERTION</supplier><originator>Person: Jane Roe (jane@jsoup.example)</originator>
                <licenseConcluded>NOASSERTION</licenseConcluded><licenseDeclared>MIT</licenseDeclared>
                <externalRefs><referenceLocator>cpe:2.3:a:jsoup:jsoup:1.18.1:*:*:*:*:*:*:*</referenceLocator><referenceType>cpe23Type</referenceType></externalRefs>
                <externalRefs><referenceLocator>pkg:maven/org.jsoup/jsoup@1.18.1</referenceLocator><referenceType>purl</referenceType></externalRefs></packages>
              <packages><SPDXID>SPDXRef-heater</SPDXID><name>heater-control</name></packages>
              <files><SPDXID>SPDXRef-heat</SPDXID><fileName>./heat.c</fileName></files>
              <documentDescribes>SPDXRef-toaster</documentDescribes>
              <relationships><spdxElementId>SPDXRef-toaster</spdxElementId><relationshipType>DEPENDS_ON</relationshipType><relatedSpdxElement>SPDXRef-jsoup</relatedSpdxElement></relationships>
              <relationships><spdxElementId>SPDXRef-heater</spdxElementId><relationshipType>CONTAINS</relationshipType><relatedSpdxElement>SPDXRef-heat</relatedSpdxElement></relationships>
            </Document>
            """
                    .formatted(SHA256);

    /// Nested where tools nest, flat where they lay out flat, with a blank node that stands apart.
    private static final String RDF =
            """
            <rdf:RDF xmlns:spdx="http://spdx.org/rdf/terms#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
                xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
              <spdx:SpdxDocument rdf:about="https://crumb.example/sbom/1#SPDXRef-DOCUMENT">
                <spdx:specVersion>SPDX-2.3</spdx:specVersion>
                <spdx:creationInfo rdf:nodeID="made"/>
                <spdx:relationship><spdx:Relationship>
                  <spdx:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_describes"/>
                  <spdx:relatedSpdxElement>
                    <spdx:Package rdf:about="https://crumb.example/sbom/1#SPDXRef-toaster">
                      <spdx:name>toaster</spdx:name>
                      <spdx:checksum><spdx:Checksum>
                        <spdx:algorithm rdf:resource="http://spdx.org/rdf/terms#checksumAlgorithm_sha256"/>
                        <spdx:checksumValue>%1$s</spdx:checksumValue>
                      </spdx:Checksum></spdx:checksum>
                      <spdx:relationship><spdx:Relationship>
                        <spdx:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_dependsOn"/>
                        <spdx:relatedSpdxElement rdf:resource="https://crumb.example/sbom/1#SPDXRef-jsoup"/>
                      </spdx:Relationship></spdx:relationship>
                    </spdx:Package>
                  </spdx:relatedSpdxElement>
                </spdx:Relationship></spdx:relationship>
              </spdx:SpdxDocument>
              <rdf:Description rdf:about="https://crumb.example/sbom/1#SPDXRef-jsoup">
                <rdf:type rdf:resource="http://spdx.org/rdf/terms#Package"/>
                <spdx:versionInfo>1.18.1</spdx:versionInfo>
                <spdx:supplier rdf:resource="http://spdx.org/rdf/terms#noassertion"/>
                <spdx:originator>Person: Jane Roe (jane@jsoup.example)</spdx:originator>
                <spdx:licenseConcluded rdf:resource="http://spdx.org/rdf/terms#noassertion"/>
                <spdx:licenseDeclared rdf:resource="http://spdx.org/licenses/MIT"/>
                <spdx:externalRef><spdx:ExternalRef>
                  <spdx:referenceType rdf:resource="http://spdx.org/rdf/references/cpe23Type"/>
                  <spdx:referenceLocator>cpe:2.3:a:jsoup:jsoup:1.18.1:*:*:*:*:*:*:*</spdx:referenceLocator>
                </spdx:ExternalRef></spdx:externalRef>
                <spdx:externalRef><spdx:ExternalRef>
                  <spdx:referenceType rdf:resource="http://spdx.org/rdf/references/purl"/>
                  <spdx:referenceLocator>pkg:maven/org.jsoup/jsoup@1.18.1</spdx:referenceLocator>
                </spdx:ExternalRef></spdx:externalRef>
              </rdf:Description>
              <spdx:Package rdf:about="https://crumb.example/sbom/1#SPDXRef-jsoup"><spdx:name>jsoup</spdx:name></spdx:Package>
              <spdx:Package rdf:about="https://crumb.example/sbom/1#SPDXRef-heater">
                <spdx:name>heater-control</spdx:name>
                <spdx:relationship><spdx:Relationship>
                  <spdx:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_contains"/>
                  <spdx:relatedSpdxElement><spdx:File rdf:about="https://crumb.example/sbom/1#SPDXRef-heat"/></spdx:relatedSpdxElement>
                </spdx:Relationship></spdx:relationship>
              </spdx:Package>
              <spdx:CreationInfo rdf:nodeID="made">
                <spdx:created>2026-03-01T08:15:00Z</spdx:created>
                <spdx:creator>Tool: crumbscan-2.1.0</spdx:creator>
                <spdx:creator>Organization: Crumb</spdx:creator>
                <rdfs:comment>SBOM Type: Build</rdfs:comment>
              </spdx:CreationInfo>
            </rdf:RDF>
            """
                    .formatted(SHA256);

    private final SpdxSource source = new SpdxSource();

    private static String form(String name) {
        return switch (name) {
            case "JSON" -> JSON;
            case "YAML" -> YAML;
            case "tag-value" -> TAGS;
            case "RDF/XML" -> RDF;
            default -> XML;
        };
    }

    private Bill bill(String text) {
        return parsed(source, text, Bill.class);
    }

    private Inventory inventory(String text) {
        Inventory inventory = bill(text).inventory();
        assertThat(inventory).isNotNull();
        return inventory;
    }

    private static String json(String packages, String relationships) {
        return "{\"SPDXID\":\"SPDXRef-DOCUMENT\",\"spdxVersion\":\"SPDX-2.3\",\"packages\":["
                + packages
                + "],\"relationships\":["
                + relationships
                + "]}";
    }

    private static String pack(String id) {
        return "{\"SPDXID\":\"SPDXRef-%1$s\",\"name\":\"%1$s\",\"externalRefs\":[{\"referenceType\":\"purl\",\"referenceLocator\":\"pkg:npm/%1$s@1\"}]}"
                .formatted(id);
    }

    private static String relation(String from, String type, String to) {
        return "{\"spdxElementId\":\"%s\",\"relationshipType\":\"%s\",\"relatedSpdxElement\":\"%s\"}"
                .formatted(from, type, to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "YAML", "tag-value", "RDF/XML", "XML"})
    void shouldReadTheSameInEveryForm(String form) {
        // When
        boolean recognised =
                source.recognises(Opening.of(form(form).getBytes(StandardCharsets.UTF_8)));
        Bill bill = bill(form(form));

        // Then
        assertThat(recognised).isTrue();
        assertThat(bill.format()).isEqualTo("SPDX 2.3 " + form);
        assertThat(bill.tool()).isEqualTo("crumbscan 2.1.0");
        Inventory inventory = bill.inventory();
        assertThat(inventory).isNotNull();
        assertThat(inventory.subjectSha256()).containsExactly(SHA256);
        assertThat(inventory.unidentified()).isEqualTo(1);
        assertThat(inventory.components())
                .containsExactly(
                        new Component(
                                "pkg:maven/org.jsoup/jsoup@1.18.1",
                                "MIT",
                                null,
                                "cpe:2.3:a:jsoup:jsoup:1.18.1:*:*:*:*:*:*:*",
                                "Jane Roe (jane@jsoup.example)",
                                null,
                                true));
        assertThat(inventory.quality().components()).isEqualTo(2);
        assertThat(inventory.quality().fields())
                .containsAllEntriesOf(
                        Map.of(
                                "author", 1.0,
                                "timestamp", 1.0,
                                "tool-version", 1.0,
                                "sbom-version", 1.0,
                                "generation-context", 1.0,
                                "author-signature", 0.0,
                                // the controller holds a file, which is no component
                                "dependency-relationship", 0.5,
                                "version", 0.5,
                                "producer", 0.5,
                                "hash-value", 0.0));
    }

    @ParameterizedTest
    @CsvSource({
        "JSON,UTF-16LE",
        "YAML,UTF-16LE",
        "YAML,UTF-16BE",
        "tag-value,UTF-16LE",
        "tag-value,UTF-16BE",
        "XML,UTF-16LE",
        "tag-value,UTF-8",
        "YAML,UTF-8"
    })
    void shouldSeeThroughEncodingsWithAByteOrderMark(String form, String charset) {
        // Given
        byte[] bytes =
                ("\uFEFF" + form(form).replace("\n", "\r\n")).getBytes(Charset.forName(charset));

        // When
        boolean recognised = source.recognises(Opening.of(bytes));
        Bill bill = parsed(source, bytes, Bill.class);

        // Then
        assertThat(recognised).isTrue();
        assertThat(bill.counts()).containsEntry("components", 2L).containsEntry("identified", 1L);
    }

    @Test
    void shouldTakeTheOneDescribedPackageForTheProductEvenWithoutParts() {
        // When
        Inventory inventory =
                inventory(
                        json(
                                pack("a") + "," + pack("b"),
                                relation("SPDXRef-a", "DESCRIBED_BY", "SPDXRef-DOCUMENT")));

        // Then
        assertThat(inventory.components())
                .extracting(Component::purl)
                .containsExactly("pkg:npm/b@1");
    }

    @Test
    void shouldTakeForTheProductOnlyThoseOfSeveralDescribedPackagesThatHaveParts() {
        // When
        Inventory list =
                inventory(
                        json(
                                pack("a") + "," + pack("b"),
                                relation("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-a")
                                        + ","
                                        + relation("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-b")));
        Inventory tree =
                inventory(
                        json(
                                pack("a") + "," + pack("b"),
                                relation("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-a")
                                        + ","
                                        + relation("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-b")
                                        + ","
                                        + relation("SPDXRef-b", "DEPENDENCY_OF", "SPDXRef-a")));

        // Then
        assertThat(list.components()).hasSize(2);
        assertThat(tree.components()).extracting(Component::purl).containsExactly("pkg:npm/b@1");
    }

    @Test
    void shouldKeepTheGraphAndBearLoopsAndReferencesToNothing() {
        // When
        Inventory inventory =
                inventory(
                        json(
                                pack("a") + "," + pack("b") + "," + pack("c") + "," + pack("d"),
                                relation("SPDXRef-a", "DEPENDS_ON", "SPDXRef-b")
                                        + ","
                                        + relation("SPDXRef-b", "DEPENDS_ON", "SPDXRef-a")
                                        + ","
                                        + relation("SPDXRef-c", "DEPENDS_ON", "NONE")
                                        + ","
                                        + relation("SPDXRef-d", "DEPENDS_ON", "NOASSERTION")
                                        + ","
                                        + relation("SPDXRef-x", "CONTAINS", "SPDXRef-y")
                                        + ",{},null"));

        // Then
        assertThat(inventory.components())
                .extracting(Component::dependsOn)
                .containsExactly(List.of(1), List.of(0), List.of(), null);
        assertThat(inventory.quality().fields()).containsEntry("dependency-relationship", 0.875);
    }

    @Test
    void shouldBearIdsThatAreUsedTwice() {
        // When
        Inventory inventory =
                inventory(
                        json(
                                pack("a")
                                        + ","
                                        + pack("b").replace("SPDXRef-b", "SPDXRef-a")
                                        + ","
                                        + pack("a"),
                                ""));

        // Then
        assertThat(inventory.components())
                .extracting(Component::purl)
                .containsExactly("pkg:npm/a@1", "pkg:npm/b@1");
        assertThat(inventory.quality().components()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "maven-central, org.jsoup:jsoup:1.18.1, pkg:maven/org.jsoup/jsoup@1.18.1",
        "http://spdx.org/rdf/references/npm, @babel/core@7.26.0, pkg:npm/%40babel/core@7.26.0",
        "npm, left-pad@1.3.0, pkg:npm/left-pad@1.3.0",
        "nuget, Newtonsoft.Json/13.0.3, pkg:nuget/Newtonsoft.Json@13.0.3",
        "http://example.org/doc#purl, pkg:pypi/flask@3.0.0, pkg:pypi/flask@3.0.0"
    })
    void shouldMakeAPurlOfTheCoordinatesOfPackageManagers(
            String type, String locator, String purl) {
        // When
        Inventory inventory =
                inventory(
                        json(
                                "{\"SPDXID\":\"SPDXRef-a\",\"name\":\"a\",\"externalRefs\":[{\"referenceType\":\"%s\",\"referenceLocator\":\"%s\"}]}"
                                        .formatted(type, locator),
                                ""));

        // Then
        assertThat(inventory.components()).extracting(Component::purl).containsExactly(purl);
    }

    @Test
    void shouldCountAFileAmongPackagesOnlyWithAPurl() {
        // When
        Inventory inventory =
                inventory(
                        json(
                                "{\"SPDXID\":\"SPDXRef-f\",\"name\":\"f\",\"primaryPackagePurpose\":\"FILE\"},"
                                        + pack("g")
                                                .replace(
                                                        "\"name\"",
                                                        "\"primaryPackagePurpose\":\"FILE\",\"name\""),
                                ""));

        // Then
        assertThat(inventory.quality().components()).isEqualTo(1);
        assertThat(inventory.unidentified()).isZero();
    }

    @Test
    void shouldPassOverDigestsThatAreNone() {
        // When
        Inventory inventory =
                inventory(
                        json(
                                "{\"SPDXID\":\"SPDXRef-a\",\"name\":\"\",\"checksums\":[{\"algorithm\":\"SHA256\",\"checksumValue\":\"abc\"}]}",
                                ""));

        // Then
        assertThat(inventory.quality().fields())
                .containsEntry("hash-value", 0.0)
                .containsEntry("name", 0.0);
    }

    @Test
    void shouldWriteLicenceSetsOfRdfAsExpressions() {
        // When
        Inventory inventory =
                inventory(
                        RDF.replace(
                                "<spdx:licenseConcluded"
                                        + " rdf:resource=\"http://spdx.org/rdf/terms#noassertion\"/>",
                                """
                                <spdx:licenseConcluded><spdx:DisjunctiveLicenseSet rdf:nodeID="set">
                                  <spdx:member rdf:resource="http://spdx.org/licenses/MIT"/>
                                  <spdx:member><spdx:ExtractedLicensingInfo rdf:about="#x"><spdx:licenseId>LicenseRef-1</spdx:licenseId></spdx:ExtractedLicensingInfo></spdx:member>
                                  <spdx:member rdf:nodeID="set"/>
                                </spdx:DisjunctiveLicenseSet></spdx:licenseConcluded>
                                """));

        // Then
        assertThat(inventory.components())
                .extracting(Component::licence)
                .containsExactly("(MIT OR LicenseRef-1)");
    }

    @Test
    void shouldRefuseWhatHasNoVersionIdOrName() {
        // When
        Malformed noVersion =
                malformed(source, "{\"SPDXID\":\"SPDXRef-DOCUMENT\",\n\"packages\":[]}");
        Malformed noId = malformed(source, "{\"spdxVersion\":\"SPDX-2.2\",\"packages\":[]}");
        Malformed tooOld = malformed(source, "SPDXVersion: SPDX-2.1\nSPDXID: SPDXRef-DOCUMENT\n");
        Malformed unknown = malformed(source, "{\n\"spdxVersion\":\"SPDX-2.2.1\"}");
        Malformed nameless = malformed(source, json("\n{\"SPDXID\":\"SPDXRef-a\"}", ""));
        Malformed idless = malformed(source, json("\n\n{\"name\":\"a\"}", ""));
        Malformed half = malformed(source, JSON.substring(0, JSON.length() - 10));

        // Then
        assertThat(noVersion.reason()).contains("version is missing");
        assertThat(noId.reason()).isEqualTo("the document has no SPDXID");
        assertThat(tooOld.reason())
                .isEqualTo("SPDX-2.1 is too old: SPDX is read from version 2.2 on");
        assertThat(tooOld.line()).isEqualTo(1);
        assertThat(unknown.line()).isEqualTo(2);
        assertThat(nameless.line()).isEqualTo(2);
        assertThat(nameless.reason()).isEqualTo("a package must have a name");
        assertThat(idless.line()).isEqualTo(3);
        assertThat(idless.reason()).isEqualTo("a package must have an SPDXID");
        assertThat(half.reason()).startsWith("not valid JSON");
    }

    @Test
    void shouldRefuseADateThatIsNoneButBearAnEmptyOne() {
        // When
        Malformed wrong =
                malformed(source, JSON.replace("2026-03-01T08:15:00Z", "2026-03-01 08:15:00"));
        Inventory empty = inventory(JSON.replace("2026-03-01T08:15:00Z", ""));

        // Then
        assertThat(wrong.reason()).contains("created");
        assertThat(empty.quality().fields()).containsEntry("timestamp", 0.0);
    }

    @Test
    void shouldNameTheLineOfWhatIsNoTagValue() {
        // When
        Malformed noTag = malformed(source, "SPDXVersion: SPDX-2.3\n\nthis is prose");
        Malformed open =
                malformed(source, "SPDXVersion: SPDX-2.3\nDocumentComment: <text>never\nclosed\n");
        Malformed noId =
                malformed(
                        source,
                        "SPDXVersion: SPDX-2.3\n"
                                + "SPDXID: SPDXRef-DOCUMENT\n"
                                + "PackageName: a\n"
                                + "PackageVersion: 1\n");

        // Then
        assertThat(noTag.line()).isEqualTo(3);
        assertThat(open.line()).isEqualTo(2);
        assertThat(open.reason()).contains("</text>");
        assertThat(noId.line()).isEqualTo(3);
        assertThat(noId.reason()).isEqualTo("a package must have an SPDXID");
    }

    @Test
    void shouldNameTheLineOfBrokenEncoding() {
        // Given
        byte[] bytes = (TAGS + "PackageComment: \u00ff").getBytes(StandardCharsets.ISO_8859_1);

        // When
        Malformed broken = (Malformed) parse(source, bytes);

        // Then
        assertThat(broken.reason()).startsWith("broken character encoding");
        assertThat(broken.line()).isPositive();
    }

    /// Every byte of every form is once the last one, and once another one.
    @ParameterizedTest
    @ValueSource(strings = {"JSON", "YAML", "tag-value", "RDF/XML", "XML"})
    void shouldAnswerWhateverIsCutOrDamaged(String form) {
        // Given
        byte[] whole = form(form).getBytes(StandardCharsets.UTF_8);

        // Then
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << (i % 8));
            assertThat(parse(source, Arrays.copyOf(whole, i))).isNotNull();
            assertThat(parse(source, damaged)).isNotNull();
        }
    }

    @Test
    void shouldRefuseALineWithoutEnd() {
        // Given
        byte[] endless = new byte[9 * 1024 * 1024];
        Arrays.fill(endless, (byte) 'a');
        byte[] start = "SPDXVersion: SPDX-2.3\nPackageName: ".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, endless, 0, start.length);

        // When
        Malformed refused = (Malformed) parse(source, endless);

        // Then
        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused.reason()).startsWith("a line is longer than");
    }
}
