package dev.plumbline.ingest.source.nvd;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static dev.plumbline.ingest.source.Parsing.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.KevEntry;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NvdSourceTest {
    private static final String PORTAL = "cpe:2.3:a:meridian:portal:*:*:*:*:*:*:*:*";

    private final NvdSource source = new NvdSource();

    private static String item(String id, String more) {
        return "{\"cve\":{\"id\":\"" + id + "\",\"vulnStatus\":\"Analyzed\"" + more + "}}";
    }

    private static String answer(String... items) {
        return "{\"resultsPerPage\":9,\"format\":\"NVD_CVE\",\"vulnerabilities\":["
                + String.join(",", items)
                + "],\"later\":[{}]}";
    }

    private List<WorldRecord> read(String document) {
        return records(parsed(source, document, WorldDocument.class));
    }

    private Advisory only(String more) {
        return (Advisory) read(answer(item("CVE-2026-1", more))).getFirst();
    }

    @Test
    void shouldReadWhatIsKnownOfACve() {
        // When
        List<WorldRecord> records =
                read(
                        answer(
                                item(
                                        "CVE-2026-10007",
                                        """
                                        ,"published":"2026-10-12T08:30:00.150","lastModified":"2026-10-20T07:15:21",
                                        "cisaExploitAdd":"2026-10-15","cisaActionDue":"2026-11-05",
                                        "cisaVulnerabilityName":"Portal SQL Injection",
                                        "descriptions":[{"lang":"es","value":"Hola"},{"lang":"en","value":"SQL.\\nMore."}],
                                        "metrics":{
                                          "cvssMetricV2":[{"cvssData":{"vectorString":"AV:N/AC:L/Au:N/C:P/I:P/A:P"}}],
                                          "cvssMetricV31":[
                                            {"type":"Primary","cvssData":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}},
                                            {"type":"Secondary","cvssData":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}}],
                                          "ssvcV203":[{"cvssData":{"vectorString":"x"}}]},
                                        "weaknesses":[{"description":[{"lang":"en","value":"CWE-89"}]},
                                          {"description":[{"lang":"en","value":"NVD-CWE-noinfo"},{"lang":"en","value":"CWE-20"}]}]
                                        """)));

        // Then
        assertThat(records)
                .containsExactly(
                        new Advisory(
                                "nvd",
                                "CVE-2026-10007",
                                List.of(),
                                List.of(),
                                Instant.parse("2026-10-12T08:30:00.150Z"),
                                Instant.parse("2026-10-20T07:15:21Z"),
                                null,
                                "SQL.",
                                List.of(
                                        new SeverityVector("CVSS_V2", "AV:N/AC:L/Au:N/C:P/I:P/A:P"),
                                        new SeverityVector(
                                                "CVSS_V3",
                                                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
                                        new SeverityVector(
                                                "CVSS_V3",
                                                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N")),
                                null,
                                List.of("CWE-20", "CWE-89"),
                                List.of()),
                        new KevEntry(
                                "CVE-2026-10007",
                                LocalDate.of(2026, 10, 15),
                                LocalDate.of(2026, 11, 5),
                                false,
                                "Portal SQL Injection",
                                List.of(),
                                "nvd"));
    }

    @Test
    void shouldTakeARejectedCveForWithdrawnSinceItsLastChange() {
        // When
        List<WorldRecord> records =
                read(
                        answer(
                                "{\"cve\":{\"id\":\"CVE-2026-2\",\"vulnStatus\":\"Rejected\",\"lastModified\":\"2026-10-21T10:00:00.000\"}}",
                                "{\"cve\":{\"id\":\"CVE-2026-3\",\"vulnStatus\":\"Rejected\"}}"));

        // Then
        assertThat(records)
                .extracting(record -> ((Advisory) record).withdrawn())
                .containsExactly(Instant.parse("2026-10-21T10:00:00Z"), Instant.EPOCH);
    }

    @Test
    void shouldReadRangesByCpeOfWhatIsVulnerableOnly() {
        // When
        Advisory advisory =
                only(
                        """
                        ,"configurations":[
                          {"operator":"AND","nodes":[
                            {"operator":"OR","negate":false,"cpeMatch":[
                              {"vulnerable":true,"criteria":"%1$s","versionStartIncluding":"4.0","versionEndExcluding":"4.9.2"},
                              {"vulnerable":true,"criteria":"%1$s","versionStartIncluding":"4.0","versionEndExcluding":"4.9.2"},
                              {"vulnerable":true,"criteria":"%1$s","versionStartExcluding":"3.0","versionEndIncluding":"3.9"}]},
                            {"negate":false,"cpeMatch":[{"vulnerable":false,"criteria":"cpe:2.3:o:linux:linux_kernel:-:*:*:*:*:*:*:*"}]}]},
                          {"nodes":[{"negate":true,"cpeMatch":[{"vulnerable":true,"criteria":"cpe:2.3:a:other:thing:1:*:*:*:*:*:*:*"}]}]}]
                        """
                                .formatted(PORTAL));

        // Then
        assertThat(advisory.applicability())
                .containsExactly(
                        new CpeRange(PORTAL, "4.0", null, null, "4.9.2"),
                        new CpeRange(PORTAL, null, "3.0", "3.9", null));
    }

    @Test
    void shouldLeaveOutAllRangesByCpeWhereHalfOfThemWouldMislead() {
        // Given
        String many =
                IntStream.rangeClosed(0, 5_000)
                        .mapToObj(i -> "{\"criteria\":\"cpe:2.3:h:m:chip-" + i + ":-\"}")
                        .collect(Collectors.joining(","));

        // When
        Advisory advisory =
                only(",\"configurations\":[{\"nodes\":[{\"cpeMatch\":[" + many + "]}]}]");

        // Then
        assertThat(advisory.applicability()).isEmpty();
    }

    @Test
    void shouldReadItemsThatStandAloneInAListOrLineByLine() {
        String one = item("CVE-2026-1", "");
        String other = item("CVE-2026-2", "");

        assertThat(read(one)).hasSize(1);
        assertThat(read("[" + one + "," + other + "]")).hasSize(2);
        assertThat(read(one + "\n" + other + "\n")).hasSize(2);
        assertThat(read(answer(one) + answer(other))).hasSize(2);
    }

    @Test
    void shouldRefuseAnItemWithoutItsCveAndNameItsPlace() {
        // When
        Malformed unnamed = malformed(source, answer("\n{\"cve\":{\"vulnStatus\":\"Analyzed\"}}"));
        Malformed empty = malformed(source, answer("\n{}"));
        Malformed text = malformed(source, answer("\n{\"cve\":\"CVE-2026-1\"}"));
        Malformed half = malformed(source, answer(item("CVE-2026-1", "")).substring(0, 90));

        // Then
        assertThat(unnamed.line()).isEqualTo(2);
        assertThat(unnamed.reason()).contains("cve.id");
        assertThat(empty.reason()).contains("must say in cve");
        assertThat(text.reason()).isEqualTo("cve must be an object");
        assertThat(half.reason()).startsWith("not valid JSON");
    }

    @Test
    void shouldRefuseAnAnswerThatSaysNothing() {
        assertThat(malformed(source, answer()).reason()).isEqualTo("there is no CVE in it");
    }

    @Test
    void shouldLeaveOtherListsOfVulnerabilitiesToOthers() {
        assertThat(recognises("{\"vulnerabilities\":[{\"cve\":\"CVE-1-1\"}],\"document\":{}}"))
                .isFalse();
        assertThat(recognises("{\"vulnerabilities\":[{\"cveID\":\"CVE-1-1\"}]}")).isFalse();
        assertThat(recognises("{\"CVE_data_type\":\"CVE\",\"CVE_Items\":[]}")).isFalse();
        assertThat(recognises(answer(item("CVE-1-1", "")))).isTrue();
        assertThat(recognises(item("CVE-1-1", ""))).isTrue();
    }

    private boolean recognises(String text) {
        return source.recognises(Opening.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
