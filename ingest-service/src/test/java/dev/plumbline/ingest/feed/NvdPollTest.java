package dev.plumbline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.ingest.feed.NvdPoll.Key;
import dev.plumbline.ingest.feed.PollRuns.Ran;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvdPollTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final URI NVD = URI.create("https://nvd.example.org/cves/2.0");

    @TempDir Path folder;
    private PollRuns publisher;

    @BeforeEach
    void open() {
        publisher = new PollRuns(folder);
    }

    private static NvdPoll poll(Map<String, String> marks, Instant now) {
        return new NvdPoll(NVD, marks, now, Key.NONE);
    }

    private void page(String query, long start, long items, long total) {
        publisher.with(
                URI.create(NVD + "?" + query),
                "{\"resultsPerPage\":%d,\"startIndex\":%d,\"totalResults\":%d,\"vulnerabilities\":[%d]}"
                        .formatted(items, start, total, start));
    }

    @Test
    void shouldReadEverythingOncePageByPage() throws Unusable {
        // Given
        page("startIndex=0", 0, 2_000, 4_500);
        page("startIndex=2000", 2_000, 2_000, 4_500);
        page("startIndex=4000", 4_000, 500, 4_500);
        NvdPoll poll = poll(Map.of(), NOW);

        // When
        Ran ran = publisher.run(poll);

        // Then
        assertThat(ran.documents()).hasSize(3);
        assertThat(ran.marks()).isEqualTo(Map.of("modified", "2026-11-23T09:00:00Z"));
        assertThat(poll.words()).isEqualTo("CVEs modified up to 2026-11-23 09:00 UTC");
    }

    @Test
    void shouldGoOnWhereTheFirstPassBrokeOffAndThenFetchWhatChangedSinceItBegan() throws Unusable {
        // Given
        page("startIndex=0", 0, 2_000, 4_000);
        page("startIndex=2000", 2_000, 2_000, 4_000);
        Instant later = NOW.plus(Duration.ofDays(1));
        page(
                "lastModStartDate=2026-11-23T08%3A55%3A00Z&lastModEndDate=2026-11-24T09%3A00%3A00Z&startIndex=0",
                0, 7, 7);

        // When
        Ran broken = publisher.run(poll(Map.of(), NOW), 1);
        Ran resumed = publisher.run(poll(broken.marks(), later));

        // Then
        assertThat(broken.marks())
                .isEqualTo(Map.of("begun", "2026-11-23T09:00:00Z", "index", "2000"));
        assertThat(resumed.asked()).hasSize(2);
        assertThat(resumed.documents()).hasSize(2);
        assertThat(resumed.marks()).isEqualTo(Map.of("modified", "2026-11-24T09:00:00Z"));
    }

    @Test
    void shouldAskInWindowsOfAtMostAHundredAndTwentyDays() throws Unusable {
        // Given
        Map<String, String> marks = Map.of("modified", "2026-01-01T00:00:00Z");
        page(
                "lastModStartDate=2025-12-31T23%3A55%3A00Z&lastModEndDate=2026-04-30T23%3A55%3A00Z&startIndex=0",
                0, 0, 0);
        page(
                "lastModStartDate=2026-04-30T23%3A50%3A00Z&lastModEndDate=2026-08-28T23%3A50%3A00Z&startIndex=0",
                0, 1, 2);
        page(
                "lastModStartDate=2026-04-30T23%3A50%3A00Z&lastModEndDate=2026-08-28T23%3A50%3A00Z&startIndex=1",
                1, 1, 2);
        page(
                "lastModStartDate=2026-08-28T23%3A45%3A00Z&lastModEndDate=2026-11-23T09%3A00%3A00Z&startIndex=0",
                0, 3, 3);

        // When
        Ran ran = publisher.run(poll(marks, NOW));

        // Then
        assertThat(ran.asked()).hasSize(4);
        assertThat(ran.documents()).hasSize(3);
        assertThat(ran.marks()).isEqualTo(Map.of("modified", "2026-11-23T09:00:00Z"));
    }

    @Test
    void shouldKeepToTheWindowWithinWhichARunBrokeOff() throws Unusable {
        // Given
        Map<String, String> marks = Map.of("modified", "2026-11-23T00:00:00Z");
        String window =
                "lastModStartDate=2026-11-22T23%3A55%3A00Z&lastModEndDate=2026-11-23T09%3A00%3A00Z";
        page(window + "&startIndex=0", 0, 10, 20);
        page(window + "&startIndex=10", 10, 10, 20);
        Ran broken = publisher.run(poll(marks, NOW), 1);

        // When
        Wanted resumed = poll(broken.marks(), NOW.plusSeconds(3_600)).next();

        // Then
        assertThat(resumed).isNotNull();
        assertThat(resumed.address().toString()).endsWith(window + "&startIndex=10");
    }

    @Test
    void shouldKeepToTheRateThatNvdAllows() throws Unusable {
        // Given
        page("startIndex=0", 0, 1, 3);
        NvdPoll stranger = poll(Map.of(), NOW);
        NvdPoll known = new NvdPoll(NVD, Map.of(), NOW, Key.GIVEN);

        // When
        publisher.run(stranger, 1);
        publisher.run(known, 1);

        // Then
        assertThat(stranger.next()).extracting(Wanted::pause).isEqualTo(Duration.ofSeconds(6));
        assertThat(known.next()).extracting(Wanted::pause).isEqualTo(Duration.ofMillis(600));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"Invalid apiKey.\"}",
                "{\"resultsPerPage\":1,\"startIndex\":5,\"totalResults\":9}",
                "{\"resultsPerPage\":0,\"startIndex\":0,\"totalResults\":9}",
                "{\"resultsPerPage\":",
                "[]"
            })
    void shouldNotTakeAnythingElseForAPage(String answer) {
        // Given
        publisher.with(URI.create(NVD + "?startIndex=0"), answer);

        // Then
        assertThatThrownBy(() -> publisher.run(poll(Map.of(), NOW))).isInstanceOf(Unusable.class);
    }
}
