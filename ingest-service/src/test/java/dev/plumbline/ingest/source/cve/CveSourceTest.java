package dev.plumbline.ingest.source.cve;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static dev.plumbline.ingest.source.Parsing.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.RecordKind;
import dev.plumbline.events.Evidence.RecordState;
import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.events.Reference.TechnicalImpact;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.Either;
import dev.plumbline.ingest.source.ParsedDocument.KevEntry;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecord;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecords;
import dev.plumbline.ingest.source.ParsedDocument.SsvcDecision;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CveSourceTest {
    private static final String PORTAL = "cpe:2.3:a:meridian:portal:*:*:*:*:*:*:*:*";
    private static final String VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    private final CveSource source = new CveSource();

    private static String record(String metadata, String cna, String adp) {
        return """
        {"dataType":"CVE_RECORD","dataVersion":"5.1","containers":{"cna":{%s},"adp":[%s]},
         "cveMetadata":{"cveId":"CVE-2026-10007"%s}}
        """
                .formatted(cna, adp, metadata);
    }

    private static String affecting(String affected) {
        return record("", "\"affected\":[" + affected + "]", "");
    }

    private List<WorldRecord> world(String document) {
        return records(parsed(source, document, Either.class).ofWorld());
    }

    private Advisory advisory(String document) {
        return (Advisory) world(document).getFirst();
    }

    private MakerRecord own(String document) {
        MakerRecords records = (MakerRecords) parsed(source, document, Either.class).ofProduct();
        return records.records().getFirst();
    }

    private static AffectedPackage affected(
            String ecosystem, String name, RangeType type, RangeEvent... events) {
        return new AffectedPackage(
                ecosystem,
                name,
                null,
                List.of(new Range(type, List.of(events))),
                List.of(),
                List.of());
    }

    private static RangeEvent at(RangeEventKind kind, String version) {
        return new RangeEvent(kind, version);
    }

    @Test
    void shouldTellTheWorldWhatTheCnaAndOthersSay() {
        // When
        List<WorldRecord> records =
                world(
                        record(
                                ",\"state\":\"PUBLISHED\",\"datePublished\":\"2026-10-12T08:30:00.000Z\",\"dateUpdated\":\"2026-10-14T09:00:00\"",
                                """
                                "title":"SQL of the caller","descriptions":[{"lang":"en-US","value":"Long."}],
                                "source":{"advisory":"GHSA-2p4v-7j9r-m3qc"},
                                "problemTypes":[{"descriptions":[{"description":"CWE-89: SQL"},{"cweId":"CWE-20"},{"description":"n/a"}]}],
                                "metrics":[{"cvssV3_1":{"vectorString":"%s"}},{"other":{"type":"rating","content":{"value":"Important"}}}]
                                """
                                        .formatted(VECTOR),
                                """
                                {"providerMetadata":{"shortName":"CISA-ADP"},
                                 "problemTypes":[{"descriptions":[{"cweId":"CWE-89"}]}],
                                 "metrics":[
                                  {"other":{"content":{"id":"CVE-2026-10007","role":"CISA Coordinator","version":"2.0.3","timestamp":"2026-10-13T09:12:44.123456Z",
                                    "options":[{"Exploitation":"active"},{"Automatable":"no"},{"Technical Impact":"total"}]},"type":"ssvc"}},
                                  {"other":{"type":"kev","content":{"dateAdded":"2026-10-15","reference":"https://kev.example"}}},
                                  {"cvssV4_0":{"vectorString":"CVSS:4.0/AV:N"}}]}
                                """));

        // Then
        assertThat(records)
                .containsExactly(
                        new Advisory(
                                "cve",
                                "CVE-2026-10007",
                                List.of("GHSA-2p4v-7j9r-m3qc"),
                                List.of(),
                                Instant.parse("2026-10-12T08:30:00Z"),
                                Instant.parse("2026-10-14T09:00:00Z"),
                                null,
                                "SQL of the caller",
                                List.of(
                                        new SeverityVector("CVSS_V3", VECTOR),
                                        new SeverityVector("CVSS_V4", "CVSS:4.0/AV:N")),
                                "Important",
                                List.of("CWE-20", "CWE-89"),
                                List.of()),
                        new SsvcDecision(
                                "CVE-2026-10007",
                                "CISA Coordinator",
                                "2.0.3",
                                Exploitation.ACTIVE,
                                false,
                                TechnicalImpact.TOTAL,
                                Instant.parse("2026-10-13T09:12:44.123456Z")),
                        new KevEntry(
                                "CVE-2026-10007",
                                LocalDate.of(2026, 10, 15),
                                null,
                                false,
                                null,
                                List.of(),
                                "cve"));
    }

    @Test
    void shouldTakeARejectedRecordForWithdrawnSinceItsRejection() {
        // Given
        String rejected =
                record(
                        ",\"state\":\"REJECTED\",\"datePublished\":\"2026-10-12T00:00:00Z\",\"dateUpdated\":\"2026-10-20T00:00:00Z\",\"dateRejected\":\"2026-10-19T00:00:00Z\"",
                        "\"rejectedReasons\":[{\"lang\":\"en\",\"value\":\"A duplicate.\"}]",
                        "");
        String undated = record(",\"state\":\"REJECTED\"", "", "");

        // When
        Advisory withdrawn = advisory(rejected);

        // Then
        assertThat(withdrawn.withdrawn()).isEqualTo(Instant.parse("2026-10-19T00:00:00Z"));
        assertThat(withdrawn.summary()).isEqualTo("A duplicate.");
        assertThat(own(rejected).state()).isEqualTo(RecordState.REJECTED);
        assertThat(advisory(undated).withdrawn()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void shouldPassOverAReservedRecord() {
        // Given
        String reserved = record(",\"state\":\"RESERVED\"", "", "");

        // When
        WorldDocument both = parsed(source, reserved + record("", "", ""), Either.class).ofWorld();
        Malformed alone = malformed(source, reserved);

        // Then
        assertThat(both.records()).isEqualTo(1);
        assertThat(alone.reason()).isEqualTo("there is no published or rejected CVE record in it");
    }

    @ParameterizedTest
    @CsvSource({
        "https://maven.example/maven2, org.apache.avro:avro, Maven, org.apache.avro:avro",
        "https://npmjs.example/package/micromatch, micromatch, npm, micromatch",
        "https://npmjs.example, @babel/traverse, npm, @babel/traverse",
        "https://pypi.example, requests, PyPI, requests",
        "https://pkg.go.example, golang.org/x/net, Go, golang.org/x/net",
        "https://pkg.go.example, net/http, Go, stdlib",
        "https://pkg.go.example, cmd/go, Go, toolchain",
        "https://crates.example, tokio, crates.io, tokio",
        "https://rubygems.example, rack, RubyGems, rack"
    })
    void shouldReadAPackageByItsCollection(
            String collection, String name, String ecosystem, String called) {
        // When
        Advisory advisory =
                advisory(
                        affecting(
                                """
                                {"collectionURL":"%s","packageName":"%s","versions":[
                                  {"version":"1.0","status":"affected","lessThan":"1.4","versionType":"custom"},
                                  {"version":"1.4","status":"unaffected"},{"version":"0.9","status":"affected"}]}
                                """
                                        .formatted(collection, name)));

        // Then
        assertThat(advisory.affected())
                .containsExactly(
                        new AffectedPackage(
                                ecosystem,
                                called,
                                null,
                                List.of(
                                        new Range(
                                                RangeType.ECOSYSTEM,
                                                List.of(
                                                        at(RangeEventKind.INTRODUCED, "1.0"),
                                                        at(RangeEventKind.FIXED, "1.4")))),
                                List.of("0.9"),
                                List.of()));
    }

    @Test
    void shouldKeepThePurlThatARecordGives() {
        // When
        AffectedPackage affected =
                advisory(
                                affecting(
                                        "{\"packageURL\":\"pkg:npm/jquery\",\"versions\":[{\"version\":\"0\",\"status\":\"affected\",\"lessThanOrEqual\":\"3.4.1\",\"versionType\":\"semver\"}]}"))
                        .affected()
                        .getFirst();

        // Then
        assertThat(affected.ecosystem()).isEmpty();
        assertThat(affected.purl()).isEqualTo("pkg:npm/jquery");
        assertThat(affected.ranges())
                .containsExactly(
                        new Range(
                                RangeType.SEMVER,
                                List.of(
                                        at(RangeEventKind.INTRODUCED, "0"),
                                        at(RangeEventKind.LAST_AFFECTED, "3.4.1"))));
    }

    @Test
    void shouldLeaveOutProductsThatNoPurlNames() {
        assertThat(
                        advisory(
                                        affecting(
                                                "{\"vendor\":\"Meridian\",\"product\":\"Portal\",\"versions\":[{\"version\":\"4.0\",\"status\":\"affected\"}]}"))
                                .affected())
                .isEmpty();
        assertThat(
                        advisory(
                                        affecting(
                                                "{\"collectionURL\":\"https://downloads.meridian.example\",\"packageName\":\"portal\",\"versions\":[]}"))
                                .affected())
                .isEmpty();
    }

    private Advisory npm(String defaultStatus, String versions) {
        return advisory(
                affecting(
                        """
                        {"collectionURL":"https://npmjs.example","packageName":"left","defaultStatus":"%s","versions":[%s]}
                        """
                                .formatted(defaultStatus, versions)));
    }

    @Test
    void shouldReadTheFormsInWhichRecordsNameVersions() {
        assertThat(
                        npm(
                                        "unaffected",
                                        "{\"version\":\"unspecified\",\"status\":\"affected\",\"lessThan\":\"*\"}")
                                .affected())
                .as("everything")
                .containsExactly(
                        affected(
                                "npm",
                                "left",
                                RangeType.ECOSYSTEM,
                                at(RangeEventKind.INTRODUCED, "0")));
        assertThat(
                        npm(
                                        "unaffected",
                                        "{\"version\":\"2\",\"status\":\"affected\",\"lessThan\":\"*\",\"changes\":[{\"at\":\"2.4\",\"status\":\"unaffected\"}]}")
                                .affected())
                .as("changes within")
                .containsExactly(
                        affected(
                                "npm",
                                "left",
                                RangeType.ECOSYSTEM,
                                at(RangeEventKind.INTRODUCED, "2"),
                                at(RangeEventKind.FIXED, "2.4")));
        assertThat(
                        npm("unknown", "{\"version\":\">= 1.0, < 1.2\",\"status\":\"affected\"}")
                                .affected())
                .as("GitHub's comparisons")
                .containsExactly(
                        affected(
                                "npm",
                                "left",
                                RangeType.ECOSYSTEM,
                                at(RangeEventKind.INTRODUCED, "1.0"),
                                at(RangeEventKind.FIXED, "1.2")));
        assertThat(
                        npm(
                                        "affected",
                                        "{\"version\":\"3.1\",\"status\":\"unaffected\",\"lessThan\":\"*\",\"versionType\":\"semver\"}")
                                .affected())
                .as("all but what is clean from a version on")
                .containsExactly(
                        affected(
                                "npm",
                                "left",
                                RangeType.SEMVER,
                                at(RangeEventKind.INTRODUCED, "0"),
                                at(RangeEventKind.FIXED, "3.1")));
        assertThat(
                        npm("unknown", "{\"version\":\"n/a\",\"status\":\"affected\"}")
                                .affected()
                                .getFirst()
                                .ranges())
                .as("nothing")
                .isEmpty();
    }

    @Test
    void shouldReadRangesByCpeOfEveryParty() {
        // When
        Advisory advisory =
                advisory(
                        record(
                                "",
                                """
                                "cpeApplicability":[{"nodes":[{"operator":"OR","cpeMatch":[
                                  {"vulnerable":true,"criteria":"%1$s","versionStartIncluding":"4","versionEndExcluding":"4.9"}]}]}]
                                """
                                        .formatted(PORTAL),
                                """
                                {"affected":[{"cpes":["%1$s"],"defaultStatus":"unknown","versions":[
                                  {"version":"3","status":"affected","lessThanOrEqual":"3.9","versionType":"custom"},
                                  {"version":"2.5","status":"affected"},{"version":"5","status":"unaffected"}]},
                                 {"cpes":["cpe:2.3:a:x:y:*:*:*:*:*:*:*:*"],"defaultStatus":"unaffected","versions":[{"version":"5","status":"unaffected"}]}]}
                                """
                                        .formatted(PORTAL)));

        // Then
        assertThat(advisory.applicability())
                .containsExactly(
                        new CpeRange(PORTAL, "4", null, null, "4.9"),
                        new CpeRange(PORTAL, "3", null, "3.9", null),
                        new CpeRange(PORTAL, "2.5", null, "2.5", null));
    }

    @Test
    void shouldTakeTheMakersOwnRecordByTheWordsOfTheCnaAlone() {
        // When
        MakerRecord own =
                own(
                        record(
                                ",\"assignerShortName\":\"meridian\",\"state\":\"PUBLISHED\",\"datePublished\":\"2026-10-12T08:30:00Z\",\"dateUpdated\":\"2026-10-14T09:00:00Z\"",
                                """
                                "title":"SQL of the caller","datePublic":"2026-10-11T22:00:00+02:00",
                                "problemTypes":[{"descriptions":[{"cweId":"CWE-89"}]}],
                                "affected":[{"packageURL":"pkg:maven/example.meridian/portal","cpes":["%s"],
                                  "versions":[{"version":"4.0","status":"affected","lessThan":"4.9.2","versionType":"semver"}]}]
                                """
                                        .formatted(PORTAL),
                                """
                                {"problemTypes":[{"descriptions":[{"cweId":"CWE-20"}]}],"metrics":[{"cvssV3_1":{"vectorString":"%s"}}],
                                 "affected":[{"cpes":["cpe:2.3:a:x:y:*:*:*:*:*:*:*:*"]}]}
                                """
                                        .formatted(VECTOR)));

        // Then
        assertThat(own)
                .isEqualTo(
                        new MakerRecord(
                                RecordKind.CVE_RECORD,
                                RecordState.PUBLISHED,
                                "CVE-2026-10007",
                                List.of(),
                                List.of("CVE-2026-10007"),
                                "meridian",
                                "SQL of the caller",
                                Instant.parse("2026-10-12T08:30:00Z"),
                                Instant.parse("2026-10-14T09:00:00Z"),
                                Instant.parse("2026-10-11T20:00:00Z"),
                                List.of("CWE-89"),
                                List.of(),
                                true,
                                true,
                                List.of(PORTAL),
                                List.of("pkg:maven/example.meridian/portal")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'version':'4.0','status':'affected','lessThan':'4.9'} | true | true",
                "{'version':'4.0','status':'affected','lessThanOrEqual':'4.9'} | true | false",
                "{'version':'4.0','status':'affected'} | true | false",
                "{'version':'n/a','status':'affected'} | false | false",
                "{'version':'< 4.9','status':'affected'} | false | false",
                "{'version':'all versions before 4.9','status':'affected'} | false | false",
                "{'version':'0','status':'affected','lessThan':'*'} | true | false",
                "{'version':'4.9','status':'unaffected'} | false | true"
            })
    void shouldTellWhetherAProgramCanReadWhichVersionsAreAffectedAndFixed(
            String version, boolean bound, boolean fixed) {
        // When
        MakerRecord own = own(affecting("{\"versions\":[" + version.replace('\'', '"') + "]}"));

        // Then
        assertThat(own.affectedVersions()).isEqualTo(bound);
        assertThat(own.remedy()).isEqualTo(fixed);
    }

    @Test
    void shouldTakeASolutionOrAWorkaroundForARemedy() {
        assertThat(own(record("", "\"solutions\":[{\"value\":\"Update.\"}],\"title\":\"t\"", "")))
                .satisfies(own -> assertThat(own.remedy()).isTrue())
                .satisfies(own -> assertThat(own.title()).isEqualTo("t"));
        assertThat(own(record("", "\"workarounds\":[],\"title\":\"t\"", "")))
                .satisfies(own -> assertThat(own.remedy()).isFalse())
                .satisfies(own -> assertThat(own.title()).isEqualTo("t"));
    }

    @Test
    void shouldRefuseWhatIsNoRecordAndNameItsPlace() {
        // When
        Malformed unnamed =
                malformed(
                        source,
                        record("", "", "")
                                + "{\"dataType\":\"CVE_RECORD\",\"containers\":{\"cna\":{}},\"cveMetadata\":{}}");
        Malformed wordless =
                malformed(source, "{\"cveMetadata\":{\"cveId\":\"CVE-2026-1\"},\"containers\":{}}");
        Malformed old =
                malformed(source, "{\"dataType\":\"CVE_RECORD\",\n\"dataVersion\":\"4.0\"}");
        Malformed text = malformed(source, "[\"CVE-2026-1\"]");

        // Then
        assertThat(unnamed.line()).isEqualTo(3);
        assertThat(unnamed.reason()).contains("cveMetadata.cveId");
        assertThat(wordless.reason()).contains("containers.cna");
        assertThat(old.line()).isEqualTo(2);
        assertThat(old.reason()).isEqualTo("CVE records are read in version 5, not 4.0");
        assertThat(text.reason()).isEqualTo("a CVE record must be an object");
    }

    @Test
    void shouldNotMultiplyManyCpesWithManyVersions() {
        // Given
        String cpes =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> "\"cpe:2.3:a:m:p-" + i + ":*\"")
                        .collect(Collectors.joining(","));
        String versions =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> "{\"version\":\"1." + i + "\",\"status\":\"affected\"}")
                        .collect(Collectors.joining(","));

        // When
        Advisory advisory =
                advisory(affecting("{\"cpes\":[" + cpes + "],\"versions\":[" + versions + "]}"));

        // Then
        assertThat(advisory.applicability()).isEmpty();
    }
}
