package dev.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// `docker-compose.yml` as Compose itself reads it. No engine is needed for that, and no secret:
/// each test makes its own values, which live as long as the process that they are handed to.
@Order(1)
class ComposeFileE2E {
    private static final Pattern WANTED = Pattern.compile("\\$\\{(PLUMBLINE_[A-Z_]+):\\?");

    private static Path root;
    private static List<String> compose;

    @BeforeAll
    static void findCompose() {
        root = Path.of(System.getProperty("plumbline.root")).toAbsolutePath();
        compose =
                run(List.of("docker", "compose", "version"), Map.of()).exitCode() == 0
                        ? List.of("docker", "compose")
                        : List.of("docker-compose");
    }

    @Test
    void shouldBeAcceptedByCompose() throws IOException {
        // Given
        Map<String, String> secrets = secrets();

        // When
        Platform.Said said = config(secrets);

        // Then
        assertThat(said.exitCode()).as(said.output()).isZero();
        assertThat(said.output()).isBlank();
    }

    @Test
    void shouldNameTheSecretThatIsMissing() throws IOException {
        for (String name : secrets().keySet()) {
            // Given
            Map<String, String> secrets = new TreeMap<>(secrets());
            secrets.remove(name);

            // When
            Platform.Said said = config(secrets);

            // Then
            assertThat(said.exitCode()).as("without " + name).isNotZero();
            assertThat(said.output()).contains(name);
        }
    }

    @Test
    void shouldGetEverySecretFromTheScriptThatMakesThem() throws IOException {
        // Given
        String script = Files.readString(root.resolve("deploy/docker/make-secrets.sh"));

        // When
        List<String> unmade =
                secrets().keySet().stream()
                        .map(name -> name.substring("PLUMBLINE_".length()))
                        .filter(
                                name ->
                                        !Pattern.compile("\\b" + name + "\\b")
                                                .matcher(script)
                                                .find())
                        .toList();

        // Then
        assertThat(unmade).isEmpty();
    }

    private static Map<String, String> secrets() throws IOException {
        Map<String, String> secrets = new TreeMap<>();
        WANTED.matcher(Files.readString(root.resolve("docker-compose.yml")))
                .results()
                .forEach(wanted -> secrets.put(wanted.group(1), "for-this-check-only"));
        assertThat(secrets).as("secrets that docker-compose.yml asks for").hasSizeGreaterThan(10);
        return secrets;
    }

    private static Platform.Said config(Map<String, String> secrets) throws IOException {
        Path nothing = Files.createTempFile("plumbline-e2e", ".env");
        try {
            List<String> command = new ArrayList<>(compose);
            command.addAll(List.of("--env-file", nothing.toString()));
            command.addAll(List.of("-f", root.resolve("docker-compose.yml").toString()));
            command.addAll(List.of("config", "-q"));
            return run(command, secrets);
        } finally {
            Files.delete(nothing);
        }
    }

    private static Platform.Said run(List<String> command, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("plumbline-e2e", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(root.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PLUMBLINE_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroy();
                throw new AssertionError("no end of " + command);
            }
            String said = Files.readString(out);
            Files.delete(out);
            return new Platform.Said(process.exitValue(), said);
        } catch (IOException e) {
            return new Platform.Said(127, command.getFirst() + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
