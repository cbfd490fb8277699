package dev.plumbline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.ingest.feed.PollRuns.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsafPollTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final URI METADATA =
            URI.create("https://csaf.example.org/.well-known/csaf/provider-metadata.json");
    private static final String WHITE =
            "{\"document\":{\"distribution\":{\"tlp\":{\"label\":\"WHITE\"}},\"title\":\"%s\"}}";

    @TempDir Path folder;
    private PollRuns publisher;

    @BeforeEach
    void open() {
        publisher = new PollRuns(folder);
    }

    private static URI at(String path) {
        return URI.create("https://csaf.example.org/" + path);
    }

    private static CsafPoll poll(URI address, Map<String, String> marks) {
        return new CsafPoll(address, marks, NOW);
    }

    private static String sum(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance(algorithm)
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// With a checksum as `sha512sum` writes it.
    private void document(String path, String text) {
        publisher
                .with(at(path), text)
                .with(at(path + ".sha512"), sum("SHA-512", text) + "  " + path + "\n");
    }

    private void provider(String role, String distributions) {
        publisher.with(
                METADATA,
                "{\"canonical_url\":\"%s\",\"role\":\"%s\",\"distributions\":[%s]}"
                        .formatted(METADATA, role, distributions));
    }

    private static String entry(String path, String updated, String... sums) {
        StringBuilder links = new StringBuilder();
        for (String sum : sums) {
            // some publishers write ref instead of rel
            links.append(",{\"ref\":\"hash\",\"href\":\"").append(at(sum)).append("\"}");
        }
        return "{\"id\":\"%s\",\"updated\":\"%s\",\"content\":{\"src\":\"%s\"},\"link\":[{\"rel\":\"self\",\"href\":\"%s\"}%s]}"
                .formatted(path, updated, at(path), at(path), links);
    }

    private void rolie(String... entries) {
        provider(
                "csaf_provider",
                """
                {"rolie":{"feeds":[
                 {"tlp_label":"AMBER","url":"https://csaf.example.org/amber.json"},
                 {"tlp_label":"WHITE","url":"/white.json"}]}},
                {"directory_url":"https://csaf.example.org/unused"}""");
        publisher.with(
                at("white.json"),
                "{\"feed\":{\"id\":\"white\",\"category\":[{\"term\":\"csaf\"}],\"entry\":["
                        + String.join(",", entries)
                        + "]}}");
    }

    @Test
    void shouldReadTheFeedsThatAreForEverybodyAndCheckEachDocument() throws Unusable {
        // Given
        rolie(
                entry("b.json", "2026-11-02T00:00:00Z", "b.json.sha256", "b.json.sha512"),
                entry("a.json", "2026-11-01T00:00:00.000+02:00"));
        document("b.json", WHITE.formatted("b"));
        document("a.json", WHITE.formatted("a"));
        CsafPoll poll = poll(METADATA, Map.of());

        // When
        Ran ran = publisher.run(poll);

        // Then
        assertThat(ran.asked())
                .containsExactly(
                        METADATA.toString(),
                        at("white.json").toString(),
                        at("a.json").toString(),
                        at("b.json.sha512").toString(),
                        at("b.json").toString());
        assertThat(ran.documents()).containsExactly(WHITE.formatted("a"), WHITE.formatted("b"));
        assertThat(ran.marks())
                .containsEntry("read " + at("white.json"), "2026-11-02T00:00:00Z")
                .containsEntry("whole", NOW.toString());
        assertThat(poll.words()).isEqualTo("documents of up to 2026-11-02 00:00 UTC");
        assertThat(poll.complaint()).isNull();
    }

    @Test
    void shouldFetchWhatChangedSinceAndEverythingAgainAfterAMonth() throws Unusable {
        // Given
        rolie(entry("a.json", "2026-11-01T00:00:00Z"), entry("b.json", "2026-11-02T00:00:00Z"));
        document("a.json", WHITE.formatted("a"));
        document("b.json", WHITE.formatted("b"));
        Map<String, String> marks =
                Map.of(
                        "whole",
                        NOW.minus(Duration.ofDays(1)).toString(),
                        "read " + at("white.json"),
                        "2026-11-01T00:00:00Z");

        // When
        Ran since = publisher.run(poll(METADATA, marks));
        Ran later =
                publisher.run(new CsafPoll(METADATA, since.marks(), NOW.plus(Duration.ofDays(31))));

        // Then
        assertThat(since.documents()).containsExactly(WHITE.formatted("b"));
        assertThat(later.documents()).hasSize(2);
    }

    @Test
    void shouldNotTakeInWhatDoesNotFitItsChecksumAndAskForItAgain() throws Unusable {
        // Given
        rolie(
                entry("a.json", "2026-11-01T00:00:00Z", "a.json.sha512"),
                entry("b.json", "2026-11-02T00:00:00Z", "b.json.sha512"));
        document("a.json", WHITE.formatted("a"));
        document("b.json", WHITE.formatted("b"));
        publisher.with(at("a.json"), WHITE.formatted("changed on the way"));
        CsafPoll poll = poll(METADATA, Map.of());

        // When
        Ran ran = publisher.run(poll);

        // Then
        assertThat(ran.documents()).containsExactly(WHITE.formatted("b"));
        assertThat(poll.complaint())
                .isEqualTo(
                        "a.json does not fit its checksum; not taken in, and asked for again in the next run");

        // When the publisher has mended it
        publisher.with(at("a.json"), WHITE.formatted("a"));
        CsafPoll next = poll(METADATA, ran.marks());
        Ran mended = publisher.run(next);

        // Then
        assertThat(mended.documents()).containsExactly(WHITE.formatted("a"));
        assertThat(next.complaint()).isNull();
        assertThat(mended.marks().keySet()).noneMatch(mark -> mark.startsWith("again"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'updated':'2026-11-01T12:00:00Z','content':{'src':'file:///etc/passwd'}}"
                        + "| the provider names an address that is none: file:///etc/passwd",
                "{'updated':'2026-11-01T12:00:00Z','content':{'src':'/x.json'},"
                        + "'link':[{'rel':'hash','href':'https://inside.example.org/x.sha512'}]}"
                        + "| https://inside.example.org/x.sha512 leads into a private network",
                "{'updated':'2026-11-01T12:00:00Z','content':{'src':'/x.json'},"
                        + "'link':[{'rel':'hash','href':'file:///x.sha512'}]}"
                        + "| the provider names an address that is none: file:///x.sha512",
                "{'updated':'2026-11-01T12:00:00Z',"
                        + "'content':{'src':'https://inside.example.org/x.json'}}"
                        + "| https://inside.example.org/x.json leads into a private network",
                "{'updated':'today','content':{'src':'/x.json'}}"
                        + "| the list of documents has a date that is none: today",
                "{'updated':'2026-11-01T12:00:00Z'}| an entry of the ROLIE feed has no address"
            })
    void shouldPassOverABadEntryAndGoOn(String bad, String why) throws Unusable {
        // Given
        rolie(
                bad.replace('\'', '"'),
                entry("a.json", "2026-11-01T00:00:00Z"),
                entry("b.json", "2026-11-02T00:00:00Z"));
        document("a.json", WHITE.formatted("a"));
        document("b.json", WHITE.formatted("b"));
        CsafPoll poll = poll(METADATA, Map.of());

        // When
        Ran ran = publisher.run(poll);

        // Then
        assertThat(ran.documents()).containsExactly(WHITE.formatted("a"), WHITE.formatted("b"));
        assertThat(ran.marks()).containsEntry("read " + at("white.json"), "2026-11-02T00:00:00Z");
        assertThat(poll.complaint()).isEqualTo("an entry was passed over: " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "https://inside.example.org/feed.json"})
    void shouldPassOverABadListAndReadTheOthers(String bad) throws Unusable {
        // Given
        rolie(entry("a.json", "2026-11-01T00:00:00Z"));
        document("a.json", WHITE.formatted("a"));
        provider(
                "csaf_provider",
                "{\"rolie\":{\"feeds\":[{\"url\":\"%s\"},{\"url\":\"/white.json\"}]}}"
                        .formatted(bad));
        CsafPoll poll = poll(METADATA, Map.of());

        // When
        Ran ran = publisher.run(poll);

        // Then
        assertThat(ran.documents()).containsExactly(WHITE.formatted("a"));
        assertThat(poll.complaint()).startsWith("an entry was passed over: ").contains(bad);
    }

    @Test
    void shouldPassOverABadLineOfADirectory() throws Unusable {
        // Given
        publisher.with(
                at("docs/changes.csv"),
                """
                ../a.json,2026-11-01T00:00:00Z
                a.json,-0001-01-01T00:00:00Z
                no date
                b.json,2026-11-02T00:00:00Z
                """);
        document("docs/b.json", WHITE.formatted("b"));
        CsafPoll poll = poll(at("docs/"), Map.of());

        // When
        Ran ran = publisher.run(poll);

        // Then
        assertThat(ran.documents()).containsExactly(WHITE.formatted("b"));
        assertThat(poll.complaint())
                .isEqualTo(
                        "an entry was passed over, and 2 more: the list of documents leads out of"
                                + " its folder: ../a.json");
    }

    @Test
    void shouldLeaveOutWhatIsNotForEverybody() throws Unusable {
        // Given
        rolie(entry("a.json", "2026-11-01T00:00:00Z"), entry("b.json", "2026-11-02T00:00:00Z"));
        document("a.json", WHITE.replace("WHITE", "AMBER").formatted("a"));
        document("b.json", WHITE.replace("WHITE", "CLEAR").formatted("b"));

        // When
        Ran ran = publisher.run(poll(METADATA, Map.of()));

        // Then
        assertThat(ran.documents()).hasSize(1).first().asString().contains("CLEAR");
    }

    @Test
    void shouldMoveTheMarkOnlyWhenAllOfAnInstantAreTakenIn() throws Unusable {
        // Given
        rolie(entry("a.json", "2026-11-01T00:00:00Z"), entry("b.json", "2026-11-01T00:00:00Z"));
        document("a.json", WHITE.formatted("a"));
        document("b.json", WHITE.formatted("b"));

        // When
        Ran broken = publisher.run(poll(METADATA, Map.of()), 3);

        // Then
        assertThat(broken.documents()).hasSize(1);
        assertThat(broken.marks()).isEmpty();
    }

    @Test
    void shouldReadDirectoriesByTheirChangesInQuotationMarksOrNot() throws Unusable {
        // Given
        provider("csaf_trusted_provider", "{\"directory_url\":\"https://csaf.example.org/docs\"}");
        publisher.with(
                at("docs/changes.csv"),
                """
                "2026/b.json","2026-11-02T00:00:00Z"
                2026/a.json,2026-11-01T00:00:00Z

                """);
        document("docs/2026/a.json", WHITE.formatted("a"));
        document("docs/2026/b.json", WHITE.formatted("b"));

        // When
        Ran ran = publisher.run(poll(METADATA, Map.of()));

        // Then
        assertThat(ran.documents()).containsExactly(WHITE.formatted("a"), WHITE.formatted("b"));
    }

    @Test
    void shouldReadDirectoriesByTheirIndexWhereChangesAreNotTold() throws Unusable {
        // Given
        publisher.with(at("docs/index.txt"), "2026/a.json\n2026/b.json\n");
        publisher.with(at("docs/2026/a.json"), WHITE.formatted("a"));
        publisher.with(at("docs/2026/b.json"), WHITE.formatted("b"));
        publisher.with(at("docs/2026/b.json.sha256"), sum("SHA-256", WHITE.formatted("b")) + "\n");

        // When
        Ran ran = publisher.run(poll(at("docs/"), Map.of()));

        // Then
        assertThat(ran.documents()).hasSize(2);
    }

    @Test
    void shouldMissTheChecksumsOfATrustedProvider() throws Unusable {
        // Given
        provider("csaf_trusted_provider", "{\"directory_url\":\"https://csaf.example.org/docs/\"}");
        publisher.with(at("docs/changes.csv"), "a.json,2026-11-01T00:00:00Z\n");
        publisher.with(at("docs/a.json"), WHITE.formatted("a"));
        CsafPoll poll = poll(METADATA, Map.of());

        // When
        Ran ran = publisher.run(poll);

        // Then
        assertThat(ran.documents()).isEmpty();
        assertThat(poll.complaint()).startsWith("a.json has no checksum");
    }

    @Test
    void shouldGiveUpWhereVeryManyDocumentsAreMissing() {
        // Given
        StringBuilder names = new StringBuilder();
        for (int i = 0; i <= CsafPoll.MOST_AGAIN; i++) {
            names.append(i).append(".json\n");
        }
        publisher.with(at("docs/index.txt"), names.toString());

        // Then
        assertThatThrownBy(() -> publisher.run(poll(at("docs/"), Map.of())))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("more than 200 documents");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"distributions\":[]}",
                "{\"distributions\":[{\"rolie\":{\"feeds\":[{\"tlp_label\":\"RED\",\"url\":\"/r\"}]}}]}",
                "{\"distributions\":[{\"directory_url\":\"http://\"}]}",
                "{\"distributions\":",
                "{\"feed\":{\"entry\":[{\"id\":\"1\"}]}}",
                "{\"feed\":{\"entry\":[{\"content\":{\"src\":\"/a.json\"},\"updated\":\"today\"}]}}",
                "{\"feed\":{\"entry\":[{\"content\":{\"src\":\"/a.json\"}"
            })
    void shouldNotTakeAnythingElseForAProvider(String metadata) {
        // Given
        publisher.with(METADATA, metadata);

        // Then
        assertThatThrownBy(() -> publisher.run(poll(METADATA, Map.of())))
                .isInstanceOf(Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.json", "/etc/a.json", "x//a.json", "a/../../b.json"})
    void shouldStayInItsFolder(String path) {
        // Given
        publisher.with(at("docs/changes.csv"), path + ",2026-11-01T00:00:00Z\n");

        // Then
        assertThatThrownBy(() -> publisher.run(poll(at("docs/"), Map.of())))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("leads out of its folder");
    }

    /// A provider's real tree, where it lies beside the project; one document of the project's own
    /// where it does not.
    @Test
    void shouldReadAWholeTreeWithItsChecksums() throws Exception {
        // Given
        Map<String, byte[]> tree = tree();
        tree.forEach((path, bytes) -> publisher.with(at("docs/" + path), bytes));
        publisher.with(
                at("docs/index.txt"),
                tree.keySet().stream()
                        .filter(path -> path.endsWith(".json"))
                        .collect(Collectors.joining("\n")));
        CsafPoll poll = poll(at("docs/"), Map.of());

        // When
        Ran ran = publisher.run(poll);

        // Then
        assertThat(poll.complaint()).isNull();
        assertThat(ran.documents())
                .hasSize((int) tree.keySet().stream().filter(p -> p.endsWith(".json")).count());
    }

    private static Map<String, byte[]> tree() throws IOException {
        Map<String, byte[]> tree = new TreeMap<>();
        Path zip =
                Path.of(System.getProperty("plumbline.root", ".."))
                        .resolve("../shared/corpus/advisories/csaf-2.0/cisa-2017-2020-sample.zip");
        if (!Files.exists(zip)) {
            byte[] own =
                    Files.readAllBytes(
                            Path.of("src/test/resources/samples/two-products.csaf.json"));
            tree.put("two-products.json", own);
            tree.put(
                    "two-products.json.sha512",
                    sum("SHA-512", new String(own, StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8));
            return tree;
        }
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = entry.getName();
                if (name.contains("/OT/white/")
                        && (name.endsWith(".json") || name.endsWith(".sha512"))) {
                    tree.put(name.substring(name.indexOf("/white/") + 7), in.readAllBytes());
                }
            }
        }
        return tree;
    }
}
