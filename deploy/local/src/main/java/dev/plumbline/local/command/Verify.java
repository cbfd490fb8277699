package dev.plumbline.local.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// `verify`: lets scoring-service replay its evidence log and compare with the scores that are
// shown.
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
            answer.body()
                    .path("differences")
                    .forEach(difference -> System.err.println(difference.toString()));
            int differences = answer.body().path("differences").size();
            System.out.println(
                    "Replayed "
                            + answer.body().path("products").asLong()
                            + " products: "
                            + (differences == 0 ? "no difference" : differences + " differences"));
            return differences == 0 ? DONE : REFUSED;
        }
    }
}
