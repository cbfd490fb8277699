package dev.plumbline.ingest.feed;

import static dev.plumbline.ingest.feed.Publisher.bytes;
import static dev.plumbline.ingest.feed.Publisher.status;
import static dev.plumbline.ingest.feed.Publisher.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.events.CatalogChange.FeedKind;
import dev.plumbline.events.CatalogChange.FeedSaved;
import dev.plumbline.events.ConnectionReported;
import dev.plumbline.events.ConnectionReported.State;
import dev.plumbline.events.Reference;
import dev.plumbline.events.Reference.AdvisoryPublished;
import dev.plumbline.events.Reference.EpssScored;
import dev.plumbline.events.Reference.FeedChecked;
import dev.plumbline.events.Reference.KevListed;
import dev.plumbline.events.Reference.SsvcDecided;
import dev.plumbline.events.Seal;
import dev.plumbline.events.Topics;
import dev.plumbline.ingest.Rows;
import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From the wire to the reference topic and the page: what a feed brings, and what is told of it.
@QuarkusTest
@TestProfile(FeedIT.Impatient.class)
class FeedIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String PASSPHRASE = "a passphrase of the tests alone";
    private static long revision = 1;

    private Publisher publisher;
    private String key;

    /// Looks often and tries again soon.
    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "plumbline.feeds.check-every", "1s",
                    "plumbline.feeds.idle-timeout", "20s",
                    "plumbline.feeds.first-wait", "1s",
                    "plumbline.feeds.lease", "10s",
                    "plumbline.seal.passphrases", PASSPHRASE);
        }
    }

    @BeforeEach
    void open() {
        publisher = new Publisher();
        key = "it-" + Long.toHexString(System.nanoTime());
    }

    @AfterEach
    void close() {
        save(FeedKind.KEV, "/", true, 60);
        publisher.close();
    }

    private void save(FeedKind kind, String path, boolean paused, int everyMinutes) {
        save(kind, path, paused, everyMinutes, null);
    }

    private void save(
            FeedKind kind,
            String path,
            boolean paused,
            int everyMinutes,
            @Nullable String sealedKey) {
        Topic.send(
                Topics.CATALOG,
                new FeedSaved(
                        key,
                        ++revision,
                        false,
                        kind,
                        paused,
                        publisher.at(path).toString(),
                        everyMinutes,
                        List.of(),
                        sealedKey));
    }

    private List<ConnectionReported> reports() {
        return Topic.all(Topics.PROGRESS).stream()
                .map(Topic.Received::event)
                .filter(ConnectionReported.class::isInstance)
                .map(ConnectionReported.class::cast)
                .filter(report -> report.connection().equals("feed/" + key))
                .toList();
    }

    private ConnectionReported reported(Predicate<ConnectionReported> like) {
        await().atMost(SOON).until(() -> reports().stream().anyMatch(like));
        return reports().stream().filter(like).findFirst().orElseThrow();
    }

    private <T extends Reference> List<T> said(Class<T> type) {
        return Topic.all(Topics.REFERENCE).stream()
                .map(Topic.Received::event)
                .filter(type::isInstance)
                .map(type::cast)
                .filter(fact -> fact.provenance().sender().equals("feed:" + key))
                .toList();
    }

    @Test
    void shouldBringTheKevCatalogueAndKnowItAgain() {
        // Given
        byte[] kev = Samples.kev("CVE-2020-11022", "CVE-2020-11023");
        publisher.answer("/kev.json", tagged("application/json", "\"one\"", kev));

        // When
        save(FeedKind.KEV, "/kev.json", false, 60);

        // Then
        ConnectionReported well = reported(report -> report.state() == State.WELL);
        assertThat(well.accepted()).isEqualTo(2);
        assertThat(well.refused()).isZero();
        assertThat(well.problem()).isNull();
        assertThat(well.checkpoint()).isEqualTo("as published on 2026-01-02 03:04 UTC");
        assertThat(well.succeededAt()).isNotNull();
        assertThat(well.nextAt())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(58)),
                        Instant.now().plus(Duration.ofMinutes(67)));
        assertThat(reports()).extracting(ConnectionReported::state).startsWith(State.RUNNING);
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(said(KevListed.class))
                                        .extracting(KevListed::cve)
                                        .containsExactlyInAnyOrder(
                                                "CVE-2020-11022", "CVE-2020-11023"));
        assertThat(said(FeedChecked.class))
                .extracting(FeedChecked::feed, FeedChecked::records)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("kev", 2));

        // When it is looked at again
        save(FeedKind.KEV, "/kev.json", false, 61);

        // Then it did not change, and that is known
        await().atMost(SOON).untilAsserted(() -> assertThat(said(FeedChecked.class)).hasSize(2));
        assertThat(said(KevListed.class)).hasSize(2);
        await().atMost(SOON).untilAsserted(() -> assertThat(publisher.asked()).hasSize(2));
    }

    @Test
    void shouldBringEpssScoresFromGzip() {
        // Given
        publisher.answer(
                "/epss_scores-current.csv.gz",
                status(302, "Location", "/epss_scores-2026-11-23.csv.gz"));
        publisher.answer(
                "/epss_scores-2026-11-23.csv.gz",
                bytes(
                        "application/gzip",
                        Samples.gzip(
                                Samples.utf8(
                                        """
                                        #model_version:v2026.03.14,score_date:2026-11-23T12:00:00Z
                                        cve,epss,percentile
                                        CVE-2020-11022,0.5,0.9
                                        """))));

        // When
        save(FeedKind.EPSS, "/epss_scores-current.csv.gz", false, 60);

        // Then
        reported(report -> report.state() == State.WELL);
        await().atMost(SOON).untilAsserted(() -> assertThat(said(EpssScored.class)).hasSize(1));
    }

    @Test
    void shouldBringTheBucketOfOsvRecordByRecordWhereOneIsBroken() {
        // Given
        String a = "GHSA-" + key + "-a";
        String b = "GHSA-" + key + "-b";
        publisher.answer(
                "/osv/all.zip",
                bytes(
                        "application/zip",
                        Samples.zip(
                                "a.json",
                                Samples.osv(a),
                                "broken.json",
                                "{\"id\": \"GHSA-broken\", \"affected\": 7",
                                "b.json",
                                Samples.osv(b))));

        // When
        save(FeedKind.OSV, "/osv/", false, 60);

        // Then
        ConnectionReported well = reported(report -> report.state() == State.WELL);
        assertThat(well.accepted()).isEqualTo(2);
        assertThat(well.refused()).isEqualTo(1);
        assertThat(well.checkpoint()).startsWith("records modified up to ");
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(said(AdvisoryPublished.class))
                                        .extracting(AdvisoryPublished::id)
                                        .containsExactlyInAnyOrder(a, b));
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(said(FeedChecked.class))
                                        .extracting(FeedChecked::feed)
                                        .containsExactly("osv"));
        assertThat(
                        Rows.count(
                                "select count(*) from submission where sender = ? and format = 'feed check'",
                                "feed:" + key))
                .isEqualTo(1);
    }

    @Test
    void shouldSayWhatIsWrongTryAgainAndRecover() {
        // Given
        publisher.answer("/kev.json", status(429, "Retry-After", "2"));

        // When
        save(FeedKind.KEV, "/kev.json", false, 60);

        // Then
        ConnectionReported failing = reported(report -> report.state() == State.FAILING);
        assertThat(failing.problem())
                .matches(
                        "429 from the publisher; tried again at \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC");
        assertThat(failing.nextAt()).isAfterOrEqualTo(failing.at().plusMillis(1_900));
        assertThat(failing.succeededAt()).isNull();

        // When the publisher is back
        publisher.answer(
                "/kev.json", bytes("application/json", Samples.kev("CVE-2019-" + randomNumber())));

        // Then
        assertThat(reported(report -> report.state() == State.WELL).accepted()).isEqualTo(1);
        assertThat(Rows.count("select failures from feed_run where key = ?", key)).isZero();
    }

    private int randomNumber() {
        return 100_000 + Math.abs(key.hashCode() % 800_000);
    }

    @Test
    void shouldKeepTheCheckpointWhereWhatCameIsBroken() {
        // Given
        byte[] whole =
                Samples.gzip(
                        Samples.utf8(
                                "#model_version:v1,score_date:2026-11-22T12:00:00Z\ncve,epss,percentile\n"
                                        + "CVE-2020-11022,0.5,0.9\n".repeat(5_000)));
        publisher.answer(
                "/epss.csv.gz",
                tagged("application/gzip", "\"half\"", Arrays.copyOf(whole, whole.length / 2)));

        // When
        save(FeedKind.EPSS, "/epss.csv.gz", false, 60);

        // Then
        ConnectionReported failing = reported(report -> report.state() == State.FAILING);
        assertThat(failing.problem()).contains("the compressed stream is broken or ends too early");
        assertThat(failing.checkpoint()).isNull();
        assertThat(said(EpssScored.class)).isEmpty();
        assertThat(Rows.count("select count(*) from feed_run where key = ? and marks = '{}'", key))
                .isEqualTo(1);
    }

    @Test
    void shouldPauseAtTheNextDocument() {
        // Given
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch saved = new CountDownLatch(1);
        publisher.answer(
                "/nvd",
                exchange -> {
                    asked.countDown();
                    try {
                        saved.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    bytes("application/json", nvd(0, 3)).to(exchange);
                });
        save(FeedKind.NVD, "/nvd", false, 60);
        await().atMost(SOON).until(() -> asked.getCount() == 0);

        // When
        save(FeedKind.NVD, "/nvd", true, 60);
        await().atMost(SOON)
                .until(
                        () ->
                                Rows.count(
                                                "select count(*) from feed where key = ? and paused",
                                                key)
                                        == 1);
        saved.countDown();

        // Then
        ConnectionReported paused = reported(report -> report.state() == State.PAUSED);
        assertThat(paused.nextAt()).isNull();
        assertThat(publisher.asked()).containsExactly("/nvd?startIndex=0");
        assertThat(
                        Rows.count(
                                "select count(*) from feed_run where key = ? and holder is null",
                                key))
                .isEqualTo(1);
    }

    private static byte[] nvd(int start, int total) {
        return Samples.utf8(
                """
                {"resultsPerPage":1,"startIndex":%d,"totalResults":%d,"format":"NVD_CVE","version":"2.0",
                 "timestamp":"2026-11-23T09:00:00.000","vulnerabilities":[{"cve":{"id":"CVE-2020-%d",
                 "published":"2020-04-29T22:15:11.903","lastModified":"2026-11-21T04:58:54.417","vulnStatus":"Analyzed",
                 "descriptions":[{"lang":"en","value":"A flaw."}]}}]}
                """
                        .formatted(start, total, 20_000 + start));
    }

    @Test
    void shouldGiveAPublisherTheKeyAndReadPageByPage() {
        // Given
        List<String> keys = new CopyOnWriteArrayList<>();
        publisher.answer(
                "/nvd",
                exchange -> {
                    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("apiKey")));
                    bytes("application/json", nvd(keys.size() - 1, 2)).to(exchange);
                });
        String sealed = Seal.with(List.of(PASSPHRASE)).close("my-nvd-key", "feed/" + key);

        // When
        save(FeedKind.NVD, "/nvd", false, 60, sealed);

        // Then
        ConnectionReported well = reported(report -> report.state() == State.WELL);
        assertThat(well.accepted() + well.ignored()).isEqualTo(2);
        assertThat(keys).containsExactly("my-nvd-key", "my-nvd-key");
        assertThat(publisher.asked()).containsExactly("/nvd?startIndex=0", "/nvd?startIndex=1");
        assertThat(Topic.all(Topics.PROGRESS).toString()).doesNotContain("my-nvd-key");
    }

    @Test
    void shouldTakeInWhatACsafProviderSaysButForWhatDoesNotFitItsChecksum() throws Exception {
        // Given
        String good = sample("two-products.csaf.json");
        publisher.answer(
                "/provider-metadata.json",
                bytes(
                        "application/json",
                        Samples.utf8(
                                "{\"role\":\"csaf_trusted_provider\",\"distributions\":[{\"directory_url\":\"%s\"}]}"
                                        .formatted(publisher.at("/docs")))));
        publisher.answer(
                "/docs/changes.csv",
                bytes(
                        "text/csv",
                        Samples.utf8(
                                """
                                "2026/good.json","2026-11-01T00:00:00Z"
                                "2026/changed.json","2026-11-02T00:00:00Z"
                                """)));
        byte[] sum =
                Samples.utf8(
                        HexFormat.of()
                                .formatHex(
                                        MessageDigest.getInstance("SHA-512")
                                                .digest(Samples.utf8(good))));
        publisher.answer("/docs/2026/good.json", bytes("application/json", Samples.utf8(good)));
        publisher.answer("/docs/2026/good.json.sha512", bytes("text/plain", sum));
        publisher.answer(
                "/docs/2026/changed.json", bytes("application/json", Samples.utf8(good + " ")));
        publisher.answer("/docs/2026/changed.json.sha512", bytes("text/plain", sum));

        // When
        save(FeedKind.CSAF, "/provider-metadata.json", false, 60);

        // Then
        ConnectionReported ended = reported(report -> report.state() == State.FAILING);
        assertThat(ended.problem())
                .isEqualTo(
                        "changed.json does not fit its checksum; not taken in, and asked for again in the next run");
        assertThat(ended.checkpoint()).isEqualTo("documents of up to 2026-11-02 00:00 UTC");
        assertThat(ended.succeededAt()).isNotNull();
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(said(AdvisoryPublished.class))
                                        .isNotEmpty()
                                        .extracting(fact -> fact.provenance().submission())
                                        .containsOnly(onlySubmission()));
    }

    @Test
    void shouldNotCallReadWhatWasRefused() {
        // Given
        publisher.answer(
                "/docs/changes.csv",
                bytes("text/csv", Samples.utf8("bad.json,2026-11-02T00:00:00Z\n")));
        publisher.answer("/docs/bad.json", bytes("application/json", Samples.utf8("{}")));
        publisher.answer(
                "/docs/bad.json.sha512", bytes("text/plain", Samples.utf8("0".repeat(128))));

        // When
        save(FeedKind.CSAF, "/docs/", false, 60);

        // Then
        ConnectionReported ended = reported(report -> report.state() == State.FAILING);
        assertThat(ended.accepted()).isZero();
        assertThat(ended.checkpoint()).isNull();
        assertThat(ended.succeededAt()).isNull();
    }

    @Test
    void shouldTakeInWhatACsafProviderSaysButForEntriesThatLeadAstray() throws Exception {
        // Given
        publisher.answer(
                "/rolie.json",
                bytes(
                        "application/json",
                        Samples.utf8(
                                """
                                {"feed":{"entry":[
                                 {"updated":"2026-11-01T00:00:00Z","content":{"src":"file:///etc/passwd"}},
                                 {"updated":"2026-11-02T00:00:00Z","content":{"src":"/hidden.json"},
                                  "link":[{"rel":"hash","href":"http://127.0.0.1:1/hidden.json.sha512"}]},
                                 {"updated":"2026-11-03T00:00:00Z","content":{"src":"/good.json"}}]}}
                                """)));
        publisher.answer(
                "/good.json",
                bytes("application/json", Samples.utf8(sample("two-products.csaf.json"))));

        // When
        save(FeedKind.CSAF, "/rolie.json", false, 60);

        // Then
        ConnectionReported ended = reported(report -> report.state() == State.FAILING);
        assertThat(ended.problem())
                .isEqualTo(
                        "an entry was passed over, and 1 more: the provider names an address that is"
                                + " none: file:///etc/passwd");
        assertThat(ended.refused()).isEqualTo(2);
        assertThat(ended.accepted() + ended.ignored()).isPositive();
        assertThat(ended.checkpoint()).isEqualTo("documents of up to 2026-11-03 00:00 UTC");
        assertThat(publisher.asked()).doesNotContain("/hidden.json");
    }

    private UUID onlySubmission() {
        List<UUID> submissions =
                said(AdvisoryPublished.class).stream()
                        .map(fact -> fact.provenance().submission())
                        .distinct()
                        .toList();
        assertThat(submissions).hasSize(1);
        return submissions.getFirst();
    }

    private static String sample(String name) throws IOException {
        return Files.readString(Path.of("src", "test", "resources", "samples", name));
    }

    @Test
    void shouldBringVulnrichmentFromItsArchive() throws Exception {
        // Given
        publisher.answer(
                "/vulnrichment.zip",
                tagged(
                        "application/zip",
                        "\"v1\"",
                        Samples.zip(
                                "vulnrichment-develop/README.md",
                                "hello",
                                "vulnrichment-develop/2024/1xxx/CVE-2024-1001.json",
                                sample("cve-record.json"))));

        // When
        save(FeedKind.VULNRICHMENT, "/vulnrichment.zip", false, 60);

        // Then
        ConnectionReported well = reported(report -> report.state() == State.WELL);
        assertThat(well.accepted()).isPositive();
        assertThat(well.refused()).isZero();
        await().atMost(SOON).untilAsserted(() -> assertThat(said(SsvcDecided.class)).isNotEmpty());
    }

    @Test
    void shouldLeaveAFeedToTheInstanceThatReadsIt() {
        // Given
        publisher.answer("/kev.json", bytes("application/json", Samples.kev("CVE-2018-1000001")));
        Rows.execute(
                "insert into feed_run (key, revision, scope, marks, started_at, holder, lease_until) values ('"
                        + key
                        + "', 0, '', '{}', now(), gen_random_uuid(), now() + interval '4 seconds')");

        // When
        save(FeedKind.KEV, "/kev.json", false, 60);

        // Then nobody else asks before the lease of the instance that died ends
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> publisher.asked().isEmpty());
        reported(report -> report.state() == State.WELL);
        assertThat(publisher.asked()).containsExactly("/kev.json");
    }
}
