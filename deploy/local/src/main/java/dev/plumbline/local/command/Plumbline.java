package dev.plumbline.local.command;

import dev.plumbline.local.Logging;
import dev.plumbline.local.StartupFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The Java side of `./plumbline`: `COMMAND ARGUMENT...`.
///
/// The system property `plumbline.root` names the built project.
public final class Plumbline {

    private static final Map<String, Command> COMMANDS =
            Map.ofEntries(
                    Map.entry("up", new Up()),
                    Map.entry("down", new Down()),
                    Map.entry("status", new Status()),
                    Map.entry("start", new Hold(Hold.Wish.RUN)),
                    Map.entry("stop", new Hold(Hold.Wish.REST)),
                    Map.entry("reset", new Reset()),
                    Map.entry("backup", new Backup()),
                    Map.entry("restore", new Restore()),
                    Map.entry("submit", new Submit()),
                    Map.entry("feed", new Feed()),
                    Map.entry("verify", new Verify()),
                    Map.entry("token", new Token()),
                    Map.entry("prepare", new Prepare()),
                    Map.entry("supervise", new Supervise()));

    private Plumbline() {}

    public static void main(String[] arguments) {
        Logging.toStandardError();
        int exitCode = run(List.of(arguments));
        if (exitCode != Command.DONE) {
            System.exit(exitCode);
        }
    }

    private static int run(List<String> arguments) {
        try {
            Command command = arguments.isEmpty() ? null : COMMANDS.get(arguments.getFirst());
            if (command == null) {
                throw new UsageError("Unknown command; ./plumbline help lists all");
            }
            Path root =
                    Path.of(
                            Objects.requireNonNull(
                                    System.getProperty("plumbline.root"), "plumbline.root"));
            return command.run(root, arguments.subList(1, arguments.size()));
        } catch (UsageError error) {
            System.err.println(error.getMessage());
            return Command.USAGE;
        } catch (StartupFailure failure) {
            System.err.println(failure.getMessage());
            return Command.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Command.FAILED;
        }
    }
}
