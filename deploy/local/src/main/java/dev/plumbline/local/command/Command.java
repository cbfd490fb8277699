package dev.plumbline.local.command;

import java.nio.file.Path;
import java.util.List;

/// One word of `./plumbline`.
@FunctionalInterface
interface Command {

    int DONE = 0;
    int FAILED = 1;

    /// The receiver understood and said no.
    int REFUSED = 2;

    /// Accepted, but its effect did not show in time.
    int UNFINISHED = 3;

    int USAGE = 64;

    /// Answers the exit code.
    ///
    /// @param root      the built project
    /// @param arguments what follows the word
    int run(Path root, List<String> arguments) throws InterruptedException;
}
