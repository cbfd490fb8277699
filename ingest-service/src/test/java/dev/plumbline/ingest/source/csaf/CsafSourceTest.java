package dev.plumbline.ingest.source.csaf;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static dev.plumbline.ingest.source.Parsing.records;
import static dev.plumbline.ingest.source.csaf.CsafSamples.NAMED;
import static dev.plumbline.ingest.source.csaf.CsafSamples.PORTAL;
import static dev.plumbline.ingest.source.csaf.CsafSamples.document;
import static dev.plumbline.ingest.source.csaf.CsafSamples.flaw;
import static dev.plumbline.ingest.source.csaf.CsafSamples.masthead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Evidence.RecordState;
import dev.plumbline.events.Evidence.VexJustification;
import dev.plumbline.events.Evidence.VexStatement;
import dev.plumbline.events.Evidence.VexStatus;
import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.EpssScore;
import dev.plumbline.events.Reference.Exploitation;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.Either;
import dev.plumbline.ingest.source.ParsedDocument.EpssTable;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecord;
import dev.plumbline.ingest.source.ParsedDocument.MakerRecords;
import dev.plumbline.ingest.source.ParsedDocument.Several;
import dev.plumbline.ingest.source.ParsedDocument.SsvcDecision;
import dev.plumbline.ingest.source.ParsedDocument.VexDocument;
import dev.plumbline.ingest.source.Parsing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsafSourceTest {
    private static final Instant CURRENT = Instant.parse("2026-02-03T10:00:00Z");
    private static final String SCORE =
            ",\"scores\":[{\"cvss_v3\":{\"version\":\"3.1\",\"vectorString\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H\",\"baseScore\":10.0,\"baseSeverity\":\"CRITICAL\"},\"products\":[\"P1\"]}]";

    private final CsafSource source = new CsafSource(1L << 30);

    private Either either(String document) {
        return parsed(source, document, Either.class);
    }

    private Advisory advisory(String document) {
        return (Advisory) records(either(document).ofWorld()).getFirst();
    }

    private VexDocument vex(String document) {
        return switch (either(document).ofProduct()) {
            case VexDocument vex -> vex;
            case Several several -> (VexDocument) several.documents().getFirst();
            case ParsedDocument other -> throw new AssertionError(other);
        };
    }

    private static Range range(Object... events) {
        RangeEvent[] pairs = new RangeEvent[events.length / 2];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = new RangeEvent((RangeEventKind) events[2 * i], (String) events[2 * i + 1]);
        }
        return new Range(RangeType.ECOSYSTEM, List.of(pairs));
    }

    @Test
    void shouldSayToTheWorldWhatTheVulnerabilityIsAndWhichVersionsHaveIt() {
        // Given
        String document =
                document(
                        "csaf_security_advisory",
                        PORTAL,
                        flaw(
                                "CVE-2026-1001",
                                "\"known_affected\":[\"P1\"],\"fixed\":[\"P2\"]",
                                ",\"title\":\"SQL of the caller\",\"cwe\":{\"id\":\"CWE-89\",\"name\":\"n\"},"
                                        + "\"ids\":[{\"system_name\":\"Tracker\",\"text\":\"4711\"},{\"system_name\":\"GitHub\",\"text\":\"GHSA-aaaa-bbbb-cccc\"}]"
                                        + SCORE));

        // When
        Either read = either(document);

        // Then
        assertThat(read.format()).isEqualTo("CSAF 2.0 JSON");
        assertThat(records(read.ofWorld()))
                .containsExactly(
                        new Advisory(
                                "csaf",
                                "meridian.example/MS-7/CVE-2026-1001",
                                List.of("CVE-2026-1001", "GHSA-aaaa-bbbb-cccc"),
                                List.of("MS-7"),
                                Instant.parse("2026-02-01T10:00:00Z"),
                                CURRENT,
                                null,
                                "SQL of the caller",
                                List.of(
                                        new SeverityVector(
                                                "CVSS_V3",
                                                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H")),
                                null,
                                List.of("CWE-89"),
                                List.of(
                                        new AffectedPackage(
                                                "npm",
                                                "@meridian/portal",
                                                "pkg:npm/%40meridian/portal",
                                                List.of(),
                                                List.of("4.9.1"),
                                                List.of()))));
    }

    @Test
    void shouldTellTheMakersStatementsWithTheirReasonsAndActions() {
        // Given
        String document =
                document(
                        "csaf_vex",
                        PORTAL,
                        flaw(
                                "CVE-2026-1001",
                                "\"known_affected\":[\"P1\"],\"fixed\":[\"P2\"]",
                                ",\"remediations\":[{\"category\":\"workaround\",\"details\":\"Switch search off.\",\"product_ids\":[\"P1\"]},"
                                        + "{\"category\":\"vendor_fix\",\"details\":\"Update to 4.9.2.\",\"product_ids\":[\"P1\"]}]"),
                        flaw(
                                "CVE-2026-1002",
                                "\"known_not_affected\":[\"P1\",\"P2\"]",
                                ",\"flags\":[{\"label\":\"component_not_present\",\"product_ids\":[\"P1\"]}],"
                                        + "\"threats\":[{\"category\":\"impact\",\"details\":\"Not built in.\",\"product_ids\":[\"P2\"]}]"));

        // When
        VexDocument vex = vex(document);

        // Then
        assertThat(vex.statements())
                .containsExactly(
                        new VexStatement(
                                List.of("CVE-2026-1001"),
                                VexStatus.FIXED,
                                null,
                                null,
                                null,
                                List.of("pkg:npm/%40meridian/portal@4.9.2"),
                                CURRENT),
                        new VexStatement(
                                List.of("CVE-2026-1001"),
                                VexStatus.AFFECTED,
                                null,
                                null,
                                "Update to 4.9.2.",
                                List.of("pkg:npm/%40meridian/portal@4.9.1"),
                                CURRENT),
                        new VexStatement(
                                List.of("CVE-2026-1002"),
                                VexStatus.NOT_AFFECTED,
                                VexJustification.COMPONENT_NOT_PRESENT,
                                null,
                                null,
                                List.of("pkg:npm/%40meridian/portal@4.9.1"),
                                CURRENT),
                        new VexStatement(
                                List.of("CVE-2026-1002"),
                                VexStatus.NOT_AFFECTED,
                                null,
                                "Not built in.",
                                null,
                                List.of("pkg:npm/%40meridian/portal@4.9.2"),
                                CURRENT));
        assertThat(vex.counts()).containsExactly(java.util.Map.entry("statements", 4L));
    }

    @Test
    void shouldLeaveNotAffectedWithoutAReasonUndecidedAndCountIt() {
        // Given
        String nothing = flaw("CVE-2026-1001", "\"known_not_affected\":[\"P1\"]", "");
        String nobodyMeant =
                flaw(
                        "CVE-2026-1002",
                        "\"known_not_affected\":[\"P1\"]",
                        ",\"threats\":[{\"category\":\"impact\",\"details\":\"No way in.\"}]");
        String aWord =
                flaw(
                        "CVE-2026-1003",
                        "\"known_not_affected\":[\"P1\"]",
                        ",\"threats\":[{\"category\":\"impact\",\"details\":\"Important\",\"product_ids\":[\"P1\"]}]");

        // When
        VexDocument vex = vex(document("csaf_vex", PORTAL, nothing, nobodyMeant, aWord));

        // Then
        assertThat(vex.statements()).hasSize(3).noneMatch(VexStatement::decides);
        assertThat(vex.counts()).containsEntry("undecidedStatements", 3L);
    }

    @Test
    void shouldTakeTheWorstOfProductsThatNobodyCanTellApart() {
        // Given
        String mixed = flaw("CVE-2026-1001", "\"known_affected\":[\"G1\"],\"fixed\":[\"G2\"]", "");
        String halfExplained =
                flaw(
                        "CVE-2026-1002",
                        "\"known_not_affected\":[\"G1\",\"G2\"]",
                        ",\"flags\":[{\"label\":\"component_not_present\",\"product_ids\":[\"G2\"]}]");

        // When
        VexDocument vex = vex(document("csaf_vex", NAMED, mixed, halfExplained));

        // Then
        assertThat(vex.statements())
                .extracting(VexStatement::status)
                .containsExactly(VexStatus.AFFECTED, VexStatus.NOT_AFFECTED);
        assertThat(vex.statements()).allMatch(statement -> statement.purls().isEmpty());
        assertThat(vex.statements().getLast().decides()).isFalse();
        assertThat(vex.counts()).containsEntry("unresolvedStatements", 1L);
    }

    @Test
    void shouldNeverCreditARangeToEveryVersion() {
        // Given
        String tree =
                """
                {"branches":[{"category":"product_name","name":"Portal","branches":[
                  {"category":"product_version_range","name":"vers:npm/>=5.0","product":{"name":"from 5","product_id":"P5","product_identification_helper":{"purl":"pkg:npm/portal"}}},
                  {"category":"product_version_range","name":"vers:npm/<4.9.2","product":{"name":"before","product_id":"P4","product_identification_helper":{"purl":"pkg:npm/portal"}}}]}]}""";
        String document =
                document(
                        "csaf_vex",
                        tree,
                        flaw(
                                "CVE-2026-1001",
                                "\"known_not_affected\":[\"P5\"],\"known_affected\":[\"P4\"]",
                                ",\"flags\":[{\"label\":\"component_not_present\",\"product_ids\":[\"P5\"]}]"));

        // When
        VexDocument vex = vex(document);
        Advisory advisory = advisory(document);

        // Then
        assertThat(vex.statements())
                .extracting(VexStatement::status)
                .containsExactly(VexStatus.AFFECTED);
        assertThat(vex.unresolved()).isEqualTo(1);
        assertThat(advisory.affected().getFirst().ranges())
                .containsExactly(
                        range(RangeEventKind.INTRODUCED, "0", RangeEventKind.FIXED, "4.9.2"));
    }

    @Test
    void shouldSpeakOfTheComponentWithinAProduct() {
        // Given
        String tree =
                """
                {"full_product_names":[
                   {"name":"Red Hat Enterprise Linux 9","product_id":"EL9","product_identification_helper":{"cpe":"cpe:/o:redhat:enterprise_linux:9::baseos"}},
                   {"name":"zlib","product_id":"Z","product_identification_helper":{"purl":"pkg:rpm/redhat/zlib@1.2.11-40.el9?arch=x86_64&epoch=1"}}],
                 "relationships":[{"category":"default_component_of","product_reference":"Z","relates_to_product_reference":"EL9",
                   "full_product_name":{"name":"zlib of EL 9","product_id":"EL9:Z"}}]}""";
        String document =
                document("csaf_vex", tree, flaw("CVE-2026-1001", "\"fixed\":[\"EL9:Z\"]", ""));

        // When
        Advisory advisory = advisory(document);

        // Then
        assertThat(advisory.affected())
                .containsExactly(
                        new AffectedPackage(
                                "Red Hat:enterprise_linux:9::baseos",
                                "zlib",
                                "pkg:rpm/redhat/zlib",
                                List.of(
                                        range(
                                                RangeEventKind.INTRODUCED,
                                                "0",
                                                RangeEventKind.FIXED,
                                                "1:1.2.11-40.el9")),
                                List.of(),
                                List.of()));
        assertThat(vex(document).statements().getFirst().purls())
                .containsExactly("pkg:rpm/redhat/zlib@1.2.11-40.el9?arch=x86_64&epoch=1");
    }

    @Test
    void shouldBoundWhatIsAffectedByFirstLastAndFixedVersions() {
        // Given
        String tree =
                """
                {"full_product_names":[
                   {"name":"a","product_id":"A1","product_identification_helper":{"purl":"pkg:maven/org.example/a@1.0"}},
                   {"name":"a","product_id":"A2","product_identification_helper":{"purl":"pkg:maven/org.example/a@1.4"}},
                   {"name":"b","product_id":"B","product_identification_helper":{"purl":"pkg:cargo/b"}},
                   {"name":"b","product_id":"B3","product_identification_helper":{"purl":"pkg:cargo/b@0.3.0"}}]}""";
        String document =
                document(
                        "csaf_base",
                        tree,
                        flaw(
                                "CVE-2026-1001",
                                "\"first_affected\":[\"A1\"],\"last_affected\":[\"A2\"],\"known_affected\":[\"B\"],\"first_fixed\":[\"B3\"]",
                                ""));

        // When
        Advisory advisory = advisory(document);

        // Then
        assertThat(advisory.affected())
                .extracting(
                        AffectedPackage::ecosystem, AffectedPackage::name, AffectedPackage::ranges)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "Maven",
                                "org.example:a",
                                List.of(
                                        range(
                                                RangeEventKind.INTRODUCED,
                                                "1.0",
                                                RangeEventKind.LAST_AFFECTED,
                                                "1.4"))),
                        org.assertj.core.groups.Tuple.tuple(
                                "crates.io",
                                "b",
                                List.of(
                                        range(
                                                RangeEventKind.INTRODUCED,
                                                "0",
                                                RangeEventKind.FIXED,
                                                "0.3.0"))));
    }

    @Test
    void shouldKeepCpesWhereThereIsNoPurl() {
        // Given
        String tree =
                """
                {"branches":[{"category":"product_version_range","name":"<= 8.1","product":{"name":"p","product_id":"P","product_identification_helper":{"cpe":"cpe:/a:example:web_access"}}}]}""";

        // When
        Advisory advisory =
                advisory(
                        document(
                                "csaf_base",
                                tree,
                                flaw("CVE-2026-1001", "\"known_affected\":[\"P\"]", "")));

        // Then
        assertThat(advisory.affected()).isEmpty();
        assertThat(advisory.applicability())
                .containsExactly(
                        new CpeRange(
                                "cpe:2.3:a:example:web_access:*:*:*:*:*:*:*:*",
                                null,
                                null,
                                "8.1",
                                null));
    }

    @Test
    void shouldReadWhatFollowsWhateverTheOrder() {
        // Given
        String flaws = "[" + flaw("CVE-2026-1001", "\"known_affected\":[\"P1\"]", "") + "]";

        // When
        Advisory advisory =
                advisory(
                        "{\"vulnerabilities\":%s,\"product_tree\":%s,\"document\":%s}"
                                .formatted(flaws, PORTAL, masthead("csaf_vex", "")));

        // Then
        assertThat(advisory.affected()).hasSize(1);
    }

    @Test
    void shouldTellThatTheMakerPublishedAnAdvisory() {
        // Given
        String document =
                document(
                        "csaf_security_advisory",
                        PORTAL,
                        flaw(
                                "CVE-2026-1001",
                                "\"known_affected\":[\"P1\"],\"fixed\":[\"P2\"]",
                                ",\"release_date\":\"2026-01-30T00:00:00Z\",\"cwe\":{\"id\":\"CWE-89\",\"name\":\"n\"}"
                                        + SCORE));

        // When
        MakerRecord record =
                ((MakerRecords) ((Several) either(document).ofProduct()).documents().getLast())
                        .records()
                        .getFirst();

        // Then
        assertThat(record.state()).isEqualTo(RecordState.PUBLISHED);
        assertThat(record.id()).isEqualTo("MS-7");
        assertThat(record.vulnerabilities()).containsExactly("CVE-2026-1001");
        assertThat(record.publicAt()).isEqualTo(Instant.parse("2026-01-30T00:00:00Z"));
        assertThat(record.affectedVersions()).isTrue();
        assertThat(record.remedy()).isTrue();
        assertThat(record.purls()).containsExactly("pkg:npm/%40meridian/portal@4.9.1");
    }

    private static String newer(String category, String rest, String revisions, String version) {
        return """
        {"$schema":"https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json","document":{"category":"%s","csaf_version":"2.1",
          "distribution":{"tlp":{"label":"CLEAR"}},"title":"t","notes":[{"category":"description","text":"why","title":"Reasoning for Withdrawal"}],
          "publisher":{"category":"vendor","name":"Meridian PSIRT","namespace":"https://meridian.example"},
          "tracking":{"id":"MS-8","status":"final","version":"%s","initial_release_date":"2026-02-01T10:00:00Z",
            "current_release_date":"2026-02-03T10:00:00Z","revision_history":[%s]}}%s}"""
                .formatted(category, version, revisions, rest);
    }

    private static final String ONE =
            "{\"date\":\"2026-02-01T10:00:00Z\",\"number\":\"1\",\"summary\":\"s\"}";
    private static final String TWO =
            ONE + ",{\"date\":\"2026-02-03T10:00:00Z\",\"number\":\"2\",\"summary\":\"s\"}";

    @Test
    void shouldTakeBackAnAdvisoryThatItsMakerWithdrew() {
        // When
        Either read = either(newer("csaf_withdrawn", "", TWO, "2"));

        // Then
        Advisory advisory = (Advisory) records(read.ofWorld()).getFirst();
        assertThat(advisory.id()).isEqualTo("meridian.example/MS-8");
        assertThat(advisory.withdrawn()).isEqualTo(CURRENT);
        assertThat(((Several) read.ofProduct()).documents().getLast())
                .isInstanceOfSatisfying(
                        MakerRecords.class,
                        records ->
                                assertThat(records.records().getFirst().state())
                                        .isEqualTo(RecordState.WITHDRAWN));
    }

    @Test
    void shouldReadPathsJudgementsAndWordsOfTheNewerEdition() {
        // Given
        String rest =
                """
                ,"product_tree":{"full_product_names":[{"name":"l","product_id":"L","product_identification_helper":{"purls":["pkg:pypi/l@1","pkg:pypi/l@1?x=y"]}},{"name":"h","product_id":"H"}],
                   "product_paths":[{"beginning_product_reference":"L","subpaths":[{"category":"installed_on","next_product_reference":"H"}],"full_product_name":{"name":"l on h","product_id":"LH"}}]},
                 "vulnerabilities":[{"cve":"CVE-2026-1001","cwes":[{"id":"CWE-79","name":"n","version":"4.13"},{"id":"CWE-20","name":"n","version":"4.13"}],
                   "product_status":{"known_affected":["LH"]},
                   "metrics":[{"products":["LH"],"content":{"qualitative_severity_rating":"high",
                      "epss":{"probability":"0.25","percentile":"0.9","timestamp":"2026-01-31T10:00:00Z"},
                      "ssvc_v2":{"timestamp":"2026-01-31T11:00:00Z","target_ids":["CVE-2026-1001"],"selections":[
                         {"namespace":"ssvc","key":"E","version":"1.1.0","values":[{"key":"A"}]},
                         {"namespace":"ssvc","key":"A","version":"2.0.0","values":[{"key":"Y"}]}]}}}]}]""";

        // When
        Either read = either(newer("csaf_base", rest, ONE, "1"));

        // Then
        assertThat(records(read.ofWorld()))
                .satisfiesExactly(
                        first -> {
                            Advisory advisory = (Advisory) first;
                            assertThat(advisory.cwes()).containsExactly("CWE-20", "CWE-79");
                            assertThat(advisory.databaseSeverity()).isEqualTo("high");
                            assertThat(advisory.affected())
                                    .extracting(AffectedPackage::name)
                                    .containsExactly("l");
                        },
                        second ->
                                assertThat(second)
                                        .isEqualTo(
                                                new EpssTable(
                                                        null,
                                                        LocalDate.of(2026, 1, 31),
                                                        List.of(
                                                                new EpssScore(
                                                                        "CVE-2026-1001",
                                                                        0.25,
                                                                        0.9)))),
                        third ->
                                assertThat(third)
                                        .isEqualTo(
                                                new SsvcDecision(
                                                        "CVE-2026-1001",
                                                        "Meridian PSIRT",
                                                        null,
                                                        Exploitation.ACTIVE,
                                                        true,
                                                        null,
                                                        Instant.parse("2026-01-31T11:00:00Z"))));
        assertThat(read.ofWorld().counts())
                .containsEntry("advisories", 1L)
                .containsEntry("epss", 1L)
                .containsEntry("ssvc", 1L);
    }

    @Test
    void shouldLetADraftSayNothing() {
        // Given
        String draft =
                document(
                                "csaf_vex",
                                PORTAL,
                                flaw("CVE-2026-1001", "\"known_affected\":[\"P1\"]", ""))
                        .replace("\"final\"", "\"draft\"");

        // When
        Either read = either(draft);

        // Then
        assertThat(read.ofWorld().counts())
                .containsEntry("advisories", 0L)
                .containsEntry("drafts", 1L);
        assertThat(vex(draft).statements()).isEmpty();
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void shouldReadTheDocumentsOfAnArchiveAndPassOverWhatLiesBesideThem() throws IOException {
        // Given
        String one = document("csaf_vex", PORTAL, flaw("CVE-2026-1001", "\"fixed\":[\"P2\"]", ""));
        byte[] archive =
                zip(
                        "white/feed.json",
                        "{\"feed\":{\"id\":\"f\",\"link\":[],\"entry\":[]}}",
                        "white/1.json",
                        one,
                        "white/1.json.asc",
                        "-----BEGIN PGP SIGNATURE-----",
                        "white/2.json",
                        one.replace("MS-7", "MS-9"));

        // When
        Either read = parsed(source, archive, Either.class);

        // Then
        assertThat(read.ofWorld().counts())
                .containsEntry("documents", 2L)
                .containsEntry("advisories", 2L);
        assertThat(records(read.ofWorld()))
                .extracting(record -> ((Advisory) record).id())
                .containsExactly(
                        "meridian.example/MS-7/CVE-2026-1001",
                        "meridian.example/MS-9/CVE-2026-1001");
        assertThat(((VexDocument) read.ofProduct()).statements()).hasSize(2);
    }

    @Test
    void shouldNameTheFileThatBreaksAnArchive() throws IOException {
        // Given
        byte[] archive = zip("a/1.json", "{\"document\":{\n\"csaf_version\":\"2.0\"}}");

        // When
        Malformed malformed = (Malformed) Parsing.parse(source, archive);

        // Then
        assertThat(malformed.reason()).isEqualTo("a/1.json: document.tracking is missing");
    }

    @Test
    void shouldRefuseAnArchiveThatUnpacksToTooMuch() {
        // Given
        byte[] archive = Samples.zip("a.json", "{\"document\":\"" + "x".repeat(10_000) + "\"}");

        // When
        Malformed malformed = (Malformed) Parsing.parse(new CsafSource(1_000), archive);

        // Then
        assertThat(malformed.reason()).contains("broken or unpacks to too much");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"known_affected\":[\"P9\"] | | this product_id is defined nowhere in the document",
                "\"known_affected\":[\"P1\"],\"fixed\":[\"P1\"] | | a product has two statuses that contradict",
                "\"fixed\":[\"P1\"] | ,\"flags\":[{\"label\":\"component_not_present\"}] | a flag must name products or groups",
                "\"fixed\":[\"P1\"] | ,\"flags\":[{\"label\":\"component_not_present\",\"product_ids\":[\"P1\"]},{\"label\":\"vulnerable_code_not_present\",\"product_ids\":[\"P1\"]}] | a product has two justifications",
                "\"fixed\":[\"P1\"] | ,\"remediations\":[{\"category\":\"vendor_fix\",\"details\":\"d\"}] | a remediation must name products or groups",
                "\"fixed\":[\"P1\"] | ,\"remediations\":[{\"category\":\"vendor_fix\",\"details\":\"d\",\"group_ids\":[\"G\"]}] | this group_id is defined nowhere in the document",
                "\"fixed\":[\"P1\"] | ,\"release_date\":\"soon\" | release_date must be a date with time and offset (RFC 3339)",
                "\"fixed\":[\"P1\"] | ,\"release_date\":\"0000-01-01T00:00:00Z\" | release_date must be a date with time and offset (RFC 3339)",
                "\"fixed\":[\"P1\"] | ,\"cwe\":{\"id\":\"79\"} | the id of a CWE must be such as CWE-79",
                "\"fixed\":[\"P1\"] | ,\"scores\":[{\"products\":[\"P1\"],\"cvss_v3\":{\"version\":\"3.1\",\"vectorString\":\"CVSS:3.1/AV:N\",\"baseScore\":1,\"baseSeverity\":\"LOW\"}}] | the vectorString of a CVSS score is none of its version",
                "\"recommended\":[\"P1\"] | | product_status says nothing that VEX knows",
                "\"worse\":[\"P1\"] | | product_status has a list that CSAF knows not"
            })
    void shouldRefuseWhatContradictsItself(String status, String more, String reason) {
        // When
        Malformed malformed =
                malformed(
                        source,
                        document(
                                "csaf_vex",
                                PORTAL,
                                flaw("CVE-2026-1001", status, more == null ? "" : more)));

        // Then
        assertThat(malformed.reason()).isEqualTo(reason);
        assertThat(malformed.line()).isPositive();
    }

    @Test
    void shouldRefuseTwoVulnerabilitiesOfOneCve() {
        // Given
        String flaw = flaw("CVE-2026-1001", "\"fixed\":[\"P1\"]", "");

        // When
        Malformed malformed = malformed(source, document("csaf_vex", PORTAL, flaw, flaw));

        // Then
        assertThat(malformed.reason()).isEqualTo("two vulnerabilities have one CVE");
    }

    @Test
    void shouldRefuseAProductThatIsMadeOfItself() {
        // Given
        String tree =
                """
                {"full_product_names":[{"name":"a","product_id":"A"}],"relationships":[
                  {"category":"installed_on","product_reference":"A","relates_to_product_reference":"C","full_product_name":{"name":"b","product_id":"B"}},
                  {"category":"installed_on","product_reference":"A","relates_to_product_reference":"B","full_product_name":{"name":"c","product_id":"C"}}]}""";

        // When
        Malformed malformed =
                malformed(
                        source,
                        document("csaf_vex", tree, flaw("CVE-2026-1001", "\"fixed\":[\"B\"]", "")));

        // Then
        assertThat(malformed.reason()).isEqualTo("a product is defined by way of itself");
    }

    @Test
    void shouldRefuseACriticalExtensionThatItDoesNotKnow() {
        // When
        Malformed malformed =
                malformed(
                        source,
                        newer(
                                "csaf_base",
                                ",\"x_extensions\":[{\"category\":\"essential\",\"critical\":true}]",
                                ONE,
                                "1"));

        // Then
        assertThat(malformed.reason()).isEqualTo("a critical extension is not understood");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | the revisions lead elsewhere: document.tracking.version is not that of the newest revision",
                "0.9.0 | whole numbers and Semantic Versioning are mixed",
                "one | document.tracking.version must be a whole number or one by Semantic Versioning"
            })
    void shouldRefuseAVersionThatItsHistoryDoesNotLeadTo(String version, String reason) {
        // When
        Malformed malformed = malformed(source, newer("csaf_base", "", TWO, version));

        // Then
        assertThat(reason).endsWith(malformed.reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"document\":{}}",
                "{\"document\":null}",
                "{\"product_tree\":{}}",
                "{\"document\":{\"csaf_version\":\"3.0\"}}",
                "[]",
                ""
            })
    void shouldRefuseWhatIsNoDocument(String text) {
        assertThat(malformed(source, text).reason()).isNotBlank();
    }

    @Test
    void shouldRefuseBranchesDeeperThanJsonMayBe() {
        // Given
        String open = "{\"branches\":[".repeat(300);

        // When
        Malformed malformed = malformed(source, "{\"product_tree\":" + open);

        // Then
        assertThat(malformed.reason()).contains("nest");
    }
}
