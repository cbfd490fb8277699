package dev.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// `./plumbline` as an operator meets it. Last, because it stops what the other classes use.

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(9)
class OneDoorE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PRODUCT = "door";

    private static Platform platform;
    private static Api api;

    @BeforeAll
    static void start() {
        platform = Platform.running();
        api = new Api(platform);
        api.createProduct(PRODUCT, "door");
    }

    @Test
    @Order(1)
    void shouldSayThatItRunsAlready() {
        // When
        Platform.Said again = platform.run("up", "--detach");

        // Then
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output().strip().lines())
                .singleElement()
                .asString()
                .contains("already runs")
                .contains(platform.dashboard());
    }

    @Test
    @Order(2)
    void shouldSayWhichPortIsTakenAndStartNothing() throws IOException {
        // Given
        Platform other = Platform.beside("busy-port");
        try (ServerSocket taken =
                new ServerSocket(other.port() + 6, 1, InetAddress.getLoopbackAddress())) {

            // When
            Platform.Said said = other.run("up", "--detach", "--port", "" + other.port());

            // Then
            assertThat(said.exitCode()).as(said.output()).isEqualTo(1);
            assertThat(said.output().strip().lines())
                    .singleElement()
                    .asString()
                    .contains("Port " + taken.getLocalPort())
                    .contains("in use");
            assertThat(other.status().path("parts"))
                    .allSatisfy(part -> assertThat(part.path("pid").asLong()).isZero());
        }
    }

    @Test
    @Order(3)
    void shouldTellEachPartAndItsMemory() {
        // When
        JsonNode status = platform.status();

        // Then
        assertThat(status.path("parts")).hasSize(7);
        assertThat(status.path("parts"))
                .allSatisfy(
                        part -> {
                            assertThat(part.path("state").asText()).isEqualTo("running");
                            assertThat(part.path("residentBytes").asLong()).isPositive();
                        });
        System.out.println(
                "resident memory of all parts: "
                        + (status.path("residentBytes").asLong() >> 20)
                        + " MiB");
    }

    @Test
    @Order(4)
    void shouldTellByItsExitCodeWhatBecameOfADocument() throws IOException {
        // Given
        Path good = file("good.json", RoadInputs.resource("own/bom.json"));
        Path broken =
                file(
                        "broken.json",
                        "{\"bomFormat\":\"CycloneDX\",".getBytes(StandardCharsets.UTF_8));

        // Then
        Platform.Said shown =
                platform.run(
                        "submit",
                        good.toString(),
                        "--product",
                        PRODUCT,
                        "--release",
                        "2.1.0",
                        "--wait");
        assertThat(shown.exitCode()).as(shown.output()).isZero();
        assertThat(shown.output()).contains("Accepted", "Shown");

        Platform.Said again =
                platform.run("submit", good.toString(), "--product", PRODUCT, "--release", "2.1.0");
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).contains("Seen before");

        Platform.Said unreadable =
                platform.run("submit", broken.toString(), "--product", PRODUCT, "--release", "2");
        assertThat(unreadable.exitCode()).as(unreadable.output()).isEqualTo(2);
        assertThat(unreadable.output()).contains("Refused", "422");

        Platform.Said stranger =
                platform.run("submit", good.toString(), "--product", "nobody", "--release", "1");
        assertThat(stranger.exitCode()).as(stranger.output()).isEqualTo(2);
        assertThat(stranger.output()).contains("404");

        Platform.Said missing = platform.run("submit", "no-such-file", "--product", PRODUCT);
        assertThat(missing.exitCode()).as(missing.output()).isEqualTo(1);

        Platform.Said homeless = platform.run("submit", good.toString());
        assertThat(homeless.exitCode()).as(homeless.output()).isEqualTo(2);
        assertThat(homeless.output()).contains("name it with product=");

        Platform.Said nonsense = platform.run("submit", good.toString(), "--release", "2.1.0");
        assertThat(nonsense.exitCode()).as(nonsense.output()).isEqualTo(64);
    }

    @Test
    @Order(5)
    void shouldKeepItsSecretsToItself() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets())))
                .isEqualTo("rw-------");

        // Given
        List<String> values =
                read(secrets()).values().stream().map(Object::toString).distinct().toList();
        assertThat(values).hasSizeGreaterThan(15).allMatch(value -> value.length() >= 20);

        // When
        int files = 0;
        try (Stream<Path> logs = Files.walk(platform.data().resolve("log"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(log, StandardCharsets.ISO_8859_1);
                files++;

                // Then
                assertThat(values.stream().filter(text::contains))
                        .as("secrets in " + log)
                        .isEmpty();
            }
        }
        assertThat(files).as("logs").isGreaterThanOrEqualTo(7);
    }

    @Test
    @Order(6)
    void shouldFindEverythingAgainAfterABackupAndAReset() throws IOException {
        // Given
        Path backup = Platform.root().resolve("e2e/target/backup.tar.gz");
        Files.deleteIfExists(backup);
        Person before = Person.signIn(platform, "auditor");
        JsonNode score = before.json("/api/v1/products/" + PRODUCT + "/score");
        Properties credentials = read(credentials());
        platform.run("backup", backup.toString()).orFail();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        api.createProduct("door-after-the-backup", "door");

        // When
        platform.run("down").orFail();
        Platform.Said overwrite = platform.run("restore", backup.toString());
        assertThat(overwrite.exitCode()).as(overwrite.output()).isEqualTo(1);
        platform.run("reset", "--yes").orFail();
        platform.run("restore", backup.toString()).orFail();
        platform.up();

        // Then
        assertThat(read(credentials())).isEqualTo(credentials);
        Person after = Person.signIn(platform, "auditor");
        assertThat(after.get("/api/v1/products/door-after-the-backup").status()).isEqualTo(404);
        JsonNode restored = after.json("/api/v1/products/" + PRODUCT + "/score");
        assertThat(restored.path("principles").findValuesAsText("gate"))
                .isEqualTo(score.path("principles").findValuesAsText("gate"));
        assertThat(restored.path("sequence").asLong())
                .isGreaterThanOrEqualTo(score.path("sequence").asLong());
        String id =
                new Api(platform)
                        .document(RoadInputs.resource("own/bom-fixed.json"))
                        .of(PRODUCT, "2.1.1")
                        .sendFor(Api.CI);
        new Api(platform).awaitShown(Api.CI, id, PATIENCE);
        platform.run("verify").orFail();
    }

    @Test
    @Order(7)
    void shouldStopInOrderAndLeaveNoProcess() {
        // Given
        List<ProcessHandle> processes =
                Stream.of(
                                "postgresql",
                                "kafka",
                                "keycloak",
                                "ingest",
                                "scoring",
                                "dashboard",
                                "supervisor")
                        .map(part -> ProcessHandle.of(platform.processOf(part)).orElseThrow())
                        .toList();

        // When
        Platform.Said down = platform.run("down");

        // Then
        assertThat(down.exitCode()).as(down.output()).isZero();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(platform.run("down").exitCode()).isZero();
        assertThat(platform.run("status").exitCode()).isEqualTo(1);
    }

    private static Path credentials() {
        return platform.data().resolve("credentials");
    }

    private static Path secrets() {
        return platform.data().resolve("secrets");
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static Path file(String name, byte[] bytes) throws IOException {
        Path file = Platform.root().resolve("e2e/target").resolve(name);
        return Files.write(file, bytes);
    }
}
