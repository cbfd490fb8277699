package dev.plumbline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedFolderTest {
    @TempDir Path within;

    private FeedFolder later() {
        return new FeedFolder(within, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
    }

    @Test
    void shouldDeleteWhatAKilledProcessLeft() throws IOException {
        // Given
        Path left = Files.createDirectory(within.resolve("plumbline-feeds-left"));
        Files.createFile(left.resolve("lock"));
        Files.writeString(left.resolve("plumbline-1.feed"), "half");

        // When
        Path own = later().own();

        // Then
        assertThat(left).doesNotExist();
        assertThat(own).isDirectory();
    }

    @Test
    void shouldLeaveWhatAnotherStillHolds() throws IOException {
        // Given
        FeedFolder other = later();
        Path held = Files.writeString(other.own().resolve("plumbline-1.feed"), "half");

        // When
        FeedFolder mine = later();
        Path own = mine.own();

        // Then
        assertThat(held).exists();
        assertThat(mine.own()).isEqualTo(own);

        // When
        mine.leave();

        // Then
        assertThat(own).doesNotExist();
    }
}
