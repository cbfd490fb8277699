package dev.plumbline.test.server;

import dev.plumbline.local.Ports;
import dev.plumbline.local.kafka.KafkaBroker;
import dev.plumbline.local.kafka.Topics;
import dev.plumbline.local.postgres.PostgresServer;
import dev.plumbline.local.postgres.PostgresSettings;
import dev.plumbline.test.OncePerJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The two servers of this JVM and where they answer.
///
/// They stop, and their data goes, when the JVM ends.
public final class TestServers {

    static final String SUPERUSER_PASSWORD = "superuser-of-a-throw-away-server";

    /// Held here because the JDK forgets the level of a logger that nobody holds.
    private static final List<Logger> QUIET =
            List.of(
                    Logger.getLogger("kafka"),
                    Logger.getLogger("org.apache.kafka"),
                    Logger.getLogger("state.change.logger"));

    private static final String POSTGRES_IMAGE = "postgres:18";
    private static final String KAFKA_IMAGE = "apache/kafka:4.1.1";

    private TestServers() {}

    /// `host:port` of PostgreSQL, whose superuser is `postgres`.
    public static String postgres() {
        return OncePerJvm.value(
                "postgres",
                inContainers() ? TestServers::containedPostgres : TestServers::embeddedPostgres);
    }

    /// Bootstrap servers of a Kafka that has all topics of `deploy/topics.yaml`.
    public static String kafka() {
        return OncePerJvm.value(
                "kafka",
                () -> {
                    String bootstrapServers = inContainers() ? containedKafka() : embeddedKafka();
                    Topics.ofThisBuild().createIn(bootstrapServers);
                    return bootstrapServers;
                });
    }

    private static boolean inContainers() {
        return System.getProperty("plumbline.test.servers", "embedded").equals("containers");
    }

    private static String embeddedPostgres() {
        Path folder = temporaryFolder();
        PostgresServer server =
                PostgresServer.start(
                        new PostgresSettings(
                                folder.resolve("postgresql"),
                                tools(),
                                folder.resolve("postgresql.log"),
                                Ports.free(1).getFirst(),
                                SUPERUSER_PASSWORD,
                                Map.of(
                                        "fsync",
                                        "off",
                                        "synchronous_commit",
                                        "off",
                                        "full_page_writes",
                                        "off",
                                        "max_connections",
                                        "200")));
        atExit(server, folder);
        return "127.0.0.1:" + server.port();
    }

    private static String embeddedKafka() {
        Path folder = temporaryFolder();
        List<Integer> ports = Ports.free(2);
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
        KafkaBroker broker =
                KafkaBroker.start(folder.resolve("kafka"), ports.getFirst(), ports.getLast());
        atExit(broker, folder);
        return broker.bootstrapServers();
    }

    @SuppressWarnings("resource") // lives as long as the JVM
    private static String containedPostgres() {
        PostgreSQLContainer container =
                new PostgreSQLContainer(POSTGRES_IMAGE)
                        .withDatabaseName("postgres")
                        .withUsername(PostgresServer.SUPERUSER)
                        .withPassword(SUPERUSER_PASSWORD);
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return container.getHost() + ":" + container.getFirstMappedPort();
    }

    @SuppressWarnings("resource") // lives as long as the JVM
    private static String containedKafka() {
        KafkaContainer container = new KafkaContainer(KAFKA_IMAGE);
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return container.getBootstrapServers();
    }

    /// Programs are unpacked once for all modules and kept between builds.
    private static Path tools() {
        String root = System.getProperty("plumbline.root");
        return root == null ? Path.of("target", "tools") : Path.of(root, ".plumbline", "tools");
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("plumbline-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void atExit(AutoCloseable server, Path folder) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    try (server) {
                                        // closes the server before its files go
                                    } catch (Exception e) {
                                        System.err.println(
                                                "A test server did not stop cleanly: "
                                                        + e.getMessage());
                                    }
                                    deleteTree(folder);
                                }));
    }

    private static void deleteTree(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Test data stays in " + root + ": " + e.getMessage());
        }
    }
}
