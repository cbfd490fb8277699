package dev.plumbline.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the script does before any Java or Maven is needed.
class ScriptTest {

    private static final Path SCRIPT =
            Path.of(System.getProperty("plumbline.root")).resolve("plumbline");

    @TempDir private Path data;

    private record Said(int exitCode, String output) {}

    private static Said run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), output);
    }

    @Test
    void shouldListEveryCommandOnOneScreen() throws Exception {
        // When
        Said help = run("help");

        // Then
        assertThat(help.exitCode()).isZero();
        assertThat(help.output().lines())
                .hasSizeLessThanOrEqualTo(45)
                .allMatch(line -> line.length() <= 100);
        assertThat(help.output())
                .contains(
                        "up",
                        "down",
                        "status",
                        "logs",
                        "stop",
                        "start",
                        "submit",
                        "feed update",
                        "verify",
                        "token")
                .contains("backup", "restore", "reset", "test", "bench", "fmt", "migration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upp",
                "test nosuch",
                "test --fast",
                "migration scoring",
                "migration nosuch add_x",
                "bench --fast"
            })
    void shouldNotUnderstandWhatItCannotDo(String line) throws Exception {
        // When
        Said said = run(line.split(" "));

        // Then
        assertThat(said.exitCode()).isEqualTo(64);
        assertThat(said.output().lines()).hasSize(1);
    }

    @Test
    void shouldInsistOnAVerbAndAnObjectInTheNameOfAMigration() throws Exception {
        // When
        Said said = run("migration", "scoring", "AddDueDate");

        // Then
        assertThat(said.exitCode()).isEqualTo(64);
        assertThat(said.output()).contains("verb_object");
    }

    @Test
    void shouldSayThatThereAreNoLogsYet() throws Exception {
        // When
        Said said = run("logs", "ingest", "--data", data.toString());

        // Then
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.output()).isEqualTo("There are no logs in " + data + "\n");
    }
}
