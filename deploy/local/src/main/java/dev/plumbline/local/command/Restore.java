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
import java.util.Set;

/// `restore FILE`: puts a backup into an empty install, which must not run.
final class Restore implements Command {

    @Override
    public int run(Path root, List<String> arguments) {
        Options options = Options.parse(arguments, Set.of("--data"), Set.of());
        options.expectRest(1, "restore FILE [--data DIR]");
        Install install = options.install(root);
        Path file = Path.of(options.rest().getFirst()).toAbsolutePath();
        RunFolder run = new RunFolder(install);
        if (run.isSupervised()
                || PartName.reversed().stream().anyMatch(part -> run.process(part).isPresent())) {
            throw new StartupFailure("Plumbline runs; stop it first: ./plumbline down");
        }
        if (install.kept().stream().anyMatch(Files::exists)) {
            throw new StartupFailure(
                    install.data() + " holds an install; delete it first: ./plumbline reset");
        }
        try {
            InstallArchive.read(file, install);
        } catch (IOException e) {
            throw new StartupFailure("Cannot restore " + file + ": " + e.getMessage(), e);
        }
        System.out.println("Restored into " + install.data() + "; start it: ./plumbline up");
        return DONE;
    }
}
