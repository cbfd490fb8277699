package dev.plumbline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.Samples;
import dev.plumbline.ingest.feed.PollRuns.Ran;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VulnrichmentPollTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final URI ARCHIVE = URI.create("https://code.example.org/vulnrichment.zip");

    @TempDir Path folder;

    @Test
    void shouldHandOutAFolderAsABundleSoThatWhatDidNotChangeIsKnown() throws Unusable {
        // Given
        PollRuns publisher =
                new PollRuns(folder)
                        .with(
                                ARCHIVE,
                                Samples.zip(
                                        "v-develop/README.md", "hello",
                                        "v-develop/2024/1xxx/CVE-2024-1001.json", "a",
                                        "v-develop/2024/1xxx/CVE-2024-1002.json", "b",
                                        "v-develop/2024/2xxx/CVE-2024-2001.json", "c",
                                        "v-develop/assets/schema.json", "no record"));

        // When
        Ran ran = publisher.run(new VulnrichmentPoll(ARCHIVE, Map.of(), NOW));
        Ran again = publisher.run(new VulnrichmentPoll(ARCHIVE, ran.marks(), NOW));

        // Then
        assertThat(ran.documents()).containsExactly("a\nb\n", "c\n");
        assertThat(again.asked()).hasSize(1);
        assertThat(again.documents()).isEmpty();
    }
}
