package dev.plumbline.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `feed update`: brings in what the world knows, now; `feed list`, `feed on`, `feed off`: feeds
/// that are fetched by schedule.
final class Feed implements Command {

    private static final String USAGE =
            """
            feed update [--osv FILE|URL] [--kev FILE|URL] [--wait] [--data DIR]
                   plumbline feed list [--data DIR]
                   plumbline feed on KEY [--address URL] [--data DIR]
                   plumbline feed off KEY [--data DIR]""";
    private static final String CLIENT = "plumbline-feeds";

    /// Who may edit what is connected.
    private static final String EDITOR = "plumbline-backfill";

    @Override
    public int run(Path root, List<String> arguments) throws InterruptedException {
        Options options =
                Options.parse(
                        arguments,
                        Set.of("--osv", "--kev", "--address", "--data"),
                        Set.of("--wait"));
        String what = options.rest().isEmpty() ? "" : options.rest().getFirst();
        boolean named = options.rest().size() == 2;
        boolean fits =
                switch (what) {
                    case "update" -> !named && !sources(options).isEmpty();
                    case "list" -> !named;
                    case "on", "off" -> named;
                    default -> false;
                };
        if (!fits || options.rest().size() > 2) {
            throw new UsageError("Usage: plumbline " + USAGE);
        }
        try (Platform platform = Platform.of(options.install(root))) {
            return switch (what) {
                case "update" -> update(platform, options);
                case "list" -> list(platform);
                default -> save(platform, options.rest().get(1), what, options.value("--address"));
            };
        }
    }

    private static Map<String, String> sources(Options options) {
        Map<String, String> sources = new LinkedHashMap<>();
        options.value("--osv").ifPresent(source -> sources.put("osv", source));
        options.value("--kev").ifPresent(source -> sources.put("kev", source));
        return sources;
    }

    private static int update(Platform platform, Options options) throws InterruptedException {
        for (Map.Entry<String, String> source : sources(options).entrySet()) {
            int exitCode =
                    update(platform, source.getKey(), source.getValue(), options.has("--wait"));
            if (exitCode != DONE) {
                return exitCode;
            }
        }
        return DONE;
    }

    private static int list(Platform platform) {
        Platform.Answer feeds = platform.getFromDashboard(EDITOR, "/api/v1/feeds");
        if (!feeds.isAccepted()) {
            System.err.println("The dashboard does not list its feeds: " + feeds.problem());
            return FAILED;
        }
        for (JsonNode feed : feeds.body()) {
            if (!feed.path("archived").asBoolean()) {
                System.out.println(line(feed));
            }
        }
        return DONE;
    }

    /// One feed in one line: key, kind, how it is doing, up to where it was read, and why not
    /// further.
    static String line(JsonNode feed) {
        JsonNode report = feed.path("report");
        String state =
                feed.path("paused").asBoolean()
                        ? "off"
                        : report.path("state").asText("new").toLowerCase(Locale.ROOT);
        String problem = report.path("problem").asText("");
        String checkpoint = report.path("checkpoint").asText("");
        return "%-20s %-14s %-8s %s"
                .formatted(
                        feed.path("key").asText(),
                        feed.path("kind").asText(),
                        state,
                        problem.isEmpty() || state.equals("off") ? checkpoint : problem)
                .strip();
    }

    /// Lets a feed out or pauses it; all else about it stays, but for an address that is given.
    static int save(Platform platform, String key, String what, Optional<String> address) {
        String path = "/api/v1/feeds/" + URLEncoder.encode(key, StandardCharsets.UTF_8);
        Platform.Answer known = platform.getFromDashboard(EDITOR, path);
        if (known.status() == 404) {
            System.err.println("There is no feed " + key + ": see ./plumbline feed list");
            return REFUSED;
        }
        Platform.Answer saved =
                known.isAccepted()
                        ? platform.putToDashboard(
                                EDITOR, path, changed(known.body(), what, address))
                        : known;
        if (!saved.isAccepted()) {
            System.err.println("The feed " + key + " could not be saved: " + saved.problem());
            return REFUSED;
        }
        // what saving answers knows no state
        Platform.Answer now = platform.getFromDashboard(EDITOR, path);
        System.out.println(line(now.isAccepted() ? now.body() : saved.body()));
        return DONE;
    }

    static JsonNode changed(JsonNode feed, String what, Optional<String> address) {
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("kind", "address", "everyMinutes", "only", "revision")) {
            if (feed.hasNonNull(field)) {
                changed.set(field, feed.get(field));
            }
        }
        address.ifPresent(given -> changed.put("address", given));
        return changed.put("paused", what.equals("off"));
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
