package dev.plumbline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// An install of its own in a folder of its own, driven by the same script as any other.
final class Platform implements AutoCloseable {
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(6);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);

    /// The port of scoring-service, counted from the first of the install.
    private static final int SCORING = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Path data;
    private final int port;

    Platform(Path root, Path data, int port) {
        this.root = root;
        this.data = data;
        this.port = port;
    }

    /// Starts it and gives the time from the command to the page answering.
    Duration up(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("up", "--detach", "--port", "" + port));
        command.addAll(List.of(options));
        long start = System.nanoTime();
        plumbline(command);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    void down() throws IOException, InterruptedException {
        plumbline(List.of("down"));
    }

    /// Replays the evidence log and gives what the command said; it fails where anything differs
    /// from what is shown.
    String verify() throws IOException, InterruptedException {
        return plumbline(List.of("verify")).strip();
    }

    /// Waits until no consumer has anything left to read, so that a round pays for nothing but its
    /// own.
    void settle() throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(SETTLED_WITHIN);
        for (int quiet = 0; quiet < 2; quiet = waiting() == 0 ? quiet + 1 : 0) {
            if (Instant.now().isAfter(limit)) {
                throw new IllegalStateException(waiting() + " events wait after " + SETTLED_WITHIN);
            }
            Thread.sleep(1_000);
        }
    }

    private long waiting() throws IOException, InterruptedException {
        long waiting = 0;
        for (JsonNode lag : status().path("lag")) {
            waiting += lag.asLong();
        }
        return waiting;
    }

    private JsonNode status() throws IOException, InterruptedException {
        return JSON.readTree(plumbline(List.of("status", "--json")));
    }

    String bootstrapServers() {
        return "127.0.0.1:" + (port + 4);
    }

    /// What `.plumbline/credentials` of this install says.
    Properties credentials() throws IOException {
        Properties credentials = new Properties();
        try (InputStream in = Files.newInputStream(data.resolve("credentials"))) {
            credentials.load(in);
        }
        return credentials;
    }

    /// Sum of the resident memory of all processes of the install, in bytes, as the kernel counts
    /// it.
    long residentBytes() throws IOException, InterruptedException {
        return status().path("residentBytes").asLong();
    }

    /// Heap that scoring-service has taken, in bytes.
    double scoringHeap() throws IOException, InterruptedException {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:"
                                                                + (port + SCORING)
                                                                + "/q/metrics"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        List<String> pools =
                response.body()
                        .lines()
                        .filter(line -> line.startsWith("jvm_memory_committed_bytes{area=\"heap\""))
                        .toList();
        if (pools.isEmpty()) {
            throw new IllegalStateException("scoring-service tells nothing of its heap");
        }
        return pools.stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    private String plumbline(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(root.resolve("plumbline").toString());
        command.addAll(arguments);
        command.add("--data");
        command.add(data.toString());
        Path out = Files.createTempFile("plumbline-bench", ".out");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(root.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start();
            if (!process.waitFor(STARTED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new IllegalStateException(
                        "no end of: plumbline " + String.join(" ", arguments));
            }
            String said = Files.readString(out);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "plumbline " + String.join(" ", arguments) + " failed:\n" + said);
            }
            return said;
        } finally {
            Files.deleteIfExists(out);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        down();
    }
}
