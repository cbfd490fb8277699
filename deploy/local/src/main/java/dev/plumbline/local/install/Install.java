package dev.plumbline.local.install;

import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One local install: where it was built, where its state lives, and its seven ports.
///
/// @param root the built project
/// @param data state, logs and secrets of this install
/// @param port of the dashboard, the address for people; the other six follow it
public record Install(Path root, Path data, int port) {

    public static final int DEFAULT_PORT = 8080;

    private static final int PORTS = 7;
    private static final int HIGHEST_PORT = 65_535;

    public Install {
        root = root.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        if (port < 1024 || port + PORTS - 1 > HIGHEST_PORT) {
            throw new StartupFailure(
                    "--port "
                            + port
                            + ": choose one from 1024 to "
                            + (HIGHEST_PORT - PORTS + 1)
                            + "; the six after it are taken too");
        }
    }

    /// The install in this folder with the port that it had before, or the default one.
    public static Install in(Path root, Path data) {
        return new Install(
                root, data, PrivateFile.read(settingsFile(data)).getOrDefault("port", "8080"));
    }

    private Install(Path root, Path data, String port) {
        this(root, data, parsePort(port));
    }

    /// Reads a port from a command line or a file.
    public static int parsePort(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new StartupFailure("Not a port: " + text, e);
        }
    }

    public Install withPort(int other) {
        return new Install(root, data, other);
    }

    /// Remembers the port for the next start.
    public void remember() {
        PrivateFile.write(
                settingsFile(data),
                List.of("What this install was started with"),
                Map.of("port", "" + port));
    }

    /// Whether anything was ever started in this folder.
    public boolean exists() {
        return Files.exists(settingsFile(data));
    }

    public int portOf(PartName part) {
        return port + part.portOffset();
    }

    /// The second port of Kafka, where its KRaft quorum of one talks to itself.
    public int controllerPort() {
        return port + 5;
    }

    public String dashboardUrl() {
        return "http://localhost:" + portOf(PartName.DASHBOARD);
    }

    public String ingestUrl() {
        return "http://localhost:" + portOf(PartName.INGEST);
    }

    public String scoringUrl() {
        return "http://localhost:" + portOf(PartName.SCORING);
    }

    public String keycloakUrl() {
        return "http://localhost:" + portOf(PartName.KEYCLOAK);
    }

    /// Issuer of every token of this install.
    public String issuer() {
        return keycloakUrl() + "/realms/plumbline";
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + portOf(PartName.KAFKA);
    }

    /// Programs that were fetched or unpacked; shared by all installs of this project.
    public Path tools() {
        return root.resolve(".plumbline").resolve("tools");
    }

    public Path log(PartName part) {
        return log(part.key());
    }

    public Path log(String name) {
        return data.resolve("log").resolve(name + ".log");
    }

    /// Process ids and markers of what runs now; worthless after a stop.
    public Path run() {
        return data.resolve("run");
    }

    public Path secrets() {
        return data.resolve("secrets");
    }

    /// For people: addresses, users and passwords.
    public Path credentials() {
        return data.resolve("credentials");
    }

    public Path postgresData() {
        return data.resolve("postgresql");
    }

    public Path kafkaData() {
        return data.resolve("kafka");
    }

    /// What this install keeps and a backup has to hold. The journal says how far the demonstration
    /// was loaded.
    public List<Path> kept() {
        return List.of(
                settingsFile(data),
                secrets(),
                credentials(),
                demoJournal(),
                postgresData(),
                kafkaData());
    }

    /// Whether the demonstration was loaded here, or began to be.
    public boolean hasDemo() {
        return Files.exists(demoJournal());
    }

    /// Opens the journal of the demonstration before anything starts, so that the pages say from
    /// the first on whose they are.
    public void expectDemo() {
        try {
            if (!hasDemo()) {
                Files.createDirectories(data);
                Files.createFile(demoJournal());
            }
        } catch (IOException e) {
            throw new StartupFailure("Cannot write to " + data + ": " + e.getMessage(), e);
        }
    }

    private Path demoJournal() {
        return data.resolve("demo.journal");
    }

    /// Everything that this install ever wrote; the folder may hold other things too.
    public List<Path> owned() {
        return Stream.concat(kept().stream(), Stream.of(run(), data.resolve("log"))).toList();
    }

    private static Path settingsFile(Path data) {
        return data.resolve("install");
    }
}
