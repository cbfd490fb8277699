package dev.plumbline.local.command;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.FolderTree;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.supervise.Leftovers;
import dev.plumbline.local.supervise.RunFolder;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// `reset [--yes]`: deletes all data, logs and secrets of an install. Tools and build stay.
final class Reset implements Command {

    @Override
    public int run(Path root, List<String> arguments) {
        Options options = Options.parse(arguments, Set.of("--data"), Set.of("--yes"));
        options.expectRest(0, "reset [--yes] [--data DIR]");
        Install install = options.install(root);
        RunFolder run = new RunFolder(install);
        if (run.isSupervised()) {
            throw new StartupFailure("Plumbline runs; stop it first: ./plumbline down");
        }
        if (!install.exists()) {
            System.out.println("There is nothing to delete in " + install.data());
            return DONE;
        }
        if (!options.has("--yes") && !isConfirmed(install)) {
            System.err.println("Nothing was deleted");
            return FAILED;
        }
        Leftovers.stop(run);
        try {
            for (Path owned : install.owned()) {
                if (Files.exists(owned)) {
                    FolderTree.delete(owned);
                }
            }
        } catch (IOException e) {
            throw new StartupFailure(
                    "Cannot delete all of " + install.data() + ": " + e.getMessage(), e);
        }
        System.out.println("Deleted the install in " + install.data());
        return DONE;
    }

    private static boolean isConfirmed(Install install) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new StartupFailure(
                    "Nobody to ask: say --yes to delete the install in " + install.data());
        }
        String answer =
                console.readLine(
                        "Delete all data, users and secrets in %s? Type yes: ", install.data());
        return "yes".equals(answer);
    }
}
