package dev.plumbline.ingest.source.osv;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.events.Reference.RangeEvent;
import dev.plumbline.events.Reference.RangeEventKind;
import dev.plumbline.events.Reference.RangeType;
import dev.plumbline.events.Reference.SeverityVector;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.WorldDocument;
import dev.plumbline.ingest.source.Parsing;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OsvSourceTest {
    private final OsvSource source = new OsvSource(1_000_000);

    private List<Advisory> advisories(byte[] document) throws IOException {
        WorldDocument feed = parsed(source, document, WorldDocument.class);
        List<Advisory> advisories =
                Parsing.records(feed).stream().map(Advisory.class::cast).toList();
        assertThat(advisories).hasSize(feed.records());
        return advisories;
    }

    private Advisory advisory(String document) throws IOException {
        return advisories(Samples.utf8(document)).getFirst();
    }

    @Test
    void shouldReadEverythingThatMatchingNeeds() throws IOException {
        // Given
        String record =
                """
                {"schema_version":"1.4.0","id":"GHSA-gxr4-xjj5-5px2","modified":"2025-01-02T03:04:05Z","published":"2020-04-29T22:19:14Z",
                 "aliases":["CVE-2020-11022"],"related":["CVE-X"],"upstream":["CVE-Y","CVE-X"],"summary":"XSS\\nmore",
                 "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N"}],
                 "database_specific":{"severity":"MODERATE","cwe_ids":["CWE-79","CWE-20"]},
                 "affected":[{"package":{"ecosystem":"npm","name":"jquery","purl":"pkg:npm/jquery"},
                  "ranges":[{"type":"SEMVER","events":[{"introduced":"1.2.0"},{"fixed":"3.5.0"},{"introduced":"4.0.0"}]}],
                  "versions":["1.2.0"]}]}
                """;

        // When
        Advisory advisory = advisory(record);

        // Then
        assertThat(advisory.id()).isEqualTo("GHSA-gxr4-xjj5-5px2");
        assertThat(advisory.aliases()).containsExactly("CVE-2020-11022");
        assertThat(advisory.related()).containsExactly("CVE-X", "CVE-Y");
        assertThat(advisory.publishedAt()).isEqualTo(Instant.parse("2020-04-29T22:19:14Z"));
        assertThat(advisory.summary()).isEqualTo("XSS");
        assertThat(advisory.databaseSeverity()).isEqualTo("MODERATE");
        assertThat(advisory.cwes()).containsExactly("CWE-20", "CWE-79");
        assertThat(advisory.severities())
                .containsExactly(new SeverityVector("CVSS_V3", "CVSS:3.1/AV:N"));
        assertThat(advisory.affected())
                .containsExactly(
                        new AffectedPackage(
                                "npm",
                                "jquery",
                                "pkg:npm/jquery",
                                List.of(
                                        new Range(
                                                RangeType.SEMVER,
                                                List.of(
                                                        new RangeEvent(
                                                                RangeEventKind.INTRODUCED, "1.2.0"),
                                                        new RangeEvent(
                                                                RangeEventKind.FIXED, "3.5.0"),
                                                        new RangeEvent(
                                                                RangeEventKind.INTRODUCED,
                                                                "4.0.0")))),
                                List.of("1.2.0"),
                                List.of()));
    }

    @Test
    void shouldNameTheRepositoryWhereARecordIsAboutNoPackage() throws IOException {
        // Given
        String record =
                """
                {"id":"CURL-CVE-2023-38545","modified":"2025-01-02T03:04:05Z","affected":[
                 {"ranges":[{"type":"SEMVER","events":[{"introduced":"7.69.0"},{"fixed":"8.4.0"}]},
                   {"type":"GIT","repo":"https://github.com/curl/curl.git","events":[{"introduced":"4a4b63da"},{"fixed":"fb4415d8"}]}],
                  "versions":["8.3.0"]},
                 {"package":{"ecosystem":"PyPI","name":"a"},
                  "ranges":[{"type":"GIT","repo":"https://github.com/a/a","events":[{"introduced":"0"}]}]}]}
                """;

        // When
        Advisory advisory = advisory(record);

        // Then
        assertThat(advisory.affected())
                .extracting(AffectedPackage::ecosystem, AffectedPackage::name)
                .containsExactly(
                        tuple("GIT", "https://github.com/curl/curl.git"), tuple("PyPI", "a"));
        AffectedPackage curl = advisory.affected().getFirst();
        assertThat(curl.ranges())
                .extracting(Range::type)
                .containsExactly(RangeType.GIT, RangeType.SEMVER);
        assertThat(curl.versions()).containsExactly("8.3.0");
    }

    @Test
    void shouldReadRecordsHoweverTheyAreHeldTogether() throws IOException {
        // Given
        String a = Samples.osv("A");
        String b = Samples.osv("B");

        // When
        List<List<Advisory>> read =
                List.of(
                        advisories(Samples.utf8("[" + a + "," + b + "]")),
                        advisories(Samples.utf8("\uFEFF" + a + "\n" + b + "\n\n")),
                        advisories(Samples.utf8(a + b)),
                        advisories(
                                Samples.zip(
                                        "x/",
                                        "",
                                        "README",
                                        "no json",
                                        "x/A.json",
                                        a,
                                        "B.json",
                                        b)));

        // Then
        assertThat(read)
                .allSatisfy(
                        list ->
                                assertThat(list)
                                        .extracting(Advisory::id)
                                        .containsExactly("A", "B"));
    }

    @Test
    void shouldLeaveOutCommitsOfNoRepository() throws IOException {
        // When
        Advisory advisory =
                advisory(
                        "{\"id\":\"CURL-1\",\"affected\":[{\"ranges\":[{\"type\":\"GIT\",\"events\":[{\"introduced\":\"0\"}]}]}]}");

        // Then
        assertThat(advisory.affected()).isEmpty();
    }

    @Test
    void shouldKeepSuffixedEcosystemsWithdrawalsAndNumbersAsVersions() throws IOException {
        // When
        Advisory advisory =
                advisory(
                        "{\"id\":\"USN-1\",\"withdrawn\":\"2026-01-01T00:00:00Z\",\"affected\":[{\"package\":{\"ecosystem\":\"Ubuntu:22.04:LTS\",\"name\":\"xz\"},\"ecosystem_specific\":{\"severity\":\"high\"},\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":[{\"introduced\":0},{\"last_affected\":\"5.6.1\"}]}]}]}");

        // Then
        assertThat(advisory.withdrawn()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(advisory.databaseSeverity()).isEqualTo("high");
        assertThat(advisory.affected())
                .singleElement()
                .satisfies(
                        affected -> {
                            assertThat(affected.ecosystem()).isEqualTo("Ubuntu:22.04:LTS");
                            assertThat(affected.ranges().getFirst().events())
                                    .containsExactly(
                                            new RangeEvent(RangeEventKind.INTRODUCED, "0"),
                                            new RangeEvent(RangeEventKind.LAST_AFFECTED, "5.6.1"));
                        });
    }

    @Test
    void shouldTakeTheVectorThatRustSecKeepsBesideThePackage() throws IOException {
        // When
        Advisory advisory =
                advisory(
                        "{\"id\":\"RUSTSEC-1\",\"affected\":[{\"package\":{\"ecosystem\":\"crates.io\",\"name\":\"a\"},\"database_specific\":{\"cvss\":\"CVSS:3.1/AV:N\"}}]}");

        // Then
        assertThat(advisory.severities())
                .containsExactly(new SeverityVector("CVSS_V3", "CVSS:3.1/AV:N"));
    }

    @Test
    void shouldRefuseARecordWithoutIdWithItsPlace() {
        // When
        Malformed malformed =
                malformed(source, Samples.osv("A") + "\n{\"modified\":\"2026-01-01T00:00:00Z\"}");

        // Then
        assertThat(malformed).isEqualTo(new Malformed(2, 1, "an OSV record must have an id"));
    }

    @Test
    void shouldRefuseARecordThatNoEventCouldCarry() {
        // Given
        String events =
                IntStream.range(0, 60_000)
                        .mapToObj(i -> "{\"introduced\":\"1.0." + i + "\"}")
                        .collect(Collectors.joining(","));

        // When
        Malformed malformed =
                malformed(
                        source,
                        "{\"id\":\"A-1\",\"modified\":\"2026-01-01T00:00:00Z\",\"affected\":[{\"package\":"
                                + "{\"ecosystem\":\"npm\",\"name\":\"a\"},\"ranges\":[{\"type\":\"SEMVER\",\"events\":["
                                + events
                                + "]}]}]}");

        // Then
        assertThat(malformed.reason()).contains("more versions than can be read");
    }

    @ParameterizedTest
    @CsvSource({"aliases,aliases", "related,related ids", "upstream,related ids"})
    void shouldRefuseARecordOfMoreNamesThanAFlawCanHave(String field, String what) {
        // Given
        Function<Integer, String> record =
                names ->
                        IntStream.range(0, names)
                                .mapToObj(i -> "\"CVE-2026-" + (100_000 + i) + "\"")
                                .collect(
                                        Collectors.joining(
                                                ",", "{\"id\":\"A-1\",\"" + field + "\":[", "]}"));

        // When
        Malformed malformed = malformed(source, record.apply(2_001));

        // Then
        assertThat(malformed.reason()).isEqualTo("one record names more than 2000 " + what);
        assertThat(malformed.line()).isEqualTo(1);
        assertThatCode(() -> advisory(record.apply(2_000))).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseDocumentsWithoutRecords() {
        assertThat(malformed(source, "[]").reason()).isEqualTo("there is no OSV record in it");
        assertThat(malformed(source, "").reason()).isEqualTo("there is no OSV record in it");
        assertThat(Parsing.parse(source, Samples.zip("a.txt", "x"))).isInstanceOf(Malformed.class);
    }

    @Test
    void shouldRefuseZipsThatAreBrokenOrUnpackToTooMuch() {
        // Given
        byte[] bomb =
                Samples.zip(
                        "a.json", "{\"id\":\"A\",\"details\":\"" + "x".repeat(2_000_000) + "\"}");
        byte[] whole = Samples.zip("a.json", Samples.osv("A"));
        byte[] half = Arrays.copyOf(whole, whole.length / 2);

        // When
        var tooMuch = Parsing.parse(source, bomb);
        var broken = Parsing.parse(source, half);

        // Then
        assertThat(tooMuch).isInstanceOf(Malformed.class);
        assertThat(broken).isInstanceOf(Malformed.class);
    }
}
