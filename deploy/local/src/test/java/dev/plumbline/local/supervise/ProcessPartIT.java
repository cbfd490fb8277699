package dev.plumbline.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.install.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessPartIT {

    @TempDir private Path root;

    private Install install;
    private RunFolder run;

    @BeforeEach
    void makeAnInstall() throws IOException {
        install = new Install(root, root.resolve("data"), 9000);
        run = new RunFolder(install);
        Files.createDirectories(install.run());
    }

    private ProcessPart part(String script, Duration startLimit, Duration stopLimit) {
        Path marker = install.run().resolve("works");
        return new ProcessPart(
                new ProcessPlan(
                        PartName.INGEST,
                        List.of("/bin/sh", "-c", script),
                        Map.of("MARKER", marker.toString()),
                        install.log(PartName.INGEST),
                        new ProcessPlan.Ready.Marker(marker),
                        startLimit,
                        stopLimit),
                run);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void shouldReturnWhenTheProcessSaysThatItWorks() {
        // Given
        ProcessPart part = part("touch $MARKER; exec sleep 60", seconds(20), seconds(5));

        // When
        part.start();

        // Then
        assertThat(part.isAlive()).isTrue();
        assertThat(run.process(PartName.INGEST)).isPresent();
        part.close();
        assertThat(part.isAlive()).isFalse();
        assertThat(run.process(PartName.INGEST)).isEmpty();
    }

    @Test
    void shouldSayWhyAProcessEndedBeforeItWorked() {
        // Given
        ProcessPart part = part("echo 'ERROR no room left'; exit 7", seconds(20), seconds(5));

        // When / Then
        assertThatThrownBy(part::start)
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining(
                        "ingest-service stopped while starting (exit code 7): ERROR no room left");
    }

    @Test
    void shouldStopAProcessThatNeverWorks() {
        // Given
        ProcessPart part = part("exec sleep 60", Duration.ofMillis(300), seconds(5));

        // When / Then
        assertThatThrownBy(part::start).hasMessageContaining("is not ready after");
        assertThat(part.isAlive()).isFalse();
    }

    @Test
    void shouldKillAProcessThatDoesNotListen() {
        // Given
        ProcessPart part =
                part(
                        "trap '' TERM; touch $MARKER; while :; do sleep 1; done",
                        seconds(20),
                        seconds(1));
        part.start();

        // When
        part.stop();

        // Then
        assertThat(part.isAlive()).isFalse();
    }

    @Test
    void shouldNotStartAgainOnceClosed() {
        // Given
        ProcessPart part = part("touch $MARKER; exec sleep 60", seconds(20), seconds(5));
        part.close();

        // When / Then
        assertThatThrownBy(part::start).hasMessageContaining("not to start any more");
    }

    @Test
    void shouldStopWhatOutlivedItsSupervisor() {
        // Given
        ProcessPart part = part("touch $MARKER; exec sleep 60", seconds(20), seconds(5));
        part.start();
        ProcessHandle leftover = run.process(PartName.INGEST).orElseThrow();

        // When
        List<PartName> stopped = Leftovers.stop(run);

        // Then
        assertThat(stopped).containsExactly(PartName.INGEST);
        assertThat(leftover.isAlive()).isFalse();
    }

    @Test
    void shouldTakeNoOtherProcessForItsOwn() {
        // Given
        ProcessPart part = part("touch $MARKER; exec sleep 60", seconds(20), seconds(5));
        part.start();

        // When
        PrivateFile.write(
                install.run().resolve("ingest.pid"),
                List.of(),
                Map.of(
                        "pid",
                        Long.toString(ProcessHandle.current().pid()),
                        "start",
                        "2001-01-01T00:00:00Z"));

        // Then
        assertThat(run.process(PartName.INGEST)).isEmpty();
        part.close();
    }
}
