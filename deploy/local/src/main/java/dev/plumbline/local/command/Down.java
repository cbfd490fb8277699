package dev.plumbline.local.command;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.supervise.Leftovers;
import dev.plumbline.local.supervise.RunFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// `down`: stops everything in order, also what a crashed supervisor left behind.
final class Down implements Command {

    static final Duration LIMIT = Duration.ofSeconds(120);

    @Override
    public int run(Path root, List<String> arguments) throws InterruptedException {
        Options options = Options.parse(arguments, Set.of("--data"), Set.of());
        options.expectRest(0, "down [--data DIR]");
        Install install = options.install(root);
        RunFolder run = new RunFolder(install);
        if (run.isSupervised()) {
            stopSupervisor(run);
            System.out.println("Plumbline has stopped");
            return DONE;
        }
        List<PartName> stopped = Leftovers.stop(run);
        System.out.println(
                stopped.isEmpty()
                        ? "Plumbline does not run"
                        : "Stopped what an earlier run left behind: "
                                + String.join(
                                        ", ", stopped.stream().map(PartName::title).toList()));
        return DONE;
    }

    private static void stopSupervisor(RunFolder run) throws InterruptedException {
        ProcessHandle supervisor =
                run.state()
                        .flatMap(state -> ProcessHandle.of(state.pid()))
                        .orElseThrow(
                                () ->
                                        new StartupFailure(
                                                "Plumbline runs, but its process is not known"));
        ProgressReader progress = new ProgressReader(run.progressFile());
        supervisor.destroy();
        Instant limit = Instant.now().plus(LIMIT);
        boolean stopping = false;
        while (supervisor.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(100);
            stopping =
                    stopping
                            || run.state().stream()
                                    .anyMatch(state -> state.phase() == RunFolder.Phase.STOPPING);
            if (stopping) {
                progress.printNew();
            }
            if (Instant.now().isAfter(limit)) {
                throw new StartupFailure(
                        "Plumbline does not stop; its process is " + supervisor.pid());
            }
        }
        progress.printNew();
    }
}
