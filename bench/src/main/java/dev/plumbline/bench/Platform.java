package dev.plumbline.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// An install of its own in a folder of its own, driven by the same script as any other.
final class Platform implements AutoCloseable {
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(6);

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

    /// Replays the evidence log; the command fails where anything differs from what is shown.
    void verify() throws IOException, InterruptedException {
        plumbline(List.of("verify"));
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
        String status = plumbline(List.of("status", "--json"));
        return new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(status)
                .path("residentBytes")
                .asLong();
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
