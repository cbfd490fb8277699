package dev.plumbline.ingest.source.generic;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.Scanned;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefectDojoSourceTest {
    private final DefectDojoSource source = new DefectDojoSource();

    private static String form(String head, String... rests) {
        StringBuilder findings = new StringBuilder();
        for (String rest : rests) {
            findings.append(findings.isEmpty() ? "" : ",")
                    .append("{\"title\":\"Bad 1\",\"severity\":\"High\",\"description\":\"d\"")
                    .append(rest)
                    .append('}');
        }
        return "{" + head + "\"findings\":[" + findings + "]}";
    }

    private Finding finding(String rest) {
        return Scanned.by(source, form("", rest)).finding();
    }

    @Test
    void shouldReadAFindingWithItsComponent() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        form(
                                "\"type\":\"Prisma Cloud (Generic Findings Import)\",\"version\":\"3\",",
                                ",\"cve\":\"CVE-2025-1\",\"vulnerability_ids\":[\"GHSA-x\",\"CVE-2025-1\"],\"cwe\":\"502\",\"cwes\":[\"CWE-20\"],"
                                        + "\"component_name\":\"spring-core\",\"component_version\":\"6.1.0\",\"fix_version\":\"6.1.3\","
                                        + "\"file_path\":\"pom.xml\",\"line\":\"7\",\"vuln_id_from_tool\":\"R1\""));

        // Then
        assertThat(scanned.scan())
                .isEqualTo(
                        new Scan("Prisma Cloud", "3", List.of(ScanKind.SCA), "", null, null, null));
        assertThat(scanned.finding())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "R1",
                                "Bad 1",
                                Severity.HIGH,
                                List.of("CWE-20", "CWE-502"),
                                "pom.xml",
                                7,
                                false,
                                null,
                                new KnownFlaw(List.of("CVE-2025-1", "GHSA-x"), null, "6.1.3")));
    }

    @ParameterizedTest
    @CsvSource({
        "',\"active\":true',,0",
        "',\"active\":false',not active,0",
        "',\"false_p\":true,\"active\":false',false positive,0",
        "',\"risk_accepted\":true',risk accepted,0",
        "',\"out_of_scope\":true',out of scope,0",
        "',\"is_mitigated\":true',,1"
    })
    void shouldTakeWhatWasDecided(String rest, String suppressed, int other) {
        // When
        Scanned scanned = Scanned.by(source, form("", rest));

        // Then
        assertThat(scanned.findings()).hasSize(1 - other);
        assertThat(scanned.findings())
                .allSatisfy(f -> assertThat(f.suppressed()).isEqualTo(suppressed));
        assertThat(scanned.report().other()).isEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource({
        "'',',\"file_path\":\"a\"',SAST",
        "'',',\"endpoints\":[\"https://ada:word@shop.example/x\"]',DAST",
        "'',',\"endpoints\":[{\"host\":\"shop.example\",\"path\":\"x\"}]',DAST",
        "'\"static_tool\":true,',',\"endpoints\":[\"shop.example\"]',SAST",
        "'\"dynamic_tool\":true,','',DAST",
        "'','',"
    })
    void shouldTellTheKindByWhatFindingsSay(String head, String rest, ScanKind kind) {
        // When
        Scanned scanned = Scanned.by(source, form(head, rest));

        // Then
        assertThat(scanned.scan().kinds()).isEqualTo(kind == null ? List.of() : List.of(kind));
        assertThat(scanned.everything()).doesNotContain("word@");
    }

    @Test
    void shouldKnowAFindingByTheToolsIdElseByItsWords() {
        // When
        String given = finding(",\"unique_id_from_tool\":\"u\",\"line\":1").fingerprint();
        String moved = finding(",\"unique_id_from_tool\":\"u\",\"line\":9").fingerprint();
        String words = finding(",\"line\":1").fingerprint();
        String elsewhere = finding(",\"endpoints\":[\"shop.example\"]").fingerprint();

        // Then
        assertThat(moved).isEqualTo(given);
        assertThat(List.of(given, words, elsewhere)).doesNotHaveDuplicates();
    }

    @Test
    void shouldReadATable() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        """
                        Date,Title,CweId, Url,Severity,Description,Active,FalsePositive,Duplicate,IsMitigated,Vulnerability Id,fix_version
                        01/30/2026,"One, two",79,https://shop.example,Medium,d,TRUE,FALSE,FALSE,FALSE,CVE-2025-1,2.0
                        01/30/2026,Two,0,,,d,FALSE,FALSE,FALSE,FALSE,,
                        01/30/2026,Three,0,,Low,d,TRUE,TRUE,FALSE,FALSE,,
                        01/30/2026,Four,0,,Low,d,TRUE,FALSE,TRUE,FALSE,,
                        01/30/2026,Five,0,,Low,d,TRUE,FALSE,FALSE,TRUE,,
                        """);

        // Then
        assertThat(scanned.findings())
                .extracting(Finding::title)
                .containsExactly("One, two", "Two", "Three");
        assertThat(scanned.findings())
                .extracting(Finding::suppressed)
                .containsExactly(null, "not active", "false positive");
        assertThat(scanned.findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.MEDIUM, Severity.UNKNOWN, Severity.LOW);
        assertThat(scanned.findings().getFirst().cwes()).containsExactly("CWE-79");
        assertThat(scanned.findings().getFirst().known())
                .isEqualTo(new KnownFlaw(List.of("CVE-2025-1"), null, "2.0"));
        assertThat(scanned.report().other()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"findings\":[{\"title\":\"t\",\"severity\":\"Low\",\"description\":\"d\",\"cwe\":1}]}|true",
                "{\"findings\":[{\"title\":\"t\",\"severity\":\"LOW\",\"description\":\"d\",\"findingArn\":\"a\",\"awsAccountId\":\"1\",\"type\":\"x\",\"score\":1}]}|false",
                "{\"findings\":[{\"title\":\"t\",\"severity\":\"Low\"}]}|false",
                "{\"findings\":[]}|false",
                "Date,Title,CweId,Url,Severity,Description|true",
                "Created At,Title,Severity,Status,Description,Resource Type,Project Names|false",
                "tool,kind,title,severity,description|false"
            })
    void shouldRecogniseOnlyItsOwn(String document, boolean own) {
        // When
        boolean recognised =
                source.recognises(Opening.of(document.getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(recognised).isEqualTo(own);
    }

    @Test
    void shouldRefuseWhatDefectDojoRefuses() {
        // When
        Malformed field = malformed(source, form("", ",\n\"invalid_field\":1"));
        Malformed bare = malformed(source, "{\"findings\":[\n{}]}");
        Malformed quote = malformed(source, "Title,Severity,Description\n\"a,Low,d\n");

        // Then
        assertThat(field)
                .isEqualTo(
                        new Malformed(2, 17, "DefectDojo's findings have no field invalid_field"));
        assertThat(bare).isEqualTo(new Malformed(2, 1, "a finding has no title"));
        assertThat(quote.reason()).startsWith("not valid CSV: ");
    }
}
