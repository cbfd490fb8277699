package dev.plumbline.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// `submit FILE --product KEY [--release V] [--wait]`: sends a document as the maker's own CI.
///
/// Exit codes: 0 accepted, with `--wait` shown on the pages; 2 refused, at once or while it was
/// applied; 3 accepted, but not shown in time.
final class Submit implements Command {

    private static final String USAGE =
            "submit FILE --product KEY [--release V] [--format F] [--as CLIENT] [--wait] [--data DIR]";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String CI = "plumbline-ci";

    @Override
    public int run(Path root, List<String> arguments) throws InterruptedException {
        Options options =
                Options.parse(
                        arguments,
                        Set.of("--product", "--release", "--format", "--as", "--data"),
                        Set.of("--wait"));
        options.expectRest(1, USAGE);
        Map<String, String> query = new LinkedHashMap<>();
        query.put(
                "product",
                options.value("--product")
                        .orElseThrow(() -> new UsageError("Usage: plumbline " + USAGE)));
        options.value("--release").ifPresent(release -> query.put("release", release));
        options.value("--format").ifPresent(format -> query.put("format", format));
        String client = options.value("--as").orElse(CI);
        try (Platform platform = Platform.of(options.install(root))) {
            return send(
                    platform,
                    client,
                    query,
                    Path.of(options.rest().getFirst()),
                    options.has("--wait"));
        }
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
        if (!Files.isReadable(document)) {
            throw new StartupFailure("Cannot read " + document);
        }
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
