package dev.plumbline.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One install for all tests of this run, started by `./plumbline up` and stopped at its end.
///
/// Its data lie under `target/` and are those of this run alone; its ports are free ones, so that
/// it meets no other install.
final class Platform {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int PORTS = 7;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static @Nullable Platform running;

    private final Path data;
    private final int port;
    private final Map<String, String> environment;
    private final Properties credentials;
    private boolean demo;

    private Platform(Path data, int port, Map<String, String> environment) {
        this.data = data;
        this.port = port;
        this.environment = environment;
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
            running = started(root().resolve("e2e/target/install"), Map.of());
        }
        return running;
    }

    /// An empty install beside the running one that scores by another catalogue than the default;
    /// whoever asked for it stops it.
    static Platform under(String catalogue) {
        return started(
                root().resolve("e2e/target/install-" + catalogue),
                Map.of("PLUMBLINE_CATALOGUE_USE", catalogue));
    }

    private static Platform started(Path data, Map<String, String> environment) {
        Platform platform = new Platform(data, freePorts(), environment);
        platform.run("down").orFail();
        platform.run("reset", "--yes").orFail();
        Runtime.getRuntime().addShutdownHook(new Thread(platform::stop));
        platform.up();
        return platform;
    }

    /// The running install with the demonstration in it; loading it again changes nothing.
    static synchronized Platform withDemo() {
        Platform platform = running();
        if (!platform.demo) {
            platform.run("up", "--demo").orFail();
            platform.demo = true;
        }
        return platform;
    }

    /// An install beside the running one that nothing has been started in.
    static Platform beside(String name) {
        return new Platform(root().resolve("e2e/target").resolve(name), freePorts(), Map.of());
    }

    /// Starts it and reads where everything is.
    Said up() {
        Said said = run("up", "--detach", "--port", "" + port).orFail();
        readCredentials();
        return said;
    }

    /// What `status --json` says.
    JsonNode status() {
        String said = run("status", "--json").output();
        try {
            return JSON.readTree(said.substring(said.indexOf('{')));
        } catch (IOException e) {
            throw new AssertionError("no JSON:\n" + said, e);
        }
    }

    /// The process of a part, 0 while it has none.
    long processOf(String part) {
        for (JsonNode line : status().path("parts")) {
            if (line.path("part").asText().equals(part)) {
                return line.path("pid").asLong();
            }
        }
        throw new AssertionError("no part " + part);
    }

    /// Runs a command of the one door against this install.
    Said run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(root().resolve("plumbline").toString());
        command.addAll(List.of(arguments));
        command.add("--data");
        command.add(data.toString());
        try {
            Path out = Files.createTempFile("plumbline-e2e", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(root().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
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

    /// The checkout.
    static Path root() {
        return Path.of(System.getProperty("plumbline.root")).toAbsolutePath();
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    String dashboard() {
        return credentials.getProperty("dashboard.url");
    }

    String ingest() {
        return credentials.getProperty("ingest.url");
    }

    String scoring() {
        return credentials.getProperty("scoring.url");
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

    /// Ends it; a second time does nothing.
    void stop() {
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
