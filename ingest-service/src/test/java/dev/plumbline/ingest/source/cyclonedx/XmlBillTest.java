package dev.plumbline.ingest.source.cyclonedx;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Evidence.Component;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.Inventory;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.Several;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlBillTest {
    private final CycloneDxSource source = new CycloneDxSource();

    private static String bill(String version, String rest) {
        return "<?xml version=\"1.0\"?>\n<bom xmlns=\"http://cyclonedx.org/schema/bom/"
                + version
                + "\" version=\"1\">\n"
                + rest
                + "\n</bom>";
    }

    private Inventory inventory(String document) {
        return Objects.requireNonNull(parsed(source, document, Bill.class).inventory());
    }

    @Test
    void shouldReadNestedComponentsWithTheirGraph() {
        // Given
        String rest =
                """
                <metadata>
                  <timestamp>2026-11-22T10:00:00Z</timestamp>
                  <lifecycles><lifecycle><phase>build</phase></lifecycle></lifecycles>
                  <tools><tool><vendor>v</vendor><name>billmaker</name><version>2.4</version></tool></tools>
                  <authors><author><email>crew@example.org</email></author></authors>
                  <component type="application" bom-ref="root"><name>atlas</name>
                    <hashes><hash alg="SHA-256">
                      F498A8FF2DD007E29C2074F5E4B01A9A01775C3FF3AEAF6906EA503BC5791B7B
                    </hash></hashes></component>
                </metadata>
                <components>
                  <component type="library" bom-ref="a">
                    <supplier><name>Acme &amp; sons</name><contact><name>nobody</name></contact></supplier>
                    <name>a</name><version>1</version>
                    <licenses><license><id>MIT</id></license><license><name>ISC</name></license></licenses>
                    <cpe>cpe:/a:acme:a:1</cpe>
                    <purl><![CDATA[pkg:npm/a@1]]></purl>
                    <components>
                      <component type="library" bom-ref="b"><name>b</name><version>2</version>
                        <licenses><expression>MIT OR ISC</expression></licenses>
                        <purl>pkg:npm/b</purl></component>
                    </components>
                  </component>
                  <component type="file"><name>/etc/hosts</name></component>
                </components>
                <dependencies>
                  <dependency ref="root"><dependency ref="a"/></dependency>
                  <dependency ref="a"><dependency ref="b"/></dependency>
                  <dependency ref="b"/>
                </dependencies>
                """;

        // When
        Bill bill = parsed(source, bill("1.5", rest), Bill.class);

        // Then
        Inventory inventory = Objects.requireNonNull(bill.inventory());
        assertThat(bill.format()).isEqualTo("CycloneDX 1.5 XML");
        assertThat(bill.tool()).isEqualTo("billmaker 2.4");
        assertThat(inventory.subjectSha256())
                .containsExactly(
                        "f498a8ff2dd007e29c2074f5e4b01a9a01775c3ff3aeaf6906ea503bc5791b7b");
        // what is inside comes before what it is inside of, as its end is seen first
        assertThat(inventory.components())
                .containsExactly(
                        new Component(
                                "pkg:npm/b@2", "MIT OR ISC", null, null, null, List.of(), false),
                        new Component(
                                "pkg:npm/a@1",
                                "MIT, ISC",
                                null,
                                "cpe:/a:acme:a:1",
                                "Acme & sons",
                                List.of(0),
                                true));
        assertThat(inventory.quality().components()).isEqualTo(2);
        assertThat(inventory.quality().fields())
                .containsEntry("author", 1.0)
                .containsEntry("generation-context", 1.0)
                .containsEntry("timestamp", 1.0)
                .containsEntry("sbom-version", 1.0)
                .containsEntry("dependency-relationship", 1.0)
                .containsEntry("producer", 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"})
    void shouldReadEveryVersion(String version) {
        // Given
        String rest =
                "<components><component type=\"library\"><name>a</name><version>1</version><purl>pkg:npm/a@1</purl><modified>false</modified></component></components>";

        // When
        Inventory inventory = inventory(bill(version, rest));

        // Then
        assertThat(inventory.components())
                .containsExactly(new Component("pkg:npm/a@1", null, null));
    }

    @Test
    void shouldReadTheOldExtensionForVulnerabilitiesAndDependencies() {
        // Given
        String old =
                """
                <bom xmlns="http://cyclonedx.org/schema/bom/1.1" version="1"
                     xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0"
                     xmlns:dg="http://cyclonedx.org/schema/ext/dependency-graph/1.0">
                  <components>
                    <component type="library" bom-ref="a"><name>a</name><version>1</version><purl>pkg:npm/a@1</purl>
                      <v:vulnerabilities><v:vulnerability>
                        <v:id>CVE-2018-7489</v:id>
                        <v:source name="NVD"><v:url>https://example.org</v:url></v:source>
                        <v:ratings><v:rating><v:score><v:base>9.8</v:base><v:impact>5.9</v:impact></v:score></v:rating></v:ratings>
                        <v:cwes><v:cwe>184</v:cwe></v:cwes>
                        <v:description>It runs what it is told to.</v:description>
                      </v:vulnerability></v:vulnerabilities>
                    </component>
                    <component type="library" bom-ref="b"><name>b</name><version>1</version><purl>pkg:npm/b@1</purl></component>
                  </components>
                  <dg:dependencies><dg:dependency ref="a"><dg:dependency ref="b"><dg:dependency ref="a"/></dg:dependency></dg:dependency></dg:dependencies>
                </bom>
                """;

        // When
        Several both = parsed(source, old, Several.class);

        // Then
        Bill bill = (Bill) both.documents().getFirst();
        ScanReport report = (ScanReport) both.documents().getLast();
        assertThat(Objects.requireNonNull(bill.inventory()).components())
                .extracting(Component::purl, Component::dependsOn)
                .containsExactly(
                        tuple("pkg:npm/a@1", List.of(1)), tuple("pkg:npm/b@1", List.of(0)));
        assertThat(report.scans().getFirst().findings())
                .extracting(Finding::title, Finding::severity, Finding::cwes, Finding::known)
                .containsExactly(
                        tuple(
                                "It runs what it is told to.",
                                Severity.CRITICAL,
                                List.of("CWE-184"),
                                new KnownFlaw(List.of("CVE-2018-7489"), "pkg:npm/a@1", null)));
    }

    @Test
    void shouldReadEmbeddedStatements() {
        // Given
        String rest =
                """
                <components><component type="library" bom-ref="a"><name>a</name><purl>pkg:npm/a@1</purl></component></components>
                <vulnerabilities><vulnerability bom-ref="v">
                  <id>CVE-1</id><references><reference><id>GHSA-1</id></reference></references>
                  <analysis><state>not_affected</state><justification>code_not_present</justification>
                    <responses><response>will_not_fix</response></responses><detail>left out</detail></analysis>
                  <affects><target><ref>a</ref></target></affects>
                </vulnerability></vulnerabilities>
                """;

        // When
        Bill bill = parsed(source, bill("1.4", rest), Bill.class);

        // Then
        assertThat(bill.statements()).hasSize(1);
        var statement = bill.statements().getFirst();
        assertThat(statement.vulnerabilities()).containsExactly("CVE-1", "GHSA-1");
        assertThat(statement.status()).isEqualTo(VexStatus.NOT_AFFECTED);
        assertThat(statement.justification())
                .isEqualTo(VexJustification.VULNERABLE_CODE_NOT_PRESENT);
        assertThat(statement.impactStatement()).isEqualTo("left out");
        assertThat(statement.actionStatement()).isEqualTo("will_not_fix");
        assertThat(statement.purls()).containsExactly("pkg:npm/a@1");
    }

    @Test
    void shouldNotCountATimestampWithoutAZone() {
        // When
        Inventory inventory =
                inventory(
                        bill(
                                "1.4",
                                "<metadata><timestamp>2026-11-22T10:00:00</timestamp></metadata><components/>"));

        // Then
        assertThat(inventory.quality().fields()).containsEntry("timestamp", 0.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.8 | <components/> | 2 | specVersion must be one of 1.0 to 1.7",
                "1.4 | <components><component><name>a</name></component></components> | 3 | a component must have a type",
                "1.4 | <components><component type=\"thing\"><name>a</name></component></components> | 3 | a component's type must be one that CycloneDX knows, such as library",
                "1.4 | <components><component type=\"library\"/></components> | 3 | a component must have a name",
                "1.4 | <components><component type=\"library\" bom-ref=\"\"><name>a</name></component></components> | 3 | a bom-ref must not be empty",
                "1.4 | <metadata><timestamp>2026-11-22</timestamp></metadata> | 3 | metadata.timestamp must be a date and time with offset (RFC 3339)",
                "1.4 | <dependencies><dependency/></dependencies> | 3 | a dependency must have a ref",
                "1.6 | <properties><property>x</property></properties> | 3 | a property must have a name and, if any, a value",
            })
    void shouldRefuseWithPlaceAndReason(String version, String rest, int line, String reason) {
        // When
        Malformed refusal = malformed(source, bill(version, rest));

        // Then
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.line()).isEqualTo(line);
    }

    @Test
    void shouldLetLicencesAndExpressionsStandSideBySideFromVersion17On() {
        // Given
        String rest =
                "<components><component type=\"library\"><name>a</name><licenses><license><id>MIT</id></license><expression>MIT OR ISC</expression></licenses><purl>pkg:npm/a@1</purl></component></components>";

        // Then
        assertThat(inventory(bill("1.7", rest)).components().getFirst().licence())
                .isEqualTo("MIT, MIT OR ISC");
        assertThat(malformed(source, bill("1.6", rest)).reason())
                .isEqualTo("a licence is an expression or a license, not both");
    }
}
