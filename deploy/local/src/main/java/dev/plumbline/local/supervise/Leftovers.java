package dev.plumbline.local.supervise;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.PartName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Parts that outlived their supervisor, after a crash or a `kill -9`.
public final class Leftovers {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Leftovers() {}

    /// Stops them, last started first, and answers which there were. Call only while no supervisor
    /// lives.
    public static List<PartName> stop(RunFolder run) {
        List<PartName> stopped = new ArrayList<>();
        for (PartName part : PartName.reversed()) {
            run.process(part)
                    .ifPresent(
                            process -> {
                                if (part == PartName.POSTGRESQL) {
                                    askToHurry(process);
                                }
                                ProcessStop.stop(process, LIMIT);
                                stopped.add(part);
                            });
            run.deletePid(part);
        }
        return stopped;
    }

    /// On SIGINT PostgreSQL ends its sessions and stops; on SIGTERM it would wait for them.
    private static void askToHurry(ProcessHandle postgres) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(postgres.pid())).start().waitFor();
            ProcessStop.isGoneWithin(postgres, LIMIT);
        } catch (IOException e) {
            throw new StartupFailure("PostgreSQL cannot be stopped: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("Interrupted while PostgreSQL was stopping", e);
        }
    }
}
