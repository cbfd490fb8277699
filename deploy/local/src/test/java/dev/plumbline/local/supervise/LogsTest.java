package dev.plumbline.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {

    @TempDir private Path folder;

    @Test
    void shouldNameTheComplaintInsteadOfTheStackUnderIt() throws IOException {
        // Given
        Path log =
                Files.writeString(
                        folder.resolve("ingest.log"),
                        """
                2026-11-22 INFO starting
                2026-11-22 ERROR Failed to start: port 8081 is taken
                \tat io.quarkus.Main.run(Main.java:12)
                \t... 7 more
                2026-11-22 INFO stopped
                """);

        // When
        String reason = LogTail.reason(log);

        // Then
        assertThat(reason).isEqualTo("2026-11-22 ERROR Failed to start: port 8081 is taken");
    }

    @Test
    void shouldTakeTheLastLineWhenNothingComplains() throws IOException {
        // Given
        Path log = Files.writeString(folder.resolve("ingest.log"), "one\ntwo\n\n");

        // When / Then
        assertThat(LogTail.reason(log)).isEqualTo("two");
        assertThat(LogTail.reason(folder.resolve("absent.log"))).isEqualTo("it left no log");
    }

    @Test
    void shouldMoveALongLogAsideAndLeaveAShortOneAlone() throws IOException {
        // Given
        Path longer = Files.writeString(folder.resolve("scoring.log"), "x".repeat(101));
        Path shorter = Files.writeString(folder.resolve("ingest.log"), "x".repeat(100));
        Files.writeString(folder.resolve("scoring.log.1"), "older");
        Files.writeString(folder.resolve("scoring.log.2"), "oldest");

        // When
        new LogRotation(folder, 100, 2).rotate();

        // Then
        assertThat(longer).isEmptyFile();
        assertThat(shorter).hasSize(100);
        assertThat(folder.resolve("scoring.log.1")).hasSize(101);
        assertThat(folder.resolve("scoring.log.2")).hasContent("older");
        assertThat(folder.resolve("scoring.log.3")).doesNotExist();
    }
}
