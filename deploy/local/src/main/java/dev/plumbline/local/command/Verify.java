package dev.plumbline.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// `verify`: lets scoring-service replay its evidence log and compare with the scores that are
/// shown.
///
/// Exit code 0 without a difference, 2 with any.
final class Verify implements Command {

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Override
    public int run(Path root, List<String> arguments) {
        Options options = Options.parse(arguments, Set.of("--data"), Set.of());
        options.expectRest(0, "verify [--data DIR]");
        try (Platform platform = Platform.of(options.install(root))) {
            Platform.Answer answer =
                    platform.postToScoring("plumbline-backfill", "/api/v1/verification", PATIENCE);
            if (answer.status() != 200) {
                System.err.println("scoring-service cannot verify: " + answer.problem());
                return FAILED;
            }
            return report(answer.body());
        }
    }

    private static int report(JsonNode verdict) {
        JsonNode differences = verdict.path("differences");
        for (JsonNode difference : differences) {
            System.err.println(
                    difference.path("subject").asText()
                            + ": "
                            + difference.path("what").asText()
                            + " ("
                            + difference.path("count").asLong()
                            + ") "
                            + difference.path("examples"));
        }
        long waiting = verdict.path("waiting").asLong();
        System.out.println(
                "Replayed "
                        + verdict.path("events").asLong()
                        + " events and compared "
                        + verdict.path("products").asLong()
                        + " products"
                        + (waiting == 0
                                ? ""
                                : ", without " + waiting + " that wait for a new score")
                        + ": "
                        + (differences.isEmpty()
                                ? "no difference"
                                : differences.size() + " differences"));
        return differences.isEmpty() ? DONE : REFUSED;
    }
}
