package dev.plumbline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.feed.PollRuns.Ran;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OsvPollTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final URI BUCKET = URI.create("https://osv.example.org/bucket/");

    @TempDir Path folder;
    private PollRuns publisher;

    @BeforeEach
    void open() {
        publisher = new PollRuns(folder);
    }

    private static URI at(String path) {
        return URI.create(BUCKET + path);
    }

    private static OsvPoll poll(List<String> only, Map<String, String> marks, Instant now) {
        return new OsvPoll(BUCKET, only, marks, now);
    }

    private static String osv(String id, String modified) {
        return Samples.osv(id).replace("2026-01-02T03:04:05Z", modified);
    }

    private Map<String, String> readOnce(String... only) throws Unusable {
        List<String> parts = only.length == 0 ? List.of("") : List.of(only);
        for (String part : parts) {
            publisher.with(
                    at(part.isEmpty() ? "all.zip" : part + "/all.zip"),
                    Samples.zip("A-1.json", osv("A-1", "2026-11-23T07:00:00Z")));
        }
        return publisher.run(poll(List.of(only), Map.of(), NOW)).marks();
    }

    @Test
    void shouldReadTheWholeBucketAtFirstInBundles() throws Unusable {
        // Given
        publisher.with(
                at("all.zip"),
                Samples.zip(
                        "A-1.json", Samples.osv("A-1"),
                        "README.md", "no record",
                        "A-2.json", osv("A-2", "2026-01-02T08:00:00.5Z"),
                        "A-3.json", osv("A-3", "2999-01-01T00:00:00Z"),
                        "A-4.json", "{\"modified\":\"yesterday\"}"));
        OsvPoll poll = poll(List.of(), Map.of(), NOW);

        // When
        Ran ran = publisher.run(poll);

        // Then
        assertThat(ran.asked()).containsExactly(BUCKET + "all.zip");
        assertThat(ran.documents())
                .singleElement(STRING)
                .startsWith(Samples.osv("A-1") + "\n")
                .hasLineCount(4);
        assertThat(ran.marks())
                .containsEntry("modified ", "2026-01-02T08:00:00.500Z")
                .containsEntry("whole ", "2026-11-23T09:00:00Z");
        assertThat(poll.words()).isEqualTo("records modified up to 2026-01-02 08:00 UTC");
        assertThat(poll.checked()).isEqualTo("osv");
    }

    @Test
    void shouldReadOnlyTheEcosystemsThatAreAskedFor() throws Unusable {
        // Given
        publisher
                .with(at("npm/all.zip"), Samples.zip("A.json", Samples.osv("A")))
                .with(at("Alpine:v3.20/all.zip"), Samples.zip("B.json", Samples.osv("B")))
                .with(at("GitHub%20Actions/all.zip"), Samples.zip("C.json", Samples.osv("C")));

        // When
        Ran ran =
                publisher.run(
                        poll(List.of("npm", "Alpine:v3.20", "GitHub Actions"), Map.of(), NOW));

        // Then
        assertThat(ran.documents()).hasSize(3);
    }

    @Test
    void shouldFetchWhatChangedSinceTheOldestFirst() throws Unusable {
        // Given
        Map<String, String> marks = readOnce("npm");
        publisher
                .with(
                        at("npm/modified_id.csv"),
                        """
                        2026-11-23T09:30:00.123456Z,GHSA-new
                        2026-11-23T08:00:00Z,GHSA-gone
                        2026-11-23T07:00:00Z,GHSA-old
                        2026-11-23T04:59:59Z,GHSA-known
                        """)
                .with(at("npm/GHSA-new.json"), "new")
                .with(at("npm/GHSA-old.json"), "old");
        Instant later = NOW.plus(Duration.ofHours(1));

        // When
        Ran ran = publisher.run(poll(List.of("npm"), marks, later));
        Ran again = publisher.run(poll(List.of("npm"), ran.marks(), later));

        // Then
        assertThat(ran.asked())
                .containsExactly(
                        BUCKET + "npm/modified_id.csv",
                        BUCKET + "npm/GHSA-old.json",
                        BUCKET + "npm/GHSA-gone.json",
                        BUCKET + "npm/GHSA-new.json");
        assertThat(ran.documents()).containsExactly("old", "new");
        assertThat(ran.marks()).containsEntry("modified npm", "2026-11-23T09:30:00.123456Z");
        assertThat(again.asked()).containsExactly(BUCKET + "npm/modified_id.csv");
        assertThat(again.documents()).isEmpty();
    }

    @Test
    void shouldMissNothingOfAMirrorThatLagsBehind() throws Unusable {
        // Given an archive that is ten days old
        publisher.with(
                at("npm/all.zip"),
                Samples.zip(
                        "B.json", osv("B", "2026-11-13T09:00:00Z"),
                        "A.json", osv("A", "2026-11-12T09:00:00Z")));
        Ran first = publisher.run(poll(List.of("npm"), Map.of(), NOW));
        publisher
                .with(
                        at("npm/modified_id.csv"),
                        """
                        2026-11-20T08:00:00Z,C
                        2026-11-13T09:00:00Z,B
                        2026-11-13T07:30:00Z,late
                        2026-11-12T09:00:00Z,A
                        """)
                .with(at("npm/B.json"), "b")
                .with(at("npm/C.json"), "c")
                .with(at("npm/late.json"), "while the archive was made");

        // When
        Ran second = publisher.run(poll(List.of("npm"), first.marks(), NOW));

        // Then
        assertThat(first.marks()).containsEntry("modified npm", "2026-11-13T09:00:00Z");
        assertThat(second.documents()).containsExactly("while the archive was made", "b", "c");
        assertThat(second.marks()).containsEntry("modified npm", "2026-11-20T08:00:00Z");
    }

    @Test
    void shouldNotBeLedIntoTheFutureByAList() throws Unusable {
        // Given
        Map<String, String> marks = readOnce("npm");
        publisher
                .with(at("npm/modified_id.csv"), "2999-01-01T00:00:00Z,B\n2026-11-23T08:00:00Z,A\n")
                .with(at("npm/A.json"), "a")
                .with(at("npm/B.json"), "b");

        // When
        Ran ran = publisher.run(poll(List.of("npm"), marks, NOW));

        // Then
        assertThat(ran.documents()).containsExactly("a", "b");
        assertThat(ran.marks()).containsEntry("modified npm", "2026-11-23T08:00:00Z");
    }

    @Test
    void shouldGoOnWhereARunBrokeOff() throws Unusable {
        // Given
        Map<String, String> marks = readOnce("npm");
        publisher
                .with(
                        at("npm/modified_id.csv"),
                        """
                        2026-11-23T08:40:00Z,C
                        2026-11-23T08:20:00Z,B
                        2026-11-23T08:00:00Z,A
                        """)
                .with(at("npm/A.json"), "a")
                .with(at("npm/B.json"), "b")
                .with(at("npm/C.json"), "c");

        // When
        Ran broken = publisher.run(poll(List.of("npm"), marks, NOW), 3);
        Ran resumed = publisher.run(poll(List.of("npm"), broken.marks(), NOW));

        // Then
        assertThat(broken.documents()).containsExactly("a", "b");
        assertThat(broken.marks()).containsEntry("modified npm", "2026-11-23T08:20:00Z");
        // what lies within the overlap comes again, and is known by its bytes
        assertThat(resumed.documents()).containsExactly("b", "c");
    }

    @Test
    void shouldFetchAnArchiveWhereVeryMuchChanged() throws Unusable {
        // Given
        Map<String, String> marks = readOnce();
        StringBuilder list = new StringBuilder();
        for (int i = 0; i <= OsvPoll.MOST_SINGLE; i++) {
            list.append("2026-11-23T08:50:00Z,Ubuntu:22.04:LTS/U-").append(i).append('\n');
        }
        list.append("2026-11-23T08:10:00Z,npm/N-1\n");
        publisher
                .with(at("modified_id.csv"), list.toString())
                .with(at("npm/N-1.json"), "n")
                .with(at("Ubuntu:22.04:LTS/all.zip"), Samples.zip("U.json", Samples.osv("U-1")));

        // When
        Ran ran = publisher.run(poll(List.of(), marks, NOW));

        // Then
        assertThat(ran.asked())
                .containsExactly(
                        BUCKET + "modified_id.csv",
                        BUCKET + "Ubuntu:22.04:LTS/all.zip",
                        BUCKET + "npm/N-1.json");
        assertThat(ran.marks()).containsEntry("modified ", "2026-11-23T08:50:00Z");
    }

    @Test
    void shouldReadEverythingAgainAfterAWeek() throws Unusable {
        // Given
        Map<String, String> marks = readOnce("npm");

        // When
        Wanted within = poll(List.of("npm"), marks, NOW.plus(Duration.ofDays(7))).next();
        Wanted after = poll(List.of("npm"), marks, NOW.plus(Duration.ofDays(8))).next();

        // Then
        assertThat(within).isNotNull();
        assertThat(within.address()).hasPath("/bucket/npm/modified_id.csv");
        assertThat(after).isNotNull();
        assertThat(after.address()).hasPath("/bucket/npm/all.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday,GHSA-1",
                "2026-11-23T08:00:00Z",
                "2026-11-23T08:00:00Z,../../secret",
                "2026-11-23T08:00:00Z,/etc/passwd",
                "2026-11-23T08:00:00Z,",
                "<html>,x"
            })
    void shouldRefuseListsThatAreNone(String row) throws Unusable {
        // Given
        Map<String, String> marks = readOnce("npm");
        publisher.with(at("npm/modified_id.csv"), "2026-11-23T09:00:00Z,OK\n" + row + "\n");

        // Then
        assertThatThrownBy(() -> publisher.run(poll(List.of("npm"), marks, NOW)))
                .isInstanceOf(Unusable.class)
                .hasMessage("line 2 of the list of changed records is not a date and an id");
    }

    @Test
    void shouldNotMoveTheCheckpointForAnArchiveThatIsCutOff() {
        // Given
        byte[] zip = Samples.zip("A.json", Samples.osv("A"), "B.json", Samples.osv("B"));
        publisher.with(at("all.zip"), java.util.Arrays.copyOf(zip, zip.length - 30));

        // Then
        assertThatThrownBy(() -> publisher.run(poll(List.of(), Map.of(), NOW)))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("cut off");
    }
}
