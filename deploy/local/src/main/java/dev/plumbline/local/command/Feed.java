package dev.plumbline.local.command;

import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `feed update [--osv FILE|URL] [--kev FILE|URL]`: brings in what the world knows, now.
final class Feed implements Command {

    private static final String USAGE =
            "feed update [--osv FILE|URL] [--kev FILE|URL] [--wait] [--data DIR]";
    private static final String CLIENT = "plumbline-feeds";

    @Override
    public int run(Path root, List<String> arguments) throws InterruptedException {
        Options options =
                Options.parse(arguments, Set.of("--osv", "--kev", "--data"), Set.of("--wait"));
        options.expectRest(1, USAGE);
        Map<String, String> sources = new LinkedHashMap<>();
        options.value("--osv").ifPresent(source -> sources.put("osv", source));
        options.value("--kev").ifPresent(source -> sources.put("kev", source));
        if (!options.rest().equals(List.of("update")) || sources.isEmpty()) {
            throw new UsageError("Usage: plumbline " + USAGE);
        }
        try (Platform platform = Platform.of(options.install(root))) {
            for (Map.Entry<String, String> source : sources.entrySet()) {
                int exitCode =
                        update(platform, source.getKey(), source.getValue(), options.has("--wait"));
                if (exitCode != DONE) {
                    return exitCode;
                }
            }
        }
        return DONE;
    }

    private static int update(Platform platform, String format, String source, boolean wait)
            throws InterruptedException {
        Map<String, String> query = Map.of("format", format, "feed", format);
        if (!source.startsWith("https://") && !source.startsWith("http://")) {
            return Submit.send(platform, CLIENT, query, Path.of(source), wait);
        }
        Path fetched = fetch(source);
        try {
            return Submit.send(platform, CLIENT, query, fetched, wait);
        } finally {
            fetched.toFile().delete();
        }
    }

    private static Path fetch(String address) throws InterruptedException {
        System.out.println("Fetching " + address);
        try (HttpClient http =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build()) {
            Path file = Files.createTempFile("plumbline-feed-", "");
            HttpResponse<Path> response =
                    http.send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .timeout(Duration.ofMinutes(10))
                                    .build(),
                            BodyHandlers.ofFile(file));
            if (response.statusCode() != 200) {
                Files.delete(file);
                throw new StartupFailure(address + " answered " + response.statusCode());
            }
            return file;
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupFailure("Cannot fetch " + address + ": " + e.getMessage(), e);
        }
    }
}
