package dev.plumbline.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// One install for all tests of this run, started by `./plumbline up` and stopped when the run
// ends.
///
/// Its data lie under `target/`, its ports are free ones, so that it meets no other install.
final class Platform {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int PORTS = 7;

    private static Platform running;

    private final Path root;
    private final Path data;
    private final int port;
    private final Properties credentials;

    private Platform(Path root, Path data, int port) {
        this.root = root;
        this.data = data;
        this.port = port;
        this.credentials = new Properties();
    }

    /// What a command said, and how it ended.
    record Said(int exitCode, String output) {
        Said orFail() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ":\n" + output);
            }
            return this;
        }
    }

    /// The running install; the first caller starts it.
    static synchronized Platform running() {
        if (running == null) {
            Path root = Path.of(System.getProperty("plumbline.root")).toAbsolutePath();
            Platform platform = new Platform(root, root.resolve("e2e/target/install"), freePorts());
            Runtime.getRuntime().addShutdownHook(new Thread(platform::stop));
            platform.run("up", "--detach", "--port", "" + platform.port).orFail();
            platform.readCredentials();
            running = platform;
        }
        return running;
    }

    /// Runs a command of the one door against this install.
    Said run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(root.resolve("plumbline").toString());
        command.addAll(List.of(arguments));
        command.add("--data");
        command.add(data.toString());
        try {
            Path out = Files.createTempFile("plumbline-e2e", ".out");
            Process process =
                    new ProcessBuilder(command)
                            .directory(root.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new AssertionError("no end of " + command + ":\n" + Files.readString(out));
            }
            String said = Files.readString(out);
            Files.delete(out);
            return new Said(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    Path root() {
        return root;
    }

    Path data() {
        return data;
    }

    String dashboard() {
        return credentials.getProperty("dashboard.url");
    }

    String ingest() {
        return credentials.getProperty("ingest.url");
    }

    String issuer() {
        return credentials.getProperty("identity.url");
    }

    String bootstrapServers() {
        return "127.0.0.1:" + (port + 4);
    }

    String passwordOf(String person) {
        return credentials.getProperty("person." + person + ".password");
    }

    String secretOf(String client) {
        return credentials.getProperty("client." + client + ".secret");
    }

    private void stop() {
        run("down");
    }

    private void readCredentials() {
        try (InputStream in = Files.newInputStream(data.resolve("credentials"))) {
            credentials.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePorts() {
        for (int candidate = 18_080; candidate < 19_000; candidate += 10) {
            if (allFree(candidate)) {
                return candidate;
            }
        }
        throw new AssertionError("no seven free ports between 18080 and 19000");
    }

    private static boolean allFree(int first) {
        for (int port = first; port < first + PORTS; port++) {
            try (ServerSocket free = new ServerSocket(port)) {
                free.setReuseAddress(true);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
