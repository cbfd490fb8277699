package dev.plumbline.ingest.source.ghsa;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static dev.plumbline.ingest.source.Parsing.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GhsaSourceTest {
    private static final String VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    private final GhsaSource source = new GhsaSource();

    private List<Advisory> read(String document) {
        return records(parsed(source, document, WorldDocument.class)).stream()
                .map(Advisory.class::cast)
                .toList();
    }

    private static AffectedPackage affected(String ecosystem, String name, RangeEvent... events) {
        return new AffectedPackage(
                ecosystem,
                name,
                null,
                List.of(new Range(RangeType.ECOSYSTEM, List.of(events))),
                List.of(),
                List.of());
    }

    private static RangeEvent introduced(String version) {
        return new RangeEvent(RangeEventKind.INTRODUCED, version);
    }

    private static RangeEvent fixed(String version) {
        return new RangeEvent(RangeEventKind.FIXED, version);
    }

    private List<AffectedPackage> ofRange(String range, String patched) {
        return read("""
                        {"ghsa_id":"GHSA-a","vulnerabilities":[{"package":{"ecosystem":"npm","name":"jquery"},
                        "vulnerable_version_range":%s,"first_patched_version":%s}]}
                        """
                        .formatted(range, patched))
                .getFirst()
                .affected();
    }

    @Test
    void shouldReadAnAdvisoryOfTheRestInterface() {
        // When
        List<Advisory> read =
                read(
                        """
                        [{"ghsa_id":"GHSA-2p4v-7j9r-m3qc","cve_id":"CVE-2026-10007","summary":"SQL of the caller",
                          "severity":"critical","published_at":"2026-10-12T10:00:00Z","updated_at":"2026-10-14T11:00:00Z",
                          "withdrawn_at":"2026-10-15T00:00:00Z",
                          "identifiers":[{"type":"GHSA","value":"GHSA-2p4v-7j9r-m3qc"},{"type":"CVE","value":"CVE-2026-10007"}],
                          "vulnerabilities":[{"package":{"ecosystem":"pip","name":"portal-search"},
                            "vulnerable_version_range":">= 4.0.0, < 4.9.2","first_patched_version":"4.9.2"}],
                          "cvss":{"vector_string":"%1$s","score":9.8},
                          "cvss_severities":{"cvss_v3":{"vector_string":"%1$s"},"cvss_v4":null},
                          "cwes":[{"cwe_id":"CWE-89","name":"SQL"}]}]
                        """
                                .formatted(VECTOR));

        // Then
        assertThat(read)
                .containsExactly(
                        new Advisory(
                                "ghsa",
                                "GHSA-2p4v-7j9r-m3qc",
                                List.of("CVE-2026-10007"),
                                List.of(),
                                Instant.parse("2026-10-12T10:00:00Z"),
                                Instant.parse("2026-10-14T11:00:00Z"),
                                Instant.parse("2026-10-15T00:00:00Z"),
                                "SQL of the caller",
                                List.of(new SeverityVector("CVSS_V3", VECTOR)),
                                "critical",
                                List.of("CWE-89"),
                                List.of(
                                        affected(
                                                "PyPI",
                                                "portal-search",
                                                introduced("4.0.0"),
                                                fixed("4.9.2")))));
    }

    @Test
    void shouldReadAnAdvisoryOfGraphQlWithItsEdges() {
        // When
        Advisory read =
                read("""
                                {"ghsaId":"GHSA-b","description":"First.\\nSecond.","severity":"MODERATE",
                                 "identifiers":[{"value":"GHSA-b"},{"value":"CVE-2026-2"}],"withdrawnAt":null,
                                 "vulnerabilities":{"edges":[{"node":{"firstPatchedVersion":{"identifier":"4.3.1"},
                                   "vulnerableVersionRange":"< 4.3.1","package":{"ecosystem":"NUGET","name":"bootstrap"}}}]},
                                 "cvssSeverities":{"cvssV3":{"score":0.0,"vectorString":null},"cvssV4":{"vectorString":"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}},
                                 "cwes":{"nodes":[{"cweId":"CWE-79"}],"totalCount":1}}
                                """)
                        .getFirst();

        // Then
        assertThat(read.summary()).isEqualTo("First.");
        assertThat(read.aliases()).containsExactly("CVE-2026-2");
        assertThat(read.withdrawn()).isNull();
        assertThat(read.severities()).extracting(SeverityVector::type).containsExactly("CVSS_V4");
        assertThat(read.cwes()).containsExactly("CWE-79");
        assertThat(read.affected())
                .containsExactly(affected("NuGet", "bootstrap", introduced("0"), fixed("4.3.1")));
    }

    @Test
    void shouldPutTheVulnerabilitiesOfOneAdvisoryTogether() {
        // Given
        String vulnerability =
                """
                {"node":{"advisory":{"identifiers":[{"type":"GHSA","value":"%s"},{"type":"CVE","value":"CVE-2026-3"}],
                  "summary":"Denial of service"},"package":{"ecosystem":"MAVEN","name":"org.example:core"},
                  "vulnerableVersionRange":"%s","firstPatchedVersion":null}}
                """;

        // When
        List<Advisory> read =
                read(
                        "{\"data\":{\"securityVulnerabilities\":{\"edges\":["
                                + vulnerability.formatted("GHSA-c", ">= 8, < 8.5")
                                + ","
                                + vulnerability.formatted("GHSA-d", "= 1")
                                + ","
                                + vulnerability.formatted("GHSA-c", ">= 9, < 9.1")
                                + "],\"pageInfo\":{}}}}");

        // Then
        assertThat(read).extracting(Advisory::id).containsExactly("GHSA-c", "GHSA-d");
        assertThat(read.getFirst().affected())
                .containsExactly(
                        affected("Maven", "org.example:core", introduced("8"), fixed("8.5")),
                        affected("Maven", "org.example:core", introduced("9"), fixed("9.1")));
        assertThat(read.getLast().affected().getFirst().versions()).containsExactly("1");
        assertThat(read.getFirst().summary()).isEqualTo("Denial of service");
    }

    @Test
    void shouldReadEachFormOfARange() {
        assertThat(ofRange("\"< 2\"", "null"))
                .containsExactly(affected("npm", "jquery", introduced("0"), fixed("2")));
        assertThat(ofRange("\"> 1, < 2\"", "\"2\""))
                .containsExactly(affected("npm", "jquery", introduced("1"), fixed("2")));
        assertThat(ofRange("\">= 1\"", "null"))
                .containsExactly(affected("npm", "jquery", introduced("1")));
        assertThat(ofRange("\"<= 1.9\"", "null"))
                .containsExactly(
                        affected(
                                "npm",
                                "jquery",
                                introduced("0"),
                                new RangeEvent(RangeEventKind.LAST_AFFECTED, "1.9")));
        assertThat(ofRange("\"<= 1.9\"", "{\"identifier\":\"2.0\"}"))
                .containsExactly(affected("npm", "jquery", introduced("0"), fixed("2.0")));
    }

    @Test
    void shouldKeepAnAdvisoryOfWhichTheRangeMakesNoSense() {
        // When
        AffectedPackage affected = ofRange("\"all of them\"", "null").getFirst();

        // Then
        assertThat(affected.name()).isEqualTo("jquery");
        assertThat(affected.ranges()).isEmpty();
        assertThat(affected.versions()).isEmpty();
    }

    @Test
    void shouldPassOverDraftsAndRefuseADocumentOfNothingElse() {
        // Given
        String draft = "{\"ghsa_id\":\"GHSA-e\",\"state\":\"draft\"}";

        // When
        List<Advisory> read = read(draft + "\n{\"ghsa_id\":\"GHSA-f\",\"state\":\"published\"}\n");
        Malformed nothing = malformed(source, draft);

        // Then
        assertThat(read).extracting(Advisory::id).containsExactly("GHSA-f");
        assertThat(nothing.reason()).isEqualTo("there is no published advisory in it");
    }

    @Test
    void shouldRefuseAnAdvisoryWithoutItsId() {
        // When
        Malformed refused =
                malformed(
                        source,
                        "[{\"ghsa_id\":\"GHSA-a\"},\n{\"ghsa_id\":null,\"cve_id\":\"CVE-2026-1\"}]");

        // Then
        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused.reason()).isEqualTo("an advisory of GitHub must have a GHSA id");
    }
}
