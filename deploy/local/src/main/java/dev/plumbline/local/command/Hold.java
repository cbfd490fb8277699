package dev.plumbline.local.command;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.supervise.RunFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// `stop PART` and `start PART`: one part down and up again while the others run.
final class Hold implements Command {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Wish wish;

    Hold(Wish wish) {
        this.wish = wish;
    }

    /// What the operator wants of the part.
    enum Wish {
        RUN,
        REST
    }

    @Override
    public int run(Path root, List<String> arguments) throws InterruptedException {
        Options options = Options.parse(arguments, Set.of("--data"), Set.of());
        options.expectRest(1, (wish == Wish.RUN ? "start" : "stop") + " PART [--data DIR]");
        Install install = options.install(root);
        PartName part =
                PartName.parse(options.rest().getFirst())
                        .orElseThrow(
                                () ->
                                        new UsageError(
                                                "No such part; there are: " + PartName.keys()));
        RunFolder run = new RunFolder(install);
        if (!run.isSupervised()) {
            throw new StartupFailure("Plumbline does not run");
        }
        await(run, part, wish);
        System.out.println(
                part.title()
                        + (wish == Wish.RUN
                                ? " runs"
                                : " is down until ./plumbline start " + part.key()));
        return DONE;
    }

    /// Returns when the wish is fulfilled.
    static void await(RunFolder run, PartName part, Wish wish) throws InterruptedException {
        switch (wish) {
            case RUN -> run.release(part);
            case REST -> run.hold(part);
        }
        Instant limit = Instant.now().plus(LIMIT);
        while (wish == Wish.RUN ? !run.isReady(part) : run.process(part).isPresent()) {
            if (Instant.now().isAfter(limit)) {
                throw new StartupFailure(
                        part.title()
                                + " does not "
                                + (wish == Wish.RUN ? "start" : "stop")
                                + "; see ./plumbline logs supervisor");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
