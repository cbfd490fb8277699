package dev.plumbline.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `submit FILE... [--product KEY [--release V]] [--wait]`, `submit --bulk FILE.ndjson`: sends
/// documents as the maker's own CI.
///
/// Exit codes: 0 all accepted, with `--wait` shown on the pages; 2 some refused, at once or while
/// they were applied; 3 accepted, but not shown in time.
final class Submit implements Command {

    private static final String USAGE =
            "submit FILE... [--product KEY [--release V]] [--format F] [--as CLIENT] [--wait] [--data DIR]";
    private static final String BULK_USAGE =
            "submit --bulk FILE.ndjson [--from LINE] [--product KEY] [--release V] [--format F] [--as CLIENT] [--data DIR]";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String CI = "plumbline-ci";

    @Override
    public int run(Path root, List<String> arguments) throws InterruptedException {
        Options options =
                Options.parse(
                        arguments,
                        Set.of(
                                "--product",
                                "--release",
                                "--format",
                                "--as",
                                "--bulk",
                                "--from",
                                "--data"),
                        Set.of("--wait"));
        Map<String, String> query = new LinkedHashMap<>();
        options.value("--product").ifPresent(product -> query.put("product", product));
        options.value("--release").ifPresent(release -> query.put("release", release));
        options.value("--format").ifPresent(format -> query.put("format", format));
        String client = options.value("--as").orElse(CI);
        if (options.value("--bulk").isPresent()) {
            options.expectRest(0, BULK_USAGE);
            try (Platform platform = Platform.of(options.install(root))) {
                return new Bulk(platform, client, query)
                        .send(readable(Path.of(options.value("--bulk").get())), from(options));
            }
        }
        if (options.rest().isEmpty()
                || (!query.containsKey("product") && query.containsKey("release"))
                || options.value("--from").isPresent()) {
            throw new UsageError("Usage: plumbline " + USAGE + "\n       plumbline " + BULK_USAGE);
        }
        List<Path> documents = expanded(options.rest());
        try (Platform platform = Platform.of(options.install(root))) {
            return sendAll(platform, client, query, documents, options.has("--wait"));
        }
    }

    private static long from(Options options) {
        String from = options.value("--from").orElse("1");
        try {
            return Long.parseLong(from);
        } catch (NumberFormatException e) {
            throw new UsageError("--from must be the number of a line, not " + from);
        }
    }

    /// The files that are named, and those that a pattern in quotes names, each once. Everything is
    /// looked at before anything is sent.
    static List<Path> expanded(List<String> names) {
        Set<Path> files = new LinkedHashSet<>();
        for (String name : names) {
            if (Files.exists(Path.of(name)) || !isPattern(name)) {
                files.add(readable(Path.of(name)));
            } else {
                files.addAll(matching(name));
            }
        }
        return List.copyOf(files);
    }

    private static boolean isPattern(String name) {
        return name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private static List<Path> matching(String pattern) {
        Path fixed = Path.of("");
        for (Path step : Path.of(pattern)) {
            if (isPattern(step.toString())) {
                break;
            }
            fixed = fixed.resolve(step);
        }
        Path start = pattern.startsWith("/") ? Path.of("/").resolve(fixed) : fixed;
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> files = Files.walk(start)) {
            List<Path> found =
                    files.filter(Files::isRegularFile).filter(matcher::matches).sorted().toList();
            if (found.isEmpty()) {
                throw new StartupFailure("No file is named " + pattern);
            }
            return found;
        } catch (IOException e) {
            throw new StartupFailure("No file is named " + pattern, e);
        }
    }

    private static Path readable(Path document) {
        if (!Files.isReadable(document) || Files.isDirectory(document)) {
            throw new StartupFailure("Cannot read " + document);
        }
        return document;
    }

    private static int sendAll(
            Platform platform,
            String client,
            Map<String, String> query,
            List<Path> documents,
            boolean wait)
            throws InterruptedException {
        int worst = DONE;
        for (Path document : documents) {
            if (documents.size() > 1) {
                System.out.println(document);
            }
            int exitCode = send(platform, client, query, document, wait);
            worst = worst == REFUSED || exitCode == DONE ? worst : exitCode;
        }
        return worst;
    }

    /// Sends one document and says what became of it.
    static int send(
            Platform platform,
            String client,
            Map<String, String> query,
            Path document,
            boolean wait)
            throws InterruptedException {
        Platform.Answer answer = post(platform, client, query, document);
        if (!answer.isAccepted()) {
            System.err.println("Refused: " + answer.problem());
            return REFUSED;
        }
        String id = answer.body().path("id").asText();
        System.out.println(
                (answer.status() == 200 ? "Seen before: " : "Accepted: ")
                        + id
                        + " "
                        + answer.body().path("format").asText("")
                        + counts(answer.body().path("counts")));
        System.out.println("Progress: " + platform.dashboard() + "/submissions/" + id);
        return wait ? await(platform, client, id) : DONE;
    }

    private static Platform.Answer post(
            Platform platform, String client, Map<String, String> query, Path document) {
        readable(document);
        try {
            return platform.submit(client, encode(query), document);
        } catch (IOException e) {
            throw new StartupFailure("Cannot read " + document + ": " + e.getMessage(), e);
        }
    }

    private static int await(Platform platform, String client, String id)
            throws InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(limit)) {
            Platform.Answer answer = platform.submission(client, id);
            Map<String, String> steps = steps(answer.body());
            for (String end : List.of("refused", "failed")) {
                if (steps.containsKey(end)) {
                    System.err.println("It " + end + ": " + steps.get(end));
                    return REFUSED;
                }
            }
            if (steps.containsKey("shown") || steps.containsKey("seen_again")) {
                System.out.println("Shown");
                return DONE;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        System.err.println("Accepted, but not shown after " + PATIENCE.toMinutes() + " minutes");
        return UNFINISHED;
    }

    /// The steps done so far with the problem of each, if it has one.
    static Map<String, String> steps(JsonNode submission) {
        Map<String, String> steps = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (JsonNode step : submission.path("steps")) {
            steps.put(step.path("step").asText(), step.path("problem").asText(""));
        }
        return steps;
    }

    private static String counts(JsonNode counts) {
        String text =
                counts.properties().stream()
                        .map(count -> count.getValue().asText() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
        return text.isEmpty() ? "" : " (" + text + ")";
    }

    static String encode(Map<String, String> query) {
        return query.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
