package dev.plumbline.local.command;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.InstallArchive;
import dev.plumbline.local.install.PartName;
import dev.plumbline.local.supervise.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `backup FILE`: PostgreSQL, Kafka, Keycloak's data and all secrets in one file, of one moment.
///
/// All parts rest while the files are copied: offsets in Kafka and inboxes in PostgreSQL belong
/// together, and no tool copies both at the same instant while they run.
final class Backup implements Command {

    @Override
    public int run(Path root, List<String> arguments) throws InterruptedException {
        Options options = Options.parse(arguments, Set.of("--data"), Set.of());
        options.expectRest(1, "backup FILE [--data DIR]");
        Install install = options.install(root);
        Path file = Path.of(options.rest().getFirst()).toAbsolutePath();
        if (!install.exists()) {
            throw new StartupFailure("There is nothing to back up in " + install.data());
        }
        if (Files.exists(file)) {
            throw new StartupFailure(file + " exists; choose another name");
        }
        RunFolder run = new RunFolder(install);
        boolean running = run.isSupervised();
        if (!running
                && PartName.reversed().stream().anyMatch(part -> run.process(part).isPresent())) {
            throw new StartupFailure(
                    "An earlier run left processes behind; stop them first: ./plumbline down");
        }
        try {
            if (running) {
                System.out.println("All parts rest while the backup is written");
                for (PartName part : PartName.reversed()) {
                    Hold.await(run, part, Hold.Wish.REST);
                }
            }
            InstallArchive.write(install, file);
            System.out.printf(
                    Locale.ROOT,
                    "Wrote %s (%.1f MiB)%n",
                    file,
                    Files.size(file) / (double) (1 << 20));
        } catch (IOException e) {
            throw new StartupFailure("Cannot write " + file + ": " + e.getMessage(), e);
        } finally {
            if (running) {
                wakeAll(run);
            }
        }
        return DONE;
    }

    private static void wakeAll(RunFolder run) throws InterruptedException {
        for (PartName part : PartName.values()) {
            run.release(part);
        }
        for (PartName part : PartName.values()) {
            Hold.await(run, part, Hold.Wish.RUN);
        }
        System.out.println("All parts work again");
    }
}
