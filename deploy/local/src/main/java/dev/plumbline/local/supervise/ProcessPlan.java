package dev.plumbline.local.supervise;

import dev.plumbline.local.install.PartName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How one part runs as a process of its own.
///
/// @param part        which part
/// @param command program and arguments; never a secret, every user of the machine can read them
/// @param environment added to the supervisor's own; secrets go here
/// @param log         takes what the process prints, appended
/// @param ready       how to know that it works
/// @param startLimit  after this it counts as failed
/// @param stopLimit   after this it is killed
public record ProcessPlan(
        PartName part,
        List<String> command,
        Map<String, String> environment,
        Path log,
        Ready ready,
        Duration startLimit,
        Duration stopLimit) {

    public ProcessPlan {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// How a process says that it works.
    public sealed interface Ready {

        /// An address that answers 200.
        record Address(URI uri) implements Ready {}

        /// A file that the process writes.
        record Marker(Path file) implements Ready {}
    }

    @Override
    public String toString() {
        return "ProcessPlan[" + part + ", " + command + "]";
    }
}
