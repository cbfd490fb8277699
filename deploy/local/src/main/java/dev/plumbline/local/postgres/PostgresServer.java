package dev.plumbline.local.postgres;

import dev.plumbline.local.StartupFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A running PostgreSQL that belongs to us.
///
/// Listens on loopback only, without a Unix socket; every connection needs a password (SCRAM) from
/// the first moment. Runs as root too: PostgreSQL refuses a root identity, so there it starts in a
/// user namespace in which root is nobody.
public final class PostgresServer implements AutoCloseable {

    public static final String SUPERUSER = "postgres";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String AUTHENTICATION_FAILED = "28";

    private final Process process;
    private final Path home;
    private final PostgresSettings settings;

    private PostgresServer(Process process, Path home, PostgresSettings settings) {
        this.process = process;
        this.home = home;
        this.settings = settings;
    }

    /// Starts the server and returns when it answers queries.
    ///
    /// A server that an earlier crash left running on the same data is stopped first. A data folder
    /// appears only when it is complete, so an interrupted first start leaves nothing behind.
    ///
    /// @throws StartupFailure with one line for the operator
    public static PostgresServer start(PostgresSettings settings) {
        try {
            Path home = PostgresBinaries.unpackInto(settings.tools());
            if (!Files.exists(settings.data())) {
                initialise(home, settings);
            }
            checkVersion(settings);
            stopLeftover(home, settings);
            PostgresServer server = new PostgresServer(launch(home, settings), home, settings);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new StartupFailure(
                    "PostgreSQL cannot use " + settings.data() + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return settings.port();
    }

    public long pid() {
        return process.pid();
    }

    /// Ends when the server process ends, for whatever reason.
    public ProcessHandle handle() {
        return process.toHandle();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database;
    }

    /// A connection of the superuser; the caller closes it.
    public Connection connect(String database) throws SQLException {
        return connect(settings, database);
    }

    /// Stops in the "fast" way: open transactions roll back, everything committed is on disk.
    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        try {
            run(
                    home,
                    settings,
                    "pg_ctl",
                    "stop",
                    "--mode=fast",
                    "--wait",
                    "--timeout=30",
                    "--pgdata=" + settings.data());
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void initialise(Path home, PostgresSettings settings) throws IOException {
        Path parent = settings.data().toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path partial = Files.createTempDirectory(parent, ".postgresql-");
        Path password =
                Files.createTempFile(
                        parent,
                        ".password-",
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, settings.superuserPassword());
            Outcome outcome =
                    run(
                            home,
                            settings,
                            "initdb",
                            "--username=" + SUPERUSER,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--data-checksums",
                            "--pgdata=" + partial);
            if (outcome.exitCode() != 0) {
                throw new StartupFailure(
                        "PostgreSQL cannot create its data in "
                                + parent
                                + ": "
                                + outcome.lastLine());
            }
            Files.move(partial, settings.data(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.delete(password);
        }
    }

    private static void checkVersion(PostgresSettings settings) {
        if (!Files.isRegularFile(settings.data().resolve("PG_VERSION"))) {
            throw new StartupFailure(
                    "The folder " + settings.data() + " is not a PostgreSQL data folder");
        }
    }

    private static void stopLeftover(Path home, PostgresSettings settings) throws IOException {
        if (!Files.exists(settings.data().resolve("postmaster.pid"))) {
            return;
        }
        String data = "--pgdata=" + settings.data();
        if (run(home, settings, "pg_ctl", "status", data).exitCode() == 0) {
            run(home, settings, "pg_ctl", "stop", "--mode=fast", "--wait", "--timeout=30", data);
        }
    }

    private static Process launch(Path home, PostgresSettings settings) throws IOException {
        List<String> command = command(home, "postgres");
        command.add("-D");
        command.add(settings.data().toString());
        Stream.concat(
                        Stream.of(
                                "listen_addresses=127.0.0.1",
                                "port=" + settings.port(),
                                "unix_socket_directories="),
                        settings.parameters().entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue()))
                .forEach(
                        parameter -> {
                            command.add("-c");
                            command.add(parameter);
                        });
        Files.createDirectories(settings.log().toAbsolutePath().getParent());
        ProcessBuilder builder = builder(command);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
        return builder.start();
    }

    private void awaitReady() {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (true) {
            SQLException failure = tryQuery();
            if (failure == null) {
                return;
            }
            if (isRefusedLogin(failure)) {
                close();
                throw new StartupFailure(
                        "PostgreSQL in " + settings.data() + " does not accept the stored password",
                        failure);
            }
            if (!process.isAlive()) {
                throw new StartupFailure(
                        "PostgreSQL stopped while starting: " + lastLineOf(settings.log()),
                        failure);
            }
            if (Instant.now().isAfter(limit)) {
                close();
                throw new StartupFailure(
                        "PostgreSQL does not answer, see " + settings.log(), failure);
            }
            pause();
        }
    }

    private @Nullable SQLException tryQuery() {
        try (Connection connection = connect(settings, "postgres");
                var statement = connection.createStatement()) {
            statement.execute("select 1");
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    private static boolean isRefusedLogin(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && state.startsWith(AUTHENTICATION_FAILED);
    }

    private void pause() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new StartupFailure("Interrupted while PostgreSQL was starting", e);
        }
    }

    private static Connection connect(PostgresSettings settings, String database)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", settings.superuserPassword());
        properties.setProperty("connectTimeout", "2");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database, properties);
    }

    private static List<String> command(Path home, String program) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.add("unshare");
            command.add("--user");
        }
        command.add(home.resolve("bin").resolve(program).toString());
        return command;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        return builder;
    }

    private static Outcome run(
            Path home, PostgresSettings settings, String program, String... arguments)
            throws IOException {
        List<String> command = command(home, program);
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("plumbline-" + program, ".log");
        try {
            Process process = builder(command).redirectOutput(output.toFile()).start();
            return new Outcome(process.waitFor(), Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure(
                    "Interrupted while running " + program + " on " + settings.data(), e);
        } finally {
            Files.delete(output);
        }
    }

    private static String lastLineOf(Path log) {
        try {
            return new Outcome(0, Files.readString(log)).lastLine();
        } catch (IOException e) {
            return "see " + log;
        }
    }

    private record Outcome(int exitCode, String output) {

        String lastLine() {
            return output.lines()
                    .filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .orElse("no message");
        }
    }
}
